from collections.abc import Callable

import pytest

from core.db import Database
from tests.pages.conftest import Open
from tests.pages.words import words_of
from tests.people import People

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_start_manager_reads_how_her_unit_is_doing(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page("")

    assert [title.value for title in run.title] == ["Ekbackens skola"]
    shown = words_of(run)
    # (100 000 + 30 000) × 10 + 17 000 against (100 000 + 20 000) × 10
    assert "<b>117 tkr sämre än budget</b>" in shown.replace("\u00a0", " ")
    assert "Utfall t.o.m. 2026-10, inläst 2026-11-09 08:12" in shown
    assert "Timlöner och vikarier" in shown


def test_start_manager_of_two_units_sees_both_as_rows(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("bodil")

    shown = words_of(open_page(""))

    assert "Ekbackens skola" in shown
    assert "Grannskolan" in shown


def test_start_executive_sees_the_municipality_with_its_boards(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("executive")

    run = open_page("")

    assert [title.value for title in run.title] == ["Ekarboda kommun"]


def test_start_without_right_to_figures_leads_to_ones_own_pages(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("administrator")
    run = open_page("")
    pages = [link.proto.label for link in run.main.get("page_link")]
    assert pages[0] == "Mina uppgifter"
    assert pages[-2:] == ["Meddelanden", "Logg"]

    sign_in_as("safety_representative")
    run = open_page("")
    pages = [link.proto.label for link in run.main.get("page_link")]
    assert pages[0] == "Mina uppgifter"
    assert "Uppföljning" not in pages


def test_start_before_any_ledger_says_how_it_gets_filled(
    people: People, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    shown = words_of(open_page(""))

    assert "Det finns inget utfall än." in shown
    assert "När ekonomi har läst in huvudboken visas läget här." in shown
