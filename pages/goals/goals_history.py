"""All that was said of a goal, the latest first."""

from core.db import Database
from core.periods import Period, local_time
from core.queries.goal_assessments import AssessmentRow, list_assessments
from core.queries.goals import GoalRow
from core.queries.steering import StepRow
from core.reports import goal_words
from core.reports.goal_page import GoalPage
from core.rules.access import Actor
from core.texts import _
from pages.ui import pieces
from pages.ui.comments import said
from pages.ui.markup import Markup, join


def show(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    """Show each judgement with its month, who said it and when."""
    with database.reading() as session:
        rows = list_assessments(session, actor, goal_id=goal.id)
    if not rows:
        pieces.empty(_("Inget är sagt om målet än"), _("Bedömningar månad för månad samlas här."))
        return
    pieces.show(pieces.log((_when(row), _what(row, page.world.scale)) for row in rows))


def _when(row: AssessmentRow) -> str:
    return _("{month}, av {user} {at}").format(
        month=Period(row.year, row.month).words().capitalize(), user=row.user, at=local_time(row.at)
    )


def _what(row: AssessmentRow, scale: tuple[StepRow, ...]) -> Markup:
    word = (
        goal_words.standing_word(scale, row.status, row.month, row.step_id) if row.step_id is not None else ""
    )
    return join([pieces.chip(row.status, word) if word else None, said(row.text) if row.text else None])
