"""The decisions of the demo: budgets that council adopts, and what changes the one of 2026 in the year.

The revised budget of 2026 is the adopted one and two decisions of it, so that every nämnd's frame
is that of the tables; an omdisponering and a manager's own wish stay inside theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, select

from core.db import Database
from core.enums import BudgetDecisionKind, VersionKind
from core.models import BudgetDecision, Version
from core.money import ORE_PER_KRONA
from core.queries import trees
from core.queries.access import load_actor
from core.queries.budget_decision_draft import suggested_effects
from core.queries.own_redistribution import list_own_rows
from core.queries.users import user_ids
from core.rules.access import Actor
from core.rules.subjects import unit_subject
from core.services import budget_decision_adoption, budget_decision_rows, budget_decisions, versions
from core.services import decisions as body_decisions
from core.services.budget_decision_rows import NewRow
from core.services.budget_decisions import DecisionContent
from core.services.decisions import DecisionText
from core.services.own_redistribution import Move, request_move
from core.services.transaction import transaction
from demo.budget import BudgetRow, move_of_march_2026, salary_review_2026
from demo.organisation import MUNICIPALITY, cost_centers

YEAR = 2026
_COUNCIL = "Kommunfullmäktige"
_ADOPTED = {
    2024: DecisionText(_COUNCIL, date(2023, 11, 27), "152", "KS 2023/214", "Budget 2024 och plan 2025–2026."),
    2025: DecisionText(_COUNCIL, date(2024, 11, 25), "147", "KS 2024/198", "Budget 2025 och plan 2026–2027."),
    2026: DecisionText(_COUNCIL, date(2025, 11, 24), "139", "KS 2025/231", "Budget 2026 och plan 2027–2028."),
}
_FROM_APRIL, _FROM_OCTOBER = 4, 10
_MOVED_INSIDE, _WISHED = 120_000, 40_000


@dataclass(frozen=True, slots=True)
class _Told:
    """A decision of the year: what it is, its rows, and what the body said."""

    kind: BudgetDecisionKind
    title: str
    unit: str
    month: int
    rows: Sequence[BudgetRow]
    text: DecisionText
    permanent: bool = True


def decide(database: Database, actor: Actor) -> None:
    """Adopt the budgets, take the decisions of 2026 in their order, and let a manager ask for one."""
    with transaction(database, actor) as session:
        for year, text in _ADOPTED.items():
            _adopt_budget(session, actor, year, text)
    for told in _decisions():
        with transaction(database, actor) as session:
            _take(session, actor, told)
    with transaction(database) as session:
        _wish(session, "sara.lindhage", "431", database.today())


def changes_until(year: int, day: date) -> list[BudgetRow]:
    """Return what was decided for a year's budget up to and with a day."""
    return [row for told in _decisions() if year == YEAR and told.text.day <= day for row in told.rows]


def _adopt_budget(session: Session, actor: Actor, year: int, text: DecisionText) -> None:
    version = session.exec(
        select(Version).where(Version.kind == VersionKind.BUDGET, Version.year == year)
    ).one()
    versions.close_version(session, actor, version_id=version.id or 0)
    body_decisions.record_decision(
        session, actor, key=_key(f"budget {year}"), subject=unit_subject(actor.top_unit_id), text=text
    )


def _decisions() -> tuple[_Told, ...]:
    saved = _from_october("3019", "7640", "87", -_MOVED_INSIDE)
    hours = _from_october("3220", "5030", "", _MOVED_INSIDE)
    return (
        _Told(
            BudgetDecisionKind.REALLOCATION, "Hemtjänst får fler timmar, från skolans ofördelade",
            MUNICIPALITY, _FROM_APRIL, move_of_march_2026(),
            DecisionText(_COUNCIL, date(2026, 3, 30), "41", "KS 2026/087"),
        ),
        _Told(
            BudgetDecisionKind.TECHNICAL, "Löneöversyn 2026", MUNICIPALITY, _FROM_APRIL, salary_review_2026(),
            DecisionText("Ekonomichefen på delegation", date(2026, 6, 17), "D 112", "KS 2026/143"),
        ),
        _Told(
            BudgetDecisionKind.INTERNAL, "Fritidsgårdarna öppnar på söndagar", "KFN", _FROM_OCTOBER,
            (saved, hours),
            DecisionText("Kultur- och fritidsnämnden", date(2026, 9, 16), "58", "KFN 2026/061"),
            permanent=False,
        ),
    )  # fmt: skip


def _from_october(center: str, account: str, counterparty: str, kronor: int) -> BudgetRow:
    return BudgetRow(center, account, counterparty, (*(0,) * 9, *(kronor // 3,) * 3))


def _take(session: Session, actor: Actor, told: _Told) -> None:
    """Make a decision with its rows and later years, and adopt it."""
    units = trees.unit_ids(session)
    content = DecisionContent(
        told.kind, YEAR, told.title, units[told.unit], effective_month=told.month, permanent=told.permanent
    )
    made = budget_decisions.create_draft(session, actor, content=content, key=_key(f"{told.title} new"))
    budget_decision_rows.add_rows(
        session, actor, decision_id=made, rows=_rows(told.rows, units), key=_key(f"{told.title} rows")
    )
    decision = session.get_one(BudgetDecision, made)
    effects = suggested_effects(session, actor.tree_id, decision)
    if effects:
        budget_decision_rows.set_effects(
            session,
            actor,
            decision_id=made,
            rev=decision.rev,
            effects=effects,
            key=_key(f"{told.title} years"),
        )
    budget_decision_adoption.adopt(
        session, actor, decision_id=made, rev=decision.rev, text=told.text, key=_key(f"{told.title} adopted")
    )


def _rows(rows: Sequence[BudgetRow], units: dict[str, int]) -> list[NewRow]:
    functions = {center.code: center.function for center in cost_centers()}
    return [
        NewRow(
            units[row.center], row.account, tuple(kronor * ORE_PER_KRONA or None for kronor in row.months),
            function=functions[row.center], counterparty=row.counterparty,
        )
        for row in rows
        if any(row.months)
    ]  # fmt: skip


def _wish(session: Session, username: str, unit: str, today: date) -> None:
    """Let a manager ask to move money for teaching materials to substitutes."""
    actor = load_actor(session, user_ids(session)[username], today=today)
    if actor is None:
        raise LookupError(username)
    unit_id = trees.unit_ids(session)[unit]
    held = {
        (row.unit_code, row.account): (row.unit_id, row.coding_id)
        for row in list_own_rows(session, actor, year=YEAR, unit_id=unit_id)
    }
    move = Move(
        held["4312", "6420"], held["4312", "5030"], _WISHED * ORE_PER_KRONA, today.month,
        "Två lärare är på utbildning i november och behöver vikarie.",
    )  # fmt: skip
    request_move(session, actor, unit_id=unit_id, year=YEAR, move=move, key=_key(f"wish {unit}"))


def _key(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"demo decisions {name}"))
