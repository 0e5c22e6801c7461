import pytest

from core.rules.attainment import Attainment, Basis, Judged, Step, Weighing, attain, landed, weigh
from core.table import Status

SCALE = (Step(Status.OK, 2), Step(Status.PARTLY, 1), Step(Status.BAD, 0))
OK, PARTLY, BAD, NONE = (Judged(status) for status in (Status.OK, Status.PARTLY, Status.BAD, Status.NONE))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([OK, OK, BAD], Status.PARTLY),  # 4/3 is nearest to 1
        ([OK, PARTLY], Status.PARTLY),  # 1,5 goes to the worse one
        ([PARTLY, BAD], Status.BAD),  # 0,5 goes to the worse one
        ([OK, OK, OK, PARTLY], Status.OK),  # 1,75
        ([OK, NONE], Status.OK),
        ([NONE], Status.NONE),
        ([], Status.NONE),
        ([Judged(Status.OK, 3), Judged(Status.BAD, 1)], Status.PARTLY),  # 6/4 goes to the worse one
        ([Judged(Status.OK, 4), Judged(Status.BAD, 1)], Status.OK),  # 8/5
        ([Judged(Status.BAD, 0), OK], Status.OK),
    ],
)
def test_mean_goes_to_the_nearest_step_and_half_way_to_the_worse(
    parts: list[Judged], expected: Status
) -> None:
    assert weigh(parts, SCALE, Weighing.MEAN) is expected


def test_worst_is_the_worst_of_what_is_judged() -> None:
    assert weigh([OK, NONE, PARTLY, OK], SCALE, Weighing.WORST) is Status.PARTLY


def test_goal_with_a_judgement_of_its_own_stands_by_it() -> None:
    found = attain(Status.OK, [BAD], [BAD, PARTLY], scale=SCALE, weighing=Weighing.MEAN)

    assert found == Attainment(Status.OK, Basis.OWN, 0, 3)


def test_goal_without_a_judgement_is_reckoned_from_its_key_figures_before_the_goals_below() -> None:
    found = attain(None, [OK, PARTLY, OK, OK], [BAD], scale=SCALE, weighing=Weighing.MEAN)

    assert found == Attainment(Status.OK, Basis.INDICATORS, 3, 5)


def test_goal_whose_key_figures_have_no_value_is_reckoned_from_the_goals_below() -> None:
    found = attain(None, [NONE], [OK, BAD, BAD], scale=SCALE, weighing=Weighing.MEAN)

    assert found == Attainment(Status.PARTLY, Basis.GOALS, 1, 3)


def test_goal_of_which_nothing_is_known_is_not_judged() -> None:
    found = attain(None, [], [NONE], scale=SCALE, weighing=Weighing.MEAN)

    assert found == Attainment(Status.NONE, Basis.NOTHING, 0, 0)


FULLY, MOSTLY, HALF, NOT, UNBEGUN = (
    Step(Status.OK, 3, 1), Step(Status.OK, 2, 2), Step(Status.PARTLY, 1, 3), Step(Status.BAD, 0, 4),
    Step(Status.NONE, 0, 5),
)  # fmt: skip
LONG = (FULLY, MOSTLY, HALF, NOT, UNBEGUN)


def _at(step: Step, weight: int = 1) -> Judged:
    return Judged(step.status, weight, step.id)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([_at(FULLY), _at(MOSTLY)], MOSTLY),  # 5/2 is between 3 and 2: the worse one
        ([_at(MOSTLY), _at(MOSTLY), _at(FULLY)], MOSTLY),  # 7/3
        ([_at(FULLY, 3), _at(MOSTLY)], FULLY),  # 11/4
        ([OK], FULLY),  # a key figure knows only its colour: the best step of it
        ([PARTLY], HALF),
        ([BAD], NOT),
        ([OK, BAD], HALF),  # 3/2 is between 2 and 1: the worse one
        ([OK, OK, BAD], MOSTLY),  # 6/3
        ([_at(UNBEGUN), _at(MOSTLY)], MOSTLY),  # what is not begun is not counted
        ([_at(UNBEGUN)], None),
        ([NONE], None),
    ],
)
def test_many_land_on_a_step_of_a_scale_where_two_share_a_colour(
    parts: list[Judged], expected: Step | None
) -> None:
    assert landed(parts, LONG, Weighing.MEAN) == expected


def test_worst_of_two_steps_of_a_colour_is_the_one_with_fewer_points() -> None:
    assert landed([_at(FULLY), _at(MOSTLY)], LONG, Weighing.WORST) == MOSTLY


def test_step_that_is_not_counted_is_said_and_counts_for_nothing() -> None:
    own = attain(Status.NONE, [OK], [], scale=LONG, weighing=Weighing.MEAN, own_step=UNBEGUN.id)

    assert own == Attainment(Status.NONE, Basis.OWN, 1, 1, UNBEGUN.id)


def test_goal_lands_on_the_step_of_those_below() -> None:
    found = attain(None, [], [_at(MOSTLY), _at(MOSTLY)], scale=LONG, weighing=Weighing.MEAN)

    assert found == Attainment(Status.OK, Basis.GOALS, 2, 2, MOSTLY.id)
