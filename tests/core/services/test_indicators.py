from dataclasses import replace

import pytest
from sqlmodel import Session, col, select

from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import GoalIndicator, Indicator, IndicatorUnit, Setting
from core.queries.indicators import list_indicators, list_places
from core.rules.indicator_texts import Definition
from core.rules.limits import LimitKey
from core.services import indicators
from core.services.indicator_places import (
    measure_goal,
    name_owner,
    place_indicator,
    remove_from_unit,
    unmeasure_goal,
)
from tests.core.goals_town import make_town, put_goal
from tests.core.indicators_town import READERS, SICK, put_indicator


def test_indicator_is_defined_once_and_followed_by_all_its_units(session: Session) -> None:
    town = make_town(session)
    indicator_id = put_indicator(session, town, READERS, "411", "412")

    rev = indicators.change_indicator(
        session, town.sara, indicator_id=indicator_id, rev=0, key="change",
        definition=replace(READERS, title="Elever som läser flytande"),
    )  # fmt: skip

    (found,) = list_indicators(session, town.maria)
    assert (rev, found.definition.title) == (1, "Elever som läser flytande")
    assert [place.unit_id for place in list_places(session, town.sara)] == [
        town.units["411"], town.units["412"],
    ]  # fmt: skip
    assert [place.unit_id for place in list_places(session, town.maria)] == [town.units["411"]]


def test_adding_twice_with_the_same_key_adds_once(session: Session) -> None:
    town = make_town(session)

    first = put_indicator(session, town, READERS, "411")
    again = put_indicator(session, town, READERS, "411")

    assert first == again


def test_manager_defines_for_her_own_unit_only(session: Session) -> None:
    town = make_town(session)

    own = indicators.add_indicator(
        session, town.maria, definition=READERS, unit_ids=[town.units["411"]], key="own"
    )

    assert own
    with pytest.raises(NotAllowed):
        indicators.add_indicator(
            session, town.maria, definition=SICK, unit_ids=[town.units["412"]], key="other"
        )
    with pytest.raises(NotAllowed):
        indicators.add_indicator(session, town.maria, definition=SICK, unit_ids=[], key="nowhere")


def test_manager_may_not_change_what_other_units_follow_too(session: Session) -> None:
    town = make_town(session)
    indicator_id = put_indicator(session, town, READERS, "411", "412")

    with pytest.raises(NotAllowed):
        indicators.change_indicator(
            session, town.maria, indicator_id=indicator_id, rev=0, definition=READERS, key="k"
        )


def test_code_that_is_taken_and_formula_around_itself_are_refused(session: Session) -> None:
    town = make_town(session)
    first = put_indicator(session, town, replace(SICK, code="b"), "411")
    put_indicator(session, town, replace(READERS, code="a", formula="b + 1"), "411")

    with pytest.raises(RuleViolation, match="används redan"):
        put_indicator(session, town, replace(SICK, code="a"), "411")
    with pytest.raises(RuleViolation, match="cirkel"):
        indicators.change_indicator(
            session, town.sara, indicator_id=first, rev=0, key="k",
            definition=replace(SICK, code="b", formula="2 * a"),
        )  # fmt: skip


def test_figure_without_a_code_gets_one_from_its_name_that_nothing_else_has(session: Session) -> None:
    town = make_town(session)
    put_indicator(session, town, SICK, "411")
    unit_ids = [town.units["411"]]
    nameless = replace(SICK, code="")

    for _click in range(2):
        indicators.add_indicator(session, town.maria, definition=nameless, unit_ids=unit_ids, key="twice")

    codes = session.exec(select(Indicator.code).order_by(col(Indicator.id))).all()
    assert codes == ["sjukfranvaro", "sjukfranvaro_2"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (replace(SICK, code="", title=" "), "Fyll i namnet."),
        (replace(SICK, code="", measure_unit=""), "Fyll i enheten, till exempel procent."),
    ],
)
def test_what_is_missing_is_told_by_its_own_name(session: Session, said: Definition, told: str) -> None:
    town = make_town(session)

    with pytest.raises(RuleViolation) as refused:
        put_indicator(session, town, said, "411")

    assert refused.value.message == told


def test_unknown_name_in_a_formula_is_told_when_it_is_written(session: Session) -> None:
    town = make_town(session)
    put_indicator(session, town, SICK, "411")
    readers = put_indicator(session, town, READERS, "411")

    with pytest.raises(RuleViolation, match="Menade du sjukfranvaro"):
        put_indicator(session, town, replace(SICK, code="b", formula="2 * sjukfrånvaro"), "411")
    with pytest.raises(RuleViolation, match="Menade du nettokostnad"):
        indicators.change_indicator(
            session, town.sara, indicator_id=readers, rev=0, key="k",
            definition=replace(READERS, formula="netokostnad / 2"),
        )  # fmt: skip


