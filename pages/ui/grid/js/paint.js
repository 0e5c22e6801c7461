/* A cell's content and marks. Never colour alone: every mark has a shape and words. */

import { amount, escapeHtml, fillWords } from './numbers.js';

const CODE = /^(.*) \(([\w.-]+)\)$/;
const ICONS = { problem: 'bad', asked: 'asked', text: 'note', comment: 'comment', history: 'running' };
const ICONED = ['locked', 'problem', 'asked'];
const STATUS = { ok: 'ok', part: 'part', bad: 'bad', new: 'new' };

/* Return a cell's content as markup; everything that came from outside is escaped. */
export function content(grid, row, place) {
  const column = grid.sheet.columns[place];
  const flags = flagsOf(grid, row, place);
  const hidden = spoken(grid, flags);
  if (place === 0) return first(grid, row, flags) + hidden;
  const value = grid.sheet.value(row, place);
  if (column.kind === 'amount') {
    const text = typeof value === 'string' ? escapeHtml(value) : amount(value);
    return icons(flags, ICONED) + `<span class="rg-v">${text}</span>` + hidden;
  }
  const text = escapeHtml(value ?? '');
  const shown = column.kind === 'mark' ? ['locked', 'problem', 'asked', 'comment', 'text', 'history'] : ['locked', 'problem', 'asked', 'text'];
  return icons(flags, shown) + `<span class="rg-t">${text}</span>` + hidden;
}

/* Give a cell's element its name, its marks and what it says on its own. */
export function dress(grid, row, place, element) {
  const flags = flagsOf(grid, row, place);
  const value = grid.sheet.value(row, place);
  if (value === null || value === undefined) flags.push('none');
  if (typeof value === 'number' && value < 0) flags.push('minus');
  if (grid.sheet.columns[place].total) flags.push('total');
  if (grid.sheet.columns[place].kind === 'mark') flags.push('small');
  element.dataset.rg = flags.join(' ');
  element.id = grid.cellId(row, place);
  if (place === 0) element.setAttribute('role', 'rowheader');
  element.setAttribute('aria-readonly', String(!flags.includes('edit')));
  element.setAttribute('aria-colindex', String(place + 1));
  const title = hint(grid, row, place, value);
  if (title) element.title = title;
  else element.removeAttribute('title');
  grid.selection.dress(row, place, element);
}

export function repaint(grid, cells) {
  grid.layout.widen(cells);
  for (const [row, place] of cells) {
    const element = row.els[place];
    if (!element || grid.editor.isAt(row, place)) continue;
    element.innerHTML = content(grid, row, place);
    dress(grid, row, place, element);
  }
}

/* A row's own look, and where it stands in the tree. */
export function dressRow(grid, row, element) {
  element.dataset.kind = row.kind;
  element.dataset.level = Math.min(row.level, 4);
  element.style.setProperty('--level', row.level);
  element.setAttribute('aria-level', String(row.level + 1));
  element.setAttribute('aria-rowindex', String(row.at + 2));
  if (row.children.length) element.setAttribute('aria-expanded', String(grid.sheet.isOpen(row)));
  else element.removeAttribute('aria-expanded');
}

/* The pixels that an amount needs: digits have one width, and a cut amount would be a wrong one. */
export function widthOf(grid, row, place) {
  const value = grid.sheet.value(row, place);
  const text = typeof value === 'string' ? value : amount(value);
  const signs = row.marks.get(place) || [];
  const icon = signs.includes('problem') || signs.includes('asked') || grid.sheet.isLocked(row, place) || grid.sheet.refusalAt(row, place);
  return Math.ceil(text.length * 7.7) + (icon ? 36 : 18);
}

function flagsOf(grid, row, place) {
  const { sheet } = grid;
  const flags = [...(row.marks.get(place) || [])];
  if (sheet.mayEdit(row, place) && !sheet.isLocked(row, place) && !grid.readOnly) flags.push('edit');
  if (sheet.isLocked(row, place)) flags.push('locked');
  if (sheet.pendingAt(row, place)) flags.push('pending');
  if (sheet.refusalAt(row, place) && !flags.includes('problem')) flags.push('problem');
  return flags;
}

function first(grid, row, flags) {
  const name = String(grid.sheet.value(row, 0) ?? '');
  const split = CODE.exec(name);
  const text = split
    ? `${escapeHtml(split[1])} <span class="rg-code">(${escapeHtml(split[2])})</span>`
    : escapeHtml(name);
  const status = STATUS[row.status] ? `<i class="rg-dot ${STATUS[row.status]}" aria-hidden="true"></i>` : '';
  const lock = row.kind === 'readonly' ? '<i class="rg-i rg-i-computed" aria-hidden="true"></i>' : '';
  return `${toggle(grid, row, name)}<span class="rg-name">${text}</span>${status}${lock}${icons(flags, ['problem', 'asked', 'comment', 'text'])}`;
}

function toggle(grid, row, name) {
  if (!row.children.length) return '<span class="rg-gap"></span>';
  const open = grid.sheet.isOpen(row);
  const words = fillWords(open ? grid.words.close_group : grid.words.open_group, { name });
  return `<button type="button" tabindex="-1" class="rg-toggle" data-open="${open}" aria-label="${escapeHtml(words)}"></button>`;
}

function icons(flags, names) {
  return names
    .filter((name) => flags.includes(name))
    .map((name) => `<i class="rg-i rg-i-${ICONS[name] || name} ${name}" aria-hidden="true"></i>`)
    .join('');
}

function spoken(grid, flags) {
  const said = ['locked', 'problem', 'asked', 'comment', 'text', 'history', 'pending'].filter((flag) => flags.includes(flag));
  return said.length ? `<span class="r-vh">, ${said.map((flag) => escapeHtml(grid.words[flag])).join(', ')}</span>` : '';
}

function hint(grid, row, place, value) {
  const parts = [grid.sheet.refusalAt(row, place), row.notes.get(place)];
  if (grid.sheet.isLocked(row, place)) parts.push(capital(grid.words.locked));
  if (grid.sheet.columns[place].kind !== 'amount') parts.unshift(value);
  return parts.filter(Boolean).join('\n');
}

function capital(text) { return text.charAt(0).toUpperCase() + text.slice(1); }
