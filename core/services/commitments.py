"""Commitments from a file: previewed, read whole or not at all, replaced source by source, taken back."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import Dimension, UnitKind, UnitState
from core.errors import Conflict, Problem, RuleViolation, Severity
from core.imports.check import CODED
from core.imports.commitment_file import read_commitment_file
from core.models import Code, Commitment, CommitmentLoad, TreeUnit, Unit
from core.queries import access
from core.rules.access import Action, Actor
from core.rules.commitments import CommitmentLine
from core.rules.long_texts import checked_title
from core.services import audit
from core.services.codings import coding_ids
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_LONGEST_SOURCE = 80
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class CommitmentPreview:
    """What a file holds: its lines, what is wrong by line, and the rows and sum that it replaces (öre)."""

    lines: tuple[CommitmentLine, ...]
    problems: tuple[Problem, ...]
    old_rows: int
    old_amount: int

    @property
    def amount(self) -> int:
        """The sum of the lines."""
        return sum(line.amount for line in self.lines)


def preview(session: Session, actor: Actor, *, source: str, data: bytes) -> CommitmentPreview:
    """Return what loading a file as a source would do; nothing is saved.

    Raises `ImportFileError` for what is no table of commitments.
    """
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    lines, problems = read_commitment_file(data)
    problems += _unknown(session, actor, lines)
    held = _held(session, source.strip())
    return CommitmentPreview(
        tuple(lines), tuple(sorted(problems, key=lambda problem: problem.line or 0)),
        held.rows if held else 0, held.amount if held else 0,
    )  # fmt: skip


def load(session: Session, actor: Actor, *, source: str, file_name: str, data: bytes, key: str) -> int:
    """Read a file as what now holds of a source; return the load's id.

    While a line is wrong nothing is saved: `RuleViolation`.
    """
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    name = checked_title(source, what=_("källans namn"), longest=_LONGEST_SOURCE)
    digest = hashlib.sha256(data).hexdigest()
    if not first_time(session, actor, key=key, action="commitments_loaded", subject=(name, digest)):
        return int(result_of(session, key))
    found = preview(session, actor, source=name, data=data)
    if found.problems:
        raise RuleViolation(_("Ingenting är sparat. Rätta raderna i filen och läs den igen."))
    if not found.lines:
        raise RuleViolation(_("Filen har inga rader. Ingenting är sparat."))
    row = CommitmentLoad(
        source=name, file_name=file_name[:_LONGEST_NAME], sha256=digest, rows=len(found.lines),
        amount=found.amount, user_id=actor.user_id, at=session.info["database"].now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(_rows(session, row.id or 0, found.lines))
    session.flush()
    new = {"source": name, "rows": row.rows, "amount": row.amount}
    audit.record(session, actor, "commitments_loaded", subject=("commitments", row.id), change=(None, new))
    keep_result(session, key, row.id)
    return row.id or 0


def undo(session: Session, actor: Actor, *, load_id: int, key: str) -> None:
    """Take a load back, so that what it replaced holds again; only the latest of a source."""
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    if not first_time(session, actor, key=key, action="commitments_undone", subject=load_id):
        return
    row = session.get(CommitmentLoad, load_id, with_for_update=True, populate_existing=True)
    held = _held(session, row.source) if row is not None else None
    if row is None or held is None or held.id != load_id:
        raise Conflict(_("Källan har ändrats sedan du öppnade sidan. Ladda om den och försök igen."))
    row.undone_at, row.undone_by_id = session.info["database"].now(), actor.user_id
    session.add(row)
    session.flush()
    old = {"source": row.source, "rows": row.rows, "amount": row.amount}
    audit.record(session, actor, "commitments_undone", subject=("commitments", load_id), change=(old, None))


def _held(session: Session, source: str) -> CommitmentLoad | None:
    statement = select(CommitmentLoad).where(
        CommitmentLoad.source == source, col(CommitmentLoad.undone_at).is_(None)
    )
    return session.exec(statement.order_by(col(CommitmentLoad.id).desc())).first()


def _unknown(session: Session, actor: Actor, lines: Sequence[CommitmentLine]) -> list[Problem]:
    """Return a problem for each line whose ansvar, account or function nobody knows."""
    ansvar = _ansvar(session, actor)
    codes = set(session.exec(select(Code.dimension, Code.code)).all())
    problems = []
    for line in lines:
        words = None
        if line.unit_code not in ansvar:
            words = _("Ansvaret {code} finns inte, eller är stängt.").format(code=line.unit_code)
        elif (Dimension.ACCOUNT, line.account) not in codes:
            words = _("Kontot {code} finns inte i kodplanen.").format(code=line.account)
        elif line.function and (Dimension.FUNCTION, line.function) not in codes:
            words = _("Verksamheten {code} finns inte i kodplanen.").format(code=line.function)
        if words:
            problems.append(Problem("commitment_code", words, Severity.ERROR, line.line))
    return problems


def _ansvar(session: Session, actor: Actor) -> dict[str, int]:
    rows = session.exec(
        select(Unit.code, TreeUnit.unit_id)
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Unit.id))
        .where(
            TreeUnit.tree_id == actor.tree_id,
            TreeUnit.kind == UnitKind.COST_CENTER,
            TreeUnit.state == UnitState.OPEN,
        )
    )
    return dict(rows.all())


def _rows(session: Session, load_id: int, lines: Sequence[CommitmentLine]) -> list[Commitment]:
    units = dict(session.exec(select(Unit.code, Unit.id)).all())
    wanted = [_coding(line) for line in lines]
    known = dict(zip(wanted, coding_ids(session, wanted), strict=True))
    return [
        Commitment(
            load_id=load_id, n=number, unit_id=units[line.unit_code] or 0, coding_id=known[_coding(line)],
            kind=line.kind, supplier=line.supplier, text=line.text, amount=line.amount,
            first_day=line.first, last_day=line.last,
        )
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip


def _coding(line: CommitmentLine) -> tuple[str, ...]:
    held = {Dimension.ACCOUNT: line.account, Dimension.FUNCTION: line.function}
    return tuple(held.get(dimension, "") for dimension in CODED)
