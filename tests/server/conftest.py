"""The application of a test: our routes and middleware over the test's own database."""

from collections.abc import Iterator

import pytest

from core.db import Database, use_database
from core.settings import Settings
from tests.people import People, stored_people
from tests.server.asgi import Browser, application

PASSWORD = "ett långt lösenord"
# Of PASSWORD, with few rounds: quick to check.
PASSWORD_HASH = "$2b$04$0Om89kb8XBeR6LP5vG03FuTQb7.IkQNuVv.HNm0DrP9zkHzAWD8AC"


@pytest.fixture
def process_database(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The test's database as that of the process, in development mode."""
    monkeypatch.setenv("RODRET_MODE", "development")
    use_database(database)
    yield database
    use_database(None)


@pytest.fixture
def people(process_database: Database) -> People:
    return stored_people(process_database, PASSWORD_HASH)


@pytest.fixture
def browser(process_database: Database) -> Browser:
    return Browser(application(Settings()))
