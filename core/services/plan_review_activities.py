"""The activities of last year's plan that are not finished, each kept, changed or closed for the next year.

One that ends with the year gets a row of its own in the next, so that this year's is followed up and
ended as it is; one that goes on by itself keeps its row, and only its last day may become another.
"""

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from core.errors import RuleViolation
from core.models import Activity, UnitPlan
from core.queries.subjects import not_there, why_not
from core.rules.access import Action, Actor
from core.rules.activities import ENDED, ActivityText
from core.rules.plan_review import ItemChoice, PlanChoice, goes_on, same_day
from core.services.activities import add_activity, change_activity
from core.services.activity_store import editable
from core.services.activity_year_end import goal_of_next_year
from core.services.plan_review_items import Trace, moved, named
from core.texts import _


def settle_activity(session: Session, actor: Actor, plan: UnitPlan, choice: ItemChoice, key: str) -> Trace:
    """Let an activity go on into the year of the plan, as it is or changed, or end with the year before."""
    row = editable(session, actor, int(choice.item))
    if row.unit_id != plan.unit_id:
        raise not_there(session, actor, Action.EDIT_GOALS)
    if row.rev != choice.rev or row.state in ENDED:
        raise moved(row.title)
    if choice.day is not None and choice.day.year < plan.year and choice.what is not PlanChoice.CLOSE:
        raise RuleViolation(
            _("”{title}”: välj en sista dag {year} eller senare.").format(title=row.title, year=plan.year)
        )
    try:
        if goes_on(row.ends, plan.year):
            return _going_on(session, actor, plan, row, choice)
        return _made(session, actor, plan, row, choice, key)
    except RuleViolation as refusal:
        raise named(refusal, row.title) from None


def text_of(row: Activity) -> ActivityText:
    """Return what an activity is."""
    return ActivityText(row.title, row.starts, row.ends, row.text, row.owner_id, row.cost, row.hours)


def _going_on(session: Session, actor: Actor, plan: UnitPlan, row: Activity, choice: ItemChoice) -> Trace:
    if choice.what is PlanChoice.KEEP:
        return Trace(row.title)
    before = row.ends.isoformat() if row.ends else ""
    ends = date(plan.year - 1, 12, 31) if choice.what is PlanChoice.CLOSE else choice.day
    rev = change_activity(
        session, actor, activity_id=row.id or 0, rev=row.rev, goal_id=row.goal_id,
        text=replace(text_of(row), ends=ends),
    )  # fmt: skip
    return Trace(row.title, before=before, after=str(rev))


def _made(
    session: Session, actor: Actor, plan: UnitPlan, row: Activity, choice: ItemChoice, key: str
) -> Trace:
    if choice.what is PlanChoice.CLOSE:
        return Trace(row.title)
    changed = choice.what is PlanChoice.CHANGE
    text = replace(
        text_of(row),
        title=choice.title if changed else row.title,
        text=choice.text if changed else row.text,
        starts=date(plan.year, 1, 1),
        ends=choice.day or same_day(row.ends, plan.year),
        owner_id=_owner(session, row),
    )
    made_id = add_activity(
        session, actor, unit_id=row.unit_id, text=text, key=f"a{row.id} {key}"[:36],
        goal_id=goal_of_next_year(session, row.goal_id, plan.year - 1, only_in_force=True),
    )  # fmt: skip
    return Trace(row.title, made_id=made_id, after="0")


def _owner(session: Session, row: Activity) -> int | None:
    """Return whoever carries it out, if she still may see the unit's goals."""
    gone = row.owner_id is not None and why_not(
        session, user_id=row.owner_id, action=Action.VIEW_GOALS, unit_id=row.unit_id
    )
    return None if gone else row.owner_id
