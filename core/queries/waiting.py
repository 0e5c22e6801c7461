"""What waits for a person, over all modules: one card a thing, next deadline first, and what is coming.

Each module gives its part by a source: a function of session, actor and day. A thing with several
deadlines (an inlämning and the tasks about it, a task and the tasks below it) is one card.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlmodel import Session, col, func, select

from core.enums import RoundState
from core.models import Round, RoundUnit
from core.queries.access import subtree
from core.queries.activity_duties import list_own_duties
from core.queries.indicator_due import list_asked_for
from core.queries.subjects import addresses
from core.queries.submission_duties import Duty, WaitingRow, waiting_for
from core.queries.tasks import TaskRow, list_own_tasks
from core.queries.waiting_decisions import ClockPart, list_own_clocks, list_own_moves
from core.rules.access import Action, Actor, roots
from core.rules.subjects import Subject, SubjectKind
from core.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing to do by a day; `owner` is whom it is for when it is not oneself."""

    title: str
    due: date
    unit: str
    address: str
    owner: str = ""
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """A deadline and the thing that it belongs to; quiet ones wait for their day."""

    thing: tuple[SubjectKind, str]
    deadline: Deadline
    quiet_until: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do something about: its deadlines in order, the next one first."""

    thing: tuple[SubjectKind, str]
    deadlines: tuple[Deadline, ...]

    @property
    def next(self) -> Deadline:
        """The deadline that comes first."""
        return self.deadlines[0]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits, and the next day on which something new will; None when none is known."""

    cards: tuple[Card, ...]
    next_day: date | None


Source: TypeAlias = Callable[[Session, Actor, date], list[WaitingItem]]
_THINGS = {SubjectKind.SUBMISSION, SubjectKind.TASK}
_CLOCKS = {
    ClockPart.PREPARE: _("Lägg fram åtgärder mot underskottet"),
    ClockPart.DECIDE: _("Besluta om åtgärder mot underskottet"),
    ClockPart.RECORD: _("Skriv in beslutet om åtgärder mot underskottet"),
}


def list_waiting(session: Session, actor: Actor, *, today: date) -> Waiting:
    """Return what waits for the actor, and for the managers whom she stands in for."""
    items = [item for source in SOURCES for item in source(session, actor, today)]
    shown = [item for item in items if item.quiet_until is None or item.quiet_until <= today]
    quiet = (item.quiet_until for item in items if item.quiet_until is not None and item.quiet_until > today)
    coming = _next_opening(session, actor, today=today)
    return Waiting(_cards(shown), min([*quiet, *([coming] if coming else [])], default=None))


def _next_opening(session: Session, actor: Actor, *, today: date) -> date | None:
    """Return the day on which the next round opens that asks something of the actor's units."""
    units = subtree(actor.tree_id, roots(actor, Action.EDIT_SUBMISSION))
    return session.exec(
        select(func.min(Round.opens))
        .join(RoundUnit, col(RoundUnit.round_id) == col(Round.id))
        .where(Round.state == RoundState.PLANNED, Round.opens > today, col(RoundUnit.unit_id).in_(units))
    ).one()


def _tasks_waiting(session: Session, actor: Actor, today: date) -> list[WaitingItem]:  # noqa: ARG001 a source
    """Return the open tasks of the actor and of those whom she stands in for."""
    person = actor.acting_as_id or actor.user_id
    return [
        WaitingItem(
            thing=_thing_of(task),
            deadline=Deadline(
                title=task.title,
                due=task.due,
                unit=task.unit,
                address=task.address,
                owner="" if task.owner_id == person else task.owner,
                task_id=task.id,
            ),
            quiet_until=task.quiet_until,
        )
        for task in list_own_tasks(session, actor)
    ]


def _submissions_waiting(session: Session, actor: Actor, today: date) -> list[WaitingItem]:
    """Return what the actor is to hand in, approve or confirm; approvals of a round and day are one."""
    rows = waiting_for(session, actor, today=today)
    alike: dict[tuple[Duty, int, date], list[WaitingRow]] = {}
    for row in rows:
        alone = row.submission.id if row.duty is not Duty.APPROVE else 0
        alike.setdefault((row.duty, alone or -row.submission.round_id, row.due), []).append(row)
    subjects = {_subject_of(group) for group in alike.values()}
    links = addresses(session, actor, subjects)
    return [_duty_item(group, links[_subject_of(group)]) for group in alike.values()]


