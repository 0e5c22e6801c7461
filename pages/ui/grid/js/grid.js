/* One grid on a page: what the parts share, and what each key and button does. */

import { Editor } from './editor.js';
import { watchClipboard } from './clipboard.js';
import { watchKeys, watchPointer } from './keys.js';
import { Layout, NARROW } from './layout.js';
import { Menu } from './menu.js';
import { Outbox } from './outbox.js';
import { dressRow, repaint } from './paint.js';
import { Selection } from './selection.js';
import { describe } from './semantics.js';
import { Sheet } from './sheet.js';
import { Status } from './status.js';
import { loadLibrary, makeTable, ROW_HEIGHT, tableData } from './table.js';

const ARRIVED = 'rodret.grid.arrived';
const TYPED = new Set(['edits', 'splash']);
let made = 0;

export class Grid {
  constructor(host, data, library) {
    this.library = library;
    this.words = data.words;
    this.number = ++made;
    this.sheet = new Sheet();
    this.root = document.createElement('div');
    this.root.className = 'r rg';
    this.root.lang = 'sv';
    this.root.innerHTML = frameHtml(this.number);
    host.append(this.root);
    this.frame = this.root.querySelector('.rg-frame');
    this.status = new Status(this.root);
    this.outbox = new Outbox((event) => this._post(event), () => this.status.say(this.words.late, 'problem'));
    this.selection = new Selection(this);
    this.editor = new Editor(this);
    this.layout = new Layout(this);
    this.menu = new Menu(this, this.root);
    this._label();
    this._watch();
  }

  /* Take a run's data: the first builds the table, later ones change what differs. */
  receive(data, post) {
    this.post = post;
    this.data = data;
    this.readOnly = data.read_only;
    const columns = JSON.stringify(data.columns);
    if (columns !== this.columnsText) this._build(data, columns);
    else if (data.version !== this.version) this._renew(data);
    this.version = data.version;
    this._answer(data);
    this._follow(data.selected);
  }

  _build(data, columns) {
    this.columnsText = columns;
    performance.mark(ARRIVED);
    this.sheet.columns = data.columns;
    this.sheet.rows = [];
    this.sheet.take(data.rows);
    this.ready = loadLibrary(this.library).then((Tabulator) => this._draw(Tabulator)).catch((error) => this._fail(error));
  }

  _draw(Tabulator) {
    if (this.gone) return undefined;
    if (this.table) this.table.destroy();
    this.layout.measure();
    this.drawn = false;
    const element = this.frame.firstElementChild;
    this.table = makeTable(Tabulator, this, element);
    this.table.on('renderStarted', () => this.editor.hold());
    this.table.on('renderComplete', () => this.editor.release());
    return new Promise((resolve) => {
      this.table.on('tableBuilt', () => {
        this.drawn = true;
        describe(this);
        this.layout.fit();
        if (!this.selection.row) this._start();
        else this.selection.keep();
        this.root.dataset.ready = 'true';
        performance.measure('rodret.grid.open', ARRIVED);
        resolve();
      });
    });
  }

  _renew(data) {
    const { structure, changed } = this.sheet.take(data.rows);
    const settled = this.sheet.settle(data.seen);
    if (!structure) {
      this.repaint([...changed, ...settled]);
      return;
    }
    this.sheet.rows.forEach((row) => { row.els = []; });
    this._whenDrawn(() => {
      this.editor.hold();
      this.table.replaceData(tableData(this)).then(() => {
        this.layout.fit();
        this.selection.keep();
      }).finally(() => this.editor.release());
    });
  }

  /* A refusal stays at its cell until something typed has been answered again. */
  _answer(data) {
    const waited = this.outbox.underway;
    const answered = waited !== null && data.seen >= waited.n;
    this.outbox.acknowledge(data.seen);
    this.repaint(this.sheet.settle(data.seen));
    const said = JSON.stringify(data.messages);
    const typed = answered && TYPED.has(waited.kind);
    if (typed || (said !== this.said && data.messages.length)) {
      this.repaint(this.sheet.refuse(data.messages));
      this.status.answered(this.words, data.messages, data.saved_at);
    }
    this.said = said;
    if (this.outbox.holdsEdits()) this.status.saving(this.words);
  }

