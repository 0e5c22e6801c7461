/* The rows as the server gave them, what a person has typed since, and the sums that follow from it.
   A cell is named by its row object and the place of its column. */

import { plainNumber } from './numbers.js';

const PARTS = 11; // id … notes, then the cells: see payload.py
export const TOTAL = 'total';

export class Sheet {
  constructor() {
    this.columns = [];
    this.rows = [];
    this.byId = new Map();
    this.total = null;
    this.visible = []; // rows in open groups, the total last
    this.closed = new Set();
    this.pending = new Map(); // row → Map(place → {old, text, value, n})
    this.delta = new Map(); // row → Map(place → kronor that the pending edits add)
    this.refused = new Map(); // row → Map(place → text)
  }

  /* Take the server's rows. Returns whether rows came or went, and else the cells that changed. */
  take(raw) {
    const same = raw.length === this.rows.length && raw.every((parts, at) => this._isSame(parts, this.rows[at]));
    if (same) return { structure: false, changed: raw.flatMap((parts, at) => this._update(this.rows[at], parts)) };
    const old = this.byId;
    this.byId = new Map();
    this.rows = raw.map((parts) => this._row(parts, old));
    this._link(raw);
    this._forget(this.pending);
    this._forget(this.refused);
    this.arrange();
    return { structure: true, changed: [] };
  }

  _isSame(parts, row) {
    return parts[0] === row.id && parts[1] === row.level && parts[2] === row.parentId && parts[3] === row.kind;
  }

  _row(parts, old) {
    const known = old.get(parts[0]);
    const row = known || { id: parts[0], els: [], cells: [], meta: '' };
    [row.level, row.parentId, row.kind] = parts.slice(1, 4);
    if (!known && parts[6]) this.closed.add(row.id);
    this._update(row, parts);
    this.byId.set(row.id, row);
    return row;
  }

  _update(row, parts) {
    const meta = JSON.stringify(parts.slice(4, PARTS));
    const cells = parts.slice(PARTS);
    const places = this.columns.map((_column, at) => at);
    const changed = meta === row.meta ? places.filter((at) => cells[at] !== row.cells[at]) : places;
    if (meta !== row.meta) {
      [row.weight, row.status, , row.editable, row.locked] = parts.slice(4, 9);
      row.marks = new Map(parts[9]);
      row.notes = new Map(parts[10]);
      row.meta = meta;
    }
    row.cells = cells;
    return changed.map((place) => [row, place]);
  }

  _link() {
    this.total = this.byId.get(TOTAL) || null;
    for (const row of this.rows) row.children = [];
    for (const row of this.rows) {
      row.parent = this.byId.get(row.parentId) || null;
      row.sumsInto = row.parent || (row === this.total ? null : this.total);
      if (row.parent) row.parent.children.push(row);
    }
  }

  _forget(map) {
    for (const row of [...map.keys()]) if (this.byId.get(row.id) !== row) map.delete(row);
  }

  /* Work out which rows stand in open groups. */
  arrange() {
    for (const row of this.rows) {
      row.shown = row !== this.total && (!row.parent || (row.parent.shown && !this.closed.has(row.parentId)));
    }
    this.visible = this.rows.filter((row) => row.shown);
    if (this.total) this.visible.push(this.total);
    this.rows.forEach((row) => { row.at = -1; });
    this.visible.forEach((row, at) => { row.at = at; });
  }

  isOpen(row) { return !this.closed.has(row.id); }

  mayEdit(row, place) { return this.columns[place].editable && hasBit(row.editable, place); }

  isLocked(row, place) { return hasBit(row.locked, place); }

  pendingAt(row, place) { return this.pending.get(row)?.get(place); }

  refusalAt(row, place) { return this.refused.get(row)?.get(place); }

  /* What the cell shows: a typed value first, then the server's with what typed values add to it. */
  value(row, place) {
    const typed = this.pendingAt(row, place);
    if (typed) return typed.value === null && typed.text !== '' ? typed.text : typed.value;
    const added = this.delta.get(row)?.get(place);
    return added ? (row.cells[place] ?? 0) + added : row.cells[place];
  }

  /* Remember a typed text. Returns the edit for the server and the cells that look different now. */
  type(row, place, text) {
    const column = this.columns[place];
    const value = column.kind === 'amount' ? plainNumber(text) : null;
    const before = this.pendingAt(row, place);
    const old = before && before.n === null ? before.old : row.cells[place];
    setIn(this.pending, row, place, { old, text, value, n: null });
    this.refused.get(row)?.delete(place);
    return { edit: { row: row.id, column: column.key, old, text, value }, changed: [[row, place], ...this.addUp()] };
  }

  /* Give the typed values that have been sent the number of their event. */
  markSent(edits, n) {
    for (const edit of edits) {
      const row = this.byId.get(edit.row);
      const typed = row && this.pendingAt(row, this.placeOf(edit.column));
      if (typed && typed.n === null) typed.n = n;
    }
  }

  /* Forget the typed values that the server has answered. */
  settle(seen) {
    const changed = [];
    for (const [row, places] of this.pending) {
      for (const [place, typed] of places) {
        if (typed.n === null || typed.n > seen) continue;
        places.delete(place);
        changed.push([row, place]);
      }
      if (!places.size) this.pending.delete(row);
    }
    return [...changed, ...this.addUp()];
  }

  refuse(messages) {
    const changed = [...this.refused].flatMap(([row, places]) => [...places.keys()].map((place) => [row, place]));
    this.refused = new Map();
    for (const [id, key, text] of messages) {
      const row = this.byId.get(id);
      const place = this.placeOf(key);
      if (!row || place < 0) continue;
      setIn(this.refused, row, place, text);
      changed.push([row, place]);
    }
    return changed;
  }

  /* Work out anew what the typed values add to sums; returns the sums that look different. */
  addUp() {
    const before = this.delta;
    this.delta = new Map();
    for (const [row, places] of this.pending) {
      for (const [place, typed] of places) this._carry(row, place, typed);
    }
    return [...before, ...this.delta].flatMap(([row, places]) => [...places.keys()].map((place) => [row, place]));
  }

  _carry(start, place, typed) {
    if (this.columns[place].kind !== 'amount' || (typed.value === null && typed.text !== '')) return;
    const totals = this.columns[place].total ? [] : this.columns.flatMap((column, at) => (column.total ? [at] : []));
    let added = (typed.value ?? 0) - (start.cells[place] ?? 0);
    for (let row = start; row; row = row.sumsInto) {
      for (const at of row === start ? totals : [place, ...totals]) {
        setIn(this.delta, row, at, (this.delta.get(row)?.get(at) ?? 0) + added);
      }
      added *= row.weight;
    }
  }

  placeOf(key) { return this.columns.findIndex((column) => column.key === key); }
}

function hasBit(mask, place) { return Math.floor(mask / 2 ** place) % 2 === 1; }

function setIn(map, row, place, value) {
  if (!map.has(row)) map.set(row, new Map());
  map.get(row).set(place, value);
}
