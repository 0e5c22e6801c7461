/* What a person did, on its way to the server: one event at a time, each until it is acknowledged.
   Streamlit keeps only the newest value of a trigger, so two at once would lose the first. */

const TYPING_MS = 400;
const RETRY_MS = 5000;
const LATE_AFTER = 2;

export class Outbox {
  constructor(onSend, onLate) {
    this.queue = [];
    this.chosen = null; // the newest selection waits apart: it must hold nothing up
    this.underway = null;
    this.n = 0;
    this.onSend = onSend;
    this.onLate = onLate;
  }

  holdsEdits() {
    return [this.underway, ...this.queue].some((event) => event && event.edits && event.edits.length);
  }

  push(event) {
    const last = this.queue.at(-1);
    if (event.kind === 'select') this.chosen = event;
    else if (event.kind === 'edits' && last && last.kind === 'edits') mergeEdits(last, event);
    else this.queue.push(event);
    const waits = event.kind === 'edits' || event.kind === 'select';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), waits ? TYPING_MS : 0);
  }

  flush() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.underway) return;
    const next = this.queue.shift() || this.chosen;
    if (!next) return;
    if (next === this.chosen) this.chosen = null;
    this.n = Math.max(this.n + 1, Date.now());
    this.underway = { ...next, n: this.n };
    this.tries = 0;
    this._send();
  }

  _send() {
    this.tries += 1;
    this.onSend(this.underway);
    if (this.tries > LATE_AFTER) this.onLate();
    this.retry = setTimeout(() => this._send(), RETRY_MS * this.tries);
  }

  acknowledge(seen) {
    this.n = Math.max(this.n, seen);
    if (!this.underway || this.underway.n > seen) return;
    this.underway = null;
    clearTimeout(this.retry);
    if (!this.timer) this.flush();
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.retry);
  }
}

function mergeEdits(into, event) {
  for (const edit of event.edits) {
    const earlier = into.edits.find((one) => one.row === edit.row && one.column === edit.column);
    if (earlier) Object.assign(earlier, edit, { old: earlier.old });
    else into.edits.push(edit);
  }
  Object.assign(into, { row: event.row, column: event.column, rows: event.rows, columns: event.columns });
}
