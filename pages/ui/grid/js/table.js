/* Tabulator draws: only the rows in view, frozen columns, column heads, the total below. */

import { content, dress, dressRow } from './paint.js';
import { escapeHtml } from './numbers.js';

export const ROW_HEIGHT = 32;
const CHOSEN_MODULES = ['FormatModule', 'FilterModule', 'FrozenColumnsModule', 'ColumnCalcsModule', 'ResizeTableModule'];

let library = null;

/* Load the library and both sheets once per page. */
export function loadLibrary(address) {
  library ??= Promise.all([
    import(`${address}/js/tabulator_esm.min.js`),
    sheet(`${address}/css/tabulator.min.css`).then(() => sheet(new URL('grid.css', import.meta.url).href)),
  ]).then(([module]) => {
    module.Tabulator.registerModule(CHOSEN_MODULES.map((name) => module[name]));
    return module.Tabulator;
  });
  library.catch(() => { library = null; });
  return library;
}

function sheet(href) {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.onload = resolve;
    link.onerror = () => reject(new Error(href));
    document.head.append(link);
  });
}

export function makeTable(Tabulator, grid, element) {
  return new Tabulator(element, {
    index: 'id',
    data: tableData(grid),
    columns: columnsOf(grid),
    height: grid.layout.firstHeight(),
    rowHeight: ROW_HEIGHT,
    layout: 'fitColumns',
    nestedFieldSeparator: false,
    columnDefaults: { minWidth: 40 },
    initialFilter: (data) => data.row.shown,
    rowFormatter: (component) => {
      const { row } = component.getData();
      if (!row) return;
      row.element = component.getElement();
      dressRow(grid, row, row.element);
    },
  });
}

export function tableData(grid) {
  return grid.sheet.rows.filter((row) => row !== grid.sheet.total).map((row) => ({ id: row.id, row }));
}

function columnsOf(grid) {
  const made = [];
  grid.sheet.columns.forEach((column, place) => {
    const one = columnOf(grid, column, place);
    const last = made.at(-1);
    if (!column.group) made.push(one);
    else if (last && last.group === column.group) last.columns.push(one);
    else made.push({ title: escapeHtml(column.group), group: column.group, frozen: column.frozen, columns: [one] });
  });
  return made.map(({ group, ...rest }) => rest);
}

function columnOf(grid, column, place) {
  const rightward = column.kind === 'amount';
  const made = {
    title: escapeHtml(column.title),
    field: column.key,
    frozen: column.frozen && !column.group,
    visible: column.phone || !grid.layout.narrow,
    hozAlign: rightward ? 'right' : 'left',
    headerHozAlign: rightward ? 'right' : 'left',
    cssClass: `rg-${column.kind}${column.total ? ' rg-total' : ''}`,
    formatter: (component) => draw(grid, component.getData().row, place, component),
    ...(place === 0 ? { minWidth: grid.layout.firstWidth(), widthGrow: 1 } : { width: grid.layout.widths[place] }),
  };
  if (grid.sheet.total) {
    made.bottomCalc = () => '';
    made.bottomCalcFormatter = (component) => draw(grid, grid.sheet.total, place, component);
  }
  return made;
}

function draw(grid, row, place, component) {
  const element = component.getElement();
  element.rgCell = [row, place];
  row.els[place] = element;
  dress(grid, row, place, element);
  return content(grid, row, place);
}
