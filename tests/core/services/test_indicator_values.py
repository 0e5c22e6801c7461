from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from core.enums import RoundKind, RoundState, SubmissionState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import Round, Submission
from core.periods import Period
from core.queries.indicators import latest_values, read_targets, read_values
from core.rules.indicator_sums import Measured
from core.services.indicator_targets import set_target
from core.services.indicator_values import (
    NewNote,
    Place,
    ValueEdit,
    add_note,
    assess_value,
    save_values,
)
from core.table import Status
from tests.core.goals_town import Town, make_town
from tests.core.indicators_town import READERS, SICK, put_indicator

AUGUST, OCTOBER, NEXT_YEAR = Period(2026, 8), Period(2026, 10), Period(2027, 1)


def _sick(town: Town, indicator_id: int, unit: str = "411", period: Period = OCTOBER) -> Place:
    return Place(indicator_id, town.units[unit], period)


def test_share_is_reckoned_from_its_parts(session: Session) -> None:
    town = make_town(session)
    place = _sick(town, put_indicator(session, town, READERS, "411"))
    edit = ValueEdit(place, None, Measured(None, Decimal(18), Decimal(20)))

    saved = save_values(session, town.maria, edits=[edit], key="v")

    (row,) = read_values(session, town.maria, years=[2026])
    assert (saved.written, saved.conflicts) == (1, {})
    assert (row.measured.value, row.measured.numerator, row.measured.denominator) == (90, 18, 20)


