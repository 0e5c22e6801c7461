from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import ForecastCause, SubmissionState
from core.errors import NotAllowed, RuleViolation
from core.models import Submission
from core.queries.forecast_findings import find_forecast, require_explained
from core.rules.forecast_checks import Lack
from core.services.forecast_values import say_reason
from core.services.measures import NewMeasure, add_measure
from core.services.submissions import submit
from core.services.tasks import drop_task
from tests.core.forecast_desk_town import make_example, open_example, tighten
from tests.core.forecast_town import TKR, Town


def explain(session: Session, town: Town, version_id: int, row: str = "loner") -> None:
    say_reason(
        session, town.maria, version_id=version_id, unit_id=town.units["411"], row_key=row,
        cause=ForecastCause.STAFFING, text="Två vikarier.",
    )  # fmt: skip


def measure(session: Session, town: Town) -> int:
    new = NewMeasure(
        town.units["411"], "loner", 2026, "Inga vikarier", town.maria.user_id, date(2026, 12, 1), 40 * TKR, 11
    )
    return add_measure(session, town.maria, measure=new, key="measure")


def lacks(session: Session, town: Town, version_id: int) -> list[tuple[Lack, str]]:
    found = find_forecast(session, town.maria, version_id=version_id, unit_id=town.units["411"])
    return [(one.lack, one.row_key) for one in found]


def test_within_the_limit_nothing_is_missing(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)

    assert lacks(session, town, version_id) == []


def test_deficit_over_the_limit_lacks_cause_and_measure_until_they_are_there(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    tighten(session)

    assert lacks(session, town, version_id) == [(Lack.CAUSE, "loner"), (Lack.MEASURE, "")]
    explain(session, town, version_id)
    assert lacks(session, town, version_id) == [(Lack.MEASURE, "")]
    measure(session, town)
    assert lacks(session, town, version_id) == []


def test_handing_in_is_refused_with_the_rows_name_until_nothing_is_missing(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    tighten(session)
    statement = select(Submission).where(Submission.unit_id == town.units["411"])
    held = session.exec(statement).one()

    with pytest.raises(RuleViolation, match=r"2 saker saknas .* först: Loner avviker med −60"):
        submit(session, town.maria, submission_id=held.id or 0, rev=held.rev, key="first")
    explain(session, town, version_id)
    measure(session, town)
    session.refresh(held)
    done = submit(session, town.maria, submission_id=held.id or 0, rev=held.rev, key="second")

    assert done.state is SubmissionState.APPROVED


def test_dropped_measure_counts_for_nothing(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    tighten(session)
    explain(session, town, version_id)
    task_id = measure(session, town)

    drop_task(session, town.maria, task_id=task_id, rev=0, reason="Det gick inte.")

    assert lacks(session, town, version_id) == [(Lack.MEASURE, "")]


def test_foreign_units_forecast_is_refused(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)

    with pytest.raises(NotAllowed):
        require_explained(session, town.nils, version_id=version_id, unit_id=town.units["411"])