  _follow(selected) {
    const wanted = JSON.stringify(selected);
    if (!selected || wanted === this.followed) return;
    this.followed = wanted;
    this._whenDrawn(() => {
      const row = this.sheet.byId.get(selected[0]);
      if (!row) return;
      for (let up = row.parent; up; up = up.parent) this.sheet.closed.delete(up.id);
      this._rearrange();
      this.selection.choose(row, Math.max(0, this.sheet.placeOf(selected[1])), { quiet: true });
      this.layout.reveal();
    });
  }

  _whenDrawn(act) {
    if (this.drawn) act();
    else this.ready.then(act);
  }

  /* What keys and menus do; each returns true, so that the browser does nothing of its own. */

  type(row, place, text) {
    const { edit, changed } = this.sheet.type(row, place, text);
    this.repaint(changed);
    const splash = row.kind === 'sum' || this.sheet.columns[place].total;
    this.outbox.push({ ...this._where(), kind: splash ? 'splash' : 'edits', edits: [edit] });
    this.status.saving(this.words);
    this.selection.show();
    return true;
  }

  empty() {
    for (const [row, place] of this._editable()) {
      const value = this.sheet.value(row, place);
      if (value !== null && value !== undefined && value !== '') this.type(row, place, '');
    }
    return true;
  }

  fillDown() {
    const { rows, places } = this.selection.range();
    for (const place of places) {
      const value = this.sheet.value(rows[0], place);
      for (const row of rows.slice(1)) {
        const differs = !this.whyNot(row, place) && this.sheet.value(row, place) !== value;
        if (differs && row.kind !== 'sum') this.type(row, place, value === null ? '' : String(value));
      }
    }
    return true;
  }

  chooseAll() {
    const { visible } = this.sheet;
    const places = this.places();
    this.selection.choose(visible[0], places[Math.min(1, places.length - 1)], { quiet: true });
    this.selection.choose(visible.at(-1), places.at(-1), { extend: true, quiet: true });
    return true;
  }

  send(kind) {
    this.outbox.push({ ...this._where(), kind });
    return true;
  }

  toggle(row) {
    if (this.sheet.isOpen(row)) this.sheet.closed.add(row.id);
    else this.sheet.closed.delete(row.id);
    this._rearrange();
    this.repaint([[row, 0]]);
    this.selection.keep();
    return true;
  }

  /* Go some rows and columns; with `wrap` Tab goes on in the next row. False at the very end. */
  move(down, right, { extend = false, wrap = false } = {}) {
    const { visible } = this.sheet;
    const places = this.places();
    let at = clamp(this.selection.row.at + down, visible.length);
    let column = places.indexOf(this.selection.place) + right;
    if (wrap && (column < 0 || column >= places.length)) {
      const next = at + Math.sign(right);
      if (next < 0 || next >= visible.length) return false;
      at = next;
      column = right > 0 ? 0 : places.length - 1;
    }
    this.selection.choose(visible[at], places[clamp(column, places.length)], { extend });
    this.layout.reveal();
    return true;
  }

  /* Why a cell cannot be edited, or an empty text. */
  whyNot(row, place) {
    if (this.readOnly || !this.sheet.mayEdit(row, place)) return this.words.not_here;
    return this.sheet.isLocked(row, place) ? this.words.is_locked : '';
  }

  places() {
    return this.sheet.columns.flatMap((column, at) => (column.phone || !this.layout.narrow ? [at] : []));
  }

  pageRows() {
    return Math.max(1, Math.floor(this.holder().clientHeight / ROW_HEIGHT) - 1);
  }

  repaint(cells) { repaint(this, cells); }

  cellId(row, place) { return `rg${this.number}-${row === this.sheet.total ? 'total' : row.id}-${place}`.replace(/\s/g, '_'); }

  pointAt(row, place) {
    const element = row && row.els[place];
    if (element && element.isConnected) this.element().setAttribute('aria-activedescendant', element.id);
    else this.element().removeAttribute('aria-activedescendant');
  }

  element() { return this.frame.firstElementChild; }

  focus() { this.element().focus({ preventScroll: true }); }