def test_value_that_somebody_else_changed_is_told_and_the_others_are_written(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411", "412")
    first, second = _sick(town, sick), _sick(town, sick, "412")
    save_values(session, town.maria, edits=[ValueEdit(first, None, Measured(Decimal("6.4")))], key="a")

    saved = save_values(
        session, town.sara, key="b",
        edits=[
            ValueEdit(first, None, Measured(Decimal(7))), ValueEdit(second, None, Measured(Decimal(5))),
        ],
    )  # fmt: skip

    assert saved.written == 1
    assert saved.conflicts == {first: Decimal("6.4")}
    assert {key[1]: value.value for key, value in _latest(session, town).items()} == {
        town.units["411"]: Decimal("6.4"), town.units["412"]: Decimal(5),
    }  # fmt: skip


def _latest(session: Session, town: Town) -> dict[tuple[int, int], Measured]:
    return latest_values(session, town.sara, year=2026, month=10)


def test_same_key_saves_once_and_a_value_is_taken_away(session: Session) -> None:
    town = make_town(session)
    place = _sick(town, put_indicator(session, town, SICK, "411"))
    edit = ValueEdit(place, None, Measured(Decimal("6.4")))

    save_values(session, town.maria, edits=[edit], key="v")
    again = save_values(session, town.maria, edits=[edit], key="v")
    save_values(session, town.maria, edits=[ValueEdit(place, Decimal("6.4"), None)], key="w")

    assert (again.written, again.conflicts) == (1, {})
    assert _latest(session, town) == {}


def test_latest_value_is_of_the_twelve_months_up_to_the_month(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411", "412")
    edits = [
        ValueEdit(_sick(town, sick, "411", Period(2025, 12)), None, Measured(Decimal(7))),
        ValueEdit(_sick(town, sick, "411", AUGUST), None, Measured(Decimal(6))),
        ValueEdit(_sick(town, sick, "412", Period(2025, 12)), None, Measured(Decimal(5))),
        ValueEdit(_sick(town, sick, "412", Period(2025, 9)), None, Measured(Decimal(4))),
    ]

    save_values(session, town.sara, edits=edits, key="v")

    found = _latest(session, town)
    assert found[sick, town.units["411"]] == Measured(Decimal(6), at=(2026, 8))
    assert found[sick, town.units["412"]] == Measured(Decimal(5), at=(2025, 12))


@pytest.mark.parametrize(
    ("measured", "words"),
    [
        (Measured(None, Decimal(18), None), "både täljare och nämnare"),
        (Measured(None, Decimal(18), Decimal(0)), "större än noll"),
        (Measured(None), "rimligt tal"),
        (Measured(Decimal(10) ** 13), "rimligt tal"),
    ],
)
def test_half_a_share_and_no_number_are_refused(session: Session, measured: Measured, words: str) -> None:
    town = make_town(session)
    place = _sick(town, put_indicator(session, town, READERS, "411"))

    with pytest.raises(RuleViolation, match=words):
        save_values(session, town.maria, edits=[ValueEdit(place, None, measured)], key="v")


def test_value_of_another_unit_a_future_month_or_a_reckoned_figure_is_refused(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    made = put_indicator(session, town, replace(SICK, code="dubbel", formula="2 * sjukfranvaro"), "411")
    value = Measured(Decimal(6))

    with pytest.raises(NotAllowed):
        save_values(session, town.nils, edits=[ValueEdit(_sick(town, sick), None, value)], key="a")
    with pytest.raises(RuleViolation, match="inte börjat"):
        save_values(
            session, town.maria, edits=[ValueEdit(_sick(town, sick, period=NEXT_YEAR), None, value)], key="b"
        )
    with pytest.raises(RuleViolation, match="räknas ut"):
        save_values(session, town.maria, edits=[ValueEdit(_sick(town, made), None, value)], key="c")
    with pytest.raises(RuleViolation, match="mäts inte"):
        save_values(session, town.nils, edits=[ValueEdit(_sick(town, sick, "412"), None, value)], key="d")


def test_month_whose_follow_up_is_closed_takes_no_value(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    asked = Round(
        kind=RoundKind.GOALS, name="Måluppföljning tertial 2", year=2026, opens=date(2026, 9, 1),
        deadline=date(2026, 9, 15), closes=date(2026, 9, 30), state=RoundState.CLOSED,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    session.add(Submission(round_id=asked.id or 0, unit_id=town.units["411"], state=SubmissionState.APPROVED))
    session.flush()

    with pytest.raises(RuleViolation, match="är stängd, så augusti 2026 går inte att ändra"):
        save_values(
            session, town.maria, key="v",
            edits=[ValueEdit(_sick(town, sick, period=AUGUST), None, Measured(Decimal(6)))],
        )  # fmt: skip


def test_own_judgement_needs_words_and_the_latest_seen(session: Session) -> None:
    town = make_town(session)
    place = _sick(town, put_indicator(session, town, SICK, "411"))

    with pytest.raises(RuleViolation, match="Fyll i varför"):
        assess_value(session, town.maria, place=place, text=" ", status=Status.OK, seen=None)
    first = assess_value(
        session, town.maria, place=place, text="Två långa fall.", status=Status.PARTLY, seen=None
    )
    with pytest.raises(Conflict):
        assess_value(session, town.sara, place=place, text="Nej.", status=Status.BAD, seen=None)
    second = assess_value(session, town.sara, place=place, text="Nej.", status=Status.BAD, seen=first)

    assert second > first


def test_target_belongs_to_a_unit_where_the_figure_is_measured(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")

    set_target(
        session,
        town.maria,
        indicator_id=sick,
        unit_id=town.units["411"],
        year=2026,
        value=Decimal(6),
        seen=None,
    )

    assert read_targets(session, town.maria, years=[2026]) == {(sick, town.units["411"], 2026): Decimal(6)}
    with pytest.raises(RuleViolation, match="mäts inte"):
        set_target(
            session,
            town.nils,
            indicator_id=sick,
            unit_id=town.units["412"],
            year=2026,
            value=Decimal(6),
            seen=None,
        )


def test_note_is_kept_with_its_day(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    note = NewNote(
        indicator_id=sick, unit_id=town.units["411"], day=date(2026, 3, 2), text=" Ny  chef ",
    )  # fmt: skip

    add_note(session, town.maria, note=note)

    with pytest.raises(NotAllowed):
        add_note(session, town.nils, note=note)
