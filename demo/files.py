"""The demo as files, the way a municipality would hand them over: SIE 4E, SIE 3 and CSV.

The general ledger of a year is a SIE 4E file; the scanned supplier invoices of the same year
(series L, whole vouchers) come from a feeder system as CSV and are not in the SIE file. Budgets
are SIE 3 files with objects.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from core.exports.sie import BudgetRow as SieBudgetRow
from core.exports.sie import SieHeader, SieVoucher, write_sie
from demo import codes as own_codes
from demo.budget import BudgetRow, budget
from demo.facts import LAST_MONTH, LAST_YEAR, LEDGER_YEARS
from demo.invoice_csv import invoice_csv
from demo.ledger import LedgerYear, ledger_year
from demo.lines import SERIES, codes
from demo.organisation import MUNICIPALITY_NAME, cost_centers, nodes

LEDGER_PROFILE = "Huvudbok"
INVOICE_PROFILE = "Leverantörsreskontra"
BUDGET_PROFILE = "Budget"
ORGANISATION_NUMBER = "212000-9999"
DIMENSIONS = {"1": "Ansvar", "6": "Projekt", "20": "Verksamhet", "21": "Motpart"}

Objects = tuple[tuple[str, str], ...]
_FEEDER = SERIES.index("L")


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file to load: `kind` is ledger or budget, `profile` names the import profile."""

    name: str
    kind: str
    year: int
    profile: str
    data: bytes


def _plain(text: str) -> str:
    """Return a name without the dash that code page 437 lacks."""
    return text.replace("–", "-")


def _registers() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    accounts = {code.code: code.name for code in own_codes.accounts()}
    objects = {("1", node.code): _plain(node.name) for node in nodes() if node.kind == "cost_center"}
    objects |= {("6", project.code): project.name for project in own_codes.projects()}
    objects |= {("20", code.code): code.name for code in own_codes.functions()}
    objects |= {("21", party.code): party.name for party in own_codes.counterparties()}
    return accounts, objects


def _header(year: int, generated: date) -> SieHeader:
    span = ((date(year, 1, 1), date(year, 12, 31)),)
    return SieHeader("Rodret demo", "1.0", MUNICIPALITY_NAME, ORGANISATION_NUMBER, generated, span)


def _line_objects(ledger: LedgerYear) -> list[Objects]:
    """Return the object list of every line, each different one made once."""
    lists, lines = codes(), ledger.lines
    sizes = [
        len(lists.center) + 1,
        len(lists.project) + 1,
        len(lists.function) + 1,
        len(lists.counterparty) + 1,
    ]
    columns = [lines.center + 1, lines.project + 1, lines.function + 1, lines.counterparty + 1]
    key = np.ravel_multi_index(tuple(columns), tuple(sizes))
    unique, inverse = np.unique(key, return_inverse=True)
    names = (lists.center, lists.project, lists.function, lists.counterparty)
    made: list[Objects] = []
    for places in zip(*(part.tolist() for part in np.unravel_index(unique, tuple(sizes))), strict=True):
        pairs = zip(DIMENSIONS, names, places, strict=True)
        made.append(tuple((dimension, codes_of[n - 1]) for dimension, codes_of, n in pairs if n))
    return [made[n] for n in inverse.tolist()]


def _vouchers(ledger: LedgerYear) -> list[SieVoucher]:
    """Return the vouchers of every series but the feeder's."""
    lines, accounts = ledger.lines, codes().account
    rows = list(
        zip(
            [accounts[n] for n in lines.account.tolist()],
            _line_objects(ledger),
            lines.amount.tolist(),
            lines.text.tolist(),
            strict=True,
        )
    )
    starts = np.flatnonzero(ledger.row == 1)
    ends = np.append(starts[1:], len(ledger))
    days = {
        (month, day): date(ledger.year, month, day)
        for month, day in set(zip(lines.month.tolist(), lines.day.tolist(), strict=True))
    }
    heads = zip(
        starts.tolist(), ends.tolist(), lines.series[starts].tolist(), ledger.number[starts].tolist(),
        lines.month[starts].tolist(), lines.day[starts].tolist(),
        strict=True,
    )  # fmt: skip
    return [
        SieVoucher(SERIES[series], str(number), days[month, day], rows[start][3], rows[start:end])
        for start, end, series, number, month, day in heads
        if series != _FEEDER
    ]


def ledger_file(year: int) -> DemoFile:
    """Return the general ledger of a year as SIE 4E, the feeder's vouchers left out."""
    ledger = ledger_year(year)
    accounts, objects = _registers()
    written = date(year, LAST_MONTH + 1, 9) if year == LAST_YEAR else date(year + 1, 2, 20)
    data, _problems = write_sie(
        _header(year, written),
        sie_type="4E",
        accounts=accounts,
        dimensions=DIMENSIONS,
        objects=objects,
        openings=[(0, account, (), amount) for account, amount in sorted(ledger.opening.items())],
        vouchers=_vouchers(ledger),
        checksum=True,
    )
    return DemoFile(f"rodret-huvudbok-{year}.se", "ledger", year, LEDGER_PROFILE, data)


def _budget_rows(year: int, rows: list[BudgetRow]) -> list[SieBudgetRow]:
    functions = {center.code: center.function for center in cost_centers()}
    found: list[SieBudgetRow] = []
    for row in rows:
        pairs = [("1", row.center), ("20", functions[row.center])]
        if row.counterparty:
            pairs.append(("21", row.counterparty))
        objects = tuple(pairs)
        for month, kronor in enumerate(row.months, start=1):
            if kronor:
                found.append((0, year * 100 + month, row.account, objects, kronor * 100))
    return found


def _budget_file(year: int, rows: list[BudgetRow], written: date) -> DemoFile:
    accounts, objects = _registers()
    data, _problems = write_sie(
        _header(year, written),
        sie_type="3",
        accounts=accounts,
        dimensions=DIMENSIONS,
        objects=objects,
        budgets=_budget_rows(year, rows),
        checksum=True,
    )
    return DemoFile(f"rodret-budget-{year}.se", "budget", year, BUDGET_PROFILE, data)


@cache
def demo_files() -> tuple[DemoFile, ...]:
    """Return every file of the demo, in the order to load them."""
    files: list[DemoFile] = []
    for year in LEDGER_YEARS:
        files.append(_budget_file(year, budget(year), date(year - 1, 12, 15)))
    for year in LEDGER_YEARS:
        files.append(ledger_file(year))
        name = f"rodret-leverantorsfakturor-{year}.csv"
        files.append(DemoFile(name, "ledger", year, INVOICE_PROFILE, invoice_csv(ledger_year(year))))
    return tuple(files)
