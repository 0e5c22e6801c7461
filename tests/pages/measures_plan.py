"""A nämnd in trouble in the town of two schools: −140 tkr before measures, +35 of which 12, −105 after."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from core.db import Database
from core.enums import RoundKind, RoundState, SubmissionState, VersionKind
from core.models import ActionPlan, Round, RoundUnit, Submission, Unit
from core.queries.users import user_ids
from core.services.deficit_watch import watch_report
from core.services.measures import NewMeasure, add_measure, follow_measure
from core.services.transaction import transaction
from tests.factories import make_coding, make_version, put_balance
from tests.pages.process_town import actor_named

TKR = 100_000
YEAR = 2026


@dataclass(frozen=True, slots=True)
class Planned:
    """The two measures of the nämnd by their tasks, and its clock."""

    followed: int
    late: int
    clock: int


def plan_measures(database: Database) -> Planned:
    """Let the school report, take two measures, and follow one of them up."""
    with transaction(database) as session:
        units = _ids(session)
        sara = actor_named(session, database, "sara")
        _report(session, database, units)
        clock = session.exec(select(ActionPlan.id)).one() or 0
        maria = user_ids(session)["maria"]
        first, second = (
            add_measure(
                session, sara, key=title,
                measure=NewMeasure(units["411"], "", YEAR, title, maria, due, effect * TKR, 9),
            )
            for title, due, effect in (
                ("Färre vikarier", date(2026, 12, 1), 20),
                ("Säg upp avtalet", date(2026, 11, 1), 15),
            )
        )  # fmt: skip
        follow_measure(
            session, sara, task_id=first, rev=0, realised=12 * TKR, text="Sparat i oktober", key="f"
        )
    return Planned(first, second, clock)


def _report(session: Session, database: Database, units: dict[str, int]) -> None:
    """Let both schools hand in: the first one says 140 tkr more than its budget of 1 440."""
    version_id = make_version(session, VersionKind.FORECAST, YEAR, "Oktober 2026")
    put_balance(session, version_id, units["4110"], make_coding(session, "5010"), {12: 1580 * TKR})
    put_balance(session, version_id, units["4120"], make_coding(session, "6420"), {12: 1200 * TKR})
    asked = Round(
        kind=RoundKind.FORECAST, name="Oktober 2026", year=YEAR, opens=date(2026, 11, 1),
        deadline=date(2026, 11, 15), closes=date(2026, 11, 30), state=RoundState.OPEN, version_id=version_id,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    for code in ("411", "412"):
        row = {"round_id": asked.id or 0, "unit_id": units[code]}
        session.add(RoundUnit(**row, deadline=date(2026, 11, 15)))
        session.add(Submission(**row, state=SubmissionState.SUBMITTED))
    session.flush()
    watch_report(session, actor_named(session, database, "sara"), asked=asked, unit_id=units["412"])


def _ids(session: Session) -> dict[str, int]:
    return {code: unit_id for unit_id, code in session.exec(select(Unit.id, Unit.code)) if unit_id}
