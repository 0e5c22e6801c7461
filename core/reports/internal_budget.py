"""A nämnd's internal budget as tables: who can adopt, and the budget as it is adopted and exported."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core.models import Balance, TreeUnit, Unit
from core.money import MoneyUnit
from core.periods import MONTHS, month_name
from core.queries import access
from core.queries.access import require
from core.queries.internal_budget import Readiness
from core.queries.plan_lines import coding_words
from core.queries.plan_rights import require_plan_unit
from core.rules.access import Action, Actor
from core.table import Column, Kind, Row, RowRole, Status, Table
from core.texts import _, ngettext


def readiness_table(rows: Sequence[Readiness]) -> Table:
    """Return every nämnd with its frame, its budget, what differs and what is missing, in tkr."""
    columns = (
        Column("unit", _("Nämnd"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("frame", _("Ram"), Kind.MONEY),
        Column("net", _("I budgeten"), Kind.MONEY),
        Column("gap", _("Kvar"), Kind.MONEY, signed=True),
        Column("state", _("Läge"), Kind.STATUS),
    )
    made = tuple(
        Row(
            one.unit.code,
            (one.unit.name, one.unit.code, one.frame, one.net or None, one.gap, _state_word(one)),
            status=Status.OK if one.ready or one.adopted else Status.NONE,
        )
        for one in rows
    )
    return Table(_("Nämndernas internbudgetar"), columns, made, MoneyUnit.TKR)


def budget_table(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> Table:
    """Return a unit's budget row by row: ansvar, coding, year and months, in kronor, a cost positive."""
    version = require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    require(session, actor, Action.VIEW_ECONOMY, unit_id)
    held = session.exec(
        select(Balance, Unit.code, TreeUnit.name)
        .join(Unit, col(Unit.id) == col(Balance.unit_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Balance.unit_id))
        .where(
            Balance.version_id == version_id,
            TreeUnit.tree_id == actor.tree_id,
            col(Balance.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
        .order_by(col(TreeUnit.lft), col(Balance.coding_id))
    ).all()
    words = coding_words(session, [row.coding_id for row, _code, _name in held])
    rows = []
    for row, code, name in sorted(held, key=lambda one: (one[1], words[one[0].coding_id].account)):
        coding = words[row.coding_id]
        months = [getattr(row, f"m{month}") for month in MONTHS]
        months[-1] += row.m13
        rows.append(
            Row(
                f"{code}/{row.coding_id}",
                (
                    name, code, coding.account, coding.account_name, coding.function, coding.project,
                    coding.counterparty, sum(months), *months,
                ),
            )
        )  # fmt: skip
    total = [sum(values) for values in zip(*(row.cells[7:] for row in rows), strict=True)]
    if rows:
        rows.append(Row("total", (_("Netto"), *([""] * 6), *total), role=RowRole.TOTAL))
    about = ((_("Budget"), version.name),)
    return Table(version.name, _budget_columns(), tuple(rows), MoneyUnit.KR, about)


def _budget_columns() -> tuple[Column, ...]:
    return (
        Column("unit", _("Ansvar"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("account", _("Konto"), Kind.CODE),
        Column("account_name", _("Kontonamn"), Kind.TEXT),
        Column("function", _("Verksamhet"), Kind.CODE),
        Column("project", _("Projekt"), Kind.CODE),
        Column("counterparty", _("Motpart"), Kind.CODE),
        Column("year", _("Helår"), Kind.MONEY),
        *(Column(f"m{month}", month_name(month).capitalize(), Kind.MONEY) for month in MONTHS),
    )


def _state_word(one: Readiness) -> str:
    if one.adopted:
        return _("Antagen {decision}").format(decision=one.adopted)
    if one.missing:
        n = len(one.missing)
        return ngettext("{n} enhet inte godkänd", "{n} enheter inte godkända", n).format(n=n)
    if not one.council_adopted:
        return _("Väntar på fullmäktige")
    return _("Kan antas") if one.gap == 0 else _("Inte lika med ramen")
