"""A SIE file as it stands: records, voucher heads and transactions, before any interpretation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.errors import Problem
from core.imports.ledger import Combination, Int32, Int64
from core.imports.sie.lexer import Field


@dataclass(frozen=True, slots=True)
class Record:
    """One record outside the vouchers: its fields without the label, and its line."""

    fields: tuple[Field, ...]
    line: int

    def text(self, position: int) -> str:
        """Return a field as text; an object list or a field that is not there is empty."""
        field = self.fields[position] if position < len(self.fields) else ""
        return field if isinstance(field, str) else ""


@dataclass(frozen=True, slots=True)
class BalanceRecord:
    """A record with a balance or a budget: `period` is yyyymm, 0 where the year is meant."""

    year_index: int
    period: int
    combination: int
    amount: int
    line: int


@dataclass(frozen=True, slots=True)
class VoucherHeads:
    """The #VER records as columns in file order; `day` is yyyymmdd, NO_DAY or BAD_DAY."""

    line: Int32
    day: Int32
    series: Sequence[str]
    number: Sequence[str]
    text: Sequence[str]


@dataclass(frozen=True, slots=True)
class Transactions:
    """The readable #TRANS records as columns in file order; `day` as in `VoucherHeads`."""

    line: Int32
    voucher: Int32
    combination: Int32
    day: Int32
    amount: Int64
    text: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class SieFile:
    """Everything a SIE file says; `counts` has the number of records by label."""

    encoding: str
    checksum: str
    records: Mapping[str, Sequence[Record]]
    balances: Mapping[str, Sequence[BalanceRecord]]
    combinations: Sequence[Combination]
    vouchers: VoucherHeads
    transactions: Transactions
    counts: Mapping[str, int]
    problems: Sequence[Problem]

    def first(self, label: str) -> Record | None:
        """Return the first record of a label, None where the file has none."""
        records = self.records.get(label)
        return records[0] if records else None
