/* Copying gives tab-separated text; pasting changes nothing here: the server shows what it would do. */

import { forClipboard } from './numbers.js';

export function copyText(grid) {
  const { rows, places } = grid.selection.range();
  return rows.map((row) => places.map((place) => forClipboard(grid.sheet.value(row, place))).join('\t')).join('\n');
}

export function watchClipboard(grid, element) {
  element.addEventListener('copy', (event) => {
    if (grid.editor.isOpen() || !grid.selection.row) return;
    event.clipboardData.setData('text/plain', copyText(grid));
    event.preventDefault();
  });
  element.addEventListener('paste', (event) => {
    if (grid.editor.isOpen() || !grid.selection.row) return;
    event.preventDefault();
    paste(grid, event.clipboardData.getData('text/plain'));
  });
}

function paste(grid, raw) {
  const text = raw.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  if (!text || grid.readOnly) return;
  const { sheet } = grid;
  const { rows, places } = grid.selection.bounds();
  const lines = text.split('\n').map((line) => line.split('\t').length);
  const columns = grid.places().filter((place) => place >= places[0]).slice(0, Math.max(...lines));
  const targets = sheet.visible.slice(rows[0], rows[0] + lines.length);
  grid.outbox.push({
    kind: 'paste',
    row: targets[0].id,
    column: sheet.columns[columns[0]].key,
    rows: targets.map((row) => row.id),
    columns: columns.map((place) => sheet.columns[place].key),
    text,
  });
}
