"""Two more views of a whole budget: units by account group, and internal items that do not meet.

cross_table(session, actor, *, version_id, unit_id, definition, kind, money) -> Table
internal_table(session, actor, *, version_id, unit_id, money) -> InternalView
"""

from dataclasses import dataclass

from sqlmodel import Session

from core.enums import UnitKind
from core.money import MoneyUnit
from core.queries.access import UnitRow
from core.queries.budget_cross import Cross, CrossRow, read_cross
from core.queries.budget_limits import budget_limits
from core.queries.internal_items import InternalPair, list_internal
from core.queries.plan_rights import plan_of
from core.rules.access import Actor
from core.rules.variance import variance_share
from core.table import Column, Kind, Row, RowRole, Status, Table, Value
from core.texts import _

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class InternalView:
    """The pairs whose sides differ, as a table, and how many meet."""

    table: Table
    differing: int
    meeting: int


def cross_table(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    unit_id: int,
    definition: str,
    kind: UnitKind,
    money: MoneyUnit,
) -> Table:
    """Return the units of a kind as rows and the rows of a definition that hold anything as columns."""
    version = plan_of(session, actor, version_id=version_id)
    cross = read_cross(
        session, actor, version_id=version_id, unit_id=unit_id, definition=definition, kind=kind
    )
    used = [at for at, amount in enumerate(cross.total.amounts) if _is_used(cross, at)]
    columns = (
        Column("name", _("Enhet"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("net", _("Nettokostnad"), Kind.MONEY),
        Column("compared", _("Budget {year}").format(year=version.year - 1), Kind.MONEY),
        Column("change", _("Förändring"), Kind.MONEY, signed=True),
        Column("change_share", _("Förändring, %"), Kind.PERCENT, signed=True),
        *(Column(cross.heads[at][0], cross.heads[at][1], Kind.MONEY) for at in used),
    )
    rows = [_cross_row(row, used) for row in cross.rows if any(row.amounts) or row.compared]
    rows.append(_cross_row(cross.total, used, total=True))
    about = ((_("Budget"), version.name), (_("Enhet"), _named(cross.total.unit)))
    notes = [_("Kostnader är plus och intäkter minus, så varje rad summerar till sin nettokostnad.")]
    if money is not MoneyUnit.KR:
        notes.append(_("Avrundning kan ge differens."))
    title = _("Budgeten per konto och enhet")
    return Table(title, columns, tuple(rows), money, about, tuple(notes))


def internal_table(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, money: MoneyUnit
) -> InternalView:
    """Return the internal purchases and sales between nämnder that differ more than the limit."""
    version = plan_of(session, actor, version_id=version_id)
    limit = budget_limits(session).mirror
    pairs = list_internal(session, actor, version_id=version_id, unit_id=unit_id)
    differing = [pair for pair in pairs if abs(pair.difference) > limit]
    columns = (
        Column("pair", _("Vem köper av vem"), Kind.TEXT),
        Column("buyer", _("Köpare"), Kind.TEXT),
        Column("seller", _("Säljare"), Kind.TEXT),
        Column("bought", _("Köparen har"), Kind.MONEY),
        Column("sold", _("Säljaren har"), Kind.MONEY),
        Column("difference", _("Skillnad"), Kind.MONEY, signed=True),
        Column("what", _("Att göra"), Kind.TEXT),
    )
    rows = [_internal_row(pair) for pair in differing]
    table = Table(
        _("Interna poster som inte möts"),
        columns,
        tuple(rows),
        money,
        ((_("Budget"), version.name),),
        (_("En motpart pekar ut en nämnd. Därför jämförs nämnd mot nämnd, och inte enhet mot enhet."),),
    )
    return InternalView(table, len(differing), len(pairs) - len(differing))


def _is_used(cross: Cross, at: int) -> bool:
    return any(row.amounts[at] for row in (*cross.rows, cross.total))


def _cross_row(row: CrossRow, used: list[int], *, total: bool = False) -> Row:
    change = None if row.compared is None else row.net - row.compared
    own: tuple[Value, ...] = (
        row.unit.name if row.unit else _("Övrigt"),
        row.unit.code if row.unit else "",
        row.net,
        row.compared,
        change,
        variance_share(change, row.compared),
    )
    cells = (*own, *(row.amounts[at] or None for at in used))
    if total:
        return Row(TOTAL, cells, role=RowRole.TOTAL)
    drill = f"unit:{row.unit.id}" if row.unit else None
    return Row(drill or "rest", cells, drill=drill)


def _internal_row(pair: InternalPair) -> Row:
    words = _("{buyer} av {seller}").format(buyer=_side(pair.buyer), seller=_side(pair.seller))
    if pair.buyer is None:
        words = _side(None)
    cells = (
        words, _side(pair.buyer), _side(pair.seller), pair.bought, pair.sold, pair.difference,
        _what_to_do(pair),
    )  # fmt: skip
    key = f"{pair.buyer.id if pair.buyer else 0}-{pair.seller.id if pair.seller else 0}"
    return Row(key, cells, status=Status.PARTLY)


def _side(unit: UnitRow | None) -> str:
    return unit.name if unit else _("Motpart som inte pekar ut någon nämnd")


def _what_to_do(pair: InternalPair) -> str:
    """Return what would make the two sides meet, without saying who is right."""
    if pair.buyer is None or pair.seller is None:
        return _("Ange en motpart som hör till en nämnd.")
    if not pair.sold:
        return _("Säljaren har inte budgeterat försäljningen.")
    if not pair.bought:
        return _("Köparen har inte budgeterat köpet.")
    return _("Kom överens om beloppet.")


def _named(unit: UnitRow | None) -> str:
    return f"{unit.name} ({unit.code})" if unit else ""
