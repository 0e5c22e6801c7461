from collections.abc import Callable

import pytest

from core.db import Database
from tests.pages.budget.test_decisions import draft, press
from tests.pages.budget_town import adopt_budget
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "jamfor"


@pytest.fixture
def decided(town: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Database:
    """A budget that one decision has changed: 50 000 kr from the neighbour to Ekbacken."""
    adopt_budget(town)
    made = draft(town)
    sign_in_as("sara")
    run = open_page("budgetbeslut", beslut=str(made))
    next(one for one in run.text_input if one.label == "Vem har beslutat?").input("Nämnden")
    press(run, "Anta beslutet")
    return town


def test_compare_begins_with_the_adopted_budget_and_the_revised_one(
    decided: Database, open_page: Open
) -> None:
    run = open_page(PATH, visa="kr", enhet="4")

    assert list(run.exception) == []
    shown = words_of(run)
    assert "har samma netto" in shown
    assert "\u221250\u00a0000" in shown


def test_compare_opens_an_account_with_who_and_why(decided: Database, open_page: Open) -> None:
    run = open_page(PATH, visa="kr", enhet="411", rader="konto", rad="account:5010")

    assert list(run.exception) == []
    assert "Budgetbeslut 1: Fler lärare" in words_of(run)


def test_compare_opens_the_accounts_of_a_report_row(decided: Database, open_page: Open) -> None:
    run = open_page(PATH, visa="kr", enhet="411", rader="rapport", rad="row:ovrig_personal")

    assert list(run.exception) == []
    assert "account:5010" in words_of(run)


def test_compare_never_shows_the_neighbour(
    decided: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH, visa="kr", enhet="412", rader="konto", rad="account:6420")

    assert list(run.exception) == []
    assert "Grannskolan" not in words_of(run)


def test_follow_up_shows_the_budget_before_and_after(decided: Database, open_page: Open) -> None:
    run = open_page("uppfoljning", visa="kr", enhet="411", forandring="ja")

    assert list(run.exception) == []
    shown = words_of(run)
    assert "Antagen budget" in shown
    assert "Gällande budget" in shown
    assert "\u22121\u00a0490\u00a0000" in shown
