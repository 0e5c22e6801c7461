"""A small municipality with a budget round in the middle of its work, for tests of plans.

BUN has two schools and its undistributed ansvar; the round asks the schools, whose managers are
Maria (411) and Nils (412); Sara is the controller of the municipality.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from core.enums import Role, RoundKind, RoundState, SubmissionState, VersionKind
from core.models import Round, RowLine, Submission, SubmissionStep
from core.queries.access import load_actor
from core.rules.access import Actor
from tests.factories import TODAY, give_role, make_coding, make_tree, make_user, make_version

TREE = """
EKA K - Ekarboda kommun
BUN N EKA Barn- och utbildningsnämnden
BUF F BUN Barn- och utbildningsförvaltningen
411 E BUF Ekbackens skola
4110 A 411 Ekbacken undervisning
4111 A 411 Ekbacken fritids
412 E BUF Björkdalens skola
4120 A 412 Björkdalen undervisning
4009 A BUF Ofördelat
VON N EKA Vård- och omsorgsnämnden
6110 A VON Hemtjänst
"""
GROUPS = (("31", "Taxor och avgifter"), ("50", "Löner"), ("64", "Material"))


@dataclass(frozen=True, slots=True)
class Town:
    """The ids of units and codings, the actors, and the budget that the round fills."""

    units: dict[str, int]
    maria: Actor
    nils: Actor
    sara: Actor
    version_id: int
    round_id: int
    pay: int
    material: int
    fees: int


def make_town(session: Session) -> Town:
    """Make the municipality with an open round of budget for 2027."""
    units = make_tree(session, TREE)
    session.add_all(
        RowLine(definition="groups", key=f"g{accounts}", position=n, title=title, accounts=accounts)
        for n, (accounts, title) in enumerate(GROUPS)
    )
    people = {
        "maria": (Role.MANAGER, "411"),
        "nils": (Role.MANAGER, "412"),
        "sara": (Role.CONTROLLER, "EKA"),
    }
    actors = {name: _actor(session, name, role, units[unit]) for name, (role, unit) in people.items()}
    version_id = make_version(session, VersionKind.BUDGET, 2027, "Budget 2027")
    round_id = open_budget_round(session, version_id, [units["411"], units["412"]], units["BUF"])
    return Town(
        units=units,
        maria=actors["maria"],
        nils=actors["nils"],
        sara=actors["sara"],
        version_id=version_id,
        round_id=round_id,
        pay=make_coding(session, "5020", function="440"),
        material=make_coding(session, "6410", function="440"),
        fees=make_coding(session, "3110", function="425"),
    )


def open_budget_round(session: Session, version_id: int, unit_ids: list[int], step_unit_id: int) -> int:
    """Open a round that fills a version, with the controller as its only step."""
    asked = Round(
        kind=RoundKind.BUDGET, name="Budget 2027", year=2027, opens=date(2026, 9, 1),
        deadline=date(2026, 12, 1), closes=date(2026, 12, 20), state=RoundState.OPEN, version_id=version_id,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    for unit_id in unit_ids:
        submission = Submission(round_id=asked.id or 0, unit_id=unit_id)
        session.add(submission)
        session.flush()
        session.add(
            SubmissionStep(
                submission_id=submission.id or 0, level=1, unit_id=step_unit_id, role=Role.CONTROLLER,
                deadline=date(2026, 12, 10),
            )
        )  # fmt: skip
    session.flush()
    return asked.id or 0


def hand_in(session: Session, town: Town, unit: str, state: SubmissionState, level: int) -> None:
    """Put a unit's submission in a state."""
    row = session.exec(select(Submission).where(Submission.unit_id == town.units[unit])).one()
    row.state, row.level = state, level
    session.add(row)
    session.flush()


def _actor(session: Session, name: str, role: Role, unit_id: int) -> Actor:
    user_id = make_user(session, name)
    give_role(session, user_id, role, unit_id)
    actor = load_actor(session, user_id, today=TODAY)
    assert actor
    return actor