  /* Let Tab pass the chosen cell, which could have the focus too, on its way out. */
  letGo() {
    const cell = this.selection.row.els[this.selection.place];
    if (cell) cell.removeAttribute('tabindex');
    this.holder().setAttribute('tabindex', '-1'); // else the browser would stop at what scrolls
    setTimeout(() => {
      this.holder().removeAttribute('tabindex');
      this.selection.show();
    }, 0);
  }

  destroy() {
    this.gone = true;
    this.editor.commit();
    this.outbox.flush();
    this.outbox.stop();
    this.size.disconnect();
    removeEventListener('beforeunload', this.onLeave);
    removeEventListener('pagehide', this.onHide);
    if (this.table && this.drawn) this.table.destroy();
    this.root.remove();
  }

  _post(event) {
    if (event.edits) this.sheet.markSent(event.edits, event.n);
    this.post('event', event);
  }

  _where() {
    const { rows, places } = this.selection.range();
    const { row, place } = this.selection;
    return {
      row: row.id,
      column: this.sheet.columns[place].key,
      rows: rows.map((one) => one.id),
      columns: places.map((at) => this.sheet.columns[at].key),
    };
  }

  _editable() {
    return this.selection.cells().filter(([row, place]) => !this.whyNot(row, place));
  }

  _rearrange() {
    this.sheet.arrange();
    this.table.refreshFilter();
    this.layout.fit();
    for (const row of this.sheet.visible) if (row.element) dressRow(this, row, row.element);
  }

  _start() {
    const row = this.sheet.visible[0];
    const place = this.places().find((at) => this.sheet.columns[at].editable) ?? 0;
    if (row) this.selection.choose(row, place, { quiet: true });
  }

  holder() { return this.frame.querySelector('.tabulator-tableholder'); }

  _label() {
    this.root.querySelector('.rg-skip').textContent = this.words.skip;
    this.root.querySelector('.rg-keys').textContent = this.words.keys;
    this.root.querySelector('.rg-after').setAttribute('aria-label', this.words.after);
  }

  _watch() {
    watchKeys(this, this.frame);
    watchPointer(this, this.frame);
    watchClipboard(this, this.frame);
    this.root.querySelector('.rg-skip').addEventListener('click', () => this.root.querySelector('.rg-after').focus());
    this.frame.addEventListener('focusin', (event) => {
      this.root.classList.add('used', 'focused');
      if (event.target.rgCell) this._focusedCell(...event.target.rgCell);
    });
    this.frame.addEventListener('focusout', (event) => {
      if (!this.frame.contains(event.relatedTarget)) this.root.classList.remove('focused');
      if (!this.root.contains(event.relatedTarget) && this.outbox.queue.length) this.outbox.flush();
    });
    this.onLeave = (event) => { if (this.outbox.holdsEdits()) event.preventDefault(); };
    this.onHide = () => { this.editor.commit(); this.outbox.flush(); };
    addEventListener('beforeunload', this.onLeave);
    addEventListener('pagehide', this.onHide);
    this.size = new ResizeObserver(() => this._resize());
    this.size.observe(this.root);
  }

  /* A screen reader may put the focus into a cell itself; the keys are read at the grid. */
  _focusedCell(row, place) {
    if (row.at >= 0) this.selection.choose(row, place);
    this.focus();
  }

  _resize() {
    if (!this.drawn || !this.root.clientWidth) return;
    const narrow = this.root.clientWidth < NARROW;
    if (narrow === this.layout.narrow) return;
    this.sheet.rows.forEach((row) => { row.els = []; });
    loadLibrary(this.library).then((Tabulator) => this._draw(Tabulator));
  }

  _fail(error) {
    this.status.say(this.words.missing, 'problem');
    console.error(error);
  }
}

function clamp(at, length) { return Math.min(Math.max(at, 0), length - 1); }

function frameHtml(number) {
  return `<button type="button" class="rg-skip"></button>
<div class="rg-frame"><div></div></div>
<div class="rg-foot"><span class="rg-say" role="status"></span><span class="rg-range" role="status"></span>
<span class="rg-keys" id="rg${number}-keys"></span></div><div class="rg-after" role="group" tabindex="-1"></div>`;
}
