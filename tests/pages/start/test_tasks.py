from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import NoticeKind, TaskStatus
from core.models import Notice, Task
from core.queries.favourites import list_favourites
from core.queries.notices import mail_choices
from core.rules.reminders import MailChoice
from core.rules.subjects import unit_subject
from core.rules.tasks import TaskText
from core.services import favourites, messages, tasks
from core.services.messages import MessageText
from core.services.transaction import transaction
from tests.core.process_town import BUDGET, Town, make_town, new_key, plan, plan_and_open
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

LATE, LATER = date(2026, 11, 6), date(2026, 12, 1)


@pytest.fixture
def place(process_database: Database) -> Town:
    with transaction(process_database) as session:
        return make_town(session)


def give(database: Database, place: Town, title: str, due: date, to: str = "maria") -> int:
    """Let berit give somebody a task about the school."""
    with transaction(database) as session:
        return tasks.create_task(
            session, place.actor(session, "berit"), key=new_key(), subject=unit_subject(place.units["412"]),
            text=TaskText(title, due, "Se bilagan."), owner_id=place.users[to],
        )  # fmt: skip


def press(run: AppTest, label: str) -> AppTest:
    return next(button for button in run.main.button if button.label == label).click().run()


def held_of(database: Database, task_id: int) -> tuple[TaskStatus, str, int]:
    """Return a task's status, its outcome and its owner."""
    with database.reading() as session:
        task = session.get_one(Task, task_id)
        return task.status, task.outcome, task.owner_id


def answer_of(run: AppTest) -> str:
    return words_of(run).partition('class="r-answer">')[2].partition("</p>")[0]


