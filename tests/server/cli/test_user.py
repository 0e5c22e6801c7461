import io
from pathlib import Path

import pytest
from sqlmodel import select

from core.db import Database
from core.models import RoleAssignment, User
from server.cli import main
from server.passwords import is_password
from tests.people import People
from tests.server.conftest import PASSWORD, PASSWORD_HASH


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The password comes by a pipe."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))


def test_user_create_with_role_can_sign_in_as_administrator(
    process_database: Database, people: People, typed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["user", "create", "Olle", "Olle Ek", "--role", "administrator", "--unit", "1"])

    assert (code, capsys.readouterr().out) == (0, "Användaren Olle finns nu.\n")
    with process_database.reading() as session:
        user = session.exec(select(User).where(User.username == "olle")).one()
        assert is_password(PASSWORD, user.password_hash)
        held = session.exec(select(RoleAssignment).where(RoleAssignment.user_id == user.id)).one()
        assert (held.role, held.unit_id, held.valid_from.isoformat()) == (
            "administrator",
            people.place.top_id,
            "2026-11-09",
        )


def test_user_create_role_without_unit_is_refused_in_words(
    process_database: Database, people: People, typed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["user", "create", "olle", "Olle Ek", "--role", "manager"])

    assert (code, capsys.readouterr().err) == (1, "Ange både --role och --unit, eller ingen av dem.\n")


def test_user_create_unknown_unit_creates_nobody(
    process_database: Database, people: People, typed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["user", "create", "olle", "Olle Ek", "--role", "manager", "--unit", "9999"])

    assert (code, capsys.readouterr().err) == (1, "Det finns ingen enhet med koden 9999.\n")
    with process_database.reading() as session:
        assert session.exec(select(User).where(User.username == "olle")).first() is None


def test_user_password_too_short_is_refused_in_words(
    process_database: Database,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("kort\n"))

    code = main(["user", "password", "maria"])

    assert (code, capsys.readouterr().err) == (1, "Lösenordet behöver minst 12 tecken.\n")


def test_user_password_changes_it(process_database: Database, people: People, typed: None) -> None:
    with process_database.reading() as session:
        before = session.get_one(User, people.manager).password_hash

    assert main(["user", "password", "maria"]) == 0

    with process_database.reading() as session:
        after = session.get_one(User, people.manager).password_hash
    assert after != before
    assert is_password(PASSWORD, after)


def test_user_list_shows_names(
    process_database: Database, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["user", "list"]) == 0

    assert capsys.readouterr().out == "ada\tAda Lind\nmaria\tMaria Sandell\nsara\tSara Holm\n"


def test_user_import_takes_every_user_of_the_file(
    process_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        f"credentials:\n  usernames:\n    Maria:\n      name: Maria S\n      password: {PASSWORD_HASH}\n",
        encoding="utf-8",
    )

    code = main(["user", "import", str(file)])

    assert (code, capsys.readouterr().out) == (0, "1 användare är inläst.\n")
    with process_database.reading() as session:
        user = session.exec(select(User)).one()
        assert (user.username, user.name, user.password_hash) == ("maria", "Maria S", PASSWORD_HASH)


def test_user_import_taken_name_imports_nobody(
    process_database: Database, people: People, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        "credentials:\n  usernames:\n"
        f"    ny:\n      name: Ny\n      password: {PASSWORD_HASH}\n"
        f"    maria:\n      name: Maria S\n      password: {PASSWORD_HASH}\n",
        encoding="utf-8",
    )

    code = main(["user", "import", str(file)])

    assert (code, capsys.readouterr().err) == (1, "Användarnamnet maria är upptaget.\n")
    with process_database.reading() as session:
        assert session.exec(select(User).where(User.username == "ny")).first() is None
