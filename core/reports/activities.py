"""Aktiviteter for a unit and everything below it in a year, those that need somebody first.

build(session, actor, *, unit_id, year) -> ActivityPage
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.enums import UnitKind
from core.queries.access import require, unit_rows, units_in_scope
from core.queries.access import under as under_units
from core.queries.activities import ActivityRow, list_activities
from core.queries.goals import GoalRow, read_goals
from core.reports import activity_words
from core.reports.words import Sentence
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """What the page shows: the activities, the most pressing first, and the goals in sight by id.

    `units` are the names of the unit and those below it without ansvar, `editable` all those where the
    actor may change.
    """

    unit_id: int
    year: int
    today: date
    rows: tuple[ActivityRow, ...]
    goals: Mapping[int, GoalRow]
    answer: Sentence
    units: Mapping[int, str]
    editable: frozenset[int]

    def goal(self, row: ActivityRow) -> str:
        """Return the title of the goal that an activity is for; empty for none, or one out of sight."""
        found = self.goals.get(row.goal_id or 0)
        return found.title if found else ""


def build(session: Session, actor: Actor, *, unit_id: int, year: int) -> ActivityPage:
    """Return the activities that touch a year of a unit and those below it; `NotAllowed` outside scope."""
    require(session, actor, Action.VIEW_GOALS, unit_id)
    today = session.info["database"].today()
    below = unit_rows(session, actor.tree_id, under_units(actor.tree_id, (unit_id,)))
    units = {unit.id: unit.name for unit in below if unit.kind is not UnitKind.COST_CENTER}
    rows = list_activities(session, actor, year=year, unit_ids=[unit.id for unit in below])
    rows.sort(key=lambda row: _order(row, today))
    return ActivityPage(
        unit_id=unit_id,
        year=year,
        today=today,
        rows=tuple(rows),
        goals=read_goals(session, actor, year=year).goals,
        answer=activity_words.answer(rows, year, today),
        units=units,
        editable=_editable(session, actor) & units.keys(),
    )


def _order(row: ActivityRow, today: date) -> tuple[int, date]:
    return activity_words.rank(row, today), row.ends or date.max


def _editable(session: Session, actor: Actor) -> frozenset[int]:
    if actor.read_only:
        return frozenset()
    return frozenset(unit.id for unit in units_in_scope(session, actor, Action.EDIT_GOALS))
