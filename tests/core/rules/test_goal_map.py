"""The map of goals, hand-worked on a council with two nämnder.

F is served by B1 and B2 (nämnd B) and S1 (nämnd S); B1 by the units' goals b11 and b12, S1 by s11. X is a
goal of a unit of S that serves B1: it stands in S's column, since S answers for it.
"""

from core.rules.attainment import Attainment, Basis, Step, Weighing
from core.rules.goal_map import Cell, Moved, Span, Standings, cell_of, lay_out, moved, worst_first
from core.rules.goals import threads_of
from core.table import Status

SCALE = (Step(Status.OK, 2), Step(Status.PARTLY, 1), Step(Status.BAD, 0))
F, G, B1, B2, S1, B11, B12, S11, X = range(1, 10)
THREADS = threads_of([(B1, F), (B2, F), (S1, F), (B11, B1), (B12, B1), (S11, S1), (X, B1)])
PLACES = {F: 1, G: 1, B1: 2, B2: 2, S1: 10, B11: 3, B12: 5, S11: 11, X: 13}
B, S, K = Span(20, 2, 9), Span(30, 10, 15), Span(40, 16, 17)
JUDGED = {
    B1: Status.BAD, B2: Status.OK, S1: Status.OK, B11: Status.OK, B12: Status.BAD, S11: Status.OK,
    X: Status.PARTLY,
}  # fmt: skip


def _standings(weighing: Weighing = Weighing.MEAN, weights: dict[int, int] | None = None) -> Standings:
    found = {one: Attainment(status, Basis.OWN, 0, 0) for one, status in JUDGED.items()}
    return Standings(found, dict.fromkeys(PLACES, 1) | (weights or {}), SCALE, weighing)


def test_cell_is_weighed_of_its_topmost_goals_and_counts_all() -> None:
    """B1 not reached (0) and B2 reached (2): the mean is 1, partly. Reached are B2 and b11 of four."""
    found = lay_out([F, G], [B, S, K], PLACES, THREADS, _standings())

    assert found.cells[F, 20] == Cell(Status.PARTLY, 2, 4, (B1, B2, B11, B12), (B1, B2))


def test_goal_of_another_committee_stands_in_the_column_of_its_own_unit() -> None:
    """S1 reached (2) and X partly (1): 1,5 goes to the worse one."""
    found = lay_out([F], [B, S, K], PLACES, THREADS, _standings())

    assert found.cells[F, 30] == Cell(Status.PARTLY, 2, 3, (S1, X, S11), (S1, X))
    assert found.behind[F] == (F, B1, B2, S1, B11, B12, X, S11)


def test_unit_without_goals_under_the_row_has_no_cell() -> None:
    found = lay_out([F, G], [B, S, K], PLACES, THREADS, _standings())

    assert set(found.cells) == {(F, 20), (F, 30)}
    assert found.behind[G] == (G,)


def test_goal_that_is_the_columns_own_is_its_own_top() -> None:
    found = lay_out([B1], [Span(20, 2, 9)], PLACES, THREADS, _standings())

    assert found.cells[B1, 20].top == (B1,)
    assert found.cells[B1, 20].status is Status.BAD


def test_goal_that_is_not_in_use_counts_nowhere() -> None:
    places = {one: lft for one, lft in PLACES.items() if one != B12}

    found = lay_out([F], [B, S], places, THREADS, _standings())

    assert found.cells[F, 20].goals == (B1, B2, B11)


def test_weights_and_the_worst_decide_a_cell() -> None:
    """Weights 1 and 5: 10 of 6 is 1,67, nearest to reached; the worst is not reached."""
    heavy = cell_of([B1, B2], THREADS, _standings(weights={B2: 5}))
    worst = cell_of([B1, B2], THREADS, _standings(Weighing.WORST))

    assert heavy.status is Status.OK
    assert worst.status is Status.BAD


def test_cell_without_any_judgement_is_not_judged() -> None:
    bare = Standings({}, {}, SCALE, Weighing.MEAN)

    assert cell_of([B1, B11], THREADS, bare) == Cell(Status.NONE, 0, 2, (B1, B11), (B1,))


def test_what_is_not_reached_comes_first() -> None:
    assert worst_first([B2, X, B1, G], _standings()) == [B1, X, G, B2]


def test_only_goals_judged_both_times_have_moved_and_the_worse_come_first() -> None:
    before = {
        one: Attainment(status, Basis.OWN, 0, 0)
        for one, status in {B1: Status.OK, B2: Status.PARTLY, S1: Status.OK, X: Status.NONE}.items()
    }

    found = moved([B2, B1, S1, X, B12], before, _standings())

    assert found == [Moved(B1, Status.OK, Status.BAD), Moved(B2, Status.PARTLY, Status.OK)]
    assert [one.worse for one in found] == [True, False]
