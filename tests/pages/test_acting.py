"""Looking through somebody else's eyes: every page opens, and nothing can be written from any of them."""

from collections.abc import Callable

import pytest
from sqlalchemy import inspect, text
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import Role
from core.models import AuditEvent, User
from core.queries.access import load_actor
from core.services import sessions
from core.services.transaction import transaction
from pages.ui.menu import MENU
from tests.pages.conftest import Open
from tests.pages.process_town import open_round
from tests.pages.words import words_of
from tests.people import add_role

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

ENTRIES = [entry for group in MENU for entry in group.entries]
_LOG = {"audit", "audit_personal", "clock"}
"""What a refusal writes: it is noted who tried."""


@pytest.fixture
def all_rights(town: Database) -> Database:
    """The town with a round open; ada and bodil hold every role on the municipality, so nothing is hidden."""
    open_round(town)
    with transaction(town) as session:
        ids = {user.username: user.id or 0 for user in session.exec(select(User))}
        actor = load_actor(session, ids["ada"], today=town.today())
        assert actor
        for role in Role:
            add_role(session, ids["bodil"], role, actor.top_unit_id)
            if role is not Role.ADMINISTRATOR:
                add_role(session, ids["ada"], role, actor.top_unit_id)
    return town


def look_as(database: Database, token: str, username: str) -> None:
    with transaction(database) as session:
        ids = {user.username: user.id or 0 for user in session.exec(select(User))}
        actor = load_actor(session, ids["ada"], today=database.today())
        assert actor
        sessions.act_as(session, actor, token=token, user_id=ids[username])


def content(database: Database) -> dict[str, list[str]]:
    """Return every row of every table but those of the log."""
    with database.engine.connect() as connection:
        return {
            table: sorted(str(row) for row in connection.execute(text(f'SELECT * FROM "{table}"')))
            for table in inspect(connection).get_table_names()
            if table not in _LOG
        }


def keys(run: AppTest) -> list[str]:
    """Return the buttons of a page by their ids, without the one that ends it all."""
    return [one.proto.id for one in run.main.button if one.key != "stop_acting" and not one.disabled]


def press_every_button(run: AppTest, open_page: Open, url_path: str) -> list[object]:
    """Press each button of a page once, on the page as it was opened, and return what failed."""
    failed: list[object] = list(run.exception)
    wanted = keys(run)
    for key in wanted:
        if keys(run) != wanted:
            run = open_page(url_path)
        found = [one for one in run.main.button if one.proto.id == key]
        for button in found:
            run = button.click().run()
            failed += run.exception
    return failed


def test_acting_every_page_opens_and_no_button_writes(
    all_rights: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    look_as(all_rights, sign_in_as("ada"), "bodil")
    before = content(all_rights)

    for entry in ENTRIES:
        run = open_page(entry.url_path)
        assert "Du ser systemet som Bodil Ek ser det." in words_of(run)
        assert press_every_button(run, open_page, entry.url_path) == []

    assert content(all_rights) == before


def test_acting_gives_no_higher_rights_than_ones_own(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    look_as(town, sign_in_as("ada"), "sara")

    run = open_page("uppfoljning")

    assert [title.value for title in run.title] == ["Du har inte tillgång till sidan"]


def test_acting_begins_at_the_person_and_is_logged_with_both(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("ada")
    with town.reading() as session:
        ids = {user.username: user.id for user in session.exec(select(User))}
    run = open_page("anvandare", person=str(ids["maria"]))

    run = next(one for one in run.main.button if one.label == "Visa som Maria Sandell").click().run()
    run = run.main.button(key="stop_acting").click().run()

    assert list(run.exception) == []
    with town.reading() as session:
        events = session.exec(
            select(AuditEvent).where(AuditEvent.action.in_(["act_as", "stop_acting"]))  # type: ignore[attr-defined]
        ).all()
        noted = [(one.action, one.user_id, one.acting_as_id, one.subject_id) for one in events]
    assert noted == [
        ("act_as", ids["ada"], None, str(ids["maria"])),
        ("stop_acting", ids["ada"], ids["maria"], str(ids["maria"])),
    ]
