"""The demo through the real way in: every file read, previewed and loaded, and nothing wrong with it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlmodel import Session, select

from core.enums import BatchState, PeriodState
from core.models import ImportBatch, MonthStatus
from core.services.checks import run_checks
from demo.build import is_built
from demo.facts import LEDGER_YEARS
from demo.ledger import ledger_year
from demo.lines import codes
from tests.demo.built import build_on, build_once


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    if request.param == "sqlite":
        database = build_once(tmp_path_factory)
    else:
        admin = make_url(request.getfixturevalue("postgresql_server"))
        maintenance = create_engine(admin.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with maintenance.connect() as connection:
            connection.execute(text("CREATE DATABASE ekarboda"))
        maintenance.dispose()
        database = build_on(admin.set(database="ekarboda").render_as_string(hide_password=False))
    with database.reading() as session:
        yield session
    database.dispose()


def test_built_demo_passes_every_check(session):
    assert run_checks(session) == []


def test_built_demo_is_known_as_built(session):
    assert is_built(session.info["database"])


def test_every_file_is_loaded_without_any_error(session):
    batches = session.exec(select(ImportBatch)).all()
    assert [batch.state for batch in batches] == [BatchState.APPLIED] * 9
    assert [batch.preview["errors"] for batch in batches] == [0] * 9


def test_months_are_closed_to_october_2026(session):
    closed = session.exec(select(MonthStatus).where(MonthStatus.state == PeriodState.CLOSED)).all()
    assert {(row.year, row.month) for row in closed} == {
        (year, month) for year in LEDGER_YEARS for month in range(1, 13) if (year, month) <= (2026, 10)
    }


@pytest.mark.parametrize("year", LEDGER_YEARS)
def test_loaded_lines_are_the_generated_ones(session, year):
    """Count and sum of the debit side by account, against the generator's arrays."""
    statement = text(
        "SELECT a.code, COUNT(*), SUM(l.amount) FROM ledger_line l JOIN version v ON v.id = l.version_id "
        "JOIN code a ON a.id = l.account_id WHERE v.kind = 'actual' AND v.year = :year AND l.month > 0 "
        "AND l.amount > 0 GROUP BY a.code"
    )
    lines = ledger_year(year).lines
    debit = lines.amount > 0
    expected: dict[str, list[int]] = {}
    for account, amount in zip(lines.account[debit].tolist(), lines.amount[debit].tolist(), strict=True):
        found = expected.setdefault(codes().account[account], [0, 0])
        found[0] += 1
        found[1] += amount
    assert {row[0]: [row[1], row[2]] for row in session.execute(statement, {"year": year})} == expected
