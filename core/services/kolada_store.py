"""Keeping what Kolada answered: each row put over the one before it, and how the fetch went."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from core.errors import Problem
from core.imports.kolada import KpiRow, PlaceRow, ValueRow
from core.models import KoladaFetch

_LONGEST_PROBLEM, _LONGEST_WHAT = 1000, 200


def keep_kpis(session: Session, rows: Iterable[KpiRow], at: datetime) -> int:
    """Put key figures over those of the same id; return how many."""
    return _put(
        session, "kolada_kpi",
        [
            {
                "id": row.id, "title": row.title, "text": row.text, "area": row.area, "by_sex": row.by_sex,
                "publication": row.publication, "retired": row.retired, "fetched_at": at,
            }
            for row in rows
        ],
    )  # fmt: skip


def keep_places(session: Session, rows: Iterable[PlaceRow], at: datetime) -> int:
    """Put municipalities and groups over those of the same id; return how many."""
    return _put(
        session, "kolada_place",
        [
            {
                "id": row.id, "title": row.title, "is_group": row.is_group,
                "members": " ".join(row.members), "fetched_at": at,
            }
            for row in rows
        ],
    )  # fmt: skip


def keep_values(session: Session, rows: Iterable[ValueRow], at: datetime) -> int:
    """Put values over those of the same key figure, place, year and sex; return how many."""
    return _put(
        session, "kolada_value",
        [
            {
                "kpi_id": row.kpi_id, "place_id": row.place_id, "year": row.year, "sex": row.sex,
                "value": row.value, "status": row.status, "fetched_at": at,
            }
            for row in rows
        ],
    )  # fmt: skip


def keep_fetch(session: Session, what: str, at: datetime, *, values: int = 0, problem: str = "") -> None:
    """Note an attempt: what was asked for, how much came, and what was wrong in words.

    One that failed has a problem and no values.
    """
    session.add(
        KoladaFetch(what=what[:_LONGEST_WHAT], values=values, problem=problem[:_LONGEST_PROBLEM], at=at)
    )
    session.flush()


def in_words(problems: Sequence[Problem]) -> str:
    """Return the problems of an answer as sentences, each once."""
    return " ".join(dict.fromkeys(problem.message for problem in problems))


def _put(session: Session, table_name: str, rows: Sequence[dict[str, object]]) -> int:
    """Insert rows, or replace what those of the same primary key hold; the last of several wins."""
    table = SQLModel.metadata.tables[table_name]
    keys = [column.name for column in table.primary_key]
    unique = list({tuple(row[key] for key in keys): row for row in rows}.values())
    if not unique:
        return 0
    statement = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(table)
    others = {name: statement.excluded[name] for name in unique[0] if name not in keys}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), unique)
    return len(unique)
