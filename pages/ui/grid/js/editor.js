/* The input that stands in a cell while a person types. */

import { plainNumber } from './numbers.js';

export class Editor {
  constructor(grid) {
    this.grid = grid;
    this.input = null;
    this.holds = 0;
  }

  isOpen() { return this.input !== null; }

  isAt(row, place) { return this.input !== null && this.row === row && this.place === place; }

  /* Begin; `typed` when a key started it: the key replaces what was there, and arrows move on. */
  open(row, place, { typed = false } = {}) {
    const { grid } = this;
    const reason = grid.whyNot(row, place);
    if (reason) {
      grid.status.say(reason, 'problem');
      return false;
    }
    const element = row.els[place];
    if (!element) return false;
    this.row = row;
    this.place = place;
    this.typed = typed;
    this.input = this._make(typed ? '' : this._text());
    this._place(element);
    if (!typed) this.input.select();
    return true;
  }

  /* While the table makes its rows anew, the input loses the focus without meaning it. */
  hold() { this.holds += 1; }

  /* After the last hold: put the input into its cell's element again, and the focus back into it. */
  release() {
    this.holds = Math.max(0, this.holds - 1);
    if (!this.input || this.holds) return;
    const row = this.grid.sheet.byId.get(this.row.id);
    const element = row && row.els[this.place];
    if (!row || row.at < 0) this.cancel();
    else if (element) {
      const { selectionStart, selectionEnd } = this.input;
      this.row = row;
      this._place(element);
      this.input.setSelectionRange(selectionStart, selectionEnd);
    }
  }

  commit() {
    if (!this.input) return;
    const { row, place } = this;
    const text = this.input.value.trim();
    const same = text === this._text() || (plainNumber(text) !== null && plainNumber(text) === this._value());
    this._close();
    if (same) this.grid.repaint([[row, place]]);
    else this.grid.type(row, place, text);
  }

  cancel() {
    if (!this.input) return;
    const { row, place } = this;
    this._close();
    this.grid.repaint([[row, place]]);
  }

  _value() { return this.grid.sheet.value(this.row, this.place); }

  _text() {
    const value = this._value();
    return value === null || value === undefined ? '' : String(value);
  }

  _make(text) {
    const input = document.createElement('input');
    const column = this.grid.sheet.columns[this.place];
    input.className = 'rg-input';
    input.type = 'text';
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.enterKeyHint = 'done';
    input.value = text;
    input.setAttribute('aria-label', `${this.grid.sheet.value(this.row, 0)}, ${column.title}`);
    input.addEventListener('blur', () => {
      if (this.input === input && !this.holds) this.commit();
    });
    return input;
  }

  _place(element) {
    this.hold();
    if (this.input.parentElement !== element) element.replaceChildren(this.input);
    if (!element.dataset.rg.endsWith(' editing')) element.dataset.rg += ' editing';
    this.input.focus({ preventScroll: true });
    this.holds -= 1;
  }

  _close() {
    const { input } = this;
    const hadFocus = document.activeElement === input;
    this.input = null;
    if (hadFocus) this.grid.focus(); // before the input goes, or the focus would be lost for a moment
    input.remove();
  }
}
