"""The ledger's ways in, built at once after a large load instead of line by line.

A million lines in an index whose order is not theirs cost SQLite more than the lines themselves;
sorting them once is five times cheaper. Only SQLite: there the load is alone in writing and
readers see the moment before, while PostgreSQL would make them wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Index, text
from sqlmodel import Session, SQLModel

_WAYS_IN = ("ix_ledger_line_unit", "ix_ledger_line_account", "ix_ledger_line_batch")
_LARGE = 100_000
_SHARE = 4
"""A load is large when the whole ledger is at most this many times its size."""


@contextmanager
def built_after(session: Session, new_lines: int) -> Iterator[None]:
    """Leave out the indexes while a large load is written, and build them when it is done."""
    if not _is_large(session, new_lines):
        yield
        return
    indexes = [_index(name) for name in _WAYS_IN]
    connection = session.connection()
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _is_large(session: Session, new_lines: int) -> bool:
    if new_lines < _LARGE or session.connection().dialect.name != "sqlite":
        return False
    highest_id = session.execute(text("SELECT COALESCE(MAX(id), 0) FROM ledger_line")).scalar_one()
    return bool(highest_id <= new_lines * _SHARE)


def _index(name: str) -> Index:
    table = SQLModel.metadata.tables["ledger_line"]
    return next(index for index in table.indexes if index.name == name)
