from decimal import Decimal

from core.rules.goal_reach import NO_GOALS, Reach, reach_of
from core.table import Status


def test_goals_without_a_judgement_do_not_count() -> None:
    statuses = [Status.OK, Status.OK, Status.PARTLY, Status.BAD, Status.NONE]

    assert reach_of(statuses, Status.OK) == Reach(2, 4)


def test_share_is_told_with_the_count_behind_it() -> None:
    reach = Reach(12, 20)

    assert (reach.share, reach.count) == (Decimal("0.6"), "12 av 20")
    assert reach.words == "60\u00a0%\u00a0(12\u00a0av\u00a020)"


def test_nothing_judged_is_no_share() -> None:
    assert (NO_GOALS.share, NO_GOALS.words) == (None, "")
