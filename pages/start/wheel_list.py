"""The year as a list per month: what the wheel shows, in words, the next month first."""

from datetime import date
from itertools import groupby

from core.periods import month_name
from core.rules.tasks import day_words
from core.table import Row, Status, Table
from core.texts import _
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button
from pages.ui.pieces import chip, day_badge

_LINE = (
    '<li style="display:flex;gap:.875rem;align-items:flex-start;padding:.5rem 0">{badge}<div>'
    '<div class="r-h3">{number}{title}</div><div class="r-muted">{when}</div>{note}</div></li>'
)


def numbers_of(table: Table) -> dict[str, int]:
    """Return the numbers that tie the list to the wheel: the rounds in the order of their last days."""
    rounds = [row for row in _by_day(table) if row.key.startswith("round:")]
    return {row.key: n for n, row in enumerate(rounds, start=1)}


def split(table: Table, today: date) -> tuple[list[Row], list[Row]]:
    """Return the rows that are over, and those that are now or to come, both by their last day."""
    closes = table.column("closes")
    over: list[Row] = []
    coming: list[Row] = []
    for row in _by_day(table):
        end = row.cells[closes] or _day(table, row)
        (over if isinstance(end, date) and end < today else coming).append(row)
    return over, coming


def months(table: Table, rows: list[Row], *, linked: bool) -> Markup:
    """Return rows under the months of their last days; a round's key comes back when it is clicked."""
    numbers = numbers_of(table)
    parts = []
    for (year, month), group in groupby(rows, key=lambda row: _month(table, row)):
        parts.append(
            fill(
                '<h2 class="r-h3" style="margin-top:.75rem">{month} {year}</h2>'
                '<ul style="list-style:none;margin:0;padding:0">{lines}</ul>',
                month=month_name(month).capitalize(), year=year,
                lines=join(_line(table, row, numbers, linked=linked) for row in group),
            )
        )  # fmt: skip
    return join(parts)


def _line(table: Table, row: Row, numbers: dict[str, int], *, linked: bool) -> Markup:
    cell = {column.key: value for column, value in zip(table.columns, row.cells, strict=True)}
    is_round = row.key in numbers
    title = button(row.key, cell["title"]) if is_round and linked else fill("{t}", t=cell["title"])
    opens, closes, due = cell["opens"], cell["closes"], _day(table, row)
    when = fill("{kind}, {source}", kind=cell["kind"], source=cell["source"])
    if isinstance(opens, date) and isinstance(closes, date):
        words = _("Öppnar {opens}, stänger {closes}").format(
            opens=day_words(opens, due), closes=day_words(closes, due)
        )
        state = chip(row.status or Status.NONE, str(cell["state"]))
        when = fill("{state} {words}", state=state, words=words)
    number = fill(
        '<span class="r-code" style="margin-right:.5rem" aria-hidden="true">{n}</span>',
        n=numbers.get(row.key),
    )
    return fill(
        _LINE, badge=day_badge(due, late=row.status is Status.BAD),
        number=number if is_round else None, title=title, when=when,
        note=fill('<p class="r-muted">{note}</p>', note=row.note) if row.note and not is_round else None,
    )  # fmt: skip


def _by_day(table: Table) -> list[Row]:
    return sorted(table.rows, key=lambda row: _day(table, row))


def _day(table: Table, row: Row) -> date:
    day = row.cells[table.column("deadline")]
    if not isinstance(day, date):
        raise TypeError(row.key)
    return day


def _month(table: Table, row: Row) -> tuple[int, int]:
    day = _day(table, row)
    return day.year, day.month
