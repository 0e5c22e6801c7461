"""Voucher heads and transactions while they are read: pieces that are joined in line order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.imports.ledger import Int32, Int64
from core.imports.sie.model import Transactions, VoucherHeads


@dataclass(slots=True)
class Piece:
    """Columns of some vouchers and their transactions; `owner` is the line of the voucher."""

    head_line: Int32
    head_day: Int32
    series: list[str]
    number: list[str]
    head_text: list[str]
    line: Int32
    owner: Int32
    combination: Int32
    day: Int32
    amount: Int64
    text: list[str | None]


@dataclass(slots=True)
class Rows:
    """The same, row by row, for the line reader."""

    heads: list[tuple[int, int, str, str, str]] = field(default_factory=list)
    transactions: list[tuple[int, int, int, int, int, str | None]] = field(default_factory=list)

    def piece(self) -> Piece:
        """Return the rows as columns."""
        heads, rows = self.heads, self.transactions
        numbers = np.array([row[:5] for row in rows], np.int64).reshape(-1, 5)
        return Piece(
            head_line=np.array([head[0] for head in heads], np.int32),
            head_day=np.array([head[1] for head in heads], np.int32),
            series=[head[2] for head in heads],
            number=[head[3] for head in heads],
            head_text=[head[4] for head in heads],
            line=numbers[:, 0].astype(np.int32),
            owner=numbers[:, 1].astype(np.int32),
            combination=numbers[:, 2].astype(np.int32),
            day=numbers[:, 3].astype(np.int32),
            amount=numbers[:, 4],
            text=[row[5] for row in rows],
        )


def join_pieces(pieces: Sequence[Piece]) -> tuple[VoucherHeads, Transactions]:
    """Return all pieces as columns in line order."""
    heads, rows = _Joined(pieces, "head_line"), _Joined(pieces, "line")
    head_line = heads.numbers("head_line")
    return (
        VoucherHeads(
            head_line,
            heads.numbers("head_day"),
            heads.texts("series"),
            heads.texts("number"),
            heads.texts("head_text"),
        ),
        Transactions(
            line=rows.numbers("line"),
            voucher=np.searchsorted(head_line, rows.numbers("owner")).astype(np.int32),
            combination=rows.numbers("combination"),
            day=rows.numbers("day"),
            amount=rows.amounts(),
            text=rows.texts("text"),
        ),
    )


class _Joined:
    """Joins one column at a time and puts it in line order where the pieces are not."""

    def __init__(self, pieces: Sequence[Piece], line: str) -> None:
        self._pieces = pieces
        self._order: Int64 | None = None
        lines = self.numbers(line)
        if np.any(lines[1:] < lines[:-1]):
            self._order = np.argsort(lines, kind="stable")

    def numbers(self, name: str) -> Int32:
        joined = np.concatenate([getattr(piece, name) for piece in self._pieces])
        return joined if self._order is None else joined[self._order]

    def amounts(self) -> Int64:
        joined = np.concatenate([piece.amount for piece in self._pieces])
        return joined if self._order is None else joined[self._order]

    def texts(self, name: str) -> list[str]:
        joined = [text for piece in self._pieces for text in getattr(piece, name)]
        return joined if self._order is None else [joined[position] for position in self._order]
