"""Mina uppgifter: one list over all modules, next deadline first, and what one has handed to others.

build(session, actor, *, today: date) -> MyTasks
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.queries.tasks import TaskRow, list_delegated_tasks
from core.queries.waiting import Card, Deadline, list_waiting
from core.rules.access import Actor
from core.rules.tasks import due_words, nothing_words, waiting_words
from core.table import Status
from core.texts import _

_SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A deadline of a card beside its next one: what and when, in words."""

    title: str
    due: date
    when: str


@dataclass(frozen=True, slots=True)
class TaskCard:
    """One thing to do: what, where, when in words, and the address that opens exactly that.

    `whose` names the person whom one stands in for; `status` is BAD when late, PARTLY when near.
    """

    title: str
    unit: str
    due: date
    when: str
    status: Status
    address: str
    whose: str
    task_id: int | None
    more: tuple[DeadlineLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MyTasks:
    """The cards, the sentence over them, and the open tasks that one has handed to others."""

    sentence: str
    cards: tuple[TaskCard, ...]
    late: int
    next_day: date | None
    delegated: tuple[TaskRow, ...]


def build(session: Session, actor: Actor, *, today: date) -> MyTasks:
    """Return everything that waits for the actor, or the sentence that nothing does and until when."""
    waiting = list_waiting(session, actor, today=today)
    cards = tuple(_card(card, today) for card in waiting.cards)
    late = sum(card.due < today for card in cards)
    sentence = waiting_words(len(cards), late) if cards else nothing_words(waiting.next_day, today)
    return MyTasks(sentence, cards, late, waiting.next_day, tuple(list_delegated_tasks(session, actor)))


def _card(card: Card, today: date) -> TaskCard:
    first = card.next
    return TaskCard(
        title=first.title,
        unit=first.unit,
        due=first.due,
        when=due_words(first.due, today),
        status=_status(first, today),
        address=first.address,
        whose=_("för {name}").format(name=first.owner) if first.owner else "",
        task_id=first.task_id,
        more=tuple(
            DeadlineLine(deadline.title, deadline.due, due_words(deadline.due, today))
            for deadline in card.deadlines[1:]
        ),
    )


def _status(deadline: Deadline, today: date) -> Status:
    days = (deadline.due - today).days
    if days < 0:
        return Status.BAD
    return Status.PARTLY if days <= _SOON_DAYS else Status.NONE
