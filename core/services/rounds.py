"""Planning rounds: dates, levels, units and their last days, and a whole year copied to another."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, insert, select

from core.enums import RoundState, UnitKind
from core.errors import RuleViolation
from core.models import Round, RoundLevel, RoundUnit
from core.queries import access
from core.queries.rounds import asked_units, content_of, open_units_of_kind, preview_copy
from core.rules.access import Action, Actor
from core.rules.rounds import (
    NewRound,
    check_change,
    check_round,
    check_unit_deadline,
    check_units,
)
from core.services import audit
from core.services.requests import first_time, keep_result, result_of
from core.services.submission_steps import move_step_deadlines
from core.texts import _


def create_round(session: Session, actor: Actor, *, content: NewRound, key: str) -> int:
    """Plan a round and return its id; `RuleViolation` names what does not hold together."""
    require_rounds(session, actor)
    check_round(content)
    if not first_time(session, actor, key=key, action="round_created", subject=content):
        return int(result_of(session, key))
    round_id = _write_round(session, actor, content)
    keep_result(session, key, round_id)
    return round_id


def change_round(session: Session, actor: Actor, *, round_id: int, content: NewRound) -> None:
    """Change a planned round freely, an open one only to later dates and another instruction.

    Units whose last day was the round's follow it; those with a day of their own keep it.
    """
    require_rounds(session, actor)
    stored = locked_round(session, round_id)
    old = content_of(session, stored)
    check_change(old, content, stored.state)
    asked = session.exec(select(RoundUnit).where(RoundUnit.round_id == round_id)).all()
    for unit in asked:
        unit.deadline = content.deadline if unit.deadline == old.deadline else unit.deadline
        check_unit_deadline(content, unit.deadline)
        session.add(unit)
    for name, value in _plain(content).items():
        setattr(stored, name, value)
    session.add(stored)
    _write_levels(session, round_id, content)
    if stored.state is RoundState.OPEN:
        move_step_deadlines(session, actor.tree_id, round_id, content.levels)
    record_round(session, actor, "round_changed", round_id, (old, content))


def choose_units(session: Session, actor: Actor, *, round_id: int, unit_ids: Sequence[int]) -> None:
    """Let a planned round ask some units; `RuleViolation` for a closed one and for one asked twice."""
    require_rounds(session, actor)
    stored = planned_round(session, round_id)
    units = asked_units(session, actor.tree_id)
    if any(unit_id not in units for unit_id in unit_ids):
        raise RuleViolation(_("Någon av enheterna finns inte i dagens organisation. Välj igen."))
    already = session.exec(select(RoundUnit.unit_id).where(RoundUnit.round_id == round_id)).all()
    check_units([units[unit_id] for unit_id in unit_ids])
    check_units([units[unit_id] for unit_id in (*unit_ids, *already) if unit_id in unit_ids])
    _ask(session, actor, stored, unit_ids)


def choose_units_of_kind(
    session: Session, actor: Actor, *, round_id: int, kind: UnitKind, under_id: int
) -> int:
    """Let a planned round ask every open unit of a kind under a unit today; return how many were added."""
    require_rounds(session, actor)
    stored = planned_round(session, round_id)
    if kind is UnitKind.COST_CENTER:
        raise RuleViolation(_("Omgångar frågar enheter, inte ansvar. Välj en nivå ovanför."))
    already = set(session.exec(select(RoundUnit.unit_id).where(RoundUnit.round_id == round_id)))
    found = open_units_of_kind(session, actor.tree_id, kind=kind, under_id=under_id)
    new = [unit_id for unit_id in found if unit_id not in already]
    _ask(session, actor, stored, new)
    return len(new)


def leave_out_units(session: Session, actor: Actor, *, round_id: int, unit_ids: Collection[int]) -> None:
    """Take units out of a planned round."""
    require_rounds(session, actor)
    planned_round(session, round_id)
    session.execute(
        delete(RoundUnit).where(
            col(RoundUnit.round_id) == round_id, col(RoundUnit.unit_id).in_(tuple(unit_ids))
        )
    )
    session.expire_all()
    record_round(session, actor, "round_units_chosen", round_id, (sorted(unit_ids), None))


def set_unit_deadline(
    session: Session, actor: Actor, *, round_id: int, unit_ids: Collection[int], deadline: date
) -> None:
    """Give asked units a last day of their own; in an open round only a later one."""
    require_rounds(session, actor)
    stored = locked_round(session, round_id)
    if stored.state is RoundState.CLOSED:
        raise RuleViolation(_("Omgången är stängd och ändras inte mer."))
    check_unit_deadline(content_of(session, stored), deadline)
    for unit_id in sorted(set(unit_ids)):
        asked = session.get(RoundUnit, (round_id, unit_id))
        if asked is None:
            raise RuleViolation(_("Enheten är inte med i omgången. Lägg till den först."))
        if stored.state is RoundState.OPEN and deadline < asked.deadline:
            raise RuleViolation(
                _("Omgången är öppen, så {day} kan bara flyttas framåt.").format(day=asked.deadline)
            )
        record_round(session, actor, "round_deadline_set", round_id, (asked.deadline, deadline), unit_id)
        asked.deadline = deadline
        session.add(asked)


def remove_round(session: Session, actor: Actor, *, round_id: int) -> None:
    """Remove a planned round; one that has been open is kept for ever."""
    require_rounds(session, actor)
    stored = planned_round(session, round_id)
    for copy in session.exec(select(Round).where(Round.copied_from_id == round_id)):
        copy.copied_from_id = None
        session.add(copy)
    session.flush()
    record_round(session, actor, "round_removed", round_id, (content_of(session, stored), None))
    for table in (RoundUnit, RoundLevel):
        session.execute(delete(table).where(col(table.round_id) == round_id))
    session.delete(stored)
    session.flush()


def copy_rounds_to_year(
    session: Session,
    actor: Actor,
    *,
    year_from: int,
    year_to: int,
    key: str,
    source_ids: Collection[int] | None = None,
) -> tuple[int, ...]:
    """Plan the rounds of a year anew in a later one, as `preview_copy` shows them; return their ids."""
    require_rounds(session, actor)
    if year_to <= year_from:
        raise RuleViolation(_("Välj ett senare år att kopiera till."))
    if not first_time(session, actor, key=key, action="rounds_copied", subject=(year_from, year_to)):
        return tuple(result_of(session, key))
    made = []
    for copy in preview_copy(session, actor, year_from=year_from, year_to=year_to):
        if source_ids is not None and copy.source_id not in source_ids:
            continue
        round_id = _write_round(session, actor, copy.content, copied_from_id=copy.source_id)
        session.add_all(RoundUnit(round_id=round_id, unit_id=unit, deadline=day) for unit, day in copy.units)
        made.append(round_id)
    session.flush()
    keep_result(session, key, made)
    return tuple(made)


def require_rounds(session: Session, actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor manages rounds."""
    access.require_write(session, actor, Action.MANAGE_ROUNDS, actor.top_unit_id)


