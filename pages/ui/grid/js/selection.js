/* The chosen cell and the range from it. The cell is named by ids, so it outlives new rows. */

import { amount, fillWords } from './numbers.js';

export class Selection {
  constructor(grid) {
    this.grid = grid;
    this.row = null;
    this.place = 0;
    this.anchorRow = null;
    this.anchorPlace = 0;
    this.marked = [];
  }

  /* Choose a cell; `extend` keeps the other corner of the range where it was. */
  choose(row, place, { extend = false, quiet = false } = {}) {
    const moved = this.row !== row || this.place !== place;
    this.row = row;
    this.place = place;
    if (!extend || !this.anchorRow) {
      this.anchorRow = row;
      this.anchorPlace = place;
    }
    this.show();
    if (moved && !quiet) this.grid.send('select');
  }

  /* After new rows: keep the cell, or take the nearest that is left. */
  keep() {
    const { visible, byId } = this.grid.sheet;
    const find = (row) => {
      let known = row && byId.get(row.id);
      while (known && known.at < 0) known = known.parent;
      return known || (row && visible[Math.min(Math.max(row.at, 0), visible.length - 1)]) || null;
    };
    this.row = find(this.row);
    this.anchorRow = find(this.anchorRow);
    const places = this.grid.places();
    if (!places.includes(this.place)) this.place = places.at(-1) ?? 0;
    if (!places.includes(this.anchorPlace)) this.anchorPlace = this.place;
    this.show();
  }

  bounds() {
    const rows = [this.row.at, this.anchorRow.at].sort((a, b) => a - b);
    const places = [this.place, this.anchorPlace].sort((a, b) => a - b);
    return { rows, places };
  }

  /* The rows and column places of the range, in the order of the screen. */
  range() {
    if (!this.row) return { rows: [], places: [] };
    const { rows, places } = this.bounds();
    return {
      rows: this.grid.sheet.visible.slice(rows[0], rows[1] + 1),
      places: this.grid.places().filter((place) => place >= places[0] && place <= places[1]),
    };
  }

  cells() {
    const { rows, places } = this.range();
    return rows.flatMap((row) => places.map((place) => [row, place]));
  }

  dress(row, place, element) {
    const active = row === this.row && place === this.place;
    element.classList.toggle('rg-active', active);
    element.classList.toggle('rg-in', !active && this._holds(row, place));
    element.setAttribute('aria-selected', String(active));
    if (active) element.setAttribute('tabindex', '0');
    else element.removeAttribute('tabindex');
  }

  _holds(row, place) {
    if (!this.row || (this.row === this.anchorRow && this.place === this.anchorPlace)) return false;
    const { rows, places } = this.bounds();
    return row.at >= rows[0] && row.at <= rows[1] && place >= places[0] && place <= places[1];
  }

  show() {
    const before = this.marked;
    this.marked = this.cells();
    for (const [row, place] of [...before, ...this.marked]) {
      const element = row.els[place];
      if (element) this.dress(row, place, element);
    }
    this.grid.pointAt(this.row, this.place);
    this._sum();
  }

  _sum() {
    const { sheet, words, status } = this.grid;
    const values = this.marked.length > 1
      ? this.marked.map(([row, place]) => sheet.value(row, place)).filter((value) => typeof value === 'number')
      : [];
    const sum = values.reduce((whole, value) => whole + value, 0);
    status.range(values.length > 1 ? fillWords(words.range, { n: values.length, sum: amount(sum) }) : '');
  }
}
