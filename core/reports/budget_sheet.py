"""A unit's sheet of a plan: every coding in use, what stands beside it, its frame, and who may type.

    build_sheet(session, actor, *, version_id, unit_id) -> Sheet

Read from the plan's own lines and the balances beside; nothing is kept between calls.
"""

from dataclasses import dataclass

from sqlmodel import Session

from core.enums import SubmissionState, UnitKind
from core.errors import NotAllowed
from core.models import Submission
from core.queries import access
from core.queries.access import UnitRow
from core.queries.classes import read_definition
from core.queries.comments import Thread, list_threads
from core.queries.plan_lines import coding_words, list_lines
from core.queries.plan_rights import Editing, editing, require_plan_unit
from core.queries.sheet_figures import Beside, versions_beside, year_sums
from core.queries.unit_frames import FrameOf, frame_of
from core.reports.sheet_tree import SheetRow, SheetSource, sheet_rows
from core.rules.access import Actor
from core.rules.plan_signs import RESULT_CLASSES
from core.rules.row_lines import place_accounts
from core.rules.subjects import Subject, SubjectKind
from core.texts import _

_GROUPS = "groups"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it stands. `threads` are the open comments of all its rows and cells."""

    version_id: int
    version_name: str
    year: int
    unit: UnitRow
    rows: tuple[SheetRow, ...]
    beside: tuple[Beside, ...]
    frame: FrameOf
    editing: Editing
    state: SubmissionState | None
    rev: int
    threads: tuple[Thread, ...]

    @property
    def asked(self) -> tuple[Thread, ...]:
        """What a reviewer has asked to have changed and that is not answered yet."""
        return tuple(thread for thread in self.threads if thread.asked)


def build_sheet(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> Sheet:
    """Return a unit's sheet; `NotAllowed` outside the actor's scope."""
    version = require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    may = editing(session, actor, version=version, unit_id=unit_id)
    submission = session.get(Submission, may.submission_id) if may.submission_id else None
    rows, beside = _rows(session, actor, version_id, version.year, unit_id)
    return Sheet(
        version_id=version_id,
        version_name=version.name,
        year=version.year,
        unit=_unit(session, actor, unit_id),
        rows=tuple(rows),
        beside=tuple(beside),
        frame=frame_of(session, actor, version_id=version_id, unit_id=unit_id),
        editing=may,
        state=submission.state if submission else None,
        rev=submission.rev if submission else 0,
        threads=tuple(open_threads(session, actor, version_id=version_id, unit_id=unit_id)),
    )


def budget_subject(version_id: int, unit_id: int, cell: str = "") -> Subject:
    """Return a plan of a unit as a subject; the cell is `coding`, `coding/month`, or empty for all of it."""
    return Subject(SubjectKind.BUDGET, str(version_id), unit_id, cell)


def open_threads(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> list[Thread]:
    """Return the open threads on a unit's part of a plan, every row and cell; none for mere readers of it."""
    subject = budget_subject(version_id, unit_id)
    if not access.may(session, actor, subject.action, unit_id).allowed:
        return []
    return [
        thread for thread in list_threads(session, actor, subject=subject, every_cell=True) if thread.is_open
    ]


def _rows(
    session: Session, actor: Actor, version_id: int, year: int, unit_id: int
) -> tuple[list[SheetRow], list[Beside]]:
    lines = list_lines(session, actor, version_id=version_id, unit_id=unit_id)
    beside = versions_beside(session, year)
    figures = {
        one.key: year_sums(
            session, actor, version_id=one.version_id, unit_id=unit_id, last_month=one.last_month
        )
        for one in beside
    }
    used = {line.coding_id for line in lines} | {key[1] for sums in figures.values() for key in sums}
    words = {
        coding_id: one
        for coding_id, one in coding_words(session, list(used)).items()
        if one.account[:1] in RESULT_CLASSES
    }
    source = SheetSource(
        lines=[line for line in lines if line.coding_id in words],
        beside={
            name: {key: ore for key, ore in sums.items() if key[1] in words} for name, sums in figures.items()
        },
        words=words,
        ansvar=_ansvar(session, actor, unit_id),
        groups=_groups(session, {one.account for one in words.values()}),
    )
    return sheet_rows(source), beside


def _groups(session: Session, accounts: set[str]) -> dict[str, tuple[str, str]]:
    """Return key and title of the account group of each account."""
    rows = read_definition(session, _GROUPS)
    titles = {row.key: row.title for row in rows}
    return {account: (key, titles[key]) for account, key in place_accounts(rows, accounts).items()}


def _ansvar(session: Session, actor: Actor, unit_id: int) -> dict[int, str]:
    units = access.unit_rows(session, actor.tree_id, access.under(actor.tree_id, (unit_id,)))
    return {unit.id: f"{unit.name} ({unit.code})" for unit in units if unit.kind is UnitKind.COST_CENTER}


def _unit(session: Session, actor: Actor, unit_id: int) -> UnitRow:
    units = access.unit_rows(session, actor.tree_id, access.under(actor.tree_id, (unit_id,)))
    found = next((unit for unit in units if unit.id == unit_id), None)
    if found is None:
        raise NotAllowed(_("Enheten finns inte, eller är inte din att se."))
    return found
