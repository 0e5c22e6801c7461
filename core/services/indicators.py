"""Key figures: defined, changed, closed and merged. Where they are measured is in `indicator_places`.

A definition is common to all units that it is measured at, so that a change of it is followed by
all. Who answers for every such unit may change it, and whoever answers for the steering model.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from core.errors import Conflict, RuleViolation
from core.models import GoalIndicator, Indicator, IndicatorUnit
from core.queries import access
from core.queries.indicator_room import room_of
from core.queries.subjects import not_there, why_not
from core.rules.access import Action, Actor
from core.rules.indicator_codes import check_names, proposed_code
from core.rules.indicator_texts import Definition, check_circle, checked_definition
from core.rules.long_texts import checked_text
from core.services import audit
from core.services.frames import hold_top
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

LONGEST_WHY = 1000


def add_indicator(
    session: Session, actor: Actor, *, definition: Definition, unit_ids: Collection[int], key: str,
    why: str = "",
) -> int:  # fmt: skip
    """Define a key figure and place it at units (none: only whoever answers for the model); return its id.

    One without a code gets one made from its name. Raises `NotAllowed`, and `RuleViolation` for what
    cannot hold, a code that is taken, or one more than a unit may have without `why`.
    """
    _require_all(session, actor, unit_ids)
    reason = checked_text(why, what=_("varför"), longest=LONGEST_WHY, needed=False)
    subject = (definition, sorted(unit_ids), reason)
    if not first_time(session, actor, key=key, action="indicator_added", subject=subject):
        return int(result_of(session, key))
    hold_top(session, actor)
    clean = checked_definition(_with_code(session, definition))
    _check_others(session, clean)
    _check_owner(session, actor, clean.owner_id, unit_ids)
    for unit_id in sorted(set(unit_ids)):
        require_room(session, unit_id, reason)
    row = Indicator(created_by_id=actor.user_id, created_at=session.info["database"].now(), **_values(clean))
    session.add(row)
    session.flush()
    session.add_all(IndicatorUnit(indicator_id=row.id or 0, unit_id=unit_id) for unit_id in set(unit_ids))
    session.flush()
    audit.record(
        session, actor, "indicator_added", subject=("indicator", row.id),
        change=(None, {**asdict(clean), "units": sorted(set(unit_ids))}), cause=reason,
    )  # fmt: skip
    keep_result(session, key, row.id)
    return row.id or 0


def change_indicator(
    session: Session, actor: Actor, *, indicator_id: int, rev: int, definition: Definition, key: str
) -> int:
    """Change a definition, for every unit at once; return its new `rev`."""
    row = editable(session, actor, indicator_id)
    clean = checked_definition(definition)
    if not first_time(
        session, actor, key=key, action="indicator_changed", subject=(indicator_id, rev, clean)
    ):
        return int(result_of(session, key))
    hold_top(session, actor)
    _check_others(session, clean, own=row)
    if clean.owner_id != row.owner_id:
        _check_owner(session, actor, clean.owner_id, unit_ids_of(session, indicator_id))
    old = {name: getattr(row, name) for name in _values(clean)}
    _compare_and_set(session, row, rev, **_values(clean))
    audit.record(
        session, actor, "indicator_changed", subject=("indicator", indicator_id),
        change=(old, _values(clean)),
    )  # fmt: skip
    keep_result(session, key, row.rev)
    return row.rev


def close_indicator(session: Session, actor: Actor, *, indicator_id: int, rev: int, why: str) -> int:
    """Stop following a key figure; its values stay. Return its new `rev`."""
    row = editable(session, actor, indicator_id)
    reason = checked_text(why, what=_("varför nyckeltalet avslutas"), longest=LONGEST_WHY)
    today = session.info["database"].today()
    _compare_and_set(session, row, rev, closed_on=today, closed_why=reason)
    audit.record(session, actor, "indicator_closed", subject=("indicator", indicator_id), cause=reason)
    return row.rev


def merge_indicator(session: Session, actor: Actor, *, indicator_id: int, rev: int, into_id: int) -> int:
    """Close a key figure for another one, which takes over its units and goals; return its new `rev`."""
    row = editable(session, actor, indicator_id)
    other = editable(session, actor, into_id)
    if indicator_id == into_id:
        raise RuleViolation(_("Välj ett annat nyckeltal att slå ihop med."))
    hold_top(session, actor)
    today = session.info["database"].today()
    why = _("Ersatt av {title}").format(title=other.title)
    _compare_and_set(session, row, rev, closed_on=today, closed_why=why, merged_into_id=into_id)
    for unit_id in unit_ids_of(session, indicator_id) - unit_ids_of(session, into_id):
        session.add(IndicatorUnit(indicator_id=into_id, unit_id=unit_id))
    held = set(session.exec(select(GoalIndicator.goal_id).where(GoalIndicator.indicator_id == into_id)))
    own = session.exec(select(GoalIndicator).where(GoalIndicator.indicator_id == indicator_id)).all()
    session.add_all(
        GoalIndicator(goal_id=link.goal_id, indicator_id=into_id, weight=link.weight)
        for link in own
        if link.goal_id not in held
    )
    session.flush()
    audit.record(
        session, actor, "indicator_merged", subject=("indicator", indicator_id), change=(None, into_id)
    )
    return row.rev


def reopen_indicator(session: Session, actor: Actor, *, indicator_id: int, rev: int) -> int:
    """Follow a closed or merged key figure again; return its new `rev`."""
    row = editable(session, actor, indicator_id, closed=True)
    _compare_and_set(session, row, rev, closed_on=None, closed_why="", merged_into_id=None)
    audit.record(session, actor, "indicator_reopened", subject=("indicator", indicator_id))
    return row.rev


def editable(session: Session, actor: Actor, indicator_id: int, *, closed: bool = False) -> Indicator:
    """Return a key figure that the actor may change: all its units are hers, or the steering model is."""
    row = session.get(Indicator, indicator_id, populate_existing=True)
    if row is None:
        raise not_there(session, actor, Action.EDIT_GOALS)
    _require_all(session, actor, unit_ids_of(session, indicator_id))
    if row.closed_on is not None and not closed:
        raise RuleViolation(_("Nyckeltalet är avslutat. Öppna det igen om det ska ändras."))
    return row


def require_room(session: Session, unit_id: int, why: str) -> None:
    """Raise `RuleViolation`, asking what to close, or why not, when a unit gets more than are meant."""
    room = room_of(session, unit_id)
    if room.full and not why:
        raise RuleViolation(
            _(
                "Enheten följer redan {count} nyckeltal, och högst {most} är tänkt. "
                "Avsluta något av dem, eller skriv varför ett till behövs."
            ).format(count=len(room.titles), most=room.most)
        )


def unit_ids_of(session: Session, indicator_id: int) -> set[int]:
    """Return the units that a key figure is measured at; part of services that have asked."""
    return set(session.exec(select(IndicatorUnit.unit_id).where(IndicatorUnit.indicator_id == indicator_id)))


def _require_all(session: Session, actor: Actor, unit_ids: Collection[int]) -> None:
    if access.may(session, actor, Action.MANAGE_STEERING, actor.top_unit_id).allowed or not unit_ids:
        access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
        return
    for unit_id in unit_ids:
        access.require_write(session, actor, Action.EDIT_GOALS, unit_id)


def _with_code(session: Session, asked: Definition) -> Definition:
    """Return a definition with a code: its own, else one made from its name, if it has one."""
    if asked.code.strip() or not asked.title.strip():
        return asked
    return replace(asked, code=proposed_code(asked.title, session.exec(select(Indicator.code)).all()))


def _check_others(session: Session, clean: Definition, own: Indicator | None = None) -> None:
    """Refuse a code that another one has, and a formula that leads back to itself or names nothing known."""
    rows = {row.code: row for row in session.exec(select(Indicator)) if own is None or row.id != own.id}
    if clean.code in rows:
        raise RuleViolation(_("Koden {code} används redan. Välj en annan.").format(code=clean.code))
    check_circle({**{code: row.formula for code, row in rows.items()}, clean.code: clean.formula}, clean.code)
    if own is None or clean.formula != own.formula:  # one that stands lives on when a figure is closed
        closed = {code for code, row in rows.items() if row.closed_on is not None}
        check_names(clean.formula, rows.keys() - closed, closed)


def _check_owner(session: Session, actor: Actor, owner_id: int | None, unit_ids: Collection[int]) -> None:
    """Refuse an owner who sees the goals of none of the units that follow the figure."""
    if owner_id is None:
        return
    reasons = [
        why_not(session, user_id=owner_id, action=Action.VIEW_GOALS, unit_id=unit_id)
        for unit_id in sorted(unit_ids) or [actor.top_unit_id]
    ]
    if all(reasons):
        raise RuleViolation(reasons[0])


def _compare_and_set(session: Session, row: Indicator, rev: int, **values: Any) -> None:
    written = session.execute(
        update(Indicator)
        .where(col(Indicator.id) == row.id, col(Indicator.rev) == rev)
        .values(rev=rev + 1, **values)
        .returning(col(Indicator.id))
        .execution_options(synchronize_session=False)
    ).first()
    if written is None:
        raise Conflict(_("Någon annan har ändrat nyckeltalet sedan du öppnade det. Läs det och försök igen."))
    session.refresh(row)


def _values(clean: Definition) -> Mapping[str, Any]:
    return asdict(clean)
