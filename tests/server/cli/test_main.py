import json
from pathlib import Path

import pytest
from sqlalchemy import text

from core.db import Database
from core.migrations.run import downgrade, is_current
from core.services.transaction import transaction
from server.cli import main
from server.cli.main import COMMANDS
from tests.people import People, token_of

SIE = (
    b"#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#RAR 0 20260101 20261231\r\n#KONTO 1930 Bank\r\n"
    b"#VER A 1 20260115 Hyra\r\n{\r\n#TRANS 1930 {} -10.00\r\n#TRANS 5010 {} 10.00\r\n}\r\n"
)
NAMES = ("serve", "migrate", "demo", "user", "audit", "inspect", "import", "check", "mail", "kolada")


def test_main_without_a_command_is_asked_for_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([])

    assert left.value.code == 2
    assert "usage: rodret" in capsys.readouterr().err


@pytest.mark.parametrize("name", NAMES)
def test_main_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])

    assert left.value.code == 0
    assert f"usage: rodret {name}" in capsys.readouterr().out


def test_main_every_command_is_tested() -> None:
    assert len(COMMANDS) == len(NAMES)


def test_main_wrong_settings_are_told_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RODRET_MODE", "production")

    code = main(["serve"])

    assert code == 1
    assert capsys.readouterr().err.startswith("Inställningarna går inte att använda:\n")


def test_migrate_brings_the_database_up_once(
    process_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    downgrade(process_database, "base")

    assert (main(["migrate"]), main(["migrate"])) == (0, 0)

    assert is_current(process_database)
    assert capsys.readouterr().out == "Databasen är nu aktuell.\nDatabasen är redan aktuell.\n"


def test_audit_verify_whole_chain_is_whole(
    process_database: Database, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    token_of(process_database, "maria")

    assert (main(["audit", "verify"]), capsys.readouterr().out) == (0, "Loggen är hel.\n")


def test_audit_verify_forged_personal_data_is_found(
    process_database: Database, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    token_of(process_database, "maria")
    with transaction(process_database) as session:
        session.execute(text("""UPDATE audit_personal SET data = '{"username": "sara"}'"""))

    assert main(["audit", "verify"]) == 1

    assert capsys.readouterr().out == ("Loggen håller inte vid händelse 1.0: personuppgiften har ändrats.\n")


def test_inspect_absent_file_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "saknas.se"

    assert main(["inspect", str(file)]) == 1
    assert capsys.readouterr().err == f"Filen går inte att läsa: {file}\n"


def test_inspect_tells_what_a_file_holds_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "prov.se"
    file.write_bytes(SIE)

    assert main(["inspect", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[:5] == [
        "Filtyp: SIE",
        "SIE-typ: 4E",
        "Konton: 1",
        "Verifikationer: 1",
        "Transaktioner: 2",
    ]


def test_inspect_json_gives_the_same_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "prov.se"
    file.write_bytes(SIE)

    assert main(["inspect", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [found[key] for key in ("kind", "sie_type", "accounts", "vouchers", "transactions")] == [
        "sie",
        "4E",
        1,
        1,
        2,
    ]


def test_inspect_foreign_file_is_told_as_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bild.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))

    assert main(["inspect", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Filtyp: okänd"
    assert lines[-1].startswith("  Fel")
