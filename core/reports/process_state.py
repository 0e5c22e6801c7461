"""How a round goes: every unit with the counts below it, worst first, and one submission's history.

build(session, actor, *, round_id: int, unit_id: int, today: date) -> ProcessState
submission_table(session, actor, *, submission_id: int) -> Table
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col

from core.enums import RoundKind, SubmissionState, UnitKind
from core.models import TreeUnit
from core.periods import local_time
from core.queries.access import UnitRow, under, unit_rows
from core.queries.goal_findings import followed_month, said_of_goals
from core.queries.responsible import name_list
from core.queries.round_answers import list_answers
from core.queries.rounds import RoundRow, read_round
from core.queries.submissions import SubmissionRow, history, list_submissions, read_submission
from core.reports.process_words import event_title, standing_word, state_status
from core.rules.access import Actor
from core.table import Column, Kind, Row, RowRole, Status, Table
from core.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class Counts:
    """How many submissions stand where; `late` is among the others, not beside them."""

    not_started: int = 0
    working: int = 0
    submitted: int = 0
    approved: int = 0
    late: int = 0

    @property
    def total(self) -> int:
        """All submissions."""
        return self.not_started + self.working + self.submitted + self.approved

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.not_started + other.not_started,
            self.working + other.working,
            self.submitted + other.submitted,
            self.approved + other.approved,
            self.late + other.late,
        )


@dataclass(frozen=True, slots=True)
class ProcessState:
    """A round on a unit: the sentence, the whole count, the tree as a table, and the submissions by unit."""

    round: RoundRow
    sentence: str
    counts: Counts
    table: Table
    submissions: Mapping[int, SubmissionRow]


@dataclass(frozen=True, slots=True)
class _Branch:
    """A unit with what lies below it."""

    unit: UnitRow
    counts: Counts
    children: tuple["_Branch", ...]


def build(session: Session, actor: Actor, *, round_id: int, unit_id: int, today: date) -> ProcessState:
    """Return how a round goes on a unit and below it; `NotAllowed` outside the actor's scope."""
    chosen = read_round(session, actor, round_id=round_id)
    rows = list_submissions(session, actor, round_id=round_id, unit_id=unit_id, today=today)
    submissions = {row.unit_id: row for row in rows}
    units = unit_rows(
        session, actor.tree_id, under(actor.tree_id, (unit_id,)), col(TreeUnit.kind) != UnitKind.COST_CENTER
    )
    top = _branch(units, submissions)
    lines = _lines(top, submissions, 0)
    return ProcessState(
        round=chosen,
        sentence=_sentence(top.counts),
        counts=top.counts,
        table=Table(chosen.content.name, _columns(), tuple(lines), about=_about(chosen, today)),
        submissions=submissions,
    )


def submission_table(session: Session, actor: Actor, *, submission_id: int) -> Table:
    """Return a submission's answer and history as a table: what a closed round keeps of it."""
    today = session.info["database"].today()
    row = read_submission(session, actor, submission_id=submission_id, today=today).row
    columns = (
        Column("what", _("Händelse"), Kind.TEXT),
        Column("when", _("När"), Kind.TEXT),
        Column("who", _("Vem"), Kind.TEXT),
        Column("for", _("I stället för"), Kind.TEXT),
        Column("reason", _("Kommentar"), Kind.TEXT),
    )
    lines = [
        Row(f"answer:{kept.n}", (_("Svar"), local_time(kept.at), kept.user_name, kept.for_name, kept.body))
        for kept in list_answers(session, actor, submission_id=submission_id)[:1]
    ]
    lines += [
        Row(
            f"event:{event.n}",
            (event_title(event.kind), local_time(event.at), event.user_name, event.for_name, event.reason),
        )
        for event in history(session, actor, submission_id=submission_id)
    ]
    lines += _goals(session, actor, row)
    about = (
        (_("Läge"), standing_word(row.standing)),
        (_("Sista dag"), row.unit_deadline.isoformat()),
        (_("Försenad"), _("Ja") if row.late else _("Nej")),
    )
    return Table(row.unit_name, columns, tuple(lines), about=about)


def _goals(session: Session, actor: Actor, row: SubmissionRow) -> list[Row]:
    """Return what a follow-up says of the unit's goals; nothing for a round about something else."""
    asked = read_round(session, actor, round_id=row.round_id).content
    if asked.kind is not RoundKind.GOALS:
        return []
    month = followed_month(asked.year, asked.deadline)
    said = said_of_goals(session, actor, unit_id=row.unit_id, year=asked.year, month=month)
    return [
        Row(f"goal:{one.goal_id}", (title, local_time(one.at), one.user, one.word, one.text))
        for title, one in said
    ]


