"""Column types shared by the tables."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer
from sqlalchemy.types import TypeDecorator

Ore = BigInteger
"""Whole öre. SQLModel's own `int` is 32 bits on PostgreSQL and overflows at 21 million kronor."""

Key = BigInteger().with_variant(Integer, "sqlite")
"""Primary and foreign keys: 64 bits on PostgreSQL, the row id on SQLite."""

MILLIONTHS = Decimal(1_000_000)


def text_enum(enum: type[StrEnum], name: str, *, checked: bool = True) -> Enum:
    """Return an enum stored as text with a CHECK; native PostgreSQL types survive a downgrade badly.

    `checked` is off only where a million rows are written at once by one module.
    """
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=checked,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite drops the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002 fixed by SQLAlchemy
        """Refuse naive times and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 fixed by SQLAlchemy
        """Return the moment with its zone."""
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A measured value with six decimals, kept as whole millionths; SQLite would make floats of decimals."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:  # noqa: ARG002 fixed by SQLAlchemy
        """Store whole millionths, half to even."""
        return None if value is None else int((value * MILLIONTHS).to_integral_value())

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Decimal | None]:  # noqa: ARG002 fixed by SQLAlchemy
        """Return what gives the value as it was, without trailing zeros."""
        return _read_exact


def _read_exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value) / MILLIONTHS
