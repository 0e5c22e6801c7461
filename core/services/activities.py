"""Activities: made, changed, begun, ended, and asked afterwards what they led to.

Who answers for the unit's goals may do all of it; whoever carries an activity out may say how it
goes. Each change names the `rev` that it was made from: who comes second is told so.
"""

from sqlmodel import Session

from core.enums import ActivityEffect, ActivityState
from core.errors import RuleViolation
from core.queries import access
from core.rules.access import Action, Actor
from core.rules.activities import ENDED, ActivityText, effect_due, require_next
from core.rules.long_texts import LONG, checked_text
from core.services import audit
from core.services.activity_store import (
    checked,
    compare_and_set,
    doable,
    editable,
    facts,
    insert,
    require_goal,
    tell_owner,
    values_of,
)
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_LONGEST_CAUSE = 1000


def add_activity(
    session: Session, actor: Actor, *, unit_id: int, goal_id: int | None, text: ActivityText, key: str
) -> int:
    """Add an activity to a unit, for a goal that the actor may see or for none; return its id."""
    access.require_write(session, actor, Action.EDIT_GOALS, unit_id)
    clean = checked(session, text, unit_id)
    if not first_time(session, actor, key=key, action="activity_added", subject=(unit_id, goal_id, clean)):
        return int(result_of(session, key))
    require_goal(session, actor, goal_id)
    row = insert(session, actor, unit_id=unit_id, goal_id=goal_id, text=clean)
    keep_result(session, key, row.id)
    return row.id or 0


def change_activity(
    session: Session, actor: Actor, *, activity_id: int, rev: int, goal_id: int | None, text: ActivityText
) -> int:
    """Change what an activity is and which goal it is for; return its new `rev`."""
    row = editable(session, actor, activity_id)
    if row.state in ENDED:
        raise RuleViolation(_("Aktiviteten är avslutad. Ta upp den igen om den ska ändras."))
    clean = checked(session, text, row.unit_id, held=row)
    if goal_id != row.goal_id:
        require_goal(session, actor, goal_id)
    old, owner = {**facts(row)}, row.owner_id
    compare_and_set(session, row, rev, goal_id=goal_id, **values_of(clean))
    audit.record(
        session, actor, "activity_changed", subject=("activity", activity_id), unit_id=row.unit_id,
        change=(old, facts(row)),
    )  # fmt: skip
    if row.owner_id != owner:
        tell_owner(session, actor, row)
    return row.rev


def set_state(
    session: Session, actor: Actor, *, activity_id: int, rev: int, state: ActivityState, outcome: str = ""
) -> int:
    """Begin, end, stop or take up an activity; ending and stopping need words. Return its new `rev`."""
    row = doable(session, actor, activity_id)
    require_next(row.state, state)
    words = checked_text(outcome, what=_("vad det ledde till"), longest=LONG, needed=state in ENDED)
    today = session.info["database"].today()
    old = row.state
    compare_and_set(
        session, row, rev, state=state, outcome=words,
        ended_on=today if state in ENDED else None,
        effect_due=effect_due(today) if state is ActivityState.DONE else None,
    )  # fmt: skip
    audit.record(
        session, actor, "activity_state", subject=("activity", activity_id), unit_id=row.unit_id,
        change=(old, state), cause=words[:_LONGEST_CAUSE],
    )  # fmt: skip
    return row.rev


def say_effect(
    session: Session, actor: Actor, *, activity_id: int, rev: int, effect: ActivityEffect, text: str
) -> int:
    """Answer whether a finished activity had effect; return its new `rev`."""
    row = doable(session, actor, activity_id)
    if row.state is not ActivityState.DONE:
        raise RuleViolation(_("Aktiviteten är inte klar än. Följ upp effekten när den är det."))
    words = checked_text(text, what=_("vad som märks av den"), longest=2000)
    old = row.effect
    compare_and_set(session, row, rev, effect=effect, effect_text=words)
    audit.record(
        session, actor, "activity_effect", subject=("activity", activity_id), unit_id=row.unit_id,
        change=(old, effect), cause=words[:_LONGEST_CAUSE],
    )  # fmt: skip
    return row.rev