def locked_round(session: Session, round_id: int) -> Round:
    """Return a round that nobody else changes, and nobody hands in to, until the transaction ends."""
    statement = select(Round).where(Round.id == round_id).with_for_update()
    stored = session.exec(statement.execution_options(populate_existing=True)).first()
    if stored is None:
        raise RuleViolation(_("Omgången finns inte längre. Ladda om sidan."))
    return stored


def planned_round(session: Session, round_id: int) -> Round:
    """Return a round that has not opened yet, locked; `RuleViolation` for any other."""
    stored = locked_round(session, round_id)
    if stored.state is RoundState.OPEN:
        raise RuleViolation(_("Omgången är redan öppen. Då ändras varken enheter eller steg."))
    if stored.state is RoundState.CLOSED:
        raise RuleViolation(_("Omgången är stängd och ändras inte mer."))
    return stored


def _write_round(
    session: Session, actor: Actor, content: NewRound, *, copied_from_id: int | None = None
) -> int:
    stored = Round(**_plain(content), copied_from_id=copied_from_id, planned_by_id=actor.user_id)
    session.add(stored)
    session.flush()
    if stored.id is None:
        raise ValueError("a stored round has an id")
    _write_levels(session, stored.id, content)
    record_round(session, actor, "round_created", stored.id, (None, content))
    return stored.id


def _write_levels(session: Session, round_id: int, content: NewRound) -> None:
    session.execute(delete(RoundLevel).where(col(RoundLevel.round_id) == round_id))
    session.add_all(
        RoundLevel(
            round_id=round_id, level=n, unit_kind=level.unit_kind, role=level.role, deadline=level.deadline
        )
        for n, level in enumerate(content.levels, start=1)
    )
    session.flush()


def _ask(session: Session, actor: Actor, stored: Round, unit_ids: Sequence[int]) -> None:
    rows = [{"round_id": stored.id, "unit_id": unit_id, "deadline": stored.deadline} for unit_id in unit_ids]
    if rows:
        session.execute(insert(RoundUnit), rows)
    record_round(session, actor, "round_units_chosen", stored.id or 0, (None, sorted(unit_ids)))


def _plain(content: NewRound) -> dict[str, Any]:
    """Return a round's own columns."""
    return {
        "kind": content.kind,
        "name": content.name.strip(),
        "year": content.year,
        "opens": content.opens,
        "deadline": content.deadline,
        "closes": content.closes,
        "instruction": content.instruction,
        "minutes": content.minutes,
        "source": content.source,
        "by_itself": content.by_itself,
    }


def record_round(
    session: Session,
    actor: Actor,
    action: str,
    round_id: int,
    change: tuple[Any, Any],
    unit_id: int | None = None,
) -> None:
    """Note what was done to a round; contents are kept as their fields."""
    old, new = (asdict(side) if isinstance(side, NewRound) else side for side in change)
    audit.record(session, actor, action, subject=("round", round_id), unit_id=unit_id, change=(old, new))
