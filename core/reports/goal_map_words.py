"""The words of Måluppfyllelse: the answer first, what it rests on, and a judgement in a word or two."""

from collections.abc import Sequence

from core.exports.cell_text import status_word
from core.periods import Period
from core.queries.goal_map import GoalMapRead
from core.queries.goals import GoalRow
from core.queries.steering import StepRow
from core.reports import goal_words
from core.reports.words import Part, Sentence, large_amount, listed, sentence
from core.rules.attainment import Basis
from core.rules.goal_map import Cell
from core.table import Status
from core.texts import _

_MOST_NAMED, _FIRST_NAMED = 3, 2
_COUNTS = _("Inget Ett Två Tre Fyra Fem Sex Sju Åtta Nio Tio Elva Tolv").split()


def short_word(scale: Sequence[StepRow], status: Status) -> str:
    """Return a judgement in so few letters that a cell of the map holds it."""
    words = {Status.OK: _("Nås"), Status.PARTLY: _("Delvis"), Status.BAD: _("Nås ej")}
    known = {step.status for step in scale}
    return words[status] if status in words and status in known else status_word(status)


def step_word(scale: Sequence[StepRow], status: Status, step_id: int | None, month: int) -> str:
    """Return the word of a step: its own where its colour has several steps or none, else the short one."""
    step = next((one for one in scale if one.id == step_id), None)
    if step is None or _alone(scale, step):
        return short_word(scale, status)
    return goal_words.step_word(step, month)


def _alone(scale: Sequence[StepRow], step: StepRow) -> bool:
    same = sum(one.status is step.status for one in scale)
    return same == 1 and step.status is not Status.NONE


def count_words(cell: Cell) -> str:
    """Return how many of a cell's goals are reached: `3 av 6`."""
    return _("{n} av {of}").format(n=cell.reached, of=cell.of)


def freshness(read: GoalMapRead) -> str:
    """Return by when the map holds, and how much of it is judged."""
    goals = read.behind()
    judged = sum(
        read.standings.found[goal.id].basis is not Basis.NOTHING
        for goal in goals
        if goal.id in read.standings.found
    )
    text = _("Så som det står till och med {month}. {n} av {of} mål i kartan är bedömda.")
    return text.format(month=Period(read.year, read.month).words(), n=judged, of=len(goals))


def answer(read: GoalMapRead, variance: int | None) -> Sentence:
    """Return the answer to "do we reach our goals": in all units, in some, and which to talk about."""
    goals = [goal for _title, rows in read.rows for goal in rows]
    if not goals:
        return sentence(_("Det finns inga mål att följa upp för {year} än.").format(year=read.year))
    if read.is_unit:
        return goal_words.answer(goals, dict(read.standings.found), read.year)
    parts = [*_reached(read, goals), *_talks(read, goals), *_money(variance)]
    return tuple(parts)


def _reached(read: GoalMapRead, goals: Sequence[GoalRow]) -> Sentence:
    every = sum(_in_all(read, goal) for goal in goals)
    some = sum(_in_some(read, goal) for goal in goals)
    where = _("i alla nämnder") if read.unit.parent_id is None else _("på alla enheter")
    text = _("{{count}} är på väg att nås {where}, {some} på minst en.")
    if read.unit.parent_id is None:
        text = _("{{count}} är på väg att nås {where}, {some} i minst en.")
    count = _("{n} av {of} mål").format(n=every or _("Inget"), of=len(goals))
    return sentence(text.format(where=where, some=some), count=count)


def _talks(read: GoalMapRead, goals: Sequence[GoalRow]) -> Sentence:
    """Return the goals to talk about: those not reached themselves, then those missed by the most units."""
    bad = [
        (read.standings.status(goal.id) is not Status.BAD, -_count(read, goal, Status.BAD), goal)
        for goal in goals
    ]
    worst = [
        goal for elsewhere, minus, goal in sorted(bad, key=lambda one: one[:2]) if minus or not elsewhere
    ]
    if not worst:
        return (Part(_(" Inget mål ser ut att missas.")),)
    shown = worst if len(worst) <= _MOST_NAMED else worst[:_FIRST_NAMED]
    named = listed([f"”{goal.title}”" for goal in shown])
    n = _COUNTS[len(worst)] if len(worst) < len(_COUNTS) else str(len(worst))
    text = _(" {n} behöver ett samtal: {{goals}}.")
    if len(worst) > _MOST_NAMED:
        text = _(" {n} behöver ett samtal, först {{goals}}.")
    return sentence(text.format(n=n), goals=named)


def _money(variance: int | None) -> Sentence:
    if variance is None:
        return ()
    if not variance:
        return (Part(_(" Prognosen följer budgeten.")),)
    text = _(" Prognosen är {amount} mot budget.")
    return (Part(text.format(amount=large_amount(variance, signed=True))),)


def _statuses(read: GoalMapRead, goal: GoalRow) -> list[Status]:
    cells = (read.grid.cells.get((goal.id, unit.id)) for unit in read.columns)
    return [cell.status for cell in cells if cell is not None]


def _in_all(read: GoalMapRead, goal: GoalRow) -> bool:
    """Return whether a goal is reached wherever it concerns somebody; one without units, by itself."""
    statuses = _statuses(read, goal) or [read.standings.status(goal.id)]
    return all(status in {Status.OK, Status.BETTER} for status in statuses)


def _in_some(read: GoalMapRead, goal: GoalRow) -> bool:
    statuses = _statuses(read, goal) or [read.standings.status(goal.id)]
    return any(status in {Status.OK, Status.BETTER} for status in statuses)


def _count(read: GoalMapRead, goal: GoalRow, status: Status) -> int:
    return _statuses(read, goal).count(status)
