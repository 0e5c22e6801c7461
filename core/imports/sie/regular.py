"""The fast reader: whole blocks of regular vouchers to columns, without a loop over lines.

A voucher is regular when each of its lines has the plain form that programs write. Every other
voucher is handed back as a span for the line reader, so both give the same rows.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from core.imports.arrow_arrays import arrow_mask, arrow_positions
from core.imports.ledger import Int8, Int32, Int64
from core.imports.sie.codings import CodingNumbers
from core.imports.sie.columns import Piece
from core.imports.sie.fields import BAD_DAY, parse_day
from core.imports.sie.lexer import clean

_GAP = r"[ \t]+"
_PLAIN = r"[^ \t\"{}\\\x00-\x1f\x7f]+"
_QUOTED = r"\"[^\"\\\x00-\x1f\x7f]*\""
_FIELD = rf"(?:{_PLAIN}|{_QUOTED})"
_TEXT = rf"(?:\"(?P<text>[^\"\\\x00-\x1f\x7f]*)\"|(?P<bare>{_PLAIN}))"
_PAIR = rf"{_FIELD}{_GAP}{_FIELD}"
_OBJECTS = rf"\{{[ \t]*(?:{_PAIR}(?:{_GAP}{_PAIR})*)?[ \t]*\}}"
_AMOUNT = r"-?[0-9]{1,12}(?:\.[0-9]{1,2})?"
_END = r"[ \t]*\r?\n?$"
_REST = rf"(?:{_GAP}{_FIELD}){{0,4}}{_END}"
_TRANSACTION = (
    rf"^[ \t]*#TRANS{_GAP}(?P<coding>{_FIELD}{_GAP}{_OBJECTS}){_GAP}(?P<amount>{_AMOUNT})"
    rf"(?:{_GAP}(?:\"\"|(?P<day>[0-9]{{8}}))(?:{_GAP}{_TEXT}{_REST}|{_END})|{_END})"
)
_VOUCHER = (
    rf"^[ \t]*#VER{_GAP}(?P<series>{_FIELD}){_GAP}(?P<number>{_FIELD}){_GAP}(?P<day>[0-9]{{8}})"
    rf"(?:{_GAP}{_TEXT}{_REST}|{_END})"
)
_OTHER = rf"^[ \t]*(?:(?P<mark>[{{}}]?){_END}|(?P<history>#[RB]TRANS)[ \t])"

_IRREGULAR, _HEAD, _OPEN, _ROW, _CLOSE, _SILENT = range(6)
_HISTORY = ("#RTRANS", "#BTRANS")
_FOLLOWS = np.zeros((6, 6), bool)
for _before, _after in (
    (_HEAD, _OPEN), (_OPEN, _ROW), (_OPEN, _CLOSE), (_ROW, _ROW), (_ROW, _CLOSE), (_CLOSE, _HEAD),
):  # fmt: skip
    _FOLLOWS[_before, _after] = True


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes that the line reader must take: from, to, and the number of their first line."""

    start: int
    end: int
    first_line: int


@dataclass(frozen=True, slots=True)
class Block:
    """What a block of vouchers gave: the regular ones as columns, the others as spans."""

    piece: Piece
    spans: Sequence[Span]
    counts: Counter[str]
    lines: int


def read_block(block: bytes, first_line: int, numbers: CodingNumbers) -> Block:
    """Read UTF-8 that begins with a #VER line and ends before another or at the file's end."""
    lines, starts = _split_lines(block)
    shape, rows, heads = _classify(lines)
    transactions = _Transactions(rows.fields, numbers)
    shape.kind[rows.lines[transactions.odd]] = _IRREGULAR
    voucher, bad = _find_bad(shape.kind)
    keep_row, keep_head = ~bad[voucher[rows.lines]], ~bad[voucher[heads.lines]]
    head_texts = _HeadTexts(heads.fields.filter(arrow_mask(keep_head)))
    head_line = (heads.lines[keep_head] + first_line).astype(np.int32)
    kept = rows.lines[keep_row]
    order = np.cumsum(keep_head)[np.maximum(voucher[kept] - 1, 0)] - 1
    piece = Piece(
        head_line=head_line,
        head_day=head_texts.day,
        series=head_texts.series,
        number=head_texts.number,
        head_text=head_texts.text,
        line=(kept + first_line).astype(np.int32),
        owner=head_line[order],
        combination=transactions.combination[keep_row],
        day=transactions.day[keep_row],
        amount=transactions.amount[keep_row],
        text=transactions.texts(keep_row),
    )
    counts = Counter({"#VER": int(keep_head.sum()), "#TRANS": len(kept)})
    for label, silent in shape.history.items():
        counts[label] += int((~bad[voucher[silent]]).sum())
    return Block(piece, _spans(voucher, bad, starts, first_line), counts, len(starts) - 1)


@dataclass(frozen=True, slots=True)
class _Matched:
    """The lines of one form: their positions and their fields."""

    lines: Int64
    fields: Any


@dataclass(frozen=True, slots=True)
class _Shape:
    """What each line is, and where the history records stand."""

    kind: Int8
    history: dict[str, Int64]


def _split_lines(block: bytes) -> tuple[Any, Int64]:
    """Return the lines, each with its line end, over the bytes themselves, and their offsets."""
    ends = np.flatnonzero(np.frombuffer(block, np.uint8) == ord("\n")) + 1
    tail = [] if len(ends) and ends[-1] == len(block) else [len(block)]
    starts = np.concatenate(([0], ends, tail)).astype(np.int64)
    offsets = pa.py_buffer(starts.astype(np.int32).tobytes())
    buffers = [None, offsets, pa.py_buffer(block)]
    return pa.Array.from_buffers(pa.binary(), len(starts) - 1, buffers), starts


