import json

import pytest
from sqlmodel import Session, select

from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import AuditEvent, Setting
from core.queries.control_list import control_settings
from core.queries.forecast_limits import forecast_limit
from core.queries.limits import LimitRow, list_limits, read_limits
from core.rules.access import Actor
from core.rules.control_lines import Limits
from core.rules.limits import LimitKey
from core.services import audit
from core.services.limits import change_limit, restore_limit
from tests.core import control_town
from tests.core.control_town import ControlTown
from tests.factories import set_setting

WHY = "Beslutat i budgetberedningen"


@pytest.fixture
def town(session: Session) -> ControlTown:
    return control_town.plant(session)


@pytest.fixture
def sara(session: Session, town: ControlTown) -> Actor:
    return town.actor(session, "sara")


def change(session: Session, actor: Actor, limit: LimitKey, value: str, seen: str, key: str = "k1") -> bool:
    return change_limit(session, actor, limit=limit, value=value, seen=seen, why=WHY, key=key)


def row_of(session: Session, actor: Actor, limit: LimitKey) -> LimitRow:
    return next(row for row in list_limits(session, actor) if row.key is limit)


def plain(*texts: str) -> tuple[str, ...]:
    return tuple(text.replace("\u00a0", " ") for text in texts)


def events(session: Session) -> list[tuple[str, str, object, object, str]]:
    audit.seal(session, session.info["database"].now())
    rows = session.exec(select(AuditEvent).where(AuditEvent.subject_kind == "setting")).all()
    return [(row.action, row.subject_id, row.old, row.new, row.cause) for row in rows]


def test_change_of_a_limit_holds_at_once_and_is_noted_in_words(session: Session, sara: Actor) -> None:
    changed = change(session, sara, LimitKey.FORECAST_AMOUNT, "50 000", "100000")

    assert changed
    assert forecast_limit(session).amount == 50_000_00
    assert session.get_one(Setting, "forecast_limit_amount").value == "50000"
    ((action, subject, old, new, cause),) = events(session)
    assert (action, subject, cause) == ("limit_changed", "forecast_limit_amount", WHY)
    assert (old, new) == (
        {"limit": "Prognosen behöver förklaras, belopp", "value": "100\u00a0000\u00a0kr"},
        {"value": "50\u00a0000\u00a0kr"},
    )


def test_history_says_who_changed_what_and_why_newest_first(session: Session, sara: Actor) -> None:
    change(session, sara, LimitKey.FORECAST_SHARE, "2 %", "0.01")
    audit.seal(session, session.info["database"].now())
    restore_limit(session, sara, limit=LimitKey.FORECAST_SHARE, seen="0.02", why="Som förut", key="k2")
    audit.seal(session, session.info["database"].now())

    row = row_of(session, sara, LimitKey.FORECAST_SHARE)

    assert [(event.user, *plain(event.old, event.new), event.why) for event in row.history] == [
        ("Sara Holm", "2 %", "1 %", "Som förut"),
        ("Sara Holm", "1 %", "2 %", WHY),
    ]
    assert not row.own
    assert session.get(Setting, "forecast_limit_share") is None


def test_changes_that_were_noted_as_stored_are_told_in_words_too(session: Session, town: ControlTown) -> None:
    ada = town.actor(session, "ada")
    subject = ("setting", "action_plan_days")
    audit.record(session, ada, "setting_changed", subject=subject, change=("", "14"))
    audit.seal(session, session.info["database"].now())

    (event,) = row_of(session, ada, LimitKey.PLAN_DAYS).history

    assert (event.user, event.old, event.new, event.why) == ("Ada Lind", "30 dagar", "14 dagar", "")


def test_three_clicks_change_once(session: Session, sara: Actor) -> None:
    said = [change(session, sara, LimitKey.PLAN_DAYS, "14", "30") for _click in range(3)]

    assert said == [True, True, True]
    assert len(events(session)) == 1


def test_the_same_value_again_changes_nothing_and_needs_no_reason(session: Session, sara: Actor) -> None:
    changed = change_limit(
        session, sara, limit=LimitKey.PLAN_DAYS, value="30 dagar", seen="30", why="", key="k1"
    )

    assert not changed
    assert events(session) == []


