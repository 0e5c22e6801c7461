from core.enums import ForecastMethod
from core.rules.backtest import PastYear, best_method, choose, run_trials, weighted
from core.rules.forecast_intervals import covered, interval, spread_of, stage_of
from core.rules.forecast_methods import Known

KR = 100
FLAT = (-100 * KR,) * 12
BUS = tuple(-share * KR for share in (10, 10, 10, 10, 10, 6, 0, 5, 10, 10, 10, 9))
HIGH = tuple(-month * KR for month in range(100, 112))


def scaled(year: tuple[int, ...], percent: int) -> tuple[int, ...]:
    return tuple(month * percent // 100 for month in year)


def season(unit_id: int, year: int = 2025, percent: int = 130) -> PastYear:
    """A year with last year's season, a third dearer than its flat budget says."""
    return PastYear(unit_id, "buss", year, Known(scaled(BUS, percent), (-8 * KR,) * 12, (BUS,)))


def budgeted(unit_id: int, year: int = 2025) -> PastYear:
    """A year that follows its budget, which last year did not."""
    return PastYear(unit_id, "material", year, Known(HIGH, HIGH, (BUS,)))


def test_trials_use_only_what_was_known_at_each_month() -> None:
    trials = run_trials([PastYear(7, "lokaler", 2025, Known((-100 * KR,) * 6 + (-200 * KR,) * 6, FLAT))])

    assert [trial.months for trial in trials] == list(range(1, 12))
    assert all(trial.outcome == -1800 * KR for trial in trials)
    half = trials[5]
    assert half.answers[ForecastMethod.RUN_RATE] == -1200 * KR
    assert half.answers[ForecastMethod.REST_OF_BUDGET] == -1200 * KR
    assert half.error(ForecastMethod.BUDGET) == 600 * KR


def test_trials_of_a_row_without_figures_are_none() -> None:
    assert run_trials([PastYear(7, "lokaler", 2025, Known((0,) * 12, None))]) == []


def test_commitments_are_tried_only_when_some_were_known_in_an_earlier_year() -> None:
    left = tuple(-100 * KR * (12 - month) for month in range(12))
    bound = PastYear(7, "lokaler", 2025, Known((-100 * KR,) * 12, FLAT, committed=left))
    unbound = PastYear(8, "lokaler", 2025, Known((-100 * KR,) * 12, FLAT))

    assert ForecastMethod.COMMITMENTS not in run_trials([unbound])[0].answers
    assert run_trials([bound, unbound])[0].answers[ForecastMethod.COMMITMENTS] == -1200 * KR


def test_smoothing_in_a_trial_is_what_it_would_have_said_then() -> None:
    past = season(1)

    trial = run_trials([past])[3]

    alone = run_trials([PastYear(1, "buss", 2025, past.known)])[3]
    assert trial.answers[ForecastMethod.SMOOTHED] == alone.answers[ForecastMethod.SMOOTHED]
    assert trial.answers[ForecastMethod.LAST_YEAR] == sum(scaled(BUS, 130))


def test_error_is_weighted_by_the_outcome_and_bias_keeps_its_sign() -> None:
    trials = run_trials([PastYear(1, "a", 2025, Known(FLAT, scaled(FLAT, 90)))])

    assert weighted(trials, ForecastMethod.BUDGET) == (1000, 1000)
    assert weighted(trials, ForecastMethod.RUN_RATE) == (0, 0)


def test_choice_per_row_beats_the_naive_ones_on_units_it_was_not_made_by() -> None:
    past = [season(unit, percent=120 + unit) for unit in range(6)] + [budgeted(unit) for unit in range(6)]

    verdict = choose(run_trials(past))

    assert verdict.used
    assert {choice.row_key: choice.method for choice in verdict.choices} == {
        "buss": ForecastMethod.LAST_YEAR,
        "material": ForecastMethod.REST_OF_BUDGET,
    }
    assert verdict.chosen_error < verdict.errors[verdict.naive]
    assert verdict.trials == 132


def test_choice_that_does_not_beat_the_naive_ones_is_not_used() -> None:
    verdict = choose(run_trials([budgeted(unit) for unit in range(6)]))

    assert not verdict.used
    assert verdict.naive is ForecastMethod.REST_OF_BUDGET
    assert {choice.method for choice in verdict.choices} == {ForecastMethod.REST_OF_BUDGET}


def test_choice_without_history_is_nothing() -> None:
    verdict = choose([])

    assert verdict.choices == ()
    assert not verdict.used


def test_row_with_too_little_history_keeps_the_naive_method() -> None:
    trials = run_trials([season(1)])

    assert best_method(trials, ForecastMethod.RUN_RATE) is ForecastMethod.RUN_RATE


def test_unit_gets_a_method_of_its_own_when_it_was_better_in_each_of_its_years() -> None:
    flat = [
        PastYear(9, "buss", year, Known(scaled(FLAT, 13), scaled(FLAT, 10), (scaled(BUS, percent),)))
        for year, percent in ((2024, 100), (2025, 110))
    ]
    past = [season(unit, year) for unit in range(6) for year in (2024, 2025)]

    verdict = choose(run_trials([*past, *flat]))

    by_unit = {choice.unit_id: choice.method for choice in verdict.choices}
    assert by_unit[9] is ForecastMethod.RUN_RATE
    assert by_unit[None] is ForecastMethod.LAST_YEAR
    assert set(by_unit) == {None, 9}


def test_interval_is_made_of_earlier_errors_in_the_same_third() -> None:
    points = [
        (unit, months, -1000 * KR, -1000 * KR - unit * 10 * KR) for unit in range(11) for months in (2, 9)
    ]

    spread = spread_of(points)

    assert [stage_of(months) for months in (0, 1, 4, 5, 8, 9, 11)] == [0, 0, 0, 1, 1, 2, 2]
    assert spread == ((-900, -100), (-900, -100), (-900, -100))
    assert interval(-500 * KR, spread, 2) == (-545 * KR, -500 * KR)
    assert interval(0, spread, 2) == (0, 0)
    assert interval(-500 * KR, (), 2) == (-500 * KR, -500 * KR)


def test_coverage_judges_a_unit_by_the_errors_of_the_others() -> None:
    points = [(1, 2, -100 * KR, -101 * KR), (2, 2, -100 * KR, -101 * KR), (3, 2, -100 * KR, -150 * KR)]

    assert covered(points, 1) == 10_000
    assert covered(points, 3) == 0
    assert covered(points, None) == 6667
    assert covered(points[:1], None) == 0
    assert spread_of([]) == ((0, 0),) * 3
    assert spread_of([(1, 2, 0, -5)]) == ((-10_000, -10_000),) * 3
    assert spread_of([(1, 2, 0, 0)]) == ((0, 0),) * 3
