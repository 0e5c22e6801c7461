"""The steering model by configuration: levels, the scale, how judgements are weighed, and marks.

Nothing here destroys a goal: a level with goals is closed instead of removed, and a step of the
scale that somebody has judged by stays. Each change names what its writer saw.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import GoalKind
from core.errors import Conflict, RuleViolation
from core.models import AssessmentStep, GoalLevel, Setting, Tag
from core.queries import access
from core.queries.steering import (
    WEIGHING_SETTING,
    goals_per_level,
    judged_steps,
    read_levels,
    read_scale,
    read_tags,
    read_weighing,
)
from core.rules.access import Action, Actor
from core.rules.attainment import Weighing
from core.rules.long_texts import checked_title
from core.rules.steering import LevelDraft, StepDraft, check_levels, check_scale, tag_key
from core.services import audit
from core.services.frames import hold_top
from core.services.requests import first_time
from core.table import Status
from core.texts import _

_LONGEST_NAME = 80
_LONGEST_TAG = 120


@dataclass(frozen=True, slots=True)
class SeenLevel:
    """A level as it was read: its id, what it says, and whether it was closed."""

    id: int
    draft: LevelDraft
    closed: bool


def seen_levels(session: Session) -> tuple[SeenLevel, ...]:
    """Return the levels as a change must name them."""
    return tuple(
        SeenLevel(row.id, LevelDraft(row.name, row.kind, row.most), row.closed)
        for row in read_levels(session)
    )


def save_levels(
    session: Session,
    actor: Actor,
    *,
    seen: Sequence[SeenLevel],
    levels: Sequence[tuple[int | None, LevelDraft]],
    key: str,
) -> None:
    """Make the levels these, the highest first; each names its id, None for a new one.

    A level that is left out is closed when it has goals, else removed; one that was closed and is
    named again opens. Raises `Conflict` when the levels are not as the writer saw them.
    """
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    drafts = check_levels([draft for _id, draft in levels])
    if not first_time(session, actor, key=key, action="levels_saved", subject=tuple(levels)):
        return
    hold_top(session, actor)
    before = seen_levels(session)
    _require_same(tuple(seen) == before)
    write_levels(session, [(level_id, draft) for (level_id, _old), draft in zip(levels, drafts, strict=True)])
    _audit(session, actor, "levels_saved", [_level_words(row) for row in before], _levels_now(session))


def write_levels(session: Session, levels: Sequence[tuple[int | None, LevelDraft]]) -> None:
    """Store levels in order; part of services that have asked."""
    used = goals_per_level(session)
    kept = {level_id for level_id, _draft in levels if level_id is not None}
    held = {row.id: row for row in session.exec(select(GoalLevel).order_by(col(GoalLevel.position)))}
    if kept - held.keys():
        raise RuleViolation(_("Nivån finns inte längre. Ladda om sidan."))
    for position, (level_id, draft) in enumerate(levels, start=1):
        if level_id is None:
            row = GoalLevel(position=position, name=draft.name, kind=draft.kind, most=draft.most)
        else:
            row = held[level_id]
            _require_kind(row, draft.kind, used)
            row.position, row.name, row.kind, row.most, row.closed = (
                position, draft.name, draft.kind, draft.most, False,
            )  # fmt: skip
        session.add(row)
    for level_id, row in held.items():
        if level_id not in kept and not used.get(level_id or 0):
            session.delete(row)
        elif level_id not in kept:
            row.closed, row.position = True, len(levels) + row.position
            session.add(row)
    session.flush()


def save_scale(
    session: Session,
    actor: Actor,
    *,
    seen: Sequence[tuple[int, StepDraft]],
    steps: Sequence[tuple[int | None, StepDraft]],
    key: str,
) -> None:
    """Make the scale these steps, the best first; each names its id, None for a new one.

    A step that somebody has judged by cannot be left out. Raises `Conflict` as `save_levels`.
    """
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    drafts = check_scale([draft for _id, draft in steps])
    if not first_time(session, actor, key=key, action="scale_saved", subject=tuple(steps)):
        return
    hold_top(session, actor)
    before = seen_scale(session)
    _require_same(tuple(seen) == before)
    write_scale(session, [(step_id, draft) for (step_id, _old), draft in zip(steps, drafts, strict=True)])
    after = seen_scale(session)
    _audit(
        session, actor, "scale_saved", [_step_words(*one) for one in before], [_step_words(*s) for s in after]
    )


def seen_scale(session: Session) -> tuple[tuple[int, StepDraft], ...]:
    """Return the scale as a change must name it."""
    return tuple(
        (row.id, StepDraft(row.word, row.forecast_word, row.status, row.points))
        for row in read_scale(session)
    )


def write_scale(session: Session, steps: Sequence[tuple[int | None, StepDraft]]) -> None:
    """Store the steps in order; part of services that have asked."""
    kept = {step_id for step_id, _draft in steps if step_id is not None}
    held = {row.id: row for row in session.exec(select(AssessmentStep))}
    if kept - held.keys():
        raise RuleViolation(_("Steget finns inte längre. Ladda om sidan."))
    gone = held.keys() - kept
    if gone & judged_steps(session):
        raise RuleViolation(
            _("Någon har redan bedömt med ett av stegen, så det kan inte tas bort. Ändra orden i stället.")
        )
    for step_id in gone:
        session.delete(held[step_id])
    for position, (step_id, draft) in enumerate(steps, start=1):
        row = held[step_id] if step_id is not None else AssessmentStep(
            position=position, word="", forecast_word="", status="", points=0
        )  # fmt: skip
        row.position, row.word, row.forecast_word = position, draft.word, draft.forecast_word
        row.status, row.points = draft.status, draft.points
        session.add(row)
    session.flush()


def choose_weighing(session: Session, actor: Actor, *, weighing: Weighing) -> None:
    """Choose whether several judgements become their mean or the worst of them."""
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    old = read_weighing(session)
    write_weighing(session, weighing)
    _audit(session, actor, "weighing_chosen", old, weighing)


def write_weighing(session: Session, weighing: Weighing) -> None:
    """Store the choice; part of services that have asked."""
    row = session.get(Setting, WEIGHING_SETTING, populate_existing=True) or Setting(key=WEIGHING_SETTING)
    row.value = weighing
    session.add(row)
    session.flush()


def add_tag(session: Session, actor: Actor, *, group: str, name: str) -> str:
    """Add a mark that goals can have, in a group that is there or new; return its key."""
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    clean_group = checked_title(group, what=_("gruppen"), longest=_LONGEST_NAME)
    clean = checked_title(name, what=_("märkningens namn"), longest=_LONGEST_TAG)
    hold_top(session, actor)
    held = read_tags(session)
    if any((tag.group, tag.name) == (clean_group, clean) for tag in held):
        raise RuleViolation(_("Märkningen finns redan."))
    key = tag_key(clean, [tag.key for tag in held])
    session.add(Tag(key=key, group=clean_group, name=clean, position=len(held) + 1))
    session.flush()
    _audit(session, actor, "tag_added", None, {"group": clean_group, "name": clean})
    return key


def _require_kind(row: GoalLevel, kind: GoalKind, used: dict[int, int]) -> None:
    """An assignment has a day to report back, a goal has none: what is there cannot become the other."""
    if row.kind is not kind and used.get(row.id or 0):
        raise RuleViolation(
            _("{name} har redan mål, så det går inte att ändra vad nivån är. Lägg till en ny nivå.").format(
                name=row.name
            )
        )


def _require_same(same: bool) -> None:
    if not same:
        raise Conflict(
            _("Någon annan har ändrat styrmodellen sedan du öppnade den. Läs den och försök igen.")
        )


def _levels_now(session: Session) -> list[list[object]]:
    return [_level_words(row) for row in seen_levels(session)]


def _level_words(level: SeenLevel) -> list[object]:
    return [level.draft.name, level.draft.kind, level.draft.most, level.closed]


def _step_words(_id: int, draft: StepDraft) -> list[object]:
    return [draft.word, draft.forecast_word, Status(draft.status), draft.points]


def _audit(session: Session, actor: Actor, action: str, old: object, new: object) -> None:
    audit.record(
        session, actor, action, subject=("steering", "*"), unit_id=actor.top_unit_id, change=(old, new)
    )
