"""The back-test: what each method would have said in earlier years from what was known then, and how it went.

Errors are hundredths of a per cent of the outcome (10 000 is all of it), weighted by the outcome.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.enums import ForecastMethod
from core.rules.forecast_intervals import Spread, covered, spread_of
from core.rules.forecast_methods import METHODS, NAIVE, Known, Method, full_year
from core.rules.forecast_smoothing import smoothed_path
from core.rules.spreading import to_kronor

WHOLE = 10_000
LAST_TRIED = 11
_FEWEST = 2
"""A row needs so many units and years behind it before anything but a naive method is chosen for it."""


@dataclass(frozen=True, slots=True)
class PastYear:
    """A unit's row in a year that is over; `known` holds all twelve months of it."""

    unit_id: int
    row_key: str
    year: int
    known: Known


@dataclass(frozen=True, slots=True)
class Trial:
    """What each method said of a unit's row when `months` were known, and how the year ended (öre)."""

    unit_id: int
    row_key: str
    year: int
    months: int
    outcome: int
    answers: Mapping[ForecastMethod, int]

    def error(self, method: ForecastMethod) -> int:
        """Return answer − outcome."""
        return self.answers[method] - self.outcome


@dataclass(frozen=True, slots=True)
class Choice:
    """The method of a row, of one unit or (None) of all that have no own, with how it did.

    `bias` is + when the answers were above the outcome in report sign; `coverage` is the share of
    outcomes inside the interval; `spread` makes the interval of a new answer.
    """

    row_key: str
    unit_id: int | None
    method: ForecastMethod
    error: int
    bias: int
    coverage: int
    spread: Spread
    errors: Mapping[ForecastMethod, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The choices, the error in total of every method and of the choices on units they were not made by.

    With `used` False the choices did not beat the best naive method, which then stands for every row.
    """

    choices: tuple[Choice, ...]
    errors: Mapping[ForecastMethod, int]
    chosen_error: int
    naive: ForecastMethod
    used: bool
    trials: int


def run_trials(past: Iterable[PastYear], methods: Mapping[ForecastMethod, Method] = METHODS) -> list[Trial]:
    """Return a trial of every year and month, January–November, by what was known at each.

    Commitments are tried only when some were known in an earlier year: else nothing is proved of them.
    """
    held = list(past)
    if not any(one.known.committed for one in held):
        methods = {key: one for key, one in methods.items() if key is not ForecastMethod.COMMITMENTS}
    return [trial for one in held for trial in _trials_of(one, methods)]


def _trials_of(past: PastYear, methods: Mapping[ForecastMethod, Method]) -> Iterable[Trial]:
    whole = past.known
    path = smoothed_path(whole.months, whole.plan) if ForecastMethod.SMOOTHED in methods else None
    direct: dict[ForecastMethod, Method] = {
        key: method for key, method in methods.items() if key is not ForecastMethod.SMOOTHED
    }
    for months in range(1, LAST_TRIED + 1):
        known = replace(whole, months=whole.months[:months])
        answers: dict[ForecastMethod, int] = {
            method: said[1] for method in direct if (said := full_year(known, method, direct))
        }
        if not answers:
            continue
        if ForecastMethod.SMOOTHED in methods:
            fallback = answers[NAIVE[0]]
            answers[ForecastMethod.SMOOTHED] = to_kronor(round(path[months - 1])) if path else fallback
        yield Trial(past.unit_id, past.row_key, past.year, months, sum(whole.months), answers)


def choose(trials: Sequence[Trial]) -> Verdict:
    """Return the method of every row, and of the units whose own history says another.

    Methods are chosen on half of the units and judged on the other half; only choices that beat the
    best naive method there in total are used.
    """
    methods = tuple(trials[0].answers) if trials else NAIVE
    errors = {method: weighted(trials, method)[0] for method in methods}
    naive = min(NAIVE, key=lambda method: errors.get(method, WHOLE))
    by_row = _grouped(trials)
    judged = sum(_judged(own, naive) for own in by_row.values())
    size = sum(abs(trial.outcome) for trial in trials)
    chosen_error = round(judged * WHOLE / size) if size else 0
    used = bool(trials) and chosen_error < errors[naive]
    choices = [choice for own in by_row.values() for choice in _choices(own, naive, used=used)]
    return Verdict(tuple(choices), errors, chosen_error, naive, used, len(trials))


def weighted(trials: Iterable[Trial], method: ForecastMethod) -> tuple[int, int]:
    """Return the error (MAPE weighted by the outcome) and the bias of a method."""
    wrong = skewed = size = 0
    for trial in trials:
        wrong += abs(trial.error(method))
        skewed += trial.error(method)
        size += abs(trial.outcome)
    return (round(wrong * WHOLE / size), round(skewed * WHOLE / size)) if size else (0, 0)


def best_method(trials: Sequence[Trial], naive: ForecastMethod) -> ForecastMethod:
    """Return the method with the smallest error in kronor; the naive one with too little to go by."""
    if len({(trial.unit_id, trial.year) for trial in trials}) < _FEWEST:
        return naive
    return min(trials[0].answers, key=lambda method: sum(abs(trial.error(method)) for trial in trials))


def _grouped(trials: Iterable[Trial]) -> dict[str, list[Trial]]:
    by_row: dict[str, list[Trial]] = {}
    for trial in trials:
        by_row.setdefault(trial.row_key, []).append(trial)
    return by_row


def _judged(own: Sequence[Trial], naive: ForecastMethod) -> int:
    """Return the error in öre on each half of the units of the method chosen on the other half."""
    order = {unit: position % 2 for position, unit in enumerate(sorted({trial.unit_id for trial in own}))}
    halves = [[trial for trial in own if order[trial.unit_id] == half] for half in (0, 1)]
    total = 0
    for half, other in (halves, halves[::-1]):
        method = best_method(other, naive)
        total += sum(abs(trial.error(method)) for trial in half)
    return total


def _choices(own: Sequence[Trial], naive: ForecastMethod, *, used: bool) -> Iterable[Choice]:
    """Return the choice of a row, and those of the units that have two years of their own to go by."""
    pooled = best_method(own, naive) if used else naive
    yield _choice(own, own, None, pooled)
    if not used:
        return
    for unit_id in sorted({trial.unit_id for trial in own}):
        mine = [trial for trial in own if trial.unit_id == unit_id]
        better = _better_every_year(mine, pooled)
        if better is not None:
            yield _choice(mine, own, unit_id, better)


def _better_every_year(mine: Sequence[Trial], pooled: ForecastMethod) -> ForecastMethod | None:
    """Return a method that beat the row's in each of a unit's years; None with fewer than two of them."""
    years = [[trial for trial in mine if trial.year == year] for year in sorted({t.year for t in mine})]
    if len(years) < 2:  # noqa: PLR2004 one year could be chance
        return None
    method = min(mine[0].answers, key=lambda one: sum(abs(trial.error(one)) for trial in mine))
    always = all(
        sum(abs(t.error(method)) for t in year) < sum(abs(t.error(pooled)) for t in year) for year in years
    )
    return method if always else None


def _choice(
    judged: Sequence[Trial], pool: Sequence[Trial], unit_id: int | None, method: ForecastMethod
) -> Choice:
    """Return a choice with its measures; the interval is made of the errors of all units of the row."""
    error, bias = weighted(judged, method)
    points = [(trial.unit_id, trial.months, trial.answers[method], trial.outcome) for trial in pool]
    return Choice(
        row_key=judged[0].row_key, unit_id=unit_id, method=method, error=error, bias=bias,
        coverage=covered(points, unit_id), spread=spread_of(points),
        errors={one: weighted(judged, one)[0] for one in judged[0].answers},
    )  # fmt: skip
