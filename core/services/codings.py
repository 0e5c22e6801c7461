"""Codings: the codes a file brings are created, and its combinations interned as coding ids."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core.enums import Dimension
from core.imports.check import CODED, NewCode
from core.models import MISSING, Code, Coding
from core.services.bulk import insert_rows

_COLUMNS = ("account_id", "function_id", "project_id", "counterparty_id", "d1", "d2", "d3", "d4")


def create_codes(session: Session, new_codes: Sequence[NewCode]) -> None:
    """Create the codes that a file brought; an unnamed one is marked as a placeholder."""
    insert_rows(
        session,
        "code",
        ("dimension", "code", "name", "placeholder"),
        [(str(new.dimension), new.code, new.name[:200], new.placeholder) for new in new_codes],
    )


def coding_ids(session: Session, codings: Sequence[tuple[str, ...]]) -> list[int]:
    """Return the id of each coding (codes in `CODED` order; 0 for an empty one), creating new ones."""
    ids = _code_ids(session)
    keys = [
        tuple(
            ids[dimension, code] if code else MISSING for dimension, code in zip(CODED, coding, strict=True)
        )
        for coding in codings
    ]
    known = _known(session)
    new = sorted(set(keys) - known.keys())
    if new:
        insert_rows(session, "coding", _COLUMNS, new)
        known = _known(session)
    return [known[key] for key in keys]


def _code_ids(session: Session) -> dict[tuple[Dimension, str], int]:
    rows = session.exec(select(Code.dimension, Code.code, Code.id))
    return {(Dimension(dimension), code): code_id for dimension, code, code_id in rows if code_id is not None}


def _known(session: Session) -> dict[tuple[int, ...], int]:
    columns = [col(getattr(Coding, name)) for name in ("id", *_COLUMNS)]
    known = {tuple(row[1:]): row[0] for row in session.execute(select(*columns))}
    return {(MISSING,) * len(_COLUMNS): MISSING, **known}
