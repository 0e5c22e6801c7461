/* Swedish whole numbers as text, and the few typed forms that are safe to read here.
   The server reads every other form: it always gets the text as it was typed. */

const NBSP = '\u00a0';
const MINUS = '\u2212';
const EMPTY = '–';

export function amount(value) {
  if (value === null || value === undefined) return EMPTY;
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, NBSP);
  return value < 0 ? MINUS + digits : digits;
}

/* `1 234`, `-1 234`, `1234` as a number; null for anything else. */
export function plainNumber(text) {
  const body = text.replace(/[\s\u00a0\u202f]+/g, ' ').trim().replace(/^[\u2212–] ?/, '-');
  if (!/^-?(\d{1,3}( \d{3})+|\d+)$/.test(body)) return null;
  const value = Number(body.replaceAll(' ', ''));
  if (!Number.isSafeInteger(value)) return null;
  return value === 0 ? 0 : value;
}

/* Digits without spaces: every spreadsheet reads them, and so does our own paste. */
export function forClipboard(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? String(value) : value.replace(/[\t\n\r]+/g, ' ');
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}

export function fillWords(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}