def _match(lines: Any, positions: Int64, pattern: str) -> _Matched:
    """Return those of the lines that have the form, with the fields that it names."""
    found = pc.extract_regex(lines, pattern)
    valid = found.is_valid()
    return _Matched(positions[valid.to_numpy(zero_copy_only=False)], found.filter(valid))


def _classify(lines: Any) -> tuple[_Shape, _Matched, _Matched]:
    """Return what each line is, the transactions, and the voucher heads."""
    everything = np.arange(len(lines))
    kind = np.full(len(lines), _IRREGULAR, np.int8)
    rows = _match(lines, everything, _TRANSACTION)
    kind[rows.lines] = _ROW
    left = everything[kind == _IRREGULAR]
    heads = _match(lines.take(arrow_positions(left)), left, _VOUCHER)
    kind[heads.lines] = _HEAD
    left = everything[kind == _IRREGULAR]
    others = _match(lines.take(arrow_positions(left)), left, _OTHER)
    kind[others.lines] = _SILENT
    for mark, meaning in ((b"{", _OPEN), (b"}", _CLOSE)):
        kind[others.lines[_equals(others.fields.field("mark"), mark)]] = meaning
    history = others.fields.field("history")
    return (
        _Shape(kind, {label: others.lines[_equals(history, label.encode())] for label in _HISTORY}),
        rows,
        heads,
    )


def _equals(column: Any, value: bytes) -> NDArray[np.bool_]:
    return np.asarray(pc.equal(column, value).to_numpy(zero_copy_only=False))


def _find_bad(kind: Int8) -> tuple[Int64, NDArray[np.bool_]]:
    """Return the voucher of each line (from 1; 0 before the first), and which are not regular."""
    voucher = np.cumsum(kind == _HEAD)
    bad = np.zeros(int(voucher[-1]) + 1, bool)
    loud = np.flatnonzero(kind != _SILENT)
    if len(loud):
        broken = ~_FOLLOWS[kind[loud[:-1]], kind[loud[1:]]]
        bad[voucher[loud[:-1]][broken]] = True
        bad[voucher[loud[1:]][broken & (kind[loud[1:]] != _HEAD)]] = True
        bad[voucher[loud[-1]]] |= kind[loud[-1]] != _CLOSE
        bad[0] = voucher[loud[0]] == 0
    return voucher, bad


def _spans(voucher: Int64, bad: NDArray[np.bool_], starts: Int64, first_line: int) -> list[Span]:
    """Return the irregular vouchers as spans; neighbours share one."""
    wrong = np.concatenate(([False], bad[voucher], [False]))
    edges = np.flatnonzero(wrong[1:] != wrong[:-1])
    return [
        Span(int(starts[begin]), int(starts[end]), first_line + int(begin))
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
    ]


class _Transactions:
    """The fields of the transaction lines as columns; `odd` marks what the line reader must tell."""

    def __init__(self, fields: Any, numbers: CodingNumbers) -> None:
        self.combination, odd_coding = _mapped(fields.field("coding"), numbers.number)
        self.day, odd_day = _mapped(fields.field("day"), _day)
        self.odd = odd_coding | odd_day
        self.amount = _ore(fields.field("amount"))
        self._text = _text(fields)

    def texts(self, keep: NDArray[np.bool_]) -> list[str | None]:
        """Return the texts of the kept lines; equal texts are one string."""
        encoded = self._text.filter(arrow_mask(keep)).dictionary_encode()
        unique = [text.strip() or None for text in encoded.dictionary.to_pylist()]
        return [unique[position] for position in encoded.indices.to_numpy().tolist()]


class _HeadTexts:
    """The fields of the voucher heads as columns."""

    def __init__(self, fields: Any) -> None:
        self.day = _mapped(fields.field("day"), parse_day)[0]
        self.series = _unquoted(fields.field("series"))
        self.number = _unquoted(fields.field("number"))
        self.text = [text.strip() for text in _text(fields).to_pylist()]


def _mapped(column: Any, convert: Callable[[str], int | None]) -> tuple[Int32, NDArray[np.bool_]]:
    """Return the column converted, each different value once, and where that gave None."""
    encoded = column.cast(pa.string()).dictionary_encode()
    values = [convert(raw) for raw in encoded.dictionary.to_pylist()]
    positions = encoded.indices.to_numpy()
    numbers = np.array([value or 0 for value in values], np.int32)
    odd = np.array([value is None for value in values], bool)
    return numbers[positions], odd[positions]


def _day(text: str) -> int | None:
    day = parse_day(text)
    return None if day == BAD_DAY else day


def _ore(column: Any) -> Int64:
    """Return amounts with at most two decimals in öre: the low words of their decimal numbers."""
    decimals = column.cast(pa.string()).cast(pa.decimal128(18, 2))
    words = np.frombuffer(decimals.buffers()[1], np.int64) if len(decimals) else np.zeros(0, np.int64)
    return words[2 * decimals.offset :][: 2 * len(decimals) : 2].copy()


def _text(fields: Any) -> Any:
    """Return the text as a column: what stood in quotes, or the bare word."""
    return pc.binary_join_element_wise(fields.field("text"), fields.field("bare"), b"").cast(pa.string())


def _unquoted(column: Any) -> list[str]:
    return [clean(text.removeprefix('"').removesuffix('"')) for text in column.cast(pa.string()).to_pylist()]
