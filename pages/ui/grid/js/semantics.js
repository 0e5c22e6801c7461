/* What a screen reader is told about the table as a whole. */

export function describe(grid) {
  const element = grid.element();
  element.setAttribute('role', 'treegrid');
  element.setAttribute('tabindex', '0');
  element.setAttribute('aria-label', grid.data.label);
  element.setAttribute('aria-describedby', `rg${grid.number}-keys`);
  element.setAttribute('aria-multiselectable', 'true');
  element.setAttribute('aria-colcount', String(grid.sheet.columns.length));
  element.setAttribute('aria-readonly', String(grid.readOnly));
  grid.holder().removeAttribute('tabindex');
  headSemantics(element, grid.sheet.columns);
}

/* The library names its column groups with a role that does not exist; each head says its group instead. */
function headSemantics(element, columns) {
  element.querySelector('.tabulator-header-contents').setAttribute('role', 'none');
  for (const group of element.querySelectorAll('.tabulator-col-group')) {
    group.setAttribute('role', 'none');
    group.removeAttribute('aria-sort');
    group.removeAttribute('aria-title');
    group.querySelector('.tabulator-col-content').setAttribute('aria-hidden', 'true');
  }
  for (const head of element.querySelectorAll('[role="columnheader"]')) {
    const place = columns.findIndex((column) => column.key === head.getAttribute('tabulator-field'));
    const { title, group } = columns[place];
    head.removeAttribute('aria-sort');
    head.setAttribute('aria-colindex', String(place + 1));
    if (group) head.setAttribute('aria-label', `${title}, ${group}`);
  }
}
