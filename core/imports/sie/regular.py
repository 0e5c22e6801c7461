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

from core.imports.arrow_arrays import arrow_mask
from core.imports.ledger import Int32, Int64
from core.imports.sie.codings import CodingNumbers
from core.imports.sie.columns import Piece
from core.imports.sie.fields import BAD_DAY, parse_day
from core.imports.sie.lexer import clean
from core.imports.sie.shape import IRREGULAR, Span, classify, find_bad, find_spans, split_lines


@dataclass(frozen=True, slots=True)
class Block:
    """What a block of vouchers gave: the regular ones as columns, the others as spans."""

    piece: Piece
    spans: Sequence[Span]
    counts: Counter[str]
    lines: int


def read_block(block: bytes, first_line: int, numbers: CodingNumbers) -> Block:
    """Read UTF-8 that begins with a #VER line and ends before another or at the file's end."""
    lines, starts = split_lines(block)
    shape, rows, heads = classify(lines)
    transactions = _Transactions(rows.fields, numbers)
    shape.kind[rows.lines[transactions.odd]] = IRREGULAR
    voucher, bad = find_bad(shape.kind)
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
    return Block(piece, find_spans(voucher, bad, starts, first_line), counts, len(starts) - 1)


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