def test_tasks_next_deadline_stands_first_and_late_is_said_in_words(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    give(process_database, place, "Beställ läromedel", LATER)
    give(process_database, place, "Ring ekonomen", LATE)
    with transaction(process_database) as session:
        plan_and_open(session, place, BUDGET, "412")
    sign_in_as("maria")

    run = open_page("uppgifter")

    assert list(run.exception) == []
    shown = words_of(run)
    assert "3 saker att göra, 1 är sen." in shown
    assert "Sen: 3 dagar sen" in shown
    assert shown.index("Ring ekonomen") < shown.index("Lämna in Budget 2027")
    assert shown.index("Lämna in Budget 2027") < shown.index("Beställ läromedel")


def test_tasks_nothing_to_do_is_said_with_the_next_day(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    coming = replace(BUDGET, opens=date(2026, 11, 12))
    with transaction(process_database) as session:
        plan(session, place, coming, "412")
    sign_in_as("maria")

    assert answer_of(open_page("uppgifter")) == "<b>Inget att göra till 12 november.</b>"


def test_tasks_deputy_sees_whom_the_managers_task_is_for(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    give(process_database, place, "Ring ekonomen", LATE)
    sign_in_as("eva")

    assert "för Maria Sandell" in words_of(open_page("uppgifter"))


def test_tasks_is_finished_with_its_outcome(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    task_id = give(process_database, place, "Ring ekonomen", LATE)
    sign_in_as("maria")
    run = open_page("uppgifter")
    assert [box.value for box in press(run, "Klarmarkera").error] == ["Fyll i vad det ledde till."]

    next(area for area in run.main.text_area if area.label == "Vad ledde det till?").set_value("Vi ringde.")
    press(run, "Klarmarkera")

    held = (TaskStatus.DONE, "Vi ringde.", place.users["maria"])
    assert held_of(process_database, task_id) == held


def test_tasks_is_handed_over_to_somebody_who_may_see_it(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    task_id = give(process_database, place, "Ring ekonomen", LATE)
    sign_in_as("maria")
    run = open_page("uppgifter")
    run.main.segmented_control[0].set_value("Ge till någon annan").run()
    chosen = next(box for box in run.main.selectbox if box.label == "Till vem?")
    assert chosen.options[0] == "Ada Lind"

    chosen.select("Eva Ek")
    press(run, "Lämna över")

    assert held_of(process_database, task_id) == (TaskStatus.OPEN, "", place.users["eva"])


def test_tasks_handed_to_others_stand_below(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    give(process_database, place, "Ring ekonomen", LATE)
    sign_in_as("berit")

    run = open_page("uppgifter")

    assert "Det andra har av mig" in [header.value for header in run.header]
    assert "Maria Sandell, 3 dagar sen, Ekbackens skola" in words_of(run)


def test_tasks_one_of_the_address_is_opened_with_its_panel(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    task_id = give(process_database, place, "Ring ekonomen", LATE)
    sign_in_as("maria")

    run = open_page("uppgifter", uppgift=str(task_id))

    assert list(run.exception) == []
    assert [header.value for header in run.header][:2] == ["Ring ekonomen", "Om uppgiften"]
    assert [button.label for button in run.main.button].count("Klarmarkera") == 1


def test_tasks_of_deputy_for_her_manager_is_handled_in_one_of_its_two_places(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    with transaction(process_database) as session:
        tasks.create_task(
            session, place.actor(session, "eva"), key=new_key(), subject=unit_subject(place.units["412"]),
            text=TaskText("Ring ekonomen", LATE), owner_id=place.users["maria"],
        )  # fmt: skip
    sign_in_as("eva")

    run = open_page("uppgifter")

    assert list(run.exception) == []
    assert "Det andra har av mig" in [header.value for header in run.header]
    assert [button.label for button in run.main.button].count("Klarmarkera") == 1


def test_tasks_of_another_unit_in_the_address_is_not_shown(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    task_id = give(process_database, place, "Ring ekonomen", LATE)
    sign_in_as("hanna")

    run = open_page("uppgifter", uppgift=str(task_id))

    assert list(run.exception) == []
    assert "Ring ekonomen" not in words_of(run)


def test_tasks_notices_are_marked_as_read(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    give(process_database, place, "Ring ekonomen", LATE)
    sign_in_as("maria")
    run = open_page("uppgifter")
    assert "Berit Berg har gett dig en uppgift: Ring ekonomen, Ekbackens skola." in words_of(run)

    press(run, "Markera som lästa")

    assert "Berit Berg har gett dig en uppgift" not in words_of(open_page("uppgifter"))
    with process_database.reading() as session:
        assert [row.read_at is not None for row in session.exec(select(Notice))] == [True]


def test_tasks_choice_of_mail_is_kept(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    run = open_page("uppgifter")
    next(box for box in run.main.selectbox if box.label == "Du är nämnd").select("Mejl direkt")

    press(run, "Spara valen")

    with process_database.reading() as session:
        held = mail_choices(session, place.actor(session, "maria"))
    assert held[NoticeKind.MENTIONED] is MailChoice.AT_ONCE
    assert held[NoticeKind.ASSIGNED] is MailChoice.WEEKLY


def test_favourites_keeps_the_open_page_with_its_choices_and_forgets_it(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    run = open_page("uppgifter", enhet="412")
    next(
        button for button in run.sidebar.button if button.label == "Lägg sidan bland favoriter"
    ).click().run()

    def kept() -> list[tuple[str, str]]:
        with process_database.reading() as session:
            rows = list_favourites(session, place.actor(session, "maria"))
            return [(row.address, row.title) for row in rows]

    assert kept() == [("/uppgifter?enhet=412", "Mina uppgifter")]
    press(open_page("uppgifter"), "Ta bort")
    assert kept() == []


def test_favourites_of_a_page_that_is_gone_leads_to_the_start_page(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    with transaction(process_database) as session:
        maria = place.actor(session, "maria")
        favourites.add_favourite(session, maria, address="/borta?x=1", title="Borta")
    sign_in_as("maria")

    run = open_page("uppgifter")

    assert list(run.exception) == []
    assert "Borta" in [link.proto.label for link in run.main.get("page_link")]


def test_tasks_message_from_the_centre_is_shown_to_those_below(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    text = MessageText("Skolmaten höjs", LATE, LATER, "Från januari.")
    with transaction(process_database) as session:
        sara = place.actor(session, "sara")
        messages.send_message(session, sara, key=new_key(), unit_id=place.units["40"], text=text)
    sign_in_as("maria")
    shown = words_of(open_page("uppgifter"))
    assert "Skolmaten höjs" in shown
    assert "Sara Holm till Barn- och utbildningsförvaltningen, visas till 1 december" in shown

    sign_in_as("hanna")
    assert "Skolmaten höjs" not in words_of(open_page("uppgifter"))
