from core.rules.attainment import Basis, Judged, Step, Weighing
from core.rules.goal_standing import Judgements, stand
from core.rules.goals import threads_of
from core.table import Status

OK, PARTLY, BAD, NONE = Status.OK, Status.PARTLY, Status.BAD, Status.NONE
SCALE = (Step(OK, 2), Step(PARTLY, 1), Step(BAD, 0))
TOP, MIDDLE, ONE, TWO = 1, 2, 3, 4
THREADS = threads_of([(MIDDLE, TOP), (ONE, MIDDLE), (TWO, MIDDLE)])


def test_goal_without_own_judgement_is_reckoned_from_the_goals_below() -> None:
    """Reached (2) and not reached (0) give the mean 1, partly; the top follows its only goal."""
    judged = Judgements(dict.fromkeys((TOP, MIDDLE, ONE, TWO), 1), own={ONE: OK, TWO: BAD})

    found = stand(THREADS, judged, scale=SCALE, weighing=Weighing.MEAN)

    assert {goal: found[goal].status for goal in found} == {ONE: OK, TWO: BAD, MIDDLE: PARTLY, TOP: PARTLY}
    assert (found[MIDDLE].basis, found[MIDDLE].reached, found[MIDDLE].of) == (Basis.GOALS, 1, 2)


def test_worst_weighing_lets_the_red_through_to_the_top() -> None:
    judged = Judgements(dict.fromkeys((TOP, MIDDLE, ONE, TWO), 1), own={ONE: OK, TWO: BAD})

    assert stand(THREADS, judged, scale=SCALE, weighing=Weighing.WORST)[TOP].status is BAD


def test_own_words_without_a_step_leave_the_reckoning() -> None:
    judged = Judgements(dict.fromkeys((MIDDLE, ONE), 1), own={MIDDLE: NONE, ONE: OK})

    found = stand(THREADS, judged, scale=SCALE, weighing=Weighing.MEAN)

    assert (found[MIDDLE].status, found[MIDDLE].basis) == (OK, Basis.GOALS)


def test_ended_goal_counts_for_nothing_and_key_figures_go_before_goals() -> None:
    judged = Judgements({MIDDLE: 1, ONE: 1}, own={ONE: OK, TWO: BAD}, indicators={MIDDLE: [Judged(BAD)]})

    found = stand(THREADS, judged, scale=SCALE, weighing=Weighing.MEAN)

    assert set(found) == {MIDDLE, ONE}
    assert (found[MIDDLE].status, found[MIDDLE].basis) == (BAD, Basis.INDICATORS)


def test_long_thread_is_reckoned_without_running_out_of_room() -> None:
    length = 5_000
    threads = threads_of([(n + 1, n) for n in range(length)])
    judged = Judgements(dict.fromkeys(range(length + 1), 1), own={length: OK})

    assert stand(threads, judged, scale=SCALE, weighing=Weighing.MEAN)[0].status is OK
