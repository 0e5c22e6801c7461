"""A small municipality whose budget of 2026 is adopted, for tests of decisions in the year.

KS has what is unforeseen (12 mnkr), BUN two schools, VON home care, FIN the pott and the taxes. The
budgeted result is 29 mnkr. Sara is the controller of the municipality, Bo of BUN, Maria the manager of 411.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.enums import BudgetDecisionKind, Role, VersionKind
from core.models import Version
from core.queries.access import load_actor
from core.rules.access import Actor
from core.rules.spreading import EQUAL, spread
from core.services import balances, budget_decision_adoption, budget_decision_rows, budget_decisions
from core.services.budget_decision_rows import NewRow
from core.services.budget_decisions import DecisionContent
from core.services.decision_lines import NewLine, insert_lines
from core.services.decisions import DecisionText
from tests import factories

MNKR = 100_000_000
TKR = 100_000
YEAR = 2026
TREE = """
EKA K - Ekarboda kommun
KS N EKA Kommunstyrelsen
1009 A KS Oförutsett
BUN N EKA Barn- och utbildningsnämnden
411 E BUN Ekbackens skola
4110 A 411 Ekbacken undervisning
412 E BUN Björkdalens skola
4120 A 412 Björkdalen undervisning
VON N EKA Vård- och omsorgsnämnden
6110 A VON Hemtjänst
FIN N EKA Finansförvaltningen
9410 A FIN Lönepott
"""
# ansvar, account, function, year in mnkr, ledger sign
BUDGET = (
    ("1009", "7640", "010", 12),
    ("4110", "5020", "440", 20),
    ("4110", "6410", "440", 2),
    ("4120", "5020", "440", 30),
    ("6110", "5020", "510", 600),
    ("9410", "5020", "", 27),
    ("9410", "8010", "", -720),
)
ADOPTED_IN_MARCH = DecisionText("Kommunfullmäktige", date(2026, 3, 30), "41", "2026/118")


@dataclass(frozen=True, slots=True)
class Town:
    """The ids of units, the actors, and the adopted budget."""

    units: dict[str, int]
    sara: Actor
    bo: Actor
    maria: Actor
    budget: int


def plant(session: Session, *, adopted: bool = True) -> Town:
    """Make the municipality; its budget is adopted unless asked otherwise."""
    units = factories.make_tree(session, TREE)
    people = {
        "sara": (Role.CONTROLLER, "EKA"),
        "bo": (Role.CONTROLLER, "BUN"),
        "maria": (Role.MANAGER, "411"),
    }
    actors = {name: _actor(session, name, role, units[unit]) for name, (role, unit) in people.items()}
    version = factories.make_version(session, VersionKind.BUDGET, YEAR, "Budget 2026")
    insert_lines(
        session,
        version,
        [
            NewLine(
                units[unit], factories.make_coding(session, account, function=function),
                spread(mnkr * MNKR, EQUAL),
            )
            for unit, account, function, mnkr in BUDGET
        ],
    )  # fmt: skip
    if adopted:
        session.get_one(Version, version).closed_at = session.info["database"].now()
        session.flush()
    return Town(units, actors["sara"], actors["bo"], actors["maria"], version)


def row(town: Town, unit: str, amount: int, *, account: str = "5020", month: int = 1, **more: str) -> NewRow:
    """Return a row with an amount (öre, ledger sign) spread from a month on."""
    weights = [1 if one >= month else 0 for one in range(1, 13)]
    months = tuple(
        part if one >= month else None for one, part in enumerate(spread(amount, weights), start=1)
    )
    return NewRow(town.units[unit], account, months, **more)


def draft(
    session: Session,
    town: Town,
    kind: BudgetDecisionKind,
    rows: list[NewRow],
    *,
    actor: Actor | None = None,
    unit: str = "EKA",
    key: str = "draft",
    **more: object,
) -> int:
    """Make a draft with its rows and, when it is permanent, the later years that are suggested."""
    content: dict[str, object] = {"title": "Ett beslut", **more}
    who = actor or town.sara
    decision_id = budget_decisions.create_draft(
        session, who, content=DecisionContent(kind, YEAR, unit_id=town.units[unit], **content), key=key
    )  # type: ignore[arg-type]
    if rows:
        budget_decision_rows.add_rows(session, who, decision_id=decision_id, rows=rows, key=f"{key} rows")
    return decision_id


def adopt(
    session: Session, actor: Actor, decision_id: int, *, key: str = "adopt", from_result: int = 0
) -> int:
    """Adopt a draft as it stands; return its number."""
    from core.queries.budget_decisions import read_budget_decision

    rev = read_budget_decision(session, actor, decision_id=decision_id).rev
    return budget_decision_adoption.adopt(
        session, actor, decision_id=decision_id, rev=rev, text=ADOPTED_IN_MARCH, from_result=from_result,
        key=key,
    )  # fmt: skip


def sums_of(session: Session, version_id: int) -> dict[str, int]:
    """Return the year of each ansvar in a version's balances, öre in ledger sign."""
    from sqlalchemy import text

    months = " + ".join(f"b.m{month}" for month in range(1, 13))
    rows = session.execute(
        text(
            f"SELECT u.code, SUM({months}) FROM balance b JOIN unit u ON u.id = b.unit_id "
            "WHERE b.version_id = :v GROUP BY u.code"
        ),
        {"v": version_id},
    )
    return {code: int(amount) for code, amount in rows}


def changes(session: Session, town: Town) -> dict[str, int]:
    """Return revised − adopted by ansvar, those that differ; the check of balances must hold."""
    from core.queries.budget_bases import bases_of

    assert balances.find_faults(session) == []
    revised = bases_of(session, YEAR).revised
    assert revised is not None
    before, now = sums_of(session, town.budget), sums_of(session, revised)
    return {
        code: now.get(code, 0) - before.get(code, 0)
        for code in sorted(before | now)
        if now.get(code, 0) != before.get(code, 0)
    }


def _actor(session: Session, name: str, role: Role, unit_id: int) -> Actor:
    user_id = factories.make_user(session, name)
    factories.give_role(session, user_id, role, unit_id)
    actor = load_actor(session, user_id, today=factories.TODAY)
    assert actor
    return actor
