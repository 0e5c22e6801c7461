"""The form of each line in a block of vouchers, and which vouchers are regular throughout."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from core.imports.arrow_arrays import arrow_positions
from core.imports.ledger import Int8, Int64

GAP = r"[ \t]+"
_PLAIN = r"[^ \t\"{}\\\x00-\x1f\x7f]+"
_QUOTED = r"\"[^\"\\\x00-\x1f\x7f]*\""
FIELD = rf"(?:{_PLAIN}|{_QUOTED})"
_TEXT = rf"(?:\"(?P<text>[^\"\\\x00-\x1f\x7f]*)\"|(?P<bare>{_PLAIN}))"
_PAIR = rf"{FIELD}{GAP}{FIELD}"
_OBJECTS = rf"\{{[ \t]*(?:{_PAIR}(?:{GAP}{_PAIR})*)?[ \t]*\}}"
CODING = rf"{FIELD}{GAP}{_OBJECTS}"
_AMOUNT = r"-?[0-9]{1,12}(?:\.[0-9]{1,2})?"
_END = r"[ \t]*\r?\n?$"
_REST = rf"(?:{GAP}{FIELD}){{0,4}}{_END}"
_TRANSACTION = (
    rf"^[ \t]*#TRANS{GAP}(?P<coding>{CODING}){GAP}(?P<amount>{_AMOUNT})"
    rf"(?:{GAP}(?:\"\"|(?P<day>[0-9]{{8}}))(?:{GAP}{_TEXT}{_REST}|{_END})|{_END})"
)
_VOUCHER = (
    rf"^[ \t]*#VER{GAP}(?P<series>{FIELD}){GAP}(?P<number>{FIELD}){GAP}(?P<day>[0-9]{{8}})"
    rf"(?:{GAP}{_TEXT}{_REST}|{_END})"
)
_OTHER = rf"^[ \t]*(?:(?P<mark>[{{}}]?){_END}|(?P<history>#[RB]TRANS)[ \t])"

IRREGULAR, _HEAD, _OPEN, _ROW, _CLOSE, _SILENT = range(6)
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
class Matched:
    """The lines of one form: their positions and their fields."""

    lines: Int64
    fields: Any


@dataclass(frozen=True, slots=True)
class Shape:
    """What each line is, and where the history records stand."""

    kind: Int8
    history: Mapping[str, Int64]


def split_lines(block: bytes) -> tuple[Any, Int64]:
    """Return the lines, each with its line end, over the bytes themselves, and their offsets."""
    ends = np.flatnonzero(np.frombuffer(block, np.uint8) == ord("\n")) + 1
    tail = [] if len(ends) and ends[-1] == len(block) else [len(block)]
    starts = np.concatenate(([0], ends, tail)).astype(np.int64)
    offsets = pa.py_buffer(starts.astype(np.int32).tobytes())
    buffers = [None, offsets, pa.py_buffer(block)]
    return pa.Array.from_buffers(pa.binary(), len(starts) - 1, buffers), starts


def _match(lines: Any, positions: Int64, pattern: str) -> Matched:
    """Return those of the lines that have the form, with the fields that it names."""
    found = pc.extract_regex(lines, pattern)
    valid = found.is_valid()
    return Matched(positions[valid.to_numpy(zero_copy_only=False)], found.filter(valid))


def classify(lines: Any) -> tuple[Shape, Matched, Matched]:
    """Return what each line is, the transactions, and the voucher heads."""
    everything = np.arange(len(lines))
    kind = np.full(len(lines), IRREGULAR, np.int8)
    rows = _match(lines, everything, _TRANSACTION)
    kind[rows.lines] = _ROW
    left = everything[kind == IRREGULAR]
    heads = _match(lines.take(arrow_positions(left)), left, _VOUCHER)
    kind[heads.lines] = _HEAD
    left = everything[kind == IRREGULAR]
    others = _match(lines.take(arrow_positions(left)), left, _OTHER)
    kind[others.lines] = _SILENT
    for mark, meaning in ((b"{", _OPEN), (b"}", _CLOSE)):
        kind[others.lines[_equals(others.fields.field("mark"), mark)]] = meaning
    history = others.fields.field("history")
    return (
        Shape(kind, {label: others.lines[_equals(history, label.encode())] for label in _HISTORY}),
        rows,
        heads,
    )


def _equals(column: Any, value: bytes) -> NDArray[np.bool_]:
    return np.asarray(pc.equal(column, value).to_numpy(zero_copy_only=False))


def find_bad(kind: Int8) -> tuple[Int64, NDArray[np.bool_]]:
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


def find_spans(voucher: Int64, bad: NDArray[np.bool_], starts: Int64, first_line: int) -> list[Span]:
    """Return the irregular vouchers as spans; neighbours share one."""
    wrong = np.concatenate(([False], bad[voucher], [False]))
    edges = np.flatnonzero(wrong[1:] != wrong[:-1])
    return [
        Span(int(starts[begin]), int(starts[end]), first_line + int(begin))
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
    ]
