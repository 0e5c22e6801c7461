from pathlib import Path

import pytest

from core.errors import ImportFileError, RuleViolation
from server import passwords
from tests.server.conftest import PASSWORD, PASSWORD_HASH


def test_hash_password_fits_the_password_only() -> None:
    password_hash = passwords.hash_password(PASSWORD)

    assert passwords.is_password(PASSWORD, password_hash)
    assert not passwords.is_password(PASSWORD + ".", password_hash)


@pytest.mark.parametrize(
    ("password", "usable"), [("a" * 11, False), ("a" * 12, True), ("å" * 36, True), ("å" * 36 + "a", False)]
)
def test_check_new_password_needs_12_characters_and_at_most_72_bytes(password: str, usable: bool) -> None:
    if usable:
        passwords.check_new_password(password)
    else:
        with pytest.raises(RuleViolation):
            passwords.check_new_password(password)


def test_is_password_longer_than_72_bytes_is_false() -> None:
    assert not passwords.is_password("a" * 73, PASSWORD_HASH)


@pytest.mark.parametrize("stored", ["", "no hash at all"])
def test_is_password_without_a_hash_is_false(stored: str) -> None:
    assert not passwords.is_password(PASSWORD, stored)
    assert not passwords.is_password("", stored)


def test_users_in_credential_file_keeps_hashes_and_hashes_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        "credentials:\n  usernames:\n"
        "    maria:\n      name: Maria Sandell\n      email: m@ekarboda.example\n"
        f"      password: {PASSWORD_HASH}\n"
        "    sara:\n      first_name: Sara\n      last_name: Holm\n      password: kort\n"
        "cookie:\n  name: x\n",
        encoding="utf-8",
    )

    maria, sara = passwords.users_in_credential_file(file)

    assert maria == ("maria", "Maria Sandell", "m@ekarboda.example", PASSWORD_HASH)
    assert sara[:3] == ("sara", "Sara Holm", "")
    assert passwords.is_password("kort", sara[3])


@pytest.mark.parametrize("content", ["", "- a\n", "credentials: {}\n", "credentials: [\n"])
def test_users_in_credential_file_of_another_kind_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(ImportFileError):
        passwords.users_in_credential_file(file)


def test_users_in_credential_file_absent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError):
        passwords.users_in_credential_file(tmp_path / "config.yaml")
