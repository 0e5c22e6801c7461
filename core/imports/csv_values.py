"""Columns of text to numbers, days and codes: each different text is read once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from core.imports.ledger import Int32, Int64
from core.imports.sie.lexer import clean
from core.money import AmountError, parse_amount
from core.periods import CLOSING_PERIOD

BAD_PERIOD, NO_PERIOD = -1, 0

_PLAIN_AMOUNT = "^-?(?:[0-9]{1,12}|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,3})(?:[.,][0-9]{1,2})?$"
_GROUPING = "[ \u00a0\u202f]"
_PERIOD = re.compile(r"((?:19|2\d)\d\d)-?(\d\d)", re.ASCII)
_LARGEST_ORE = 10**14


@dataclass(frozen=True, slots=True)
class Texts(Sequence[str]):
    """A column of cleaned texts, each different one kept once."""

    unique: Sequence[str]
    positions: Int32

    def __len__(self) -> int:
        return len(self.positions)

    def __getitem__(self, position: Any) -> Any:
        if isinstance(position, slice):
            return Texts(self.unique, self.positions[position])
        return self.unique[self.positions[position]]

    def __iter__(self) -> Iterator[str]:
        return (self.unique[position] for position in self.positions.tolist())

    def keep(self, rows: Any) -> "Texts":
        """Return the column with only some of its rows."""
        return Texts(self.unique, self.positions[rows])

    def or_none(self) -> list[str | None]:
        """Return the column as a list in which an empty text is None."""
        unique = [text or None for text in self.unique]
        return [unique[position] for position in self.positions.tolist()]

    def mapped(self, convert: Callable[[str], int]) -> Int64:
        """Return the column as numbers."""
        return np.array([convert(text) for text in self.unique], np.int64)[self.positions]

    def filled(self) -> Any:
        """Return which rows have a text at all."""
        return np.array([bool(text) for text in self.unique], bool)[self.positions]


def read_texts(column: Any, rows: int) -> Texts:
    """Return a column as texts; a column that the file lacks is empty."""
    if column is None:
        return Texts([""], np.zeros(rows, np.int32))
    encoded = column.dictionary_encode()
    unique = [clean(text) for text in encoded.dictionary.to_pylist()]
    return Texts(unique, encoded.indices.to_numpy())


def read_amounts(column: Any) -> tuple[Int64, Mapping[int, str]]:
    """Return amounts in öre, and by position why some could not be read (a Swedish message)."""
    trimmed = pc.utf8_trim_whitespace(column)
    plain = pc.match_substring_regex(trimmed, _PLAIN_AMOUNT)
    bare = pc.replace_substring_regex(trimmed.filter(plain), _GROUPING, "")
    decimals = pc.replace_substring(bare, ",", ".").cast(pa.decimal128(18, 2))
    mask = plain.to_numpy(zero_copy_only=False)
    ore = np.zeros(len(mask), np.int64)
    if len(decimals):
        words = np.frombuffer(decimals.buffers()[1], np.int64)
        ore[mask] = words[2 * decimals.offset :][: 2 * len(decimals) : 2]
    flaws = {}
    odd = np.flatnonzero(~mask).tolist()
    for position, text in zip(odd, trimmed.filter(pc.invert(plain)).to_pylist(), strict=True):
        try:
            amount = parse_amount(text)
            if abs(amount) >= _LARGEST_ORE:
                raise AmountError(text)
            ore[position] = amount
        except AmountError as error:
            flaws[position] = str(error)
    return ore, flaws


def parse_period(text: str) -> int:
    """Return `2026-10` or `202610` as 202610, month 13 allowed; NO_PERIOD or BAD_PERIOD otherwise."""
    if not text:
        return NO_PERIOD
    match = _PERIOD.fullmatch(text)
    if not match or not 1 <= int(match.group(2)) <= CLOSING_PERIOD:
        return BAD_PERIOD
    return int(match.group(1)) * 100 + int(match.group(2))
