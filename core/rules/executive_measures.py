"""The few measures by which an area is talked about: one registry, from which finance chooses 3–5 an area.

A measure is worked out from an area's figures. What later modules know joins as a new key, with
its title, its kind of column, and its way from the figures.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from core.errors import RuleViolation
from core.rules.goal_reach import NO_GOALS, Reach
from core.rules.variance import variance_share
from core.table import Kind
from core.texts import _

FEWEST, MOST = 3, 5


Worked: TypeAlias = int | Decimal | str | None


class MeasureKey(StrEnum):
    """The measures there are."""

    VARIANCE = "variance"
    VARIANCE_SHARE = "variance_share"
    CHANGE = "change"
    EFFECT = "effect"
    AFTER = "after"
    REALISED = "realised"
    OUTCOME = "outcome"
    GROWTH = "growth"
    GOALS = "goals"


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """An area's figures, öre in report sign: the year forecast against its budget, and what has come so far.

    `effect` is what decided measures give in the year, `realised` what of it has come; `goals` is how
    many of the judged goals are reached.
    """

    forecast: int
    budget: int
    change: int | None
    outcome: int
    outcome_budget: int
    outcome_last_year: int | None
    effect: int = 0
    realised: int = 0
    goals: Reach = NO_GOALS

    @property
    def variance(self) -> int:
        """The year against its budget, before measures."""
        return self.forecast - self.budget

    @property
    def after(self) -> int:
        """The year against its budget when the measures have given what they are to give."""
        return self.variance + self.effect


@dataclass(frozen=True, slots=True)
class MeasureType:
    """A measure's title, kind of column, explanation, and how it is worked out (None: not possible).

    One in words has its count beside it.
    """

    title: str
    kind: Kind
    note: str
    work_out: Callable[[AreaFigures], Worked]


def _growth(figures: AreaFigures) -> Decimal | None:
    """Return how the net cost so far has grown since last year; None where there is a net revenue."""
    if not figures.outcome_last_year or figures.outcome_last_year > 0 or figures.outcome > 0:
        return None
    share = variance_share(figures.outcome - figures.outcome_last_year, figures.outcome_last_year)
    return None if share is None else -share


MEASURES: dict[MeasureKey, MeasureType] = {
    MeasureKey.VARIANCE: MeasureType(
        _("Prognos mot budget"), Kind.MONEY, _("före åtgärder"), lambda one: one.variance
    ),
    MeasureKey.VARIANCE_SHARE: MeasureType(
        _("Avvikelse, %"), Kind.PERCENT, _("av budgeten"),
        lambda one: variance_share(one.variance, one.budget),
    ),
    MeasureKey.CHANGE: MeasureType(
        _("Sedan förra prognosen"), Kind.MONEY, _("hur avvikelsen har ändrats"), lambda one: one.change
    ),
    MeasureKey.EFFECT: MeasureType(
        _("Åtgärder"), Kind.MONEY, _("vad beslutade åtgärder ger i år"), lambda one: one.effect
    ),
    MeasureKey.AFTER: MeasureType(
        _("Efter åtgärder"), Kind.MONEY, _("prognosen mot budget med åtgärderna"), lambda one: one.after
    ),
    MeasureKey.REALISED: MeasureType(
        _("Åtgärder som gett effekt"), Kind.MONEY, _("vad som har kommit hittills"), lambda one: one.realised
    ),
    MeasureKey.OUTCOME: MeasureType(
        _("Utfall mot budget"), Kind.MONEY, _("de månader som är stängda"),
        lambda one: one.outcome - one.outcome_budget,
    ),
    MeasureKey.GROWTH: MeasureType(
        _("Nettokostnadens ökning"), Kind.PERCENT, _("hittills i år mot samma tid förra året"), _growth
    ),
    MeasureKey.GOALS: MeasureType(
        _("Andel mål som nås"), Kind.TEXT, _("av de mål som är bedömda"), lambda one: one.goals.words or None
    ),
}  # fmt: skip

USUAL = (
    MeasureKey.VARIANCE, MeasureKey.CHANGE, MeasureKey.AFTER, MeasureKey.GROWTH, MeasureKey.GOALS,
)  # fmt: skip
"""What every area has until finance has chosen."""


def checked(keys: Iterable[MeasureKey]) -> tuple[MeasureKey, ...]:
    """Return a choice in the registry's order; `RuleViolation` unless it is three to five measures."""
    wanted = set(keys)
    if not FEWEST <= len(wanted) <= MOST:
        raise RuleViolation(_("Välj tre till fem mått för området."))
    return tuple(key for key in MEASURES if key in wanted)


def stored(keys: Iterable[MeasureKey]) -> str:
    """Return a choice as it is stored."""
    return ",".join(keys)


def read_stored(text: str) -> tuple[MeasureKey, ...]:
    """Return a stored choice; the usual one when it is empty or no longer holds enough known measures."""
    known = {str(key): key for key in MeasureKey}
    held = [known[part] for part in text.split(",") if part in known]
    return checked(held) if FEWEST <= len(set(held)) <= MOST else USUAL
