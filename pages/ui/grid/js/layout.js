/* Sizes: columns as wide as their widest amount, the table as high as its rows, the chosen cell in view. */

import { widthOf } from './paint.js';
import { ROW_HEIGHT } from './table.js';

export const NARROW = 600;
const MARKS_ONLY = 40;
const HEAD = 30;

export class Layout {
  constructor(grid) {
    this.grid = grid;
    this.narrow = false;
    this.widths = [];
  }

  /* Scroll the chosen cell into view, past frozen columns. */
  reveal() {
    const { row, place } = this.grid.selection;
    const holder = this.grid.holder();
    if (row !== this.grid.sheet.total) {
      const top = row.at * ROW_HEIGHT;
      if (top < holder.scrollTop) holder.scrollTop = top;
      else if (top + ROW_HEIGHT > holder.scrollTop + holder.clientHeight) holder.scrollTop = top + ROW_HEIGHT - holder.clientHeight;
    }
    const column = this.grid.table.getColumn(this.grid.sheet.columns[place].key);
    if (!column || this.grid.sheet.columns[place].frozen) return;
    const frozen = this._frozen();
    const box = column.getElement().getBoundingClientRect();
    const frame = holder.getBoundingClientRect();
    const hiddenLeft = frame.left + frozen - box.left;
    const hiddenRight = box.right - (frame.left + holder.clientWidth);
    if (hiddenLeft > 0) holder.scrollLeft -= hiddenLeft;
    else if (hiddenRight > 0) holder.scrollLeft += hiddenRight;
    setTimeout(() => this.grid.pointAt(row, place), 0);
  }

  _frozen() {
    const frozen = this.grid.places().filter((place) => this.grid.sheet.columns[place].frozen);
    const widths = frozen.map((place) => this.grid.table.getColumn(this.grid.sheet.columns[place].key).getWidth());
    return widths.reduce((sum, width) => sum + width, 0);
  }

  /* As high as its rows, and no higher than allowed. */
  height() {
    const rows = this.grid.sheet.visible.length - (this.grid.sheet.total ? 1 : 0);
    return Math.min(this.grid.data.height, Math.max(rows, 1) * ROW_HEIGHT + this._around());
  }

  /* The height to draw with at first; the right one usually, which spares drawing twice. */
  firstHeight() {
    this.shownHeight = this.height();
    return this.shownHeight;
  }

  /* Heads, total and scrollbar; before the table is there, about so much. */
  _around() {
    if (this.grid.drawn) return this.grid.element().offsetHeight - this.grid.holder().clientHeight;
    const heads = this.grid.sheet.columns.some((column) => column.group) ? 2 : 1;
    return heads * HEAD + ROW_HEIGHT;
  }

  /* The first column is as wide as it wants; on a phone it takes what the others leave. */
  firstWidth() {
    const { width } = this.grid.sheet.columns[0];
    const others = this.grid.places().slice(1).reduce((sum, place) => sum + this.widths[place], 0);
    return this.narrow ? Math.max(Math.min(width, 140), this.grid.root.clientWidth - others - 2) : width;
  }

  /* Make a column wider where an amount has grown out of it. */
  widen(cells) {
    if (!this.grid.drawn) return;
    for (const [row, place] of cells) {
      if (place === 0 || this.grid.sheet.columns[place].kind !== 'amount') continue;
      const needed = widthOf(this.grid, row, place);
      if (needed <= this.widths[place]) continue;
      this.widths[place] = needed;
      this.grid.table.getColumn(this.grid.sheet.columns[place].key).setWidth(needed);
    }
  }

  /* Find out how wide the page is and how wide each column must be. */
  measure() {
    this.narrow = this.grid.root.clientWidth > 0 && this.grid.root.clientWidth < NARROW;
    this.grid.root.classList.toggle('narrow', this.narrow);
    this.widths = this.grid.sheet.columns.map((column, place) => {
      if (column.kind === 'mark' && this.narrow) return MARKS_ONLY;
      return column.kind === 'amount' ? this._widest(column, place) : column.width;
    });
  }

  _widest(column, place) {
    return this.grid.sheet.rows.reduce((most, row) => Math.max(most, widthOf(this.grid, row, place)), column.width);
  }

  /* Give the table the height of its rows. */
  fit() {
    const height = this.height();
    this.grid.root.style.setProperty('--frozen', `${this._frozen()}px`); // where a group's name stays in view
    this.grid.element().setAttribute('aria-rowcount', String(this.grid.sheet.visible.length + 1));
    if (height === this.shownHeight) return;
    this.shownHeight = height;
    this.grid.table.setHeight(height);
  }
}
