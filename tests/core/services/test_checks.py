import pytest
from sqlalchemy import text

from core.db import Database
from core.services.checks import run_checks
from core.services.transaction import transaction
from tests import loading_factories as lf

TRIGGER = "balance_update_closed"


@pytest.fixture
def loaded(database: Database) -> Database:
    office = lf.stored_office(database)
    lf.load(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 123_45)]))
    return database


def _find_after(database: Database, *statements: str) -> list[str]:
    with transaction(database) as session:
        for statement in statements:
            session.execute(text(statement))
    with database.reading() as session:
        return run_checks(session)


def test_run_checks_of_a_sound_database_finds_nothing(loaded: Database) -> None:
    assert _find_after(loaded) == []


def test_run_checks_of_an_empty_database_finds_nothing(database: Database) -> None:
    assert _find_after(database) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE balance SET m1 = 12346", "ansvar 4120, kontering 1, period 1: 123,46 mot raderna 123,45."),
        (
            "UPDATE balance SET opening = -1",
            "ansvar 4120, kontering 1, ingående balans: −0,01 mot raderna 0,00.",
        ),
        ("UPDATE ledger_line SET amount = -12345", "period 1: 123,45 mot raderna −123,45."),
    ],
)
def test_run_checks_tells_which_balance_is_wrong(loaded: Database, statement: str, found: str) -> None:
    (finding,) = _find_after(loaded, statement)

    assert finding.startswith("Saldot stämmer inte: version 1, ")
    assert finding.endswith(found)


def test_run_checks_shows_twenty_balances_and_counts_the_rest(loaded: Database) -> None:
    with transaction(loaded) as session:
        columns = ", ".join(f"m{month} = 1" for month in range(1, 13))
        session.execute(text(f"UPDATE balance SET {columns}, m13 = 1, opening = 1"))
        session.execute(
            text(
                "INSERT INTO balance (version_id, unit_id, coding_id, opening, m1, m2, m3, m4, m5, m6, m7, "
                "m8, m9, m10, m11, m12, m13) SELECT version_id, unit_id + 1, coding_id, opening, m1, m2, "
                "m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13 FROM balance"
            )
        )

    findings = _find_after(loaded)

    assert len(findings) == 21
    assert findings[-1] == "Saldot stämmer inte på 8 ställen till."


def test_run_checks_tells_of_a_tree_that_is_numbered_wrong(loaded: Database) -> None:
    assert _find_after(loaded, "UPDATE tree_unit SET depth = 9 WHERE depth = 0") == [
        "Organisationen från 2020-01-01 är inte rätt numrerad: 1."
    ]


def test_run_checks_tells_of_a_broken_log(loaded: Database) -> None:
    (finding,) = _find_after(loaded, "UPDATE audit SET cause = 'x' WHERE n = 2 AND k = 0")

    assert finding == "Loggen håller inte vid händelse 2.0: händelsen är ändrad, eller en före den saknas."


def test_run_checks_tells_of_a_guard_that_is_gone(loaded: Database) -> None:
    on_table = "" if loaded.is_sqlite else " ON balance"

    assert _find_after(loaded, f"DROP TRIGGER {TRIGGER}{on_table}") == [
        f"Databasens skydd för stängda versioner saknas: {TRIGGER}. Kör rodret migrate."
    ]