def count(row: SubmissionRow) -> Counts:
    """Return one submission as counts."""
    state, late = row.standing.state, int(row.late)
    return Counts(
        not_started=int(state is SubmissionState.NOT_STARTED),
        working=int(state is SubmissionState.WORKING),
        submitted=int(state is SubmissionState.SUBMITTED),
        approved=int(state in {SubmissionState.APPROVED, SubmissionState.ADOPTED}),
        late=late,
    )


def _branch(units: Sequence[UnitRow], submissions: Mapping[int, SubmissionRow]) -> _Branch:
    """Return the first unit with everything below it, children in the order of their trouble."""
    children: dict[int | None, list[_Branch]] = {}
    branch = _Branch(units[0], Counts(), ())
    for unit in reversed(units):
        below = sorted(children.pop(unit.id, []), key=_trouble)
        own = count(submissions[unit.id]) if unit.id in submissions else Counts()
        branch = _Branch(unit, sum((one.counts for one in below), own), tuple(below))
        if branch.counts.total:
            children.setdefault(unit.parent_id, []).append(branch)
    return branch


def _trouble(branch: _Branch) -> tuple[int, int, int, int]:
    """Return the order of units: most late first, then not begun, then under way, then as in the tree."""
    counts = branch.counts
    return (-counts.late, -counts.not_started, -counts.working, branch.unit.lft)


def _lines(branch: _Branch, submissions: Mapping[int, SubmissionRow], level: int) -> list[Row]:
    counts, asked = branch.counts, submissions.get(branch.unit.id)
    row = Row(
        key=f"unit:{branch.unit.id}",
        cells=(
            branch.unit.name,
            _word(asked, counts),
            counts.not_started,
            counts.working,
            counts.submitted,
            counts.approved,
            counts.late,
            asked.deadline if asked else None,
            name_list(asked.people) if asked else "",
        ),
        level=level,
        role=RowRole.SUM if branch.children else RowRole.DETAIL,
        status=_status(asked, counts),
        drill=f"submission:{asked.id}" if asked else f"unit:{branch.unit.id}",
    )
    return [row, *(line for child in branch.children for line in _lines(child, submissions, level + 1))]


def _word(asked: SubmissionRow | None, counts: Counts) -> str:
    if asked is not None:
        return standing_word(asked.standing, late=asked.late)
    return _("{done} av {total} klara").format(done=counts.approved, total=counts.total)


def _status(asked: SubmissionRow | None, counts: Counts) -> Status:
    if asked is not None and counts.total == 1:
        return state_status(asked.standing.state, late=asked.late)
    if counts.late:
        return Status.BAD
    return Status.OK if counts.total and counts.approved == counts.total else Status.PARTLY


def _columns() -> tuple[Column, ...]:
    return (
        Column("unit", _("Enhet"), Kind.TEXT),
        Column("state", _("Läge"), Kind.STATUS),
        Column("not_started", _("Inte påbörjade"), Kind.COUNT),
        Column("working", _("Pågår"), Kind.COUNT),
        Column("submitted", _("Inlämnade"), Kind.COUNT),
        Column("approved", _("Godkända"), Kind.COUNT),
        Column("late", _("Försenade"), Kind.COUNT),
        Column("deadline", _("Sista dag"), Kind.DATE),
        Column("people", _("Väntar på"), Kind.TEXT),
    )


def _about(chosen: RoundRow, today: date) -> tuple[tuple[str, str], ...]:
    return (
        (_("Öppnar"), chosen.content.opens.isoformat()),
        (_("Sista dag"), chosen.content.deadline.isoformat()),
        (_("Stänger"), chosen.content.closes.isoformat()),
        (_("Läget den"), today.isoformat()),
    )


def _sentence(counts: Counts) -> str:
    if not counts.total:
        return _("Omgången frågar ingen enhet här.")
    handed_in = counts.submitted + counts.approved
    words = _("{n} av {total} har lämnat in och {approved} har godkänts.").format(
        n=handed_in, total=counts.total, approved=counts.approved
    )
    if not counts.late:
        return _("{words} Ingen är försenad.").format(words=words)
    late = ngettext("{n} är försenad.", "{n} är försenade.", counts.late).format(n=counts.late)
    return f"{words} {late}"