def _activities_waiting(session: Session, actor: Actor, today: date) -> list[WaitingItem]:  # noqa: ARG001 a source
    """Return what activities ask of the actor, and of whom she stands in for: to begin, reconcile, end …"""
    return [
        WaitingItem(
            thing=(SubjectKind.ACTIVITY, str(duty.activity_id)),
            deadline=Deadline(duty.title, duty.due, duty.unit, duty.address, duty.owner),
            quiet_until=duty.quiet_until,
        )
        for duty in list_own_duties(session, actor)
    ]


def _clocks_waiting(session: Session, actor: Actor, today: date) -> list[WaitingItem]:  # noqa: ARG001 a source
    """Return the deficits that the actor is to act on before the body's day, until it has decided."""
    return [
        WaitingItem(
            (SubjectKind.ACTION_PLAN, str(clock.plan_id)),
            Deadline(_CLOCKS[clock.part], clock.due, clock.unit, clock.address, clock.owner),
        )
        for clock in list_own_clocks(session, actor)
    ]


def _moves_waiting(session: Session, actor: Actor, today: date) -> list[WaitingItem]:  # noqa: ARG001 a source
    """Return the moves inside units that managers ask for and the actor decides."""
    return [
        WaitingItem(
            (SubjectKind.BUDGET_DECISION, str(move.decision_id)),
            Deadline(
                _("Godkänn flytt av pengar: {title}").format(title=move.title), move.due, move.unit,
                move.address,
            ),
        )
        for move in list_own_moves(session, actor)
    ]  # fmt: skip


def _subject_of(group: Sequence[WaitingRow]) -> Subject:
    """Return what a group of duties opens: the submission, or the round when there are several."""
    row = group[0].submission
    if len(group) > 1:
        return Subject(SubjectKind.ROUND, str(row.round_id), row.unit_id)
    return Subject(SubjectKind.SUBMISSION, str(row.id), row.unit_id)


def _duty_item(group: Sequence[WaitingRow], address: str) -> WaitingItem:
    first, subject = group[0], _subject_of(group)
    title = {
        Duty.SUBMIT: _("Lämna in {name}"),
        Duty.APPROVE: _("Godkänn {name}"),
        Duty.CONFIRM: _("Bekräfta {name}, inlämnad åt dig"),
    }[first.duty].format(name=first.round_name)
    units = _("{n} enheter").format(n=len(group)) if len(group) > 1 else first.submission.unit_name
    return WaitingItem((subject.kind, subject.id), Deadline(title, first.due, units, address))


def _thing_of(task: TaskRow) -> tuple[SubjectKind, str]:
    """Return what a task belongs to: a thing that is itself to be done, or the task alone."""
    if task.subject.kind in _THINGS:
        return task.subject.kind, task.subject.id
    return SubjectKind.TASK, str(task.id)


def _cards(items: Iterable[WaitingItem]) -> tuple[Card, ...]:
    by_thing: dict[tuple[SubjectKind, str], list[Deadline]] = {}
    for item in items:
        by_thing.setdefault(item.thing, []).append(item.deadline)
    cards = [
        Card(thing, tuple(sorted(deadlines, key=lambda one: (one.due, one.title))))
        for thing, deadlines in by_thing.items()
    ]
    return tuple(sorted(cards, key=lambda card: (card.next.due, card.next.unit, card.next.title, card.thing)))


def _figures_waiting(session: Session, actor: Actor, today: date) -> list[WaitingItem]:
    """Return the key figures that the actor reports and is asked for now, one card a unit."""
    return [
        WaitingItem(
            (SubjectKind.UNIT, f"figures {row.unit_id}"),
            Deadline(
                ngettext("Rapportera {n} nyckeltal", "Rapportera {n} nyckeltal", len(row.titles)).format(
                    n=len(row.titles)
                ),
                row.due,
                row.unit,
                f"/nyckeltalsvarden?enhet={row.unit_code}&period={row.period}",
            ),
        )
        for row in list_asked_for(session, actor, today=today)
    ]


SOURCES: tuple[Source, ...] = (
    _tasks_waiting,
    _submissions_waiting,
    _figures_waiting,
    _activities_waiting,
    _clocks_waiting,
    _moves_waiting,
)
"""Every module that has something to ask of people; a new one adds its function here."""
