"""The steering model on paper: what levels and a scale must be."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.enums import GoalKind
from core.errors import RuleViolation
from core.rules.long_texts import checked_title
from core.table import Status
from core.texts import _

LONGEST_LEVEL = 80
LONGEST_WORD = 60
MOST_LEVELS = 12
FEWEST_STEPS = 2
MOST_STEPS = 8
MOST_GOALS = 99
MOST_POINTS = 100
_LONGEST_KEY = 34
JUDGED = (Status.OK, Status.PARTLY, Status.BAD)
SIGNS = (*JUDGED, Status.NONE)
"""The statuses that a step may have, the best first; NONE is said but not counted, such as not begun."""


@dataclass(frozen=True, slots=True)
class LevelDraft:
    """A level as it is written; `most` is how many goals a unit may have, 0 is no limit."""

    name: str
    kind: GoalKind
    most: int = 0


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step of the scale as it is written."""

    word: str
    forecast_word: str
    status: Status
    points: int


def check_levels(levels: Sequence[LevelDraft]) -> list[LevelDraft]:
    """Return levels with tidy names; `RuleViolation` for none, too many, one name twice or a bad limit."""
    if not 1 <= len(levels) <= MOST_LEVELS:
        raise RuleViolation(_("Styrmodellen ska ha mellan en och {n} nivåer.").format(n=MOST_LEVELS))
    tidy = [
        LevelDraft(
            checked_title(level.name, what=_("nivåns namn"), longest=LONGEST_LEVEL), level.kind, level.most
        )
        for level in levels
    ]
    if any(not 0 <= level.most <= MOST_GOALS for level in tidy):
        raise RuleViolation(
            _("Skriv hur många mål en enhet får ha som ett tal mellan 1 och {n}, eller 0 för fritt.").format(
                n=MOST_GOALS
            )
        )
    _require_unique([level.name for level in tidy])
    return tidy


def check_scale(steps: Sequence[StepDraft]) -> list[StepDraft]:
    """Return steps with tidy words; `RuleViolation` unless words and points differ and colours follow points.

    The best comes first; a step that is not counted has no points and stands anywhere.
    """
    if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
        raise RuleViolation(_("Skalan ska ha mellan två och {n} steg.").format(n=MOST_STEPS))
    tidy = [
        StepDraft(
            checked_title(step.word, what=_("ordet för det som är gjort"), longest=LONGEST_WORD),
            checked_title(step.forecast_word, what=_("ordet för prognosen"), longest=LONGEST_WORD),
            step.status,
            step.points if step.status is not Status.NONE else 0,
        )
        for step in steps
    ]
    _require_unique([step.word for step in tidy])
    _require_unique([step.forecast_word for step in tidy])
    if {step.status for step in tidy} - set(SIGNS):
        raise RuleViolation(_("Välj en färg för varje steg."))
    _check_points([step for step in tidy if step.status is not Status.NONE])
    return tidy


def in_order(steps: Sequence[StepDraft]) -> list[int]:
    """Return the places of steps in the order that their points give, uncounted ones last."""
    return sorted(range(len(steps)), key=lambda at: (steps[at].status is Status.NONE, -steps[at].points, at))


def _check_points(counted: Sequence[StepDraft]) -> None:
    points = [step.points for step in counted]
    falling = all(one > other for one, other in pairwise(points))
    if not falling or not all(0 <= point <= MOST_POINTS for point in points):
        raise RuleViolation(
            _("Poängen ska minska uppifrån och ned och ligga mellan 0 och {n}.").format(n=MOST_POINTS)
        )
    colours = [JUDGED.index(step.status) for step in counted]
    if len(set(colours)) < FEWEST_STEPS:
        raise RuleViolation(_("Skalan behöver minst två färger, så att det syns vad som är nått."))
    if colours != sorted(colours):
        raise RuleViolation(_("Färgerna ska följa poängen: grönt överst, sedan gult och rött."))


def tag_key(name: str, taken: Collection[str]) -> str:
    """Return a key for a mark, made of its name, that is not taken."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_KEY] or "tag"
    key, n = stem, 2
    while key in taken:
        key, n = f"{stem}-{n}", n + 1
    return key


def _require_unique(names: Sequence[str]) -> None:
    twice = [name for name, count in Counter(name.casefold() for name in names).items() if count > 1]
    if twice:
        raise RuleViolation(
            _("{name} finns två gånger. Ge dem olika namn.").format(name=twice[0].capitalize())
        )