def test_formula_stands_when_a_figure_that_it_reads_is_closed(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    said = replace(SICK, code="dubbel", formula="2 * sjukfranvaro")
    double = put_indicator(session, town, said, "411")
    indicators.close_indicator(session, town.sara, indicator_id=sick, rev=0, why="Mäts inte")

    rev = indicators.change_indicator(
        session, town.sara, indicator_id=double, rev=0, definition=replace(said, title="Dubbel"), key="k"
    )

    assert rev == 1
    with pytest.raises(RuleViolation, match="sjukfranvaro i formeln är avslutat"):
        put_indicator(session, town, replace(said, code="tre", formula="3 * sjukfranvaro"), "411")


def test_stale_change_is_told_and_nothing_is_lost(session: Session) -> None:
    town = make_town(session)
    indicator_id = put_indicator(session, town, READERS, "411")
    indicators.change_indicator(
        session, town.sara, indicator_id=indicator_id, rev=0, definition=READERS, key="k1"
    )

    with pytest.raises(Conflict, match="Någon annan"):
        indicators.change_indicator(
            session, town.sara, indicator_id=indicator_id, rev=0, definition=SICK, key="k2"
        )


def test_one_more_than_meant_asks_which_to_close_or_why_not(session: Session) -> None:
    town = make_town(session)
    session.add(Setting(key=LimitKey.INDICATOR_MOST, value="1"))
    put_indicator(session, town, READERS, "411")

    with pytest.raises(RuleViolation, match="högst 1 är tänkt"):
        put_indicator(session, town, SICK, "411")
    added = indicators.add_indicator(
        session, town.sara, definition=SICK, unit_ids=[town.units["411"]], key="w", why="Nytt krav"
    )

    assert added


def test_closed_indicator_keeps_its_words_and_opens_again(session: Session) -> None:
    town = make_town(session)
    indicator_id = put_indicator(session, town, READERS, "411")

    rev = indicators.close_indicator(
        session, town.sara, indicator_id=indicator_id, rev=0, why="Ingen använder det"
    )

    assert list_indicators(session, town.sara) == []
    (closed,) = list_indicators(session, town.sara, closed=True)
    assert closed.closed_why == "Ingen använder det"
    with pytest.raises(RuleViolation, match="avslutat"):
        indicators.change_indicator(
            session, town.sara, indicator_id=indicator_id, rev=rev, definition=READERS, key="k"
        )
    indicators.reopen_indicator(session, town.sara, indicator_id=indicator_id, rev=rev)
    assert [row.closed_on for row in list_indicators(session, town.sara)] == [None]


def test_merged_indicator_gives_its_units_and_goals_to_the_other(session: Session) -> None:
    town = make_town(session)
    old = put_indicator(session, town, READERS, "411")
    kept = put_indicator(session, town, SICK, "412")
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    measure_goal(session, town.maria, goal_id=goal_id, indicator_id=old, weight=3)

    indicators.merge_indicator(session, town.sara, indicator_id=old, rev=0, into_id=kept)

    units = session.exec(select(IndicatorUnit.unit_id).where(IndicatorUnit.indicator_id == kept)).all()
    link = session.get(GoalIndicator, (goal_id, kept))
    assert set(units) == {town.units["411"], town.units["412"]}
    assert link is not None
    assert link.weight == 3


def test_placing_counts_the_new_units_and_removing_keeps_the_figure(session: Session) -> None:
    town = make_town(session)
    indicator_id = put_indicator(session, town, READERS, "411")
    units = [town.units["411"], town.units["412"]]

    assert place_indicator(session, town.sara, indicator_id=indicator_id, unit_ids=units) == 1
    assert place_indicator(session, town.sara, indicator_id=indicator_id, unit_ids=units) == 0
    assert remove_from_unit(session, town.nils, indicator_id=indicator_id, unit_id=town.units["412"])
    assert not remove_from_unit(session, town.nils, indicator_id=indicator_id, unit_id=town.units["412"])


def test_owner_must_see_the_unit(session: Session) -> None:
    town = make_town(session)
    indicator_id = put_indicator(session, town, READERS, "411")
    unit_id = town.units["411"]

    name_owner(session, town.maria, indicator_id=indicator_id, unit_id=unit_id, owner_id=town.maria.user_id)

    with pytest.raises(RuleViolation, match="Nils har ingen roll"):
        name_owner(
            session, town.maria, indicator_id=indicator_id, unit_id=unit_id, owner_id=town.nils.user_id
        )


def test_goal_is_measured_and_not_any_more(session: Session) -> None:
    town = make_town(session)
    indicator_id = put_indicator(session, town, READERS, "411")
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")

    measure_goal(session, town.maria, goal_id=goal_id, indicator_id=indicator_id)

    assert unmeasure_goal(session, town.maria, goal_id=goal_id, indicator_id=indicator_id)
    assert not unmeasure_goal(session, town.maria, goal_id=goal_id, indicator_id=indicator_id)
    with pytest.raises(NotAllowed):
        measure_goal(session, town.nils, goal_id=goal_id, indicator_id=indicator_id)
