"""Hashing and checking passwords: the only module that imports streamlit-authenticator.

The import loads Streamlit (half a second), so it waits until a password is at hand.
"""

import logging
from functools import cache
from pathlib import Path
from typing import Any

from core.errors import ImportFileError, RuleViolation
from core.texts import _

MOST_BYTES = 72
FEWEST_CHARACTERS = 12
_HASH_OF_NOBODY = (
    "$2b$12$cGGD.68drwM2fhLw0LicWui60heb8ad9NH2eo4N1HEWdxIbBqHIvm"  # of a random text that was thrown away
)


def check_new_password(password: str) -> None:
    """Raise `RuleViolation` unless a password can be used: 12 characters or more, at most 72 bytes."""
    if len(password) < FEWEST_CHARACTERS:
        raise RuleViolation(_("Lösenordet behöver minst {n} tecken.").format(n=FEWEST_CHARACTERS))
    if len(password.encode()) > MOST_BYTES:
        raise RuleViolation(
            _("Lösenordet är för långt: högst {n} tecken, å, ä och ö räknas som två.").format(n=MOST_BYTES)
        )


def hash_password(password: str) -> str:
    """Return the bcrypt hash of a password that may be used."""
    check_new_password(password)
    return str(_hasher().hash(password))


def is_password(password: str, password_hash: str) -> bool:
    """Return whether a password fits a hash. It takes equally long when there is no hash."""
    usable = bool(password_hash) and len(password.encode()) <= MOST_BYTES
    known = password_hash if usable else _HASH_OF_NOBODY
    try:
        fits = bool(_hasher().check_pw(password if usable else "", known))
    except ValueError:  # the stored text is no bcrypt hash
        return False
    return usable and fits


def users_in_credential_file(file: Path) -> list[tuple[str, str, str, str]]:
    """Return (username, name, email, hash) of each user in a YAML file of streamlit-authenticator.

    Passwords in clear are hashed; hashes are kept as they are.
    """
    import yaml  # type: ignore[import-untyped]  # comes with streamlit-authenticator, without types

    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        users: dict[str, dict[str, Any]] = content["credentials"]["usernames"]
        return [_credentials(str(username), entry) for username, entry in users.items()]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ImportFileError(
            _("Filen är ingen användarfil från streamlit-authenticator: {file}").format(file=file.name)
        ) from error


def _credentials(username: str, entry: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return one user; older files have `name`, newer ones first and last name."""
    parts = (str(entry.get(part) or "") for part in ("first_name", "last_name"))
    name = str(entry.get("name") or " ".join(part for part in parts if part) or username)
    password = str(entry["password"])
    password_hash = password if _hasher().is_hash(password) else str(_hasher().hash(password))
    return username, name, str(entry.get("email") or ""), password_hash


@cache
def _hasher() -> Any:
    logging.disable(logging.WARNING)  # outside a page the import warns that it is outside a page
    try:
        from streamlit_authenticator.utilities.hasher import Hasher
    finally:
        logging.disable(logging.NOTSET)
    return Hasher
