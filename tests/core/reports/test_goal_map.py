"""Måluppfyllelse, hand-worked: a council's goal down to two schools, with money that agrees with the ledger.

Ekbacken (411) has pay 100 000,01 kr a month in January–March, Björkdalen (412) 50 000 kr; the budget of the
year is twelve times a round 100 000 and 50 000 kr. All of it serves their goals. Öre, costs negative.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlmodel import Session, col, func, select

from core.enums import Role, VersionKind
from core.errors import NotAllowed
from core.models import MONTH_COLUMNS, Balance, GoalAssessment, GoalMoney, RowLine, Version
from core.money import NBSP, MoneyUnit
from core.periods import Period
from core.queries.goal_standing import standing_of_goals
from core.queries.goals import read_goals
from core.reports.goal_map import GoalMap, build
from core.reports.goal_map_tables import change_table, map_document, map_table, rest_words
from core.reports.goal_thread import build_thread, upward
from core.reports.words import plain
from core.rules.goal_map import Moved
from core.rules.indicator_sums import Measured
from core.services.indicator_places import measure_goal
from core.services.indicator_targets import set_target
from core.services.indicator_values import Place, ValueEdit, save_values
from core.table import Status
from tests.core.goals_town import Town, make_town, put_goal
from tests.core.indicators_town import SICK, put_indicator
from tests.factories import LOADED_AT, make_actor, make_coding, make_version, put_balance

KR = 100
MARCH = 3


@dataclass(frozen=True, slots=True)
class Map:
    town: Town
    council: int
    committee: int
    one: int
    two: int


def _lay(session: Session) -> Map:
    town = make_town(session)
    session.add(RowLine(definition="report", key="loner", position=1, title="Löner", accounts="50-57"))
    area = put_goal(session, town, "EKA", "area", "Barn och unga får en bra start")
    council = put_goal(session, town, "EKA", "council", "Fler blir behöriga", area)
    committee = put_goal(session, town, "BUN", "committee", "88 procent blir behöriga", council)
    one = put_goal(session, town, "411", "unit", "Fler läser", committee)
    two = put_goal(session, town, "412", "unit", "Fler räknar", committee)
    actual = make_version(session, VersionKind.ACTUAL, 2026)
    budget = make_version(session, VersionKind.BUDGET, 2026)
    pay = make_coding(session, "5020", function="440")
    for unit, booked, planned in (
        ("4110", 100_000 * KR + 1, 100_000 * KR), ("4120", 50_000 * KR, 50_000 * KR),
    ):  # fmt: skip
        put_balance(session, actual, town.units[unit], pay, dict.fromkeys((1, 2, 3), booked))
        put_balance(session, budget, town.units[unit], pay, dict.fromkeys(range(1, 13), planned))
    session.get_one(Version, budget).closed_at = datetime(2025, 12, 1, tzinfo=UTC)
    for goal_id, unit in ((one, "411"), (two, "412")):
        session.add(GoalMoney(goal_id=goal_id, unit_id=town.units[unit]))
    session.flush()
    return Map(town, council, committee, one, two)


def _say(session: Session, laid: Map, goal_id: int, month: int, status: Status, text: str = "") -> None:
    session.add(
        GoalAssessment(
            goal_id=goal_id, year=2026, month=month, step_id=laid.town.steps[status], text=text,
            user_id=laid.town.sara.user_id, at=LOADED_AT,
        )
    )  # fmt: skip
    session.flush()


def _build(session: Session, laid: Map, unit: str = "EKA", month: int = MARCH) -> GoalMap:
    return build(session, laid.town.sara, unit_id=laid.town.units[unit], year=2026, month=month)


def test_cell_stands_by_its_topmost_and_the_row_lies_under_its_focus_area(session: Session) -> None:
    laid = _lay(session)
    _say(session, laid, laid.one, 3, Status.BAD)
    _say(session, laid, laid.two, 3, Status.OK)

    found = _build(session, laid)

    cell = found.cell(laid.council, laid.town.units["BUN"])
    assert cell is not None
    assert (cell.status, cell.reached, cell.of) == (Status.PARTLY, 1, 3)  # (0 + 2) / 2
    assert [(title, [goal.id for goal in goals]) for title, goals in found.read.rows] == [
        ("Barn och unga får en bra start", [laid.council])
    ]


def test_answer_says_how_many_are_reached_and_which_to_talk_about(session: Session) -> None:
    laid = _lay(session)
    _say(session, laid, laid.one, 3, Status.BAD)

    found = _build(session, laid)

    assert plain(found.answer).startswith(
        "Inget av 1 mål är på väg att nås i alla nämnder, 0 i minst en. "
        "Ett behöver ett samtal: ”Fler blir behöriga”."
    )
    assert found.freshness == "Så som det står till och med mars 2026. 3 av 4 mål i kartan är bedömda."


def test_goal_that_is_missed_itself_is_named_before_one_with_a_unit_that_misses_it(session: Session) -> None:
    laid = _lay(session)
    second = put_goal(session, laid.town, "EKA", "council", "Resultatet är en procent")
    for goal_id, status in (
        (laid.one, Status.BAD), (laid.two, Status.BAD), (laid.council, Status.OK), (second, Status.BAD),
    ):  # fmt: skip
        _say(session, laid, goal_id, 3, status)

    found = _build(session, laid)

    assert "Två behöver ett samtal: ”Resultatet är en procent” och ”Fler blir behöriga”." in plain(
        found.answer
    )


def test_last_row_tells_what_lies_with_units_that_have_no_goals(session: Session) -> None:
    """VON has no goals and no budget, and has cost 3 000 kronor in three months."""
    laid = _lay(session)
    actual = session.exec(select(Version.id).where(Version.kind == VersionKind.ACTUAL)).one() or 0
    pay = make_coding(session, "5010", function="520")
    put_balance(session, actual, laid.town.units["6110"], pay, dict.fromkeys((1, 2, 3), 1_000 * KR))

    found = _build(session, laid)

    assert found.foot.total == -300_003
    assert map_table(found, MoneyUnit.TKR).value("foot", f"unit{laid.town.units['BUN']}") == "0"
    assert rest_words(found) == "I summan ingår också −3 tkr hos enheter utan mål i kartan.".replace(
        "3 tkr", f"3{NBSP}tkr"
    )


def test_money_of_a_cell_is_the_ledger_of_its_units_to_the_ore(session: Session) -> None:
    laid = _lay(session)
    booked = sum((col(getattr(Balance, month)) for month in MONTH_COLUMNS[1:]), col(Balance.m1))
    asked = select(func.sum(booked)).where(
        col(Balance.unit_id).in_((laid.town.units["4110"], laid.town.units["4120"])),
        Balance.version_id == select(Version.id).where(Version.kind == VersionKind.ACTUAL).scalar_subquery(),
    )

    found = _build(session, laid)

    cell = found.cell(laid.council, laid.town.units["BUN"])
    assert cell is not None
    money = found.money(cell.goals)
    assert money.sums.actual == -45_000_003
    assert money.sums.actual == -int(session.exec(asked).one() or 0)
    assert money.variance == -3  # three öre more than the three months' budget
    assert money.forecast is False


def test_two_cells_have_words_and_money_of_their_own(session: Session) -> None:
    laid = _lay(session)
    _say(session, laid, laid.one, 3, Status.BAD, "Speciallärare saknas.")
    _say(session, laid, laid.two, 3, Status.OK, "Lästiden ger resultat.")
    found = _build(session, laid, "BUN")

    threads = [
        build_thread(
            session, laid.town.sara, found=found, goal_id=laid.committee, unit_id=laid.town.units[unit]
        )
        for unit in ("411", "412")
    ]  # fmt: skip

    told = []
    for thread in threads:
        assert thread is not None
        top = thread.find(thread.top)
        assert top is not None
        assert top.said is not None
        told.append((top.goal.unit_code, top.said.text, thread.money.sums.actual))
    assert told == [
        ("411", "Speciallärare saknas.", -30_000_003),
        ("412", "Lästiden ger resultat.", -15_000_000),
    ]


def test_thread_goes_up_to_the_focus_area_and_down_to_the_school(session: Session) -> None:
    laid = _lay(session)
    found = _build(session, laid)

    thread = build_thread(session, laid.town.sara, found=found, goal_id=laid.council)

    assert thread is not None
    assert [goal.title for goal in thread.above] == ["Barn och unga får en bra start"]
    beside = replace(thread.above[0], title="En trygg stad")
    below = replace(beside, title="Fler går klart", level_id=beside.level_id + 1)
    assert upward([*thread.above, beside, below]) == [
        "”Barn och unga får en bra start” samt ”En trygg stad”", "”Fler går klart”",
    ]  # fmt: skip
    assert [branch.goal.id for branch in thread.root.children] == [laid.committee]
    below = thread.root.children[0].children
    assert {branch.goal.id for branch in below} == {laid.one, laid.two}


def test_unit_alone_is_its_own_column(session: Session) -> None:
    laid = _lay(session)
    _say(session, laid, laid.one, 3, Status.BAD)

    found = _build(session, laid, "411")

    assert found.read.is_unit
    assert [unit.code for unit in found.read.columns] == ["411"]
    assert "inte nås" in plain(found.answer)


def test_what_has_moved_since_the_month_before_is_told_the_worse_first(session: Session) -> None:
    laid = _lay(session)
    for goal_id, before, now in ((laid.one, Status.OK, Status.BAD), (laid.two, Status.PARTLY, Status.OK)):
        _say(session, laid, goal_id, 1, before)
        _say(session, laid, goal_id, 3, now)

    found = _build(session, laid, "BUN")

    units = [one for one in found.changes if one.goal_id in {laid.one, laid.two}]
    assert units == [
        Moved(laid.one, Status.OK, Status.BAD), Moved(laid.two, Status.PARTLY, Status.OK),
    ]  # fmt: skip
    assert change_table(found).title == "Ändrat sedan januari"


def test_key_figure_judges_a_goal_that_nobody_has_judged(session: Session) -> None:
    laid = _lay(session)
    sick = put_indicator(session, laid.town, SICK, "411")
    measure_goal(session, laid.town.sara, goal_id=laid.one, indicator_id=sick)
    place = Place(sick, laid.town.units["411"], Period(2026, 10))
    set_target(
        session,
        laid.town.sara,
        indicator_id=sick,
        unit_id=place.unit_id,
        year=2026,
        value=Decimal(6),
        seen=None,
    )
    save_values(session, laid.town.sara, edits=[ValueEdit(place, None, Measured(Decimal(9)))], key="k")

    found = _build(session, laid, "BUN", month=10)

    assert found.read.standings.status(laid.one) is Status.BAD


def test_manager_sees_the_goal_above_stand_by_what_she_does_not_see(session: Session) -> None:
    """Hers is reached, her neighbour's is not: (2 + 0) / 2 is partly, whoever looks."""
    laid = _lay(session)
    _say(session, laid, laid.one, 3, Status.OK)
    _say(session, laid, laid.two, 3, Status.BAD)
    world = read_goals(session, laid.town.maria, year=2026)

    found = standing_of_goals(session, laid.town.maria, world=world, months=[3])[3]

    assert laid.two not in world.goals
    assert found.status(laid.committee) is Status.PARTLY
    assert laid.two not in found.found


def test_table_and_page_say_the_map_in_words(session: Session) -> None:
    laid = _lay(session)
    _say(session, laid, laid.one, 3, Status.BAD, "Speciallärare saknas.")
    found = _build(session, laid)

    table = map_table(found, MoneyUnit.KR)
    page = map_document(session, laid.town.sara, found, MoneyUnit.TKR, LOADED_AT)

    unit = laid.town.units["BUN"]
    assert table.value(f"g{laid.council}", f"unit{unit}") == "Nås ej, 0 av 3"
    assert table.value(f"g{laid.council}", "budget") == -180_000_000
    assert any("Speciallärare saknas." in str(part) for part in page.parts)


def test_map_outside_scope_is_refused(session: Session) -> None:
    laid = _lay(session)
    stranger = make_actor(session, Role.MANAGER, laid.town.units["412"])

    with pytest.raises(NotAllowed):
        build(session, stranger, unit_id=laid.town.units["411"], year=2026, month=3)
