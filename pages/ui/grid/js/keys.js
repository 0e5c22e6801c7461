/* The keyboard and the mouse. Tab moves between cells; Escape and then Tab leaves the grid. */

export function watchKeys(grid, element) {
  let leaving = false;
  element.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const wasLeaving = leaving;
    leaving = !grid.editor.isOpen() && (event.key === 'Escape' || (leaving && event.key === 'Shift'));
    if (wasLeaving && event.key === 'Tab') {
      grid.letGo();
      return;
    }
    if (grid.editor.isOpen() ? whileEditing(grid, event) : whileChoosing(grid, event)) event.preventDefault();
  });
}

function whileEditing(grid, event) {
  const { key, shiftKey } = event;
  const typed = grid.editor.typed;
  if (key === 'Escape') grid.editor.cancel();
  else if (key === 'Enter') return after(grid, shiftKey ? -1 : 1, 0);
  else if (key === 'Tab') return after(grid, 0, shiftKey ? -1 : 1);
  else if (key === 'ArrowUp' || key === 'ArrowDown') return after(grid, key === 'ArrowUp' ? -1 : 1, 0);
  else if (typed && (key === 'ArrowLeft' || key === 'ArrowRight')) return after(grid, 0, key === 'ArrowLeft' ? -1 : 1);
  else return false;
  return true;
}

function after(grid, down, right) {
  grid.editor.commit();
  grid.move(down, right);
  return true;
}

function whileChoosing(grid, event) {
  const { row, place } = grid.selection;
  if (!row) return false;
  const { key } = event;
  if (event.ctrlKey || event.metaKey) return withControl(grid, event);
  if (event.altKey) return false;
  if (key in STEPS) return step(grid, event, row, place);
  if (key === 'Tab') return grid.move(0, event.shiftKey ? -1 : 1, { wrap: true });
  if (key in ACTIONS) return ACTIONS[key](grid, event, row, place);
  if (key.length === 1 && key !== ' ') {
    grid.editor.open(row, place, { typed: true }); // the input has the focus now, so the key lands in it
    return !grid.editor.isOpen();
  }
  return false;
}

const STEPS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: ['-page', 0], PageDown: ['page', 0], Home: [0, -Infinity], End: [0, Infinity],
};

function step(grid, event, row, place) {
  let [down, right] = STEPS[event.key];
  if (place === 0 && right && !event.shiftKey && row.children.length && Math.abs(right) === 1) {
    const open = grid.sheet.isOpen(row);
    if (open === (right < 0)) {
      grid.toggle(row);
      return true;
    }
  }
  if (down === 'page' || down === '-page') down = grid.pageRows() * (down === 'page' ? 1 : -1);
  grid.move(down, right, { extend: event.shiftKey });
  return true;
}

const ACTIONS = {
  Enter: (grid, event, row, place) => {
    if (grid.whyNot(row, place)) grid.send('open');
    else grid.editor.open(row, place);
    return true;
  },
  F2: (grid, event, row, place) => {
    if (event.shiftKey) grid.send('comment');
    else grid.editor.open(row, place);
    return true;
  },
  F10: (grid, event) => event.shiftKey && openMenu(grid),
  ContextMenu: (grid) => openMenu(grid),
  Delete: (grid) => grid.empty(),
  Backspace: (grid) => grid.empty(),
  ' ': (grid, event, row, place) => {
    if (place === 0 && row.children.length) grid.toggle(row);
    return true;
  },
};

function withControl(grid, event) {
  const extend = event.shiftKey;
  switch (event.key.toLowerCase()) {
    case 'z': return grid.send(event.shiftKey ? 'redo' : 'undo');
    case 'y': return grid.send('redo');
    case 'l': return grid.readOnly ? false : grid.send('lock');
    case 'd': return grid.fillDown();
    case 'a': return grid.chooseAll();
    case 'home': return grid.move(-Infinity, -Infinity, { extend });
    case 'end': return grid.move(Infinity, Infinity, { extend });
    case 'arrowup': return grid.move(-Infinity, 0, { extend });
    case 'arrowdown': return grid.move(Infinity, 0, { extend });
    case 'arrowleft': return grid.move(0, -Infinity, { extend });
    case 'arrowright': return grid.move(0, Infinity, { extend });
    default: return false;
  }
}

function openMenu(grid) {
  const element = grid.selection.row.els[grid.selection.place];
  const box = (element || grid.frame).getBoundingClientRect();
  grid.menu.open(box.left + 8, box.bottom);
  return true;
}

/* A press chooses, dragging extends, a double click edits; on a screen a second touch edits. */
export function watchPointer(grid, element) {
  let dragging = false;
  let touchedBefore = null;
  const cellOf = (event) => {
    const found = event.target instanceof Element && event.target.closest('.tabulator-cell');
    return found && found.rgCell ? found : null;
  };
  element.addEventListener('mousedown', (event) => {
    const cell = cellOf(event);
    if (!cell || event.target.closest('.rg-input')) return;
    event.preventDefault();
    grid.editor.commit();
    grid.focus();
    const [row, place] = cell.rgCell;
    if (event.target.closest('.rg-toggle')) {
      grid.toggle(row);
      return;
    }
    touchedBefore = grid.selection.row === row && grid.selection.place === place ? cell : null;
    if (event.button === 2 && grid.selection.cells().some(([a, b]) => a === row && b === place)) return;
    grid.selection.choose(row, place, { extend: event.shiftKey });
    dragging = event.button === 0;
  });
  element.addEventListener('mouseover', (event) => {
    const cell = dragging && (event.buttons & 1) ? cellOf(event) : null;
    if (cell) grid.selection.choose(...cell.rgCell, { extend: true, quiet: true });
  });
  element.addEventListener('mouseup', () => { dragging = false; });
  element.addEventListener('dblclick', (event) => {
    const cell = cellOf(event);
    if (!cell || event.target.closest('.rg-input, .rg-toggle')) return;
    if (cell.rgCell[1] === 0 && cell.rgCell[0].children.length) grid.toggle(cell.rgCell[0]);
    else grid.editor.open(...cell.rgCell);
  });
  element.addEventListener('click', (event) => {
    const cell = cellOf(event);
    if (!cell || event.pointerType !== 'touch' || event.target.closest('.rg-input, .rg-toggle')) return;
    if (cell === touchedBefore) grid.editor.open(...cell.rgCell);
  });
  element.addEventListener('contextmenu', (event) => {
    if (!cellOf(event) || event.target.closest('.rg-input')) return;
    event.preventDefault();
    grid.menu.open(event.clientX, event.clientY);
  });
}
