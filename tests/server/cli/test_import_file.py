"""`rodret import` and `rodret check`, on the process's own database."""

from pathlib import Path

import pytest
from sqlalchemy import text

from core.db import Database
from core.enums import VersionKind
from core.services.transaction import transaction
from server.cli import main
from tests import factories
from tests import loading_factories as lf

LOADER = "user0"
"""The controller that `make_office` makes."""


@pytest.fixture
def office(process_database: Database) -> lf.Office:
    return lf.stored_office(process_database)


def _file(tmp_path: Path, data: bytes, name: str = "januari.csv") -> str:
    file = tmp_path / name
    file.write_bytes(data)
    return str(file)


def _rows(database: Database, table: str) -> int:
    with database.reading() as session:
        return session.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one()


JANUARY = lf.csv_file([("2026-01-05", "4120", "5021", 1_234_567_89), ("2026-01-05", "9999", "3010", -50)])


def test_import_without_apply_shows_what_would_change_and_leaves_nothing(
    process_database: Database, office: lf.Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["import", _file(tmp_path, JANUARY), "--profile", "Huvudbok", "--user", LOADER])

    assert code == 0
    assert capsys.readouterr().out.replace("\u00a0", " ").splitlines() == [
        "Fil: CSV",
        "Rader: 2   debet: 1 234 567,89   kredit: −0,50",
        "Månader som ersätts: 202601",
        "Kontoklass 3: fil −0,50, inläst 0,00, skillnad −0,50",
        "Kontoklass 5: fil 1 234 567,89, inläst 0,00, skillnad 1 234 567,89",
        "Nämnd Barn- och utbildningsnämnden: fil 1 234 567,89, inläst 0,00, skillnad 1 234 567,89",
        "Nämnd Utanför organisationen: fil −0,50, inläst 0,00, skillnad −0,50",
        "Varning: 1 ansvar finns inte i organisationen: 9999. Koppla dem till ett känt ansvar, "
        "annars läggs de under Utanför organisationen.",
    ]
    assert (_rows(process_database, "import_batch"), _rows(process_database, "ledger_line")) == (0, 0)


def test_import_with_apply_loads_the_file(
    process_database: Database, office: lf.Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, JANUARY)

    code = main(["import", file, "--profile", "Huvudbok", "--user", LOADER, "--apply"])

    assert code == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 rader är inlästa."
    assert lf.actuals_of(process_database) == {("4120", "5021", 1): 1_234_567_89, ("9999", "3010", 1): -50}
    assert main(["check"]) == 0


def test_import_of_a_budget_goes_to_the_version_that_is_named(
    process_database: Database, office: lf.Office, tmp_path: Path
) -> None:
    with transaction(process_database) as session:
        factories.make_version(session, VersionKind.BUDGET, 2026, "Budget 2026")
    file = _file(tmp_path, lf.sie_file(budgets=[(202601, "4120", "5021", 100)]), "budget.se")

    code = main(
        ["import", file, "--profile", "Budget", "--version", "Budget 2026", "--user", LOADER, "--apply"]
    )

    assert code == 0
    with process_database.reading() as session:
        assert lf.balances_of(session) == {("budget", 2026, "4120", "5021", 1): 100}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--profile", "Okänd", "--user", LOADER], "De som finns: Budget, Huvudbok"),
        (["--profile", "Huvudbok", "--user", "ingen"], "Det finns ingen användare som heter ingen."),
        (["--profile", "Budget", "--user", LOADER], "Välj vilken budget filen ska läsas in i."),
    ],
)
def test_import_that_cannot_be_says_why_and_leaves_nothing(
    process_database: Database,
    office: lf.Office,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    said: str,
) -> None:
    code = main(["import", _file(tmp_path, JANUARY), *options, "--apply"])

    assert code == 1
    assert said in capsys.readouterr().err
    assert _rows(process_database, "import_batch") == 0


def test_import_file_with_errors_is_shown_and_not_loaded(
    process_database: Database, office: lf.Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, lf.csv_file([("2026-01-05", "412", "5021", 100)]))

    code = main(["import", file, "--profile", "Huvudbok", "--user", LOADER, "--apply"])

    shown = capsys.readouterr()
    assert code == 1
    assert "Fel: 412 är enheter, inte ansvar." in shown.out
    assert "Filen har fel som måste rättas" in shown.err
    assert _rows(process_database, "import_batch") == 0


def test_import_of_a_file_that_is_not_there_says_so(
    process_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "saknas.se", "--profile", "Huvudbok"]) == 1
    assert "Filen går inte att läsa: saknas.se" in capsys.readouterr().err


def test_check_of_a_sound_database_says_so(
    process_database: Database, office: lf.Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "Databasen är hel.\n"


def test_check_tells_what_is_wrong(
    process_database: Database, office: lf.Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with transaction(process_database) as session:
        session.execute(text("UPDATE tree_unit SET depth = 9 WHERE depth = 0"))

    assert main(["check"]) == 1
    assert capsys.readouterr().out == "Organisationen från 2020-01-01 är inte rätt numrerad: 1.\n"
