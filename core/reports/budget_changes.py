"""Budgetförändringar: from the adopted budget of a unit to the one that holds, decision by decision.

    build(session, actor, *, unit_id, year, money_unit) -> BudgetReport

Amounts are kommunbidrag as people speak of it: + is more money to the unit. The rows add up to the
öre: what no decision explains, such as a revised budget read from a file, has a row of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import BudgetDecisionState
from core.money import MoneyUnit, format_money
from core.queries.budget_change_rows import BudgetChanges, Pair, read_budget_changes
from core.queries.budget_decisions import BudgetDecisionRow, list_budget_decisions
from core.queries.codes import unit_names
from core.reports import words
from core.reports.budget_words import kind_words, number_words
from core.rules.access import Actor
from core.table import Column, Kind, Row, RowRole, Table, Value
from core.texts import _, ngettext

ADOPTED, CURRENT, OTHER = "adopted", "current", "other"


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """The sentence, the table, and the changes it is made of."""

    answer: words.Sentence
    table: Table
    changes: BudgetChanges


def build(
    session: Session, actor: Actor, *, unit_id: int, year: int, money_unit: MoneyUnit = MoneyUnit.TKR
) -> BudgetReport:
    """Return how the budget of a unit has become what it is; `NotAllowed` outside the actor's scope."""
    changes = read_budget_changes(session, actor, year=year, unit_id=unit_id)
    decisions = [
        row
        for row in reversed(list_budget_decisions(session, actor, year=year, unit_id=unit_id))
        if row.state is BudgetDecisionState.ADOPTED and row.id in changes.by_decision
    ]
    unit = unit_names(session, actor.tree_id, (unit_id,))[unit_id]
    invests = any((changes.adopted.investment, changes.current.investment)) or any(
        pair.investment for pair in changes.by_decision.values()
    )
    table = Table(
        title=_("Budgetförändringar {year}, {unit}").format(year=year, unit=unit.name),
        columns=_columns(invests=invests),
        rows=tuple(_rows(changes, decisions, year, invests=invests)),
        money_unit=money_unit,
        about=((_("Enhet"), f"{unit.name} ({unit.code})"), (_("År"), str(year))),
        footnotes=_notes(money_unit, whole=unit_id == actor.top_unit_id),
    )
    return BudgetReport(_answer(changes, decisions, unit.name, year), table, changes)


def _columns(*, invests: bool) -> tuple[Column, ...]:
    columns = (
        Column("name", _("Beslut"), Kind.TEXT),
        Column("number", _("Nr"), Kind.COUNT),
        Column("day", _("Datum"), Kind.DATE),
        Column("paragraph", _("§"), Kind.TEXT),
        Column("kind", _("Slag"), Kind.TEXT),
        Column("lasting", _("Gäller"), Kind.TEXT),
        Column("amount", _("Belopp"), Kind.MONEY),
    )
    return (*columns, Column("investment", _("Investeringar"), Kind.MONEY)) if invests else columns


def _rows(
    changes: BudgetChanges, decisions: Sequence[BudgetDecisionRow], year: int, *, invests: bool
) -> list[Row]:
    def row(key: str, name: str, pair: Pair, decision: BudgetDecisionRow | None = None) -> Row:
        told: tuple[Value, ...] = _told(decision) if decision else (None, None, "", "", "")
        amounts = (pair.operating, pair.investment) if invests else (pair.operating,)
        role = RowRole.TOTAL if key == CURRENT else RowRole.SUM if key == ADOPTED else RowRole.DETAIL
        return Row(key, (name, *told, *amounts), role=role, drill=str(decision.id) if decision else None)

    rows = [row(ADOPTED, _("Antagen budget {year}").format(year=year), changes.adopted)]
    rows += [row(f"decision:{one.id}", one.title, changes.by_decision[one.id], one) for one in decisions]
    left = _unexplained(changes)
    if any((left.operating, left.investment)):
        rows.append(row(OTHER, _("Ändrat utan budgetbeslut"), left))
    return [*rows, row(CURRENT, _("Gällande budget"), changes.current)]


def _told(decision: BudgetDecisionRow) -> tuple[Value, ...]:
    formal = decision.formal
    lasting = _("Tills vidare") if decision.permanent else _("Engång")
    return decision.number, formal.day, formal.paragraph, kind_words(decision.kind), lasting


def _unexplained(changes: BudgetChanges) -> Pair:
    """Return what the decisions do not explain of the way from the adopted budget to the current one."""
    told = changes.by_decision.values()
    return Pair(
        changes.current.operating - changes.adopted.operating - sum(pair.operating for pair in told),
        changes.current.investment - changes.adopted.investment - sum(pair.investment for pair in told),
    )


def _answer(
    changes: BudgetChanges, decisions: Sequence[BudgetDecisionRow], unit: str, year: int
) -> words.Sentence:
    net = changes.current.operating - changes.adopted.operating
    if not decisions:
        return (
            words.Part(_("Inget beslut har ändrat budgeten för {unit} {year}.").format(unit=unit, year=year)),
        )
    count = ngettext("{n} beslut", "{n} beslut", len(decisions)).format(n=len(decisions))
    latest = number_words(decisions[-1])
    pattern = _("{count} har ändrat budgeten för {unit} {year}, netto {amount}. Senast: {latest}.")
    return words.sentence(
        pattern.replace("{unit}", unit).replace("{year}", str(year)).replace("{latest}", latest),
        count=count, amount=net_words(net),
    )  # fmt: skip


def net_words(ore: int) -> str:
    """Return a net in words: `+3,0 mnkr`, and `0` for nothing."""
    return words.large_amount(ore, signed=True) if ore else format_money(0, MoneyUnit.TKR)


def _notes(money_unit: MoneyUnit, *, whole: bool) -> tuple[str, ...]:
    notes = [_("Plus är mer pengar till enheten, minus är mindre.")]
    if whole:
        notes.append(
            _("För hela kommunen är budgeten resultatet med omvänt tecken: −29 är ett överskott på 29.")
        )
    if money_unit is not MoneyUnit.KR:
        notes.append(_("Avrundning kan ge differens."))
    return tuple(notes)
