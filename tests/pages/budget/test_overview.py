from collections.abc import Callable

import pytest
from sqlmodel import select

from core.db import Database
from core.enums import SubmissionState
from core.models import Notice, Submission
from core.services import submissions
from core.services.transaction import transaction
from tests.pages.budget_round import ask, enter, give, open_round, submission_of
from tests.pages.conftest import Open
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "budgetlaget"


def submit(database: Database, unit: str) -> None:
    with transaction(database) as session:
        held = session.get_one(Submission, submission_of(database, unit))
        submissions.submit(
            session,
            actor_named(session, database, "maria"),
            submission_id=held.id or 0,
            rev=held.rev,
            key=unit,
        )


def test_overview_shows_trouble_first_and_what_it_comes_to(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    give(town, "411", 40_000)
    enter(town, "4110", 50_000)
    sign_in_as("sara")

    shown = words_of(open_page(PATH))

    assert "1 av 2 enheter är över sin ram med 10\u00a0tkr" in shown
    assert "Ekbackens skola" in shown
    assert "Över ram" in shown


def test_overview_manager_sees_her_own_unit_alone(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    enter(town, "4120", 777_000)
    sign_in_as("maria")

    shown = words_of(open_page(PATH))

    assert "Ekbackens skola" in shown
    assert "Grannskolan" not in shown
    assert "777" not in shown


def test_overview_cross_has_accounts_as_columns(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    enter(town, "4110", 50_000)
    enter(town, "4120", 30_000, account="6420")
    sign_in_as("sara")

    shown = words_of(open_page(PATH, vy="konton"))

    assert "Material och livsmedel" in shown
    assert "Grannskolan" in shown


def test_overview_internal_items_that_all_meet_are_said_to(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    sign_in_as("sara")

    assert "Alla interna poster möts" in words_of(open_page(PATH, vy="interna"))


def test_overview_reminds_those_who_have_something_left(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    sign_in_as("sara")
    page = open_page(PATH)

    next(button for button in page.button if button.label.startswith("Påminn")).click().run()

    with town.reading() as session:
        texts = {notice.text for notice in session.exec(select(Notice))}
    assert texts == {
        "Budget 2027, Ekbackens skola: sista dag är 1 december.",
        "Budget 2027, Grannskolan: sista dag är 1 december.",
    }


def test_overview_approves_what_is_in_order_at_once(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    enter(town, "4110", 1_440_000)
    submit(town, "411")
    sign_in_as("sara")
    page = open_page(PATH)

    next(button for button in page.button if button.label == "Godkänn 1 enhet").click().run()

    with town.reading() as session:
        held = session.get_one(Submission, submission_of(town, "411"))
        assert held.state is SubmissionState.APPROVED


def test_overview_does_not_choose_a_unit_in_trouble_for_approval(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    coding = enter(town, "4110", 50_000)
    submit(town, "411")
    ask(town, "4110", str(coding), "Varför?")
    sign_in_as("sara")

    page = open_page(PATH)

    assert page.multiselect[0].value == []


def test_overview_reader_has_no_buttons(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    sign_in_as("auditor")

    page = open_page(PATH)

    assert [button.label for button in page.button if button.label.startswith(("Påminn", "Godkänn"))] == []
