from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.models import User
from core.services import sessions
from core.services.transaction import transaction
from core.settings import ROOT
from pages.ui.menu import MENU, Entry
from tests.pages.words import words_of
from tests.people import People, actor_of, add_user

ENTRIES = [entry for group in MENU for entry in group.entries]


def links(run: AppTest) -> list[str]:
    """Return the labels of the menu's links in the sidebar, without those under the person's name."""
    labels = [link.proto.label for link in run.sidebar.get("page_link")]
    return [label for label in labels if label not in {"Vad får jag göra?", "Gränser och regler"}]


def test_shell_nobody_gets_no_menu_and_no_page(shell: AppTest, people: People) -> None:
    run = shell.run()

    assert [title.value for title in run.title] == ["Du är utloggad"]
    assert len(run.sidebar) == 0


def test_shell_opens_on_the_start_page_with_only_its_group_open(
    shell: AppTest, people: People, sign_in_as: Callable[[str], str]
) -> None:
    sign_in_as("sara")

    run = shell.run()

    assert list(run.exception) == []
    assert links(run) == [
        "Min enhet",
        "Mina uppgifter",
        "Årshjul",
        "Ledningsvy",
        "Mål",
        "Ekonomi",
        "Budget",
        "Prognos",
        "Rapporter",
        "Administration",
    ]


def test_shell_opens_the_group_of_the_page(
    shell: AppTest, people: People, sign_in_as: Callable[[str], str]
) -> None:
    sign_in_as("maria")
    shell.run()

    run = shell.switch_page(str(ROOT / "pages/economy/follow_up.py")).run()

    assert links(run) == [
        "Start",
        "Mål",
        "Uppföljning",
        "Transaktioner",
        "Kontrollista",
        "Åtaganden",
        "Budget",
        "Prognos",
        "Rapporter",
    ]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_page_run_without_the_shell_refuses_nobody_and_other_roles(
    people: People, sign_in_as: Callable[[str], str], entry: Entry
) -> None:
    alone = AppTest.from_file(str(entry.file), default_timeout=20)
    assert [title.value for title in alone.run().title] == ["Du är utloggad"]

    sign_in_as("maria")
    refused = [title.value for title in alone.run().title] == ["Du har inte tillgång till sidan"]
    assert refused == (
        entry.title in {"Användare och roller", "Styrmodell", "Omgångar", "Inläsning", "Meddelanden", "Logg"}
    )


def test_shell_without_a_role_is_told_whom_to_ask(
    shell: AppTest, process_database: Database, people: People, sign_in_as: Callable[[str], str]
) -> None:
    with transaction(process_database) as session:
        add_user(session, "ny", "Ny Person", process_database.now())
    sign_in_as("ny")

    run = shell.run()

    assert [title.value for title in run.title] == ["Du har inte tillgång till sidan"]


def test_shell_before_there_is_an_organisation_says_so(
    shell: AppTest, process_database: Database, sign_in_as: Callable[[str], str]
) -> None:
    with transaction(process_database) as session:
        add_user(session, "ada", "Ada Lind", process_database.now())
    sign_in_as("ada")

    run = shell.run()

    assert [box.value for box in run.error] == [
        "Organisationen är inte inlagd än. Be en administratör läsa in den."
    ]


def test_shell_acting_as_says_through_whose_eyes_until_it_is_ended(
    shell: AppTest, process_database: Database, people: People, sign_in_as: Callable[[str], str]
) -> None:
    token = sign_in_as("ada")
    with transaction(process_database) as session:
        ada = actor_of(session, people.administrator)
        sessions.act_as(session, ada, token=token, user_id=people.manager)
    run = shell.run()
    assert "Du ser systemet som Maria Sandell ser det." in words_of(run)

    run = run.main.button(key="stop_acting").click().run()

    assert "Du ser systemet som" not in words_of(run)
    assert [title.value for title in run.title] == ["Användare och roller"]


def test_shell_acting_as_somebody_without_a_role_can_be_ended(
    shell: AppTest, process_database: Database, people: People, sign_in_as: Callable[[str], str]
) -> None:
    token = sign_in_as("ada")
    with transaction(process_database) as session:
        bare = add_user(session, "ny", "Ny Person", process_database.now())
        sessions.act_as(session, actor_of(session, people.administrator), token=token, user_id=bare)
    run = shell.run()
    assert [title.value for title in run.title] == ["Du har inte tillgång till sidan"]

    run = run.main.button(key="stop_acting").click().run()

    assert [title.value for title in run.title] == ["Användare och roller"]


def test_shell_offers_ones_own_password_to_whoever_has_one_and_sees_with_her_own_eyes(
    shell: AppTest, process_database: Database, people: People, sign_in_as: Callable[[str], str]
) -> None:
    token = sign_in_as("ada")
    assert "/byt-losenord" not in words_of(shell.run())
    with transaction(process_database) as session:
        session.get_one(User, people.administrator).password_hash = "$2b$own"
    assert "/byt-losenord" in words_of(shell.run())

    with transaction(process_database) as session:
        ada = actor_of(session, people.administrator)
        sessions.act_as(session, ada, token=token, user_id=people.manager)

    assert "/byt-losenord" not in words_of(shell.run())


def test_shell_sign_out_elsewhere_ends_it_at_the_next_run(
    shell: AppTest, process_database: Database, people: People, sign_in_as: Callable[[str], str]
) -> None:
    token = sign_in_as("sara")
    shell.run()
    with transaction(process_database) as session:
        sessions.sign_out(session, token=token)

    run = shell.run()

    assert [title.value for title in run.title] == ["Du är utloggad"]
