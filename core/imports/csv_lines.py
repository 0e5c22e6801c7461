"""The cells of a CSV ledger to ledger lines, with what is wrong told by line."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.imports.csv_table import CsvColumns
from core.imports.csv_values import BAD_PERIOD, Texts, parse_period, read_amounts, read_texts
from core.imports.ledger import Combination, Int32, Int64
from core.imports.problem_log import ProblemLog
from core.imports.sie.fields import BAD_DAY, parse_day
from core.periods import Period
from core.texts import _

Rows = NDArray[np.bool_]

_DECEMBER = 12
_LINK_STARTS = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Cells:
    """The columns as texts, the amounts in öre, and the line of each row that is used."""

    texts: Mapping[str, Texts]
    amount: Int64
    line: Int32


def read_cells(source: CsvColumns, names: tuple[str, ...], problems: ProblemLog) -> Cells:
    """Return the rows that have an account and an amount; the others are told, empty rows are not."""
    count = len(source.line)
    texts = {name: read_texts(source.columns.get(name), count) for name in names}
    amount, flaws = read_amounts(source.columns["belopp"])
    account, money = texts["konto"].filled(), texts["belopp"].filled()
    blank = ~account & ~money & ~texts["ansvar"].filled()
    for position in np.flatnonzero(~account & ~blank).tolist():
        message = _("Kontot saknas på raden. Lägg till det, eller ta bort raden om den är en summa.")
        problems.error("account_missing", message, int(source.line[position]))
    usable = account.copy()
    for position, message in flaws.items():
        usable[position] = False
        if account[position]:
            text = message if money[position] else _("Beloppet saknas på raden. Skriv 0 om det är noll.")
            problems.error("amount", text, int(source.line[position]))
    return Cells(
        {name: column.keep(usable) for name, column in texts.items()}, amount[usable], source.line[usable]
    )


def read_days(cells: Cells, problems: ProblemLog) -> tuple[Int64, Int64, Rows]:
    """Return day (yyyymmdd) and period (yyyymm) of each row, and which rows have both."""
    day, period = cells.texts["datum"].mapped(parse_day), cells.texts["period"].mapped(parse_period)
    for position in np.flatnonzero(period == BAD_PERIOD).tolist():
        message = _("Perioden ”{text}” kan inte läsas. Skriv den som 2026-10.")
        text = cells.texts["period"][position]
        problems.error("period", message.format(text=text[:20]), int(cells.line[position]))
    from_period = (day <= 0) & (period > 0)
    wrong = (day <= 0) & ~from_period
    for position in np.flatnonzero(wrong & (period != BAD_PERIOD)).tolist():
        message = _("Datumet ”{text}” kan inte läsas. Skriv det som 2026-10-31.")
        text = cells.texts["datum"][position]
        problems.error("date", message.format(text=text[:20]), int(cells.line[position]))
    for position in np.flatnonzero(from_period & (day == BAD_DAY)).tolist():
        message = _("Datumet kan inte läsas. Periodens sista dag används.")
        problems.warn("date_from_period", message, int(cells.line[position]))
    last_days = {number: _last_day(number) for number in np.unique(period[from_period]).tolist()}
    day[from_period] = [last_days[number] for number in period[from_period].tolist()]
    period = np.where(period > 0, period, day // 100)
    return day, period, ~wrong & (cells.texts["period"].mapped(parse_period) != BAD_PERIOD)


def _last_day(period: int) -> int:
    last = Period(period // 100, min(period % 100, _DECEMBER)).last_day
    return last.year * 10_000 + last.month * 100 + last.day


def number_groups(columns: list[Texts]) -> tuple[Int64, Int64]:
    """Return for each row the number of its combination of texts, and where each number first stands.

    Numbers follow the first appearance.
    """
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        _values, key = np.unique(key * len(column.unique) + column.positions, return_inverse=True)
    _values, first, key = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank[key], first[order]


def combinations_of(cells: Cells, dimensions: Mapping[str, str]) -> tuple[list[Combination], Int32]:
    """Return the different codings in order of appearance, and the one of each row."""
    numbers, first = number_groups([cells.texts["konto"], *(cells.texts[name] for name in dimensions)])
    ordered = sorted(dimensions.items(), key=lambda item: int(item[1]))
    columns = [(number, list(cells.texts[name].keep(first))) for name, number in ordered]
    combinations = [
        Combination(account, tuple((number, codes[n]) for number, codes in columns if codes[n]))
        for n, account in enumerate(cells.texts["konto"].keep(first))
    ]
    return combinations, numbers.astype(np.int32)


def row_numbers(given: Texts, voucher: Int32) -> Int32:
    """Return the row of each line in its voucher: as given, else by order; 0 without voucher."""
    numbers = given.mapped(lambda text: int(text) if text.isdecimal() and len(text) < 9 else 0)  # noqa: PLR2004 nine digits fit in 32 bits
    order = np.argsort(voucher, kind="stable")
    sorted_voucher = voucher[order]
    starts = np.flatnonzero(np.concatenate(([True], sorted_voucher[1:] != sorted_voucher[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(voucher)])))
    counted = np.empty(len(voucher), np.int64)
    counted[order] = np.arange(len(voucher)) - np.repeat(starts, lengths) + 1
    return np.where(voucher < 0, 0, np.where(numbers > 0, numbers, counted)).astype(np.int32)


def safe_links(links: Texts, line: Int32, problems: ProblemLog) -> Texts:
    """Return the links without those that do not begin with http:// or https://."""
    bad = np.array([bool(text) and not _is_link(text) for text in links.unique], bool)
    for position in np.flatnonzero(bad[links.positions]).tolist():
        message = _("Länken på raden börjar inte med https:// och tas inte med.")
        problems.warn("link", message, int(line[position]))
    return Texts([text if _is_link(text) else "" for text in links.unique], links.positions)


def _is_link(text: str) -> bool:
    return text.lower().startswith(_LINK_STARTS) and " " not in text
