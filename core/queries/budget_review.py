"""The budget or forecast that a submission is about: where it is opened, and what a reviewer wants changed.

budget_of(session, actor, *, submission_id) -> ReviewedBudget | None
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlmodel import Session, select

from core.enums import VersionKind
from core.models import Round, Unit, Version
from core.periods import month_name
from core.queries import access
from core.queries.classes import read_definition
from core.queries.codes import unit_names
from core.queries.comments import Thread, list_threads
from core.queries.forecast_series import ROWS
from core.queries.plan_lines import coding_words
from core.queries.submission_rights import read_visible
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, SubjectKind, address_of
from core.texts import _

_Words: TypeAlias = dict[str, str]
"""Cells in words; the empty cell is all of the figures."""


@dataclass(frozen=True, slots=True)
class AskedCell:
    """A cell, a row or the whole budget that somebody wants changed; settled ones say by whom and when."""

    thread_id: int
    where: str
    body: str
    asked_by: str
    address: str
    done_at: datetime | None
    done_by: str

    @property
    def done(self) -> bool:
        """Whether it is answered."""
        return self.done_at is not None


@dataclass(frozen=True, slots=True)
class ReviewedBudget:
    """The figures of a submission: their address, and what is asked, in the order of asking.

    `forecast_id` is the version when they are a forecast.
    """

    address: str
    asked: tuple[AskedCell, ...]
    forecast_id: int | None = None

    @property
    def left(self) -> tuple[AskedCell, ...]:
        """What is not answered yet."""
        return tuple(cell for cell in self.asked if not cell.done)


def budget_of(session: Session, actor: Actor, *, submission_id: int) -> ReviewedBudget | None:
    """Return the budget or forecast that a submission hands in; None when its round fills no version."""
    submission = read_visible(session, actor, submission_id)
    version_id = session.get_one(Round, submission.round_id).version_id
    if version_id is None:
        return None
    forecast = session.get_one(Version, version_id).kind is VersionKind.FORECAST
    kind = SubjectKind.FORECAST if forecast else SubjectKind.BUDGET
    subject = Subject(kind, str(version_id), submission.unit_id)
    code = session.exec(select(Unit.code).where(Unit.id == submission.unit_id)).one()
    threads: list[Thread] = []
    if access.may(session, actor, Action.VIEW_PLAN, submission.unit_id).allowed:
        found = list_threads(session, actor, subject=subject, every_cell=True)
        threads = [thread for thread in found if thread.asked]
    cells = tuple(_cells(session, actor, threads, _row_titles if forecast else _row_words))
    return ReviewedBudget(address_of(subject, unit_code=code), cells, version_id if forecast else None)


def _cells(
    session: Session, actor: Actor, threads: list[Thread], words_of: Callable[[Session, list[Thread]], _Words]
) -> list[AskedCell]:
    words = words_of(session, threads)
    units = unit_names(session, actor.tree_id, tuple({thread.subject.unit_id for thread in threads}))
    found = []
    for thread in threads:
        unit = units.get(thread.subject.unit_id)
        first = thread.comments[0]
        parts = [words.get(thread.subject.cell, words[""]), unit.name if unit else ""]
        found.append(
            AskedCell(
                thread.id,
                ", ".join(part for part in parts if part),
                first.body,
                first.user,
                address_of(thread.subject, unit_code=unit.code if unit else ""),
                thread.resolved_at,
                thread.resolved_by,
            )
        )
    return found


def _row_titles(session: Session, threads: list[Thread]) -> _Words:
    """Return the rows of a forecast in words; the empty key is all of it."""
    titles = {row.key: row.title for row in read_definition(session, ROWS)} if threads else {}
    return {**titles, "": _("Hela prognosen")}


def _row_words(session: Session, threads: list[Thread]) -> _Words:
    """Return cells in words: `Löner (5020), januari`."""
    cells = {thread.subject.cell for thread in threads if thread.subject.cell}
    codings = {cell: cell.partition("/")[0] for cell in cells}
    numbers = [int(coding) for coding in codings.values() if coding.isdecimal()]
    words = coding_words(session, numbers)
    found = {}
    for cell, coding in codings.items():
        one = words.get(int(coding)) if coding.isdecimal() else None
        month = cell.partition("/")[2]
        parts = [f"{one.account_name or _('Konto')} ({one.account})" if one else ""]
        parts.append(month_name(int(month)) if month.isdecimal() else "")
        found[cell] = ", ".join(part for part in parts if part)
    return {cell: text for cell, text in found.items() if text} | {"": _("Hela budgeten")}
