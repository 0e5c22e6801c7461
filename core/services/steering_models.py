"""Starting from a ready steering model: what is there and fits is kept, nothing is destroyed."""

from collections.abc import Sequence

from sqlmodel import Session

from core.errors import RuleViolation
from core.models import Tag
from core.queries import access
from core.queries.steering import read_tags
from core.queries.steering_models import list_models, usual_tags
from core.rules.access import Action, Actor
from core.services import audit
from core.services.frames import hold_top
from core.services.requests import first_time
from core.services.steering import seen_levels, seen_scale, write_levels, write_scale, write_weighing
from core.texts import _


def start_from(session: Session, actor: Actor, *, model: str, key: str) -> None:
    """Make a ready model the municipality's own, with the usual marks.

    A level of the same name and kind stays the same level; others are closed when they have goals,
    else removed. A step of the same colour gets the new words, so what was judged by it stands.
    """
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    chosen = next((one for one in list_models() if one.key == model), None)
    if chosen is None:
        raise RuleViolation(_("Modellen finns inte. Ladda om sidan."))
    if not first_time(session, actor, key=key, action="steering_started", subject=model):
        return
    hold_top(session, actor)
    levels = {(row.draft.name.casefold(), row.draft.kind): row.id for row in seen_levels(session)}
    steps = {step.status: step_id for step_id, step in seen_scale(session)}
    write_levels(session, [(levels.get((one.name.casefold(), one.kind)), one) for one in chosen.levels])
    write_scale(session, [(steps.get(one.status), one) for one in chosen.steps])
    write_weighing(session, chosen.weighing)
    _install(session)
    audit.record(
        session, actor, "steering_started", subject=("steering", "*"), unit_id=actor.top_unit_id,
        change=(None, chosen.name),
    )  # fmt: skip


def add_usual_tags(session: Session, actor: Actor) -> tuple[str, ...]:
    """Add the usual marks that are missing; return their names. Those that are there stay as they are."""
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    hold_top(session, actor)
    added = _install(session)
    if added:
        audit.record(
            session, actor, "tags_added", subject=("steering", "*"), unit_id=actor.top_unit_id,
            change=(None, list(added)),
        )  # fmt: skip
    return tuple(added)


def _install(session: Session) -> Sequence[str]:
    held = {tag.key for tag in read_tags(session)}
    new = [(n, tag) for n, tag in enumerate(usual_tags(), start=1) if tag.key not in held]
    session.add_all(Tag(key=tag.key, group=tag.group, name=tag.name, position=n) for n, tag in new)
    session.flush()
    return [tag.name for _n, tag in new]