def test_change_without_a_reason_is_refused(session: Session, sara: Actor) -> None:
    with pytest.raises(RuleViolation, match="Fyll i varför"):
        change_limit(session, sara, limit=LimitKey.PLAN_DAYS, value="14", seen="30", why=" ", key="k1")

    assert read_limits(session).number(LimitKey.PLAN_DAYS) == 30


def test_change_of_what_somebody_else_has_changed_is_refused_with_both_values(
    session: Session, sara: Actor
) -> None:
    set_setting(session, LimitKey.PLAN_DAYS, "21")

    with pytest.raises(Conflict) as refused:
        change(session, sara, LimitKey.PLAN_DAYS, "14", "30")

    assert refused.value.message == (
        "Tid för beslut om åtgärder har ändrats till 21 dagar sedan du öppnade sidan. "
        "Du ville ha 14 dagar. Läs och försök igen."
    )
    assert read_limits(session).number(LimitKey.PLAN_DAYS) == 21


def test_value_out_of_bounds_is_refused(session: Session, sara: Actor) -> None:
    with pytest.raises(RuleViolation, match="mellan 1 dag och 365 dagar"):
        change(session, sara, LimitKey.PLAN_DAYS, "400", "30")


def test_limits_of_the_control_list_stay_together_with_its_points(session: Session, sara: Actor) -> None:
    points = [point.text for point in control_settings(session).points]

    change(session, sara, LimitKey.CONTROL_ASK, "5 000", "25000")

    held = control_settings(session)
    assert held.limits == Limits(5_000_00, 10_000_00, 250_000_00)
    assert [point.text for point in held.points] == points
    assert json.loads(session.get_one(Setting, "control_list").value)["ask"] == 500_000


def test_limit_of_large_postings_below_that_of_asking_is_refused(session: Session, sara: Actor) -> None:
    with pytest.raises(RuleViolation, match="kan inte vara lägre"):
        change(session, sara, LimitKey.CONTROL_LARGE, "20 000", "250000")


def test_limit_of_the_control_list_goes_back_to_the_usual(session: Session, sara: Actor) -> None:
    change(session, sara, LimitKey.CONTROL_ASK, "5 000", "25000")

    restore_limit(session, sara, limit=LimitKey.CONTROL_ASK, seen="5000", why=WHY, key="k2")

    assert control_settings(session).limits == Limits()
    audit.seal(session, session.info["database"].now())
    assert [plain(one.old, one.new) for one in row_of(session, sara, LimitKey.CONTROL_ASK).history] == [
        ("5 000 kr", "25 000 kr"),
        ("25 000 kr", "5 000 kr"),
    ]


def test_finance_unit_must_be_a_unit(session: Session, town: ControlTown) -> None:
    ada = town.actor(session, "ada")

    with pytest.raises(RuleViolation, match="Det finns ingen enhet med koden 999"):
        change(session, ada, LimitKey.FINANCE_UNIT, "999", "FIN")

    assert change(session, ada, LimitKey.FINANCE_UNIT, "432", "FIN", key="k2")


@pytest.mark.parametrize(
    ("username", "limit", "value", "seen"),
    [
        ("maria", LimitKey.PLAN_DAYS, "14", "30"),
        ("ada", LimitKey.PLAN_DAYS, "14", "30"),
        ("rut", LimitKey.INDICATOR_MOST, "5", "20"),
        ("sara", LimitKey.NAME, "Ekarboda", ""),
    ],
)
def test_change_without_the_right_of_the_limit_is_refused(
    session: Session, town: ControlTown, username: str, limit: LimitKey, value: str, seen: str
) -> None:
    with pytest.raises(NotAllowed):
        change(session, town.actor(session, username), limit, value, seen)


def test_change_without_the_right_says_nothing_of_what_was_typed(session: Session, town: ControlTown) -> None:
    with pytest.raises(NotAllowed):
        change(session, town.actor(session, "maria"), LimitKey.PLAN_DAYS, "många", "30")


def test_whoever_holds_a_role_reads_all_limits(session: Session, town: ControlTown) -> None:
    rows = list_limits(session, town.actor(session, "maria"))

    assert [row.key for row in rows] == list(LimitKey)
    assert {row.own for row in rows} == {False}


def test_nobody_without_a_role_reads_them(session: Session, town: ControlTown) -> None:
    nobody = Actor(town.people["maria"], "Maria", (), town.actor(session, "maria").tree_id, town.units["1"])

    with pytest.raises(NotAllowed):
        list_limits(session, nobody)
