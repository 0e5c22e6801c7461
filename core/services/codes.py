"""The municipality's own codes: names of accounts, functions and projects, and what counterparties are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from core.enums import CounterpartyKind, Dimension
from core.errors import RuleViolation
from core.models import Code, Counterparty, Unit
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit
from core.texts import _


@dataclass(frozen=True, slots=True)
class CounterpartyRow:
    """A counterparty code; an internal one names the unit on the other side by its code."""

    code: str
    name: str
    kind: CounterpartyKind
    unit: str = ""


def save_codes(session: Session, actor: Actor, *, dimension: Dimension, names: Mapping[str, str]) -> int:
    """Create or rename the codes of a dimension; return how many were new or changed."""
    access.require_write(session, actor, Action.MANAGE_CODES, actor.top_unit_id)
    known = {row.code: row for row in session.exec(select(Code).where(Code.dimension == dimension))}
    changed: dict[str, tuple[str | None, str]] = {}
    for code, name in names.items():
        row = known.get(code)
        if row is not None and row.name == name and not row.placeholder:
            continue
        changed[code] = (row.name if row else None, name)
        row = row or Code(dimension=dimension, code=code)
        row.name, row.placeholder = name, False
        session.add(row)
    session.flush()
    if changed:
        audit.record(session, actor, "codes_saved", subject=("dimension", dimension), change=(None, changed))
    return len(changed)


def save_counterparties(session: Session, actor: Actor, *, rows: Sequence[CounterpartyRow]) -> int:
    """Create or change counterparties; return how many there are in `rows`."""
    save_codes(session, actor, dimension=Dimension.COUNTERPARTY, names={row.code: row.name for row in rows})
    ids = dict(session.exec(select(Code.code, Code.id).where(Code.dimension == Dimension.COUNTERPARTY)).all())
    units = dict(session.exec(select(Unit.code, Unit.id)).all())
    for row in rows:
        if row.kind is CounterpartyKind.INTERNAL and row.unit not in units:
            raise RuleViolation(
                _("Motparten {code} är intern men pekar på enheten {unit}, som inte finns.").format(
                    code=row.code, unit=row.unit or "–"
                )
            )
        held = session.get(Counterparty, ids[row.code]) or Counterparty(
            code_id=ids[row.code] or 0, kind=row.kind
        )
        held.kind, held.unit_id = row.kind, units.get(row.unit)
        session.add(held)
    session.flush()
    audit.record(session, actor, "counterparties_saved", subject=("dimension", Dimension.COUNTERPARTY))
    return len(rows)
