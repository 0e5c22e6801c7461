"""The lines of a plan: every reason behind a balance, with its coding in words and its months.

Amounts are öre in the ledger's sign; None is nothing planned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from core.enums import CounterpartyKind, PlanOrigin
from core.models import Code, Coding, Counterparty, PlanLine
from core.periods import MONTHS
from core.queries import access
from core.queries.plan_rights import require_plan_unit
from core.rules.access import Actor

_CODING = (
    col(Coding.id),
    col(Coding.account_id),
    col(Coding.function_id),
    col(Coding.project_id),
    col(Coding.counterparty_id),
)
_CODE = (col(Code.id), col(Code.code), case((col(Code.code) == "", ""), else_=col(Code.name)))
"""The code and its name; what is no code has no name either."""
_PORTION = 900
_FACTS = ("id", "unit_id", "coding_id", "origin", "origin_id", "label", "text", "locked", "explain")
_MONTHS = tuple(f"m{month}" for month in MONTHS)
_NEVER: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CodingWords:
    """A coding in words: code and name of each part, and whether the counterparty is internal."""

    id: int
    account: str
    account_name: str
    function: str
    function_name: str
    project: str
    project_name: str
    counterparty: str
    counterparty_name: str
    internal: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of a plan. `locked` holds months 1–12."""

    id: int
    unit_id: int
    coding_id: int
    origin: PlanOrigin
    origin_id: int | None
    label: str
    text: str
    locked: frozenset[int]
    months: tuple[int | None, ...]
    explain: dict[str, Any] | None

    @property
    def total(self) -> int | None:
        """The year, or None when nothing is planned."""
        held = [month for month in self.months if month is not None]
        return sum(held) if held else None

    @property
    def editable(self) -> bool:
        """Whether people type in the line; others replace theirs wholesale."""
        return self.origin is PlanOrigin.MANUAL


def list_lines(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> list[PlanRow]:
    """Return the lines of a plan under a unit, by ansvar and coding; `NotAllowed` outside scope."""
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    return read_lines(
        session,
        col(PlanLine.version_id) == version_id,
        col(PlanLine.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
    )


def read_lines(session: Session, *conditions: ColumnElement[bool]) -> list[PlanRow]:
    """Return the lines that meet the conditions, by ansvar and coding; read as columns, not as objects."""
    columns = [getattr(PlanLine, name) for name in (*_FACTS, *_MONTHS)]
    statement = (
        core_select(*columns)
        .where(*conditions)
        .order_by(col(PlanLine.unit_id), col(PlanLine.coding_id), col(PlanLine.id))
    )
    return [_plan_row(tuple(row)) for row in session.execute(statement)]


def _plan_row(row: tuple[Any, ...]) -> PlanRow:
    line_id, unit_id, coding_id, origin, origin_id, label, said, locked, explain, *months = row
    return PlanRow(
        line_id, unit_id, coding_id, origin, origin_id, label, said,
        months_of_bits(locked) if locked else _NEVER, tuple(months), explain,
    )  # fmt: skip


def months_of_bits(bits: int) -> frozenset[int]:
    """Return the months whose bit is set; bit m−1 is month m."""
    return frozenset(month for month in MONTHS if bits >> (month - 1) & 1)


def bits_of_months(months: frozenset[int]) -> int:
    """Return months as bits."""
    return sum(1 << (month - 1) for month in months)


def coding_words(session: Session, coding_ids: Sequence[int]) -> dict[int, CodingWords]:
    """Return codings in words by id. Names of codes are no secret."""
    codings = _in_portions(session, _CODING, coding_ids)
    codes = _in_portions(session, _CODE, [code_id for parts in codings.values() for code_id in parts])
    internal = frozenset(
        session.exec(select(Counterparty.code_id).where(Counterparty.kind == CounterpartyKind.INTERNAL))
    )
    return {
        coding_id: _words(coding_id, [codes[part] for part in parts], internal=parts[-1] in internal)
        for coding_id, parts in codings.items()
    }


def _words(coding_id: int, codes: Sequence[tuple[Any, ...]], *, internal: bool) -> CodingWords:
    words: list[Any] = [coding_id, *(word for code in codes for word in code), internal]
    return CodingWords(*words)


def _in_portions(session: Session, columns: Sequence[Any], ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return columns by the first of them, the id; databases take so many parameters at a time."""
    wanted, found = sorted(set(ids)), {}
    for start in range(0, len(wanted), _PORTION):
        part = wanted[start : start + _PORTION]
        for key, *rest in session.execute(core_select(*columns).where(columns[0].in_(part))):
            found[key] = tuple(rest)
    return found
