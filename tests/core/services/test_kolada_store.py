from datetime import UTC, datetime
from decimal import Decimal

from sqlmodel import Session, select

from core.enums import Sex
from core.imports.kolada import ValueRow
from core.models import KoladaFetch, KoladaValue
from core.services.kolada_store import keep_fetch, keep_values

AT = datetime(2026, 11, 9, 7, 12, tzinfo=UTC)


def test_keep_values_thousands_are_kept_exactly_and_replaced(session: Session) -> None:
    rows = [
        ValueRow("N00003", "9801", year, sex, Decimal("49200.123456"), "")
        for year in range(1900, 2300)
        for sex in Sex
    ]

    assert keep_values(session, rows, AT) == 1200
    assert (
        keep_values(session, [*rows[:1], ValueRow("N00003", "9801", 1900, Sex.TOTAL, None, "Missing")], AT)
        == 1
    )

    held = {(row.year, row.sex): row for row in session.exec(select(KoladaValue))}
    assert len(held) == 1200
    assert (held[1900, Sex.TOTAL].value, held[1900, Sex.TOTAL].status) == (None, "Missing")
    assert held[1901, Sex.MEN].value == Decimal("49200.123456")


def test_keep_values_nothing_is_nothing(session: Session) -> None:
    assert keep_values(session, [], AT) == 0


def test_keep_fetch_long_words_are_cut(session: Session) -> None:
    keep_fetch(session, "N" * 300, AT, problem="x" * 2000)

    row = session.exec(select(KoladaFetch)).one()
    assert (len(row.what), len(row.problem), row.values) == (200, 1000, 0)
