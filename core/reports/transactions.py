"""The transactions behind a figure: lines newest first, with their count and sum.

    build(session, actor, *, chosen: LineFilter, after: Place | None = None, size=PAGE) -> Transactions
    choose(session, actor, view: FollowUpView, drill: Drill | None) -> LineFilter

`LineFilter` and `Place` are in `core.queries.ledger`.
"""

from dataclasses import dataclass

from sqlmodel import Session

from core.enums import LedgerOrigin
from core.money import MoneyUnit
from core.periods import CLOSING_PERIOD
from core.queries.access import tree_at
from core.queries.ledger import PAGE, LineFilter, LineRow, LineTotals, Place, list_lines, sum_lines
from core.reports.follow_up_view import Drill, FollowUpView, with_internal
from core.rules.access import Actor
from core.rules.follow_up import TreeChoice, months_of
from core.table import Column, Kind, Row, Table, Value
from core.texts import _

_SUPPLIER, _LINK = "supplier", "scan_link"


@dataclass(frozen=True, slots=True)
class Transactions:
    """A page of lines as a table, where the next page begins, and the whole choice's count and sum."""

    table: Table
    next: Place | None
    totals: LineTotals
    without_vouchers: bool


def build(
    session: Session, actor: Actor, *, chosen: LineFilter, after: Place | None = None, size: int = PAGE
) -> Transactions:
    """Return a page of at most `size` lines; `NotAllowed` unless the actor may see transactions there."""
    page = list_lines(session, actor, chosen=chosen, after=after, size=size)
    return Transactions(
        table=_table(page.rows),
        next=page.next,
        totals=sum_lines(session, actor, chosen=chosen),
        without_vouchers=any(row.origin is LedgerOrigin.PERIOD_SUM for row in page.rows),
    )


def choose(session: Session, actor: Actor, view: FollowUpView, drill: Drill | None = None) -> LineFilter:
    """Return the lines behind a row of a follow-up, or behind its total without any drill.

    The sum of the lines is the row's outcome to the öre.
    """
    kind, value = (drill.kind, drill.value) if drill else ("", "")
    is_ledger = drill is None and view.row is None  # the total holds the interndifferens too
    internal = is_ledger or with_internal(view, actor.top_unit_id)
    return LineFilter(
        unit_id=int(value) if kind == "unit" else view.unit_id,
        year=view.period.year,
        months=months_of(view.period, view.span),
        definition=view.rows if view.by_definition else view.definition,
        row=value if kind == "row" else view.row,
        operating=True,
        account=value if kind == "account" else None,
        function=value if kind == "function" else None,
        eliminated_under=None if internal else view.unit_id,
        tree_id=tree_at(session, view.period.last_day).id if view.tree is TreeChoice.THEN else None,
    )


def _table(rows: tuple[LineRow, ...]) -> Table:
    """Return lines as a table; what the source has not is no column."""
    has = {name: any(row.extra.get(name) for row in rows) for name in (_SUPPLIER, _LINK)}
    has["function"] = any(row.function for row in rows)
    has["project"] = any(row.project for row in rows)
    has["counterparty"] = any(row.counterparty for row in rows)
    columns = [
        Column("day", _("Datum"), Kind.DATE),
        Column("voucher", _("Verifikat"), Kind.CODE),
        Column("text", _("Text"), Kind.TEXT),
        Column("supplier", _("Leverantör"), Kind.TEXT),
        Column("account", _("Konto"), Kind.TEXT),
        Column("unit", _("Ansvar"), Kind.TEXT),
        Column("function", _("Verksamhet"), Kind.TEXT),
        Column("project", _("Projekt"), Kind.TEXT),
        Column("counterparty", _("Motpart"), Kind.TEXT),
        Column("amount", _("Belopp"), Kind.AMOUNT),
        Column("scan_link", _("Bild"), Kind.LINK),
    ]
    shown = tuple(column for column in columns if has.get(column.key, True))
    return Table(_("Transaktioner"), shown, tuple(_row(row, shown) for row in rows), MoneyUnit.KR)


def _row(line: LineRow, columns: tuple[Column, ...]) -> Row:
    values: dict[str, Value] = {
        "day": line.day,
        "voucher": line.voucher,
        "text": line.text or line.account_name,
        "supplier": line.extra.get(_SUPPLIER, ""),
        "account": f"{line.account} {line.account_name}".strip(),
        "unit": line.unit_code,
        "function": line.function,
        "project": line.project,
        "counterparty": f"{line.counterparty} {line.counterparty_name}".strip(),
        "amount": line.amount,
        "scan_link": line.extra.get(_LINK) or None,
    }
    note = _("Bokfört i bokslutsperioden.") if line.month == CLOSING_PERIOD else ""
    return Row(f"line:{line.id}", tuple(values[column.key] for column in columns), note=note)
