/* The small menu of a cell: the right mouse button, or Shift+F10. */

import { copyText } from './clipboard.js';

export class Menu {
  constructor(grid, root) {
    this.grid = grid;
    this.root = root;
    this.element = null;
  }

  open(x, y) {
    this.close();
    const { grid } = this;
    if (!grid.selection.row) return;
    this.element = document.createElement('div');
    this.element.className = 'rg-menu';
    this.element.setAttribute('role', 'menu');
    this.element.setAttribute('aria-label', grid.words.menu);
    for (const [name, keys, act] of this._choices()) this.element.append(this._item(grid.words[name], keys, act));
    this.element.addEventListener('keydown', (event) => this._key(event));
    this.element.addEventListener('focusout', (event) => {
      if (this.element && !this.element.contains(event.relatedTarget)) this.close();
    });
    this.root.append(this.element);
    const frame = this.root.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.element;
    this.element.style.left = `${Math.max(0, Math.min(x - frame.left, frame.width - offsetWidth))}px`;
    this.element.style.top = `${Math.max(0, Math.min(y, window.innerHeight - offsetHeight - 8) - frame.top)}px`;
    this.element.firstElementChild.focus({ preventScroll: true });
  }

  close() {
    const { element } = this;
    this.element = null;
    if (element) element.remove();
  }

  _choices() {
    const { grid } = this;
    const { row, place } = grid.selection;
    const may = !grid.whyNot(row, place);
    const canLock = !grid.readOnly && grid.sheet.mayEdit(row, place);
    return [
      may && ['menu_edit', 'F2', () => grid.editor.open(row, place)],
      ['menu_copy', 'Ctrl+C', () => navigator.clipboard && navigator.clipboard.writeText(copyText(grid))],
      may && ['menu_empty', 'Del', () => grid.empty()],
      may && grid.selection.range().rows.length > 1 && ['menu_fill', 'Ctrl+D', () => grid.fillDown()],
      canLock && ['menu_lock', 'Ctrl+L', () => grid.send('lock')],
      ['menu_comment', 'Skift+F2', () => grid.send('comment')],
      ['menu_open', may ? '' : 'Enter', () => grid.send('open')],
    ].filter(Boolean);
  }

  _item(text, keys, act) {
    const item = document.createElement('button');
    item.type = 'button';
    item.tabIndex = -1;
    item.setAttribute('role', 'menuitem');
    const name = document.createElement('span');
    name.textContent = text;
    const hint = document.createElement('kbd');
    hint.textContent = keys;
    item.append(name, hint);
    item.addEventListener('click', () => {
      this.close();
      this.grid.focus();
      act();
    });
    return item;
  }

  _key(event) {
    event.stopPropagation();
    const items = [...this.element.children];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[to % items.length].focus();
    else if (event.key === 'Escape' || event.key === 'Tab') {
      this.close();
      this.grid.focus();
    } else return;
    event.preventDefault();
  }
}
