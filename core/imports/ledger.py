"""What a ledger file holds, as columns: the one form that every reader gives and the loader takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from core.errors import Problem

Int8: TypeAlias = NDArray[np.int8]
Int16: TypeAlias = NDArray[np.int16]
Int32: TypeAlias = NDArray[np.int32]
Int64: TypeAlias = NDArray[np.int64]


class LineOrigin(IntEnum):
    """What a line was made of: one transaction, or the sum of a period."""

    TRANSACTION = 1
    PERIOD_SUM = 2


@dataclass(frozen=True, slots=True)
class Combination:
    """An account with its objects: (dimension number as text, object code), in dimension order."""

    account: str
    objects: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Voucher:
    """The head of a voucher; series and number may be empty, the day too when the file has none."""

    series: str
    number: str
    day: date | None
    text: str


class VoucherColumns(Sequence[Voucher]):
    """Vouchers kept as columns, made one by one when asked for; `days` are yyyymmdd, 0 for none."""

    def __init__(
        self, series: Sequence[str], numbers: Sequence[str], days: Int32, texts: Sequence[str]
    ) -> None:
        self._columns = (series, numbers, days, texts)

    def __len__(self) -> int:
        return len(self._columns[0])

    @property
    def heads(self) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
        """Series, numbers and texts, for whoever reads them all."""
        series, numbers, _days, texts = self._columns
        return series, numbers, texts

    @overload
    def __getitem__(self, position: int) -> Voucher: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[Voucher]: ...
    def __getitem__(self, position: int | slice) -> Voucher | Sequence[Voucher]:
        series, numbers, days, texts = self._columns
        if isinstance(position, slice):
            return VoucherColumns(series[position], numbers[position], days[position], texts[position])
        day = int(days[position])
        when = date(day // 10_000, day // 100 % 100, day % 100) if day > 0 else None
        return Voucher(series[position], numbers[position], when, texts[position])


@dataclass(frozen=True, slots=True)
class Lines:
    """One entry per ledger line in file order, as arrays of equal length.

    `combination` and `voucher` (-1 = none) are positions in the file's lists; `year` is the
    calendar year, `month` 1–13, `day` yyyymmdd, `amount` öre in ledger sign, `row` 1-based in its
    voucher. `extra` holds by position what few sources have: supplier, organisation_number,
    invoice_number, attestant, scan_link, vat_code.
    """

    combination: Int32
    year: Int16
    month: Int8
    day: Int32
    amount: Int64
    voucher: Int32
    row: Int32
    text: Sequence[str | None]
    origin: Int8
    extra: Mapping[int, Mapping[str, str]]

    def __len__(self) -> int:
        return len(self.amount)


@dataclass(frozen=True, slots=True)
class OpeningBalance:
    """What a balance account held when a year began, in öre."""

    year: int
    combination: int
    amount: int


@dataclass(frozen=True, slots=True)
class PeriodBudget:
    """The budgeted change of one month, in öre."""

    year: int
    month: int
    combination: int
    amount: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A balance in the file that its lines do not add up to; `month` is None for a whole year."""

    what: str
    account: str
    year: int
    month: int | None
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger file that could be read: its lines, the registers around them, and its problems.

    `kind` is "sie" or "csv"; `sie_type` "1", "2", "3", "4E", "4I" or None. `masked_employees`
    counts the objects of dimension 7 (employee) that were dropped.
    """

    kind: str
    sie_type: str | None
    encoding: str
    program: str
    organisation: str
    organisation_number: str
    flagged: bool
    checksum: str
    generated: date | None
    accounts: Mapping[str, str]
    dimensions: Mapping[str, str]
    objects: Mapping[tuple[str, str], str]
    combinations: Sequence[Combination]
    vouchers: Sequence[Voucher]
    lines: Lines
    openings: Sequence[OpeningBalance]
    budget: Sequence[PeriodBudget]
    differences: Sequence[Difference]
    masked_employees: int
    problems: Sequence[Problem]


def empty_lines() -> Lines:
    """Return no lines at all, for a file that only has balances."""
    return Lines(
        combination=np.zeros(0, np.int32),
        year=np.zeros(0, np.int16),
        month=np.zeros(0, np.int8),
        day=np.zeros(0, np.int32),
        amount=np.zeros(0, np.int64),
        voucher=np.zeros(0, np.int32),
        row=np.zeros(0, np.int32),
        text=(),
        origin=np.zeros(0, np.int8),
        extra={},
    )
