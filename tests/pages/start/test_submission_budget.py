from collections.abc import Callable

import pytest
from sqlmodel import select

from core.db import Database
from core.models import Comment, Submission
from core.services import submissions
from core.services.comments import resolve_thread
from core.services.transaction import transaction
from tests.pages.budget_round import ask, enter, open_round, submission_of
from tests.pages.conftest import Open
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def asked(town: Database) -> Database:
    open_round(town)
    coding = enter(town, "4110", 50_000)
    ask(town, "4110", f"{coding}/3", "Räkna med tolv lärare.")
    return town


def test_submission_leads_to_its_budget_and_the_asked_cell(
    asked: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    page = open_page("inlamning", inlamning=str(submission_of(asked, "411")))

    assert "1 sak är kvar att ändra." in words_of(page)
    assert "Räkna med tolv lärare." in words_of(page)
    assert "Öppna budgeten" in [button.label for button in page.button]


def test_submission_ticks_off_what_is_answered(
    asked: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    with transaction(asked) as session:
        thread_id = session.exec(select(Comment.id)).one() or 0
        resolve_thread(session, actor_named(session, asked, "maria"), thread_id=thread_id)
    sign_in_as("maria")

    shown = words_of(open_page("inlamning", inlamning=str(submission_of(asked, "411"))))

    assert "Allt som en granskare har bett om är besvarat." in shown
    assert "Besvarat" in shown


def test_submission_is_returned_with_the_open_marks_as_the_reason(
    asked: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    with transaction(asked) as session:
        held = session.get_one(Submission, submission_of(asked, "411"))
        maria = actor_named(session, asked, "maria")
        submissions.submit(session, maria, submission_id=held.id or 0, rev=held.rev, key="k")
    sign_in_as("sara")

    page = open_page("inlamning", inlamning=str(submission_of(asked, "411")))

    reason = next(area for area in page.text_area if area.label == "Vad ska ändras?")
    assert reason.value.endswith("mars, Ekbackens skola: Räkna med tolv lärare.")
