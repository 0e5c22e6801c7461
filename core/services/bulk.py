"""Writing very many rows: SQLite's executemany and PostgreSQL's COPY, which the ORM is 20 × slower than."""

from collections.abc import Iterable, Sequence

from psycopg import Connection as PostgresConnection
from sqlmodel import Session


def insert_rows(
    session: Session, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> None:
    """Insert rows of plain database values (dates as ISO text, JSON as text) into a table."""
    connection = session.connection()
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" for _column in columns)
        batch = list(rows)
        if batch:
            connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", batch)
        return
    raw = connection.connection.driver_connection
    if not isinstance(raw, PostgresConnection):
        raise TypeError(type(raw).__name__)
    with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN".encode()) as copy:
        for row in rows:
            copy.write_row(row)
