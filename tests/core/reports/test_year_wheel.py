from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from core.enums import Role, RoundKind
from core.errors import NotAllowed
from core.reports.year_wheel import MarkState, WheelMark, build
from core.table import Status
from tests.core.process_town import BUDGET, Town, make_town, plan, plan_and_open
from tests.factories import TODAY, make_actor


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def test_wheel_of_the_election_year_has_rounds_and_legal_dates_in_order(session: Session, town: Town) -> None:
    opened = plan_and_open(session, town)
    wheel = build(session, town.actor(session, "sara"), year=2026, today=TODAY)

    assert [(row.key, row.cells[0]) for row in wheel.table.rows] == [
        ("legal:accounts_handed_over", "april"),
        ("legal:discharge", "juni"),
        (f"round:{opened}", "september"),
        ("legal:new_council", "oktober"),
        ("legal:auditors_budget", "oktober"),
        ("legal:budget_proposal", "oktober"),
        ("legal:interim_report", "oktober"),
        ("legal:budget_adopted_election", "november"),
    ]
    row = next(row for row in wheel.table.rows if row.key == f"round:{opened}")
    assert row.cells[1:7] == (
        "Budget 2027", "Budget", date(2026, 9, 1), date(2026, 11, 13), date(2026, 12, 18), "Öppen",
    )  # fmt: skip
    assert (row.status, row.drill, row.note) == (Status.OK, f"round:{opened}", "Fördela ramen.")


def test_marks_are_days_of_the_year_cut_to_it(session: Session, town: Town) -> None:
    over_new_year = replace(
        BUDGET, kind=RoundKind.CONTROL, name="Kontroll", closes=date(2027, 1, 31), levels=()
    )
    round_id = plan(session, town, over_new_year)
    sara = town.actor(session, "sara")
    marks = {mark.key: mark for mark in build(session, sara, year=2026, today=TODAY).marks}
    key = f"round:{round_id}"
    assert marks[key] == WheelMark(key, "Kontroll", RoundKind.CONTROL, MarkState.COMING, 244, 365, 317)
    assert marks["legal:discharge"] == WheelMark(
        "legal:discharge", "Fullmäktige beslutar om ansvarsfrihet", None, MarkState.OVER, 181, 181, 181
    )

    wheel = build(session, sara, year=2027, today=TODAY)
    assert [(m.start, m.end, m.deadline) for m in wheel.marks if m.key == key] == [(1, 31, 1)]
    assert (wheel.today, wheel.days) == (None, 365)
    assert build(session, sara, year=2026, today=TODAY).today == 313


@pytest.mark.parametrize(
    ("who", "unit", "seen"),
    [
        ("maria", None, True),
        ("sol", None, False),
        ("sara", "412", True),
        ("sara", "5", False),
        ("bo", "4", True),
    ],
)
def test_wheel_shows_the_rounds_of_ones_units(
    session: Session, town: Town, who: str, unit: str | None, seen: bool
) -> None:
    round_id = plan(session, town, codes="412")
    unit_id = town.units[unit] if unit else None
    wheel = build(session, town.actor(session, who), year=2026, today=TODAY, unit_id=unit_id)
    assert (f"round:{round_id}" in {mark.key for mark in wheel.marks}) == seen
    assert "legal:discharge" in {mark.key for mark in wheel.marks}


def test_wheel_outside_scope_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        build(session, town.actor(session, "sol"), year=2026, today=TODAY, unit_id=town.units["412"])


def test_wheel_of_whoever_takes_no_part_in_the_process_has_the_law_and_no_round(
    session: Session, town: Town
) -> None:
    plan(session, town, codes="412")
    representative = make_actor(session, Role.SAFETY_REPRESENTATIVE, town.units["412"])

    wheel = build(session, representative, year=2026, today=TODAY)

    assert len(wheel.marks) == len(wheel.table.rows) == 7
    assert all(mark.kind is None for mark in wheel.marks)


def test_legal_date_on_a_saturday_names_the_working_day(session: Session, town: Town) -> None:
    wheel = build(session, town.actor(session, "sara"), year=2026, today=TODAY)
    notes = {row.key: row.note for row in wheel.table.rows}
    assert notes["legal:interim_report"].endswith("Sista arbetsdagen är 2026-10-30.")
    assert "arbetsdagen" not in notes["legal:discharge"]
