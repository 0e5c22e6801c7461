"""Writes SIE files of type 2, 3, 4E and 4I in code page 437."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.errors import Problem
from core.exports.sie_balances import (
    BalanceSums,
    PeriodKey,
    YearKey,
    closing_balances,
    is_balance_account,
    with_totals,
)
from core.exports.sie_records import (
    Objects,
    RecordSink,
    format_coding,
    format_ore,
    format_tail,
    join_sinks,
)

VoucherLine = tuple[str, Objects, int, str]
OpeningRow = tuple[int, str, Objects, int]
BudgetRow = tuple[int, int, str, Objects, int]


@dataclass(frozen=True, slots=True)
class SieHeader:
    """Who wrote the file and for whom; `years` are first and last day, year 0 first, then -1, -2."""

    program: str
    version: str
    organisation: str
    organisation_number: str
    generated: date
    years: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class SieVoucher:
    """One voucher; its lines are (account, objects, amount in öre, text)."""

    series: str
    number: str
    day: date
    text: str
    lines: Sequence[VoucherLine]


def write_sie(  # noqa: PLR0913 - one parameter per group of records in the format
    header: SieHeader,
    *,
    sie_type: str,
    accounts: Mapping[str, str],
    dimensions: Mapping[str, str],
    objects: Mapping[tuple[str, str], str],
    openings: Iterable[OpeningRow] = (),
    vouchers: Iterable[SieVoucher] = (),
    budgets: Iterable[BudgetRow] = (),
    checksum: bool = False,
) -> tuple[bytes, list[Problem]]:
    """Return a SIE file and what could not be written as it stood.

    `sie_type` is 2, 3, 4E or 4I. Openings are (year index, account, objects, öre), budgets
    (year index, yyyymm, account, objects, öre), with year index 0, -1 … In types 2 and 3 the
    vouchers become #PSALDO; the closing balances are computed. ValueError for another type.
    """
    if sie_type not in {"2", "3", "4E", "4I"}:
        raise ValueError(sie_type)
    head, balances, body = RecordSink(), RecordSink(), RecordSink()
    with_vouchers = sie_type in {"4E", "4I"}
    sums = BalanceSums(header.years)
    for voucher in vouchers:
        sums.add(voucher.day, voucher.lines)
        if with_vouchers:
            _write_voucher(body, voucher)
    _write_identity(head, header, sie_type, checksum=checksum)
    _write_registers(head, accounts, dimensions, objects)
    if sie_type != "4I":
        _write_year_balances(balances, openings, sums, objects=sie_type in {"3", "4E"})
        budget = with_totals(((y, p, a, o), amount) for y, p, a, o, amount in budgets)
        _write_periods(balances, "#PBUDGET", budget, objects=sie_type != "2")
    if not with_vouchers:
        _write_periods(balances, "#PSALDO", with_totals(sums.changes.items()), objects=sie_type == "3")
    return join_sinks((head, balances, body), checksum=checksum)


def _write_identity(sink: RecordSink, header: SieHeader, sie_type: str, *, checksum: bool) -> None:
    """Write who, when and which years; the checksum opens as the second record."""
    sink.add("#FLAGGA", "0")
    if checksum:
        sink.written.append("#KSUMMA\r\n")
        sink.summed.clear()
    sink.add("#PROGRAM", header.program, header.version)
    sink.add("#FORMAT", "PC8")
    sink.add("#GEN", _day(header.generated))
    sink.add("#SIETYP", sie_type[0])
    if header.organisation_number:
        sink.add("#ORGNR", header.organisation_number)
    sink.add("#FNAMN", header.organisation)
    for index, (first, last) in enumerate(header.years):
        sink.add("#RAR", str(-index), _day(first), _day(last))
    if sie_type in {"2", "3"}:
        sink.add("#OMFATTN", _day(header.years[0][1]))


def _write_registers(
    sink: RecordSink,
    accounts: Mapping[str, str],
    dimensions: Mapping[str, str],
    objects: Mapping[tuple[str, str], str],
) -> None:
    for account, name in accounts.items():
        sink.add("#KONTO", account, name)
    for dimension, name in dimensions.items():
        sink.add("#DIM", dimension, name)
    for (dimension, code), name in objects.items():
        sink.add("#OBJEKT", dimension, code, name)


def _write_voucher(sink: RecordSink, voucher: SieVoucher) -> None:
    sink.add("#VER", voucher.series, voucher.number, _day(voucher.day), voucher.text)
    sink.add_raw("{\r\n", "")
    for account, objects, amount, text in voucher.lines:
        coding, bare_coding = format_coding(account, objects)
        tail, bare_tail = format_tail(text)
        kronor = format_ore(amount)
        sink.written.append(f"   #TRANS {coding} {kronor}{tail}\r\n")
        sink.summed.append(f"#TRANS{bare_coding}{kronor}{bare_tail}")
    sink.add_raw("}\r\n", "")


def _write_year_balances(
    sink: RecordSink, openings: Iterable[OpeningRow], sums: BalanceSums, *, objects: bool
) -> None:
    """Write #IB and #OIB as given, #UB and #RES as they follow from the lines."""
    opening: dict[YearKey, int] = {
        (year, account, codes): amount
        for (year, _period, account, codes), amount in with_totals(
            ((year, 0, account, codes), amount) for year, account, codes, amount in openings
        ).items()
    }
    changes = sums.by_account()
    for (year, account, codes), amount in opening.items():
        if not codes:
            sink.add("#IB", str(year), account, format_ore(amount))
        elif objects:
            sink.add("#OIB", str(year), account, codes, format_ore(amount))
    for (year, account, _codes), amount in closing_balances(opening, changes).items():
        sink.add("#UB", str(year), account, format_ore(amount))
    for (year, account, _codes), amount in changes.items():
        if not is_balance_account(account):
            sink.add("#RES", str(year), account, format_ore(amount))


def _write_periods(sink: RecordSink, label: str, rows: Mapping[PeriodKey, int], *, objects: bool) -> None:
    for (year, period, account, codes), amount in rows.items():
        if objects or not codes:
            coding, bare_coding = format_coding(account, codes)
            kronor = format_ore(amount)
            sink.add_raw(
                f"{label} {year} {period} {coding} {kronor}\r\n",
                f"{label}{year}{period}{bare_coding}{kronor}",
            )


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"
