"""The names of codes and units. Names are no secret: whoever has signed in may read them."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import Dimension, UnitKind
from core.models import Code, TreeUnit, Unit


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code with its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as a reader meets it: words first, then the code."""

    name: str
    code: str
    kind: UnitKind


def code_names(session: Session, dimension: Dimension) -> dict[str, str]:
    """Return the name of every code of a dimension, by code."""
    return {row.code: row.name for row in list_codes(session, dimension)}


def list_codes(session: Session, dimension: Dimension, search: str = "") -> list[CodeRow]:
    """Return the codes of a dimension in order, all or those whose code or name holds a text."""
    statement = select(Code.code, Code.name).where(Code.dimension == dimension, Code.code != "")
    wanted = search.strip().casefold()
    return [
        CodeRow(code, name)
        for code, name in session.exec(statement.order_by(col(Code.code)))
        if wanted in f"{code} {name}".casefold()
    ]


def unit_names(session: Session, tree_id: int, unit_ids: tuple[int, ...]) -> dict[int, UnitName]:
    """Return names of units as a tree has them; units that it does not hold are left out."""
    rows = session.exec(
        select(TreeUnit.unit_id, TreeUnit.name, Unit.code, TreeUnit.kind)
        .join(Unit, col(Unit.id) == col(TreeUnit.unit_id))
        .where(TreeUnit.tree_id == tree_id, col(TreeUnit.unit_id).in_(unit_ids))
    )
    return {unit_id: UnitName(name, code, UnitKind(kind)) for unit_id, name, code, kind in rows}
