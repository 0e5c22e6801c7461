from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import Role, RoundKind, SubmissionState, UnitKind
from core.models import ActionPlan, AuditEvent, Notice, Round, Submission
from core.money import ORE_PER_KRONA
from core.rules.limits import LimitKey
from core.services import audit
from core.services.deficit_watch import watch_report, watch_round
from core.services.submissions import submit
from tests.core.measures_town import (
    FORECAST,
    MNKR,
    Town,
    hand_in,
    make_town,
    open_forecast,
    say,
    submission_of,
    take_measures,
)
from tests.core.services.test_forecast_proposals import book
from tests.core.services.test_forecast_proposals import open_forecast as open_proposed
from tests.factories import TODAY, give_role, set_setting


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def plans(session: Session) -> list[ActionPlan]:
    return list(session.exec(select(ActionPlan).order_by(ActionPlan.id)))  # type: ignore[arg-type]


def report(session: Session, town: Town, round_id: int = 0) -> None:
    """Let both units of VON hand in."""
    hand_in(session, town, "611", town.vera, round_id)
    hand_in(session, town, "612", town.lisa, round_id)


def test_report_of_the_last_unit_starts_the_clock_of_its_namnd(session: Session, town: Town) -> None:
    take_measures(session, town)
    hand_in(session, town, "611", town.vera)
    before = plans(session)

    hand_in(session, town, "612", town.lisa)

    (plan,) = plans(session)
    assert before == []
    assert (plan.unit_id, plan.version_id) == (town.units["VON"], town.version_id)
    assert (plan.deficit, plan.effect) == (1_400_000_000, 350_000_000)
    assert (plan.reported_on, plan.due) == (TODAY, date(2026, 12, 9))


def test_report_tells_the_controllers_and_those_who_run_what_lies_right_below(
    session: Session, town: Town
) -> None:
    give_role(session, town.bo.user_id, Role.MANAGER, town.units["VOF"])

    report(session, town)

    told = session.exec(select(Notice).where(Notice.key == f"action_plan {plans(session)[0].id}")).all()
    assert [row.user_id for row in told] == [town.bo.user_id]
    assert told[0].text == (
        "Oktober 2026: Vård- och omsorgsnämnden går mot 14,0 mnkr i underskott. "
        "Åtgärder ska beslutas senast 2026-12-09."
    )
    assert told[0].address == "/atgardsplan?enhet=VON&ar=2026"


def test_deficit_within_the_limit_starts_nothing(session: Session) -> None:
    town = make_town(session, FORECAST | {"6110": 304, "6120": 350})

    report(session, town)

    assert plans(session) == []


@pytest.mark.parametrize(
    ("key", "value", "opened"),
    [
        (LimitKey.PLAN_SHARE, "0.03", False),
        (LimitKey.PLAN_AMOUNT, str(15 * MNKR // ORE_PER_KRONA), False),
        (LimitKey.PLAN_AMOUNT, str(13 * MNKR // ORE_PER_KRONA), True),
    ],
)
def test_limit_is_the_municipalitys_own(
    session: Session, town: Town, key: str, value: str, *, opened: bool
) -> None:
    set_setting(session, key, value)

    report(session, town)

    assert bool(plans(session)) is opened


def test_days_and_level_are_settings(session: Session, town: Town) -> None:
    set_setting(session, LimitKey.PLAN_DAYS, "14")
    set_setting(session, LimitKey.PLAN_LEVEL, UnitKind.UNIT)

    hand_in(session, town, "611", town.vera)

    (plan,) = plans(session)
    assert (plan.unit_id, plan.deficit) == (town.units["611"], 12 * MNKR)
    assert plan.due == date(2026, 11, 23)


def test_namnd_without_a_deficit_beside_one_with_it_gets_no_clock(session: Session, town: Town) -> None:
    report(session, town)

    hand_in(session, town, "411", town.sara)

    assert [plan.unit_id for plan in plans(session)] == [town.units["VON"]]


def test_handing_in_again_moves_the_amounts_and_never_the_day(session: Session, town: Town) -> None:
    report(session, town)
    (plan,) = plans(session)
    plan.due = date(2026, 11, 20)
    session.add(plan)
    say(session, town.version_id, town, "6110", 2)
    audit.seal(session, session.info["database"].now())

    hand_in(session, town, "611", town.vera)

    (moved,) = plans(session)
    assert (moved.deficit, moved.due) == (16 * MNKR, date(2026, 11, 20))
    audit.seal(session, session.info["database"].now())
    events = session.exec(select(AuditEvent).where(AuditEvent.action == "action_plan_moved")).all()
    assert [(event.old, event.new) for event in events] == [(14 * MNKR, 16 * MNKR)]


def test_next_forecast_has_the_clock_that_runs_and_a_new_one_once_it_is_stopped(
    session: Session, town: Town
) -> None:
    report(session, town)
    later, _version = open_forecast(session, town.units, town.coding_id, FORECAST | {"6110": 313}, "November")
    report(session, town, later)
    (plan,) = plans(session)
    assert plan.deficit == 15 * MNKR

    plan.ended_on = TODAY
    session.add(plan)
    last, version_id = open_forecast(session, town.units, town.coding_id, FORECAST, "December")
    report(session, town, last)

    assert [(one.version_id, one.deficit) for one in plans(session)] == [
        (town.version_id, 15 * MNKR),
        (version_id, 14 * MNKR),
    ]


def test_report_of_the_namnd_itself_counts_before_everybody_below_has_handed_in(
    session: Session, town: Town
) -> None:
    own = submission_of(session, town, "612")
    own.unit_id = town.units["VON"]
    session.add(own)
    session.flush()

    hand_in(session, town, "VON", town.lisa)

    assert [plan.unit_id for plan in plans(session)] == [town.units["VON"]]


def test_round_that_closes_reports_for_those_that_never_handed_in(session: Session, town: Town) -> None:
    hand_in(session, town, "611", town.vera)

    watch_round(session, town.sara, closed=session.get_one(Round, town.round_id))

    assert [plan.unit_id for plan in plans(session)] == [town.units["VON"]]


def test_other_rounds_and_units_outside_a_namnd_start_nothing(session: Session, town: Town) -> None:
    asked = session.get_one(Round, town.round_id)
    watch_report(session, town.sara, asked=asked, unit_id=town.units["EKA"])
    asked.kind = RoundKind.QUESTION

    watch_round(session, town.sara, closed=asked)

    assert plans(session) == []


def test_submitting_a_forecast_the_real_way_starts_the_clock(session: Session) -> None:
    town = book(session)
    set_setting(session, LimitKey.PLAN_AMOUNT, "10000")
    version_id = open_proposed(session, town)
    asked = session.exec(select(Round).where(Round.version_id == version_id)).one()
    row = session.exec(select(Submission).where(Submission.round_id == asked.id)).one()

    done = submit(session, town.maria, submission_id=row.id or 0, rev=row.rev, key="s1")

    (plan,) = plans(session)
    assert done.state in {SubmissionState.SUBMITTED, SubmissionState.APPROVED}
    assert (plan.unit_id, plan.deficit) == (town.units["BUN"], 30_000_00)
