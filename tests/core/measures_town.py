"""A nämnd in trouble, for tests of measures: the worked example of a forecast before and after them.

VON plans −648 mnkr and goes towards −662: −14,0 before measures. Two measures are to give +2,0 and
+1,5, of which 1,2 has come, so that it reports −10,5. Vera is the manager of home care, Lisa the
controller of VON, Sara of the municipality, Bo an elected member of VON.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from core.enums import Role, RoundKind, RoundState, SubmissionState, VersionKind
from core.models import Round, RoundUnit, RowLine, Submission, Version
from core.queries.access import load_actor
from core.queries.measures import MeasureRow, list_measures
from core.rules.access import Actor
from core.services.deficit_watch import watch_report
from core.services.measures import NewMeasure, add_measure, follow_measure
from tests.factories import (
    TODAY,
    close_months,
    give_role,
    make_coding,
    make_tree,
    make_user,
    make_version,
    put_balance,
)

MNKR = 100_000_000
YEAR = 2026
TREE = """
EKA K - Ekarboda kommun
VON N EKA Vård- och omsorgsnämnden
VOF F VON Vård- och omsorgsförvaltningen
611 E VOF Hemtjänst Norr
6110 A 611 Hemtjänst Norr
612 E VOF Hemtjänst Söder
6120 A 612 Hemtjänst Söder
BUN N EKA Barn- och utbildningsnämnden
411 E BUN Ekbackens skola
4110 A 411 Ekbacken
"""
BUDGET = {"6110": 300, "6120": 348, "4110": 100}
FORECAST = {"6110": 312, "6120": 350, "4110": 100}


@dataclass(frozen=True, slots=True)
class Town:
    """The ids of units, the actors, and the forecast with its round."""

    units: dict[str, int]
    vera: Actor
    lisa: Actor
    sara: Actor
    bo: Actor
    round_id: int
    version_id: int
    coding_id: int


def make_town(session: Session, forecast: dict[str, int] = FORECAST) -> Town:
    """Make the municipality with an open forecast round; amounts are net costs in mnkr."""
    units = make_tree(session, TREE)
    session.add(RowLine(definition="report", key="loner", position=1, title="Löner", accounts="5"))
    session.flush()
    close_months(session, YEAR, range(1, 11))
    make_version(session, VersionKind.ACTUAL, YEAR)
    pay = make_coding(session, "5020")
    budget = make_version(session, VersionKind.BUDGET, YEAR)
    _put(session, budget, units, BUDGET, pay)
    people = {
        "vera": (Role.MANAGER, "611"), "lisa": (Role.CONTROLLER, "VON"), "sara": (Role.CONTROLLER, "EKA"),
        "bo": (Role.ELECTED_OFFICIAL, "VON"),
    }  # fmt: skip
    actors = {name: _actor(session, name, role, units[unit]) for name, (role, unit) in people.items()}
    round_id, version_id = open_forecast(session, units, pay, forecast)
    return Town(units, **actors, round_id=round_id, version_id=version_id, coding_id=pay)


def open_forecast(
    session: Session, units: dict[str, int], coding_id: int, said: dict[str, int], name: str = "Oktober 2026"
) -> tuple[int, int]:
    """Open a round that asks the three units, with what they say; return its id and its version's."""
    version_id = make_version(session, VersionKind.FORECAST, YEAR, name)
    _put(session, version_id, units, said, coding_id)
    asked = Round(
        kind=RoundKind.FORECAST, name=name, year=YEAR, opens=date(2026, 11, 1), deadline=date(2026, 11, 15),
        closes=date(2026, 11, 30), state=RoundState.OPEN, version_id=version_id,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    round_id = asked.id or 0
    for code in ("611", "612", "411"):
        session.add(RoundUnit(round_id=round_id, unit_id=units[code], deadline=date(2026, 11, 15)))
        session.add(Submission(round_id=round_id, unit_id=units[code]))
    session.flush()
    return round_id, version_id


def hand_in(session: Session, town: Town, unit: str, actor: Actor, round_id: int = 0) -> None:
    """Put a unit's forecast in as handed in, and let it be seen as the service of submissions does."""
    row = submission_of(session, town, unit, round_id)
    row.state = SubmissionState.SUBMITTED
    session.add(row)
    session.flush()
    watch_report(session, actor, asked=session.get_one(Round, row.round_id), unit_id=row.unit_id)


def submission_of(session: Session, town: Town, unit: str, round_id: int = 0) -> Submission:
    """Return a unit's submission in a round, by default the town's own."""
    return session.exec(
        select(Submission).where(
            Submission.unit_id == town.units[unit], Submission.round_id == (round_id or town.round_id)
        )
    ).one()


def say(session: Session, version_id: int, town: Town, ansvar: str, mnkr: int) -> None:
    """Move what an ansvar says of its year by so many mnkr of cost."""
    put_balance(session, version_id, town.units[ansvar], town.coding_id, {12: mnkr * MNKR})


def close_version(session: Session, version_id: int) -> None:
    """Close a forecast, as its round does."""
    version = session.get_one(Version, version_id)
    version.closed_at = session.info["database"].now()
    session.add(version)
    session.flush()


def measure(town: Town, unit: str, title: str, effect: int | None, *, due: date = TODAY) -> NewMeasure:
    """Return a measure of a unit from September, Vera's on her own unit, else Lisa's."""
    owner = town.vera if unit == "611" else town.lisa
    return NewMeasure(town.units[unit], "", YEAR, title, owner.user_id, due, effect, 9)


def take_measures(session: Session, town: Town) -> tuple[int, int]:
    """Take the two measures of the example, one of them followed up with 1,2; return their ids."""
    first = add_measure(
        session, town.sara, measure=measure(town, "611", "Färre vikarier", 2 * MNKR), key="m1"
    )
    second = add_measure(
        session, town.sara, measure=measure(town, "VON", "Vakanta tjänster", 3 * MNKR // 2), key="m2"
    )
    follow_measure(
        session, town.sara, task_id=first, rev=0, realised=120 * MNKR // 100, text="Sept och okt", key="f1"
    )
    return first, second


def row_of(session: Session, town: Town, task_id: int) -> MeasureRow:
    """Return one measure as Sara reads it."""
    rows = list_measures(session, town.sara, unit_id=town.units["EKA"], year=YEAR)
    return next(row for row in rows if row.task_id == task_id)


def _put(session: Session, version_id: int, units: dict[str, int], said: dict[str, int], pay: int) -> None:
    for code, mnkr in said.items():
        put_balance(session, version_id, units[code], pay, {12: mnkr * MNKR})


def _actor(session: Session, name: str, role: Role, unit_id: int) -> Actor:
    user_id = make_user(session, name)
    give_role(session, user_id, role, unit_id)
    actor = load_actor(session, user_id, today=TODAY)
    assert actor
    return actor
