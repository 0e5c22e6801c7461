"""Pages run by AppTest, as somebody: the one seam is `session_token`, unreplaced nobody is signed in."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database, use_database
from core.settings import ROOT
from pages.ui import session as session_module
from pages.ui.menu import file_of
from tests.pages.small_town import plant
from tests.people import People, stored_people, token_of

Open = Callable[..., AppTest]
"""Opens a page by its address (`uppfoljning`, "" for the start), with a query."""
SHELL = str(ROOT / "pages" / "shell" / "main.py")


@pytest.fixture
def process_database(database: Database) -> Iterator[Database]:
    """The test's database as that of the process."""
    use_database(database)
    yield database
    use_database(None)


@pytest.fixture
def people(process_database: Database) -> People:
    return stored_people(process_database)


@pytest.fixture
def sign_in_as(process_database: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return a function that makes somebody the one at the browser and returns her token."""

    def sign_in(username: str) -> str:
        token = token_of(process_database, username)
        monkeypatch.setattr(session_module, "session_token", lambda: token)
        return token

    return sign_in


@pytest.fixture
def shell() -> AppTest:
    """The application, not yet run."""
    return AppTest.from_file(SHELL, default_timeout=20)


@pytest.fixture
def town(process_database: Database) -> Database:
    """Two schools with figures and people of every role, as the database of the process."""
    plant(process_database)
    return process_database


@pytest.fixture
def open_page() -> Open:
    """Return a function that opens a page in a browser of its own, through the shell."""

    def open_one(url_path: str, **query: str) -> AppTest:
        run = AppTest.from_file(SHELL, default_timeout=20)
        for key, value in query.items():
            run.query_params[key] = value
        run.run()
        return run.switch_page(str(file_of(url_path))).run() if url_path else run

    return open_one
