"""What a merger gives the other goal, and what opening the merged goal again gives back."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlmodel import Session, col, select

from core.enums import GoalState
from core.errors import NotAllowed
from core.models import Activity, Goal, GoalIndicator, GoalLink, GoalMoney, GoalTag
from core.queries.goal_mergers import Moved, Returning, read_returning
from core.rules.goal_money import MoneyPart
from core.services import audit
from core.services.goal_ends import close_goal, merge_goals, reopen_goal
from core.services.goal_links import set_tags, unlink_goals
from core.services.goal_money import change_money
from core.services.indicator_places import measure_goal
from tests.core.goals_town import Town, make_town, put_goal
from tests.core.indicators_town import READERS, SICK, put_indicator
from tests.factories import LOADED_AT

JUNE = date(2026, 6, 15)


@dataclass(frozen=True, slots=True)
class Merged:
    """`old` serves `top` and merges into `into`; it has a mark, two figures, an activity and money."""

    town: Town
    top: int
    old: int
    into: int
    readers: int
    sick: int
    activity: int
    money: tuple[int, int]


def _put(session: Session, *, into_unit: str = "411") -> Merged:
    town = make_town(session)
    top = put_goal(session, town, "BUN", "committee", "Alla når målen")
    old = put_goal(session, town, "411", "unit", "Fler läser", top)
    into = put_goal(session, town, into_unit, "unit", "Fler når målen")
    readers, sick = put_indicator(session, town, READERS, "411"), put_indicator(session, town, SICK, "411")
    for indicator_id, weight in ((readers, 3), (sick, 1)):
        measure_goal(session, town.maria, goal_id=old, indicator_id=indicator_id, weight=weight)
    set_tags(session, town.maria, goal_id=old, tags=["a4"])
    activity = Activity(
        unit_id=town.units["411"], goal_id=old, title="Läsgrupp", starts=date(2026, 2, 1),
        created_by_id=town.maria.user_id, created_at=LOADED_AT,
    )  # fmt: skip
    money = [GoalMoney(goal_id=old, unit_id=town.units["411"], accounts=one) for one in ("50-57", "64")]
    session.add_all([activity, *money])
    session.flush()
    return Merged(town, top, old, into, readers, sick, activity.id or 0, (money[0].id or 0, money[1].id or 0))


def _merge(session: Session, made: Merged, goal_id: int | None = None) -> None:
    goal_id = goal_id or made.old
    merge_goals(
        session, made.town.sara, goals=[(goal_id, 0)], into_id=made.into, day=JUNE, why="Samma sak.",
        key=f"merge {goal_id}",
    )  # fmt: skip
    _seal(session)


def _seal(session: Session) -> None:
    """End the transaction as the log does: what is kept of a merger is read from there."""
    audit.seal(session, session.info["database"].now())


def _held(session: Session, goal_id: int) -> tuple[list[str], list[int], list[str], list[str]]:
    """Return the marks, the figures with weights, the activities and the money of a goal."""
    tags = session.exec(select(GoalTag.tag_key).where(GoalTag.goal_id == goal_id)).all()
    figures = session.exec(
        select(GoalIndicator.weight)
        .where(GoalIndicator.goal_id == goal_id)
        .order_by(col(GoalIndicator.weight))
    ).all()
    activities = session.exec(select(Activity.title).where(Activity.goal_id == goal_id)).all()
    money = session.exec(
        select(GoalMoney.accounts).where(GoalMoney.goal_id == goal_id).order_by(col(GoalMoney.id))
    ).all()
    return list(tags), list(figures), list(activities), list(money)


def _links(session: Session) -> set[tuple[int, int]]:
    return set(session.exec(select(GoalLink.goal_id, GoalLink.serves_id)).all())


def test_merger_gives_links_marks_figures_activities_and_money(session: Session) -> None:
    made = _put(session)

    _merge(session, made)

    assert _held(session, made.into) == (["a4"], [1, 3], ["Läsgrupp"], ["50-57", "64"])
    assert _held(session, made.old) == (["a4"], [1, 3], [], [])
    assert _links(session) == {(made.old, made.top), (made.into, made.top)}


def test_reopening_gives_everything_back(session: Session) -> None:
    made = _put(session)
    _merge(session, made)

    before = read_returning(session, made.town.maria, goal_id=made.old)
    reopen_goal(session, made.town.maria, goal_id=made.old, rev=1)

    assert before == Returning(
        made.into, "Fler når målen",
        back=Moved(
            ((made.into, made.top),), ("a4",), ((made.readers, 3), (made.sick, 1)), (made.activity,),
            made.money,
        ),
    )  # fmt: skip
    assert _held(session, made.old) == (["a4"], [1, 3], ["Läsgrupp"], ["50-57", "64"])
    assert _held(session, made.into) == ([], [], [], [])
    assert _links(session) == {(made.old, made.top)}
    assert session.get_one(Goal, made.old).state is GoalState.ACTIVE
    assert read_returning(session, made.town.maria, goal_id=made.old) is None


def test_what_has_been_changed_since_stays(session: Session) -> None:
    made = _put(session)
    _merge(session, made)
    maria = made.town.maria
    change_money(
        session, maria, money_id=made.money[0],
        seen=MoneyPart(made.town.units["411"], "50-57"), part=MoneyPart(made.town.units["411"], "50-56"),
    )  # fmt: skip
    measure_goal(session, maria, goal_id=made.into, indicator_id=made.sick, weight=5)
    unlink_goals(session, maria, goal_id=made.into, serves_id=made.top)
    other = put_goal(session, made.town, "411", "unit", "Trivsel")
    session.get_one(Activity, made.activity).goal_id = other
    session.flush()

    before = read_returning(session, maria, goal_id=made.old)
    reopen_goal(session, maria, goal_id=made.old, rev=1)

    assert before is not None
    assert before.back == Moved(tags=("a4",), indicators=((made.readers, 3),), money=(made.money[1],))
    assert before.stays == Moved(
        indicators=((made.sick, 1),), activities=(made.activity,), money=(made.money[0],)
    )
    assert _held(session, made.old) == (["a4"], [1, 3], [], ["64"])
    assert _held(session, made.into) == ([], [5], [], ["50-56"])


def test_what_another_merged_goal_brings_too_stays(session: Session) -> None:
    made = _put(session)
    second = put_goal(session, made.town, "411", "unit", "Läslust", made.top)
    set_tags(session, made.town.maria, goal_id=second, tags=["a4"])
    measure_goal(session, made.town.maria, goal_id=second, indicator_id=made.readers)
    _merge(session, made)
    _merge(session, made, second)

    before = read_returning(session, made.town.maria, goal_id=made.old)

    assert before is not None
    assert (before.back.links, before.back.tags, before.back.indicators) == ((), (), ((made.sick, 1),))
    assert before.stays == Moved(((made.into, made.top),), ("a4",), ((made.readers, 3),))


def test_nothing_comes_back_from_a_goal_that_is_not_ones_own_to_change(session: Session) -> None:
    made = _put(session, into_unit="412")
    _merge(session, made)

    before = read_returning(session, made.town.maria, goal_id=made.old)
    reopen_goal(session, made.town.maria, goal_id=made.old, rev=1)

    assert before is not None
    assert (before.allowed, bool(before.back)) == (False, False)
    assert before.stays.money == made.money
    assert _held(session, made.into)[3] == ["50-57", "64"]
    with pytest.raises(NotAllowed):
        read_returning(session, made.town.nils, goal_id=made.old)


def test_merger_that_was_not_kept_gives_nothing_back_and_says_so(session: Session) -> None:
    made = _put(session)
    row = session.get_one(Goal, made.old)
    row.state, row.merged_into_id, row.closed_on = GoalState.MERGED, made.into, JUNE
    session.flush()

    before = read_returning(session, made.town.maria, goal_id=made.old)
    reopen_goal(session, made.town.maria, goal_id=made.old, rev=0)

    assert before == Returning(made.into, "Fler når målen", known=False)
    assert session.get_one(Goal, made.old).state is GoalState.ACTIVE


def test_goal_that_is_only_closed_has_nothing_to_get_back(session: Session) -> None:
    made = _put(session)
    close_goal(session, made.town.maria, goal_id=made.old, rev=0, day=JUNE, why="Klart.")
    _seal(session)

    assert read_returning(session, made.town.maria, goal_id=made.old) is None


def test_second_merger_gives_back_what_it_moved_itself(session: Session) -> None:
    made = _put(session)
    _merge(session, made)
    reopen_goal(session, made.town.sara, goal_id=made.old, rev=1)
    _seal(session)
    merge_goals(
        session, made.town.sara, goals=[(made.old, 2)], into_id=made.into, day=JUNE, why="Ändå.", key="again"
    )
    _seal(session)

    reopen_goal(session, made.town.sara, goal_id=made.old, rev=3)

    assert _held(session, made.old) == (["a4"], [1, 3], ["Läsgrupp"], ["50-57", "64"])
    assert _held(session, made.into) == ([], [], [], [])
