from collections.abc import Callable

import pytest
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.models import Attachment, Comment, CommentMention, Decision, Task
from core.services.transaction import transaction
from tests.core.process_town import Town, make_town, plan_and_open, submission
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Panel:
    """The panel of a submission, for the people of the town."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.database, self.sign_in_as, self.open_page = database, sign_in_as, open_page
        with transaction(database) as session:
            self.town: Town = make_town(session)
            round_id = plan_and_open(session, self.town, codes="412")
            self.id = submission(session, self.town, round_id).id or 0

    def open_as(self, username: str, part: str = "") -> AppTest:
        self.sign_in_as(username)
        query = {"inlamning": str(self.id)} | ({"panel": part} if part else {})
        run = self.open_page("inlamning", **query)
        assert list(run.exception) == []
        return run


@pytest.fixture
def panel(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Panel:
    return Panel(process_database, sign_in_as, open_page)


def press(run: AppTest, label: str) -> AppTest:
    return next(button for button in run.main.button if button.label == label).click().run()


def fill_area(run: AppTest, label: str, text: str) -> None:
    next(area for area in run.main.text_area if area.label == label).set_value(text)


def test_comments_written_mentioned_answered_and_settled(panel: Panel) -> None:
    run = panel.open_as("maria")
    fill_area(run, "Skriv en kommentar", "Stämmer <b>bussarna</b>?\nSe fil.")
    run.main.multiselect[0].select("Sara Holm")
    press(run, "Skicka")
    reader = panel.open_as("sara")
    assert "Stämmer &lt;b&gt;bussarna&lt;/b&gt;?" in words_of(reader)
    assert "Till Sara Holm" in words_of(reader)
    fill_area(reader, "Ditt svar", "Ja.")
    reader = press(reader, "Skicka svaret")
    reader = press(reader, "Avklarad")

    assert [box.label for box in reader.main.expander] == ["1 avklarad"]
    with panel.database.reading() as session:
        rows = session.exec(select(Comment).order_by(col(Comment.id))).all()
        assert [row.body for row in rows] == ["Stämmer <b>bussarna</b>?\nSe fil.", "Ja."]
        assert rows[0].resolved_by_id == panel.town.users["sara"]
        assert [row.user_id for row in session.exec(select(CommentMention))] == [panel.town.users["sara"]]


def test_comments_three_presses_write_one(panel: Panel) -> None:
    run = panel.open_as("maria")
    fill_area(run, "Skriv en kommentar", "En gång.")
    for _press in range(3):
        button = next(button for button in run.main.button if button.label == "Skicka")
        button.click()
    run.run()
    press(run, "Skicka")

    with panel.database.reading() as session:
        assert [row.body for row in session.exec(select(Comment))] == ["En gång."]


def test_comments_own_one_is_changed_for_a_while_by_its_writer_alone(panel: Panel) -> None:
    run = panel.open_as("maria")
    fill_area(run, "Skriv en kommentar", "Stafvel")
    run = press(run, "Skicka")
    fill_area(run, "Din kommentar", "Stavfel")
    press(run, "Spara ändringen")

    with panel.database.reading() as session:
        assert [row.body for row in session.exec(select(Comment))] == ["Stavfel"]
    assert "Spara ändringen" not in {button.label for button in panel.open_as("sara").main.button}


def test_tasks_part_makes_one_for_somebody_with_a_role(panel: Panel) -> None:
    run = panel.open_as("sara", "uppgifter")
    next(box for box in run.main.text_input if box.label == "Vad ska göras?").set_value("Räkna på bussar")
    assert [box.value for box in press(run, "Lägg till uppgiften").error] == ["Välj vem som ska göra det."]
    next(box for box in run.main.selectbox if box.label == "Vem gör det?").select("Maria Sandell")
    run = press(run, "Lägg till uppgiften")

    assert "Maria Sandell, senast 23 november" in words_of(run)
    with panel.database.reading() as session:
        made = session.exec(select(Task)).one()
        assert (made.title, made.owner_id) == ("Räkna på bussar", panel.town.users["maria"])


def test_decisions_part_is_written_by_controllers_and_read_by_units(panel: Panel) -> None:
    run = panel.open_as("sara", "beslut")
    next(box for box in run.main.text_input if box.label == "Vem har beslutat?").set_value("Nämnden")
    press(run, "Skriv in")

    with panel.database.reading() as session:
        assert [row.body for row in session.exec(select(Decision))] == ["Nämnden"]
    unit = panel.open_as("maria", "beslut")
    assert "Nämnden" in words_of(unit)
    assert "Skriv in" not in {button.label for button in unit.main.button}


def test_files_part_attaches_refuses_and_removes_with_a_reason(panel: Panel) -> None:
    run = panel.open_as("maria", "filer")
    run.file_uploader[0].upload("underlag.pdf", b"inte en pdf", "application/pdf").run()
    run = press(run, "Bifoga")
    assert len(run.error) == 1
    assert run.error[0].value.startswith("Filen är inte det som namnet säger (.pdf).")
    run = panel.open_as("maria", "filer")
    run.file_uploader[0].upload("underlag.pdf", PDF, "application/pdf").run()
    run = press(run, "Bifoga")
    assert "underlag.pdf" in words_of(run)
    assert "1 kB, Maria Sandell 2026-11-09 08:12" in words_of(run)
    next(box for box in run.main.text_input if box.label == "Varför tas filen bort?").set_value("Fel fil.")
    press(run, "Ta bort filen")

    with panel.database.reading() as session:
        assert session.exec(select(Attachment)).all() == []


def test_panel_counts_what_each_part_holds_and_the_auditor_writes_nothing(panel: Panel) -> None:
    run = panel.open_as("maria")
    fill_area(run, "Skriv en kommentar", "Hej.")
    run = press(run, "Skicka")
    parts = ["Kommentarer 1", "Uppgifter", "Beslut", "Filer"]
    assert run.main.segmented_control[0].options == parts

    auditor = panel.open_as("rune")

    assert "Hej." in words_of(auditor)
    assert list(auditor.main.text_area) == []
