from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.rules.follow_up import TreeChoice
from core.rules.trees import Rename
from core.services.organisation import reorganise
from core.services.transaction import transaction
from tests.pages.conftest import Open
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "uppfoljning"


@pytest.fixture
def as_maria(town: Database, sign_in_as: Callable[[str], str]) -> None:
    sign_in_as("maria")


def headers(run: AppTest) -> list[str]:
    return [header.value for header in run.header]


def bar(run: AppTest) -> list[str]:
    """Return what the context bar says: unit, period, comparison, help."""
    labels = [popover.proto.popover.label for popover in run.main.get("popover")]
    return labels[: labels.index("Hjälp") + 1]


def button(run: AppTest, label: str) -> AppTest:
    """Press a button of the page."""
    next(one for one in run.main.button if one.label == label).click()
    return run.run()


def test_follow_up_answers_and_shows_what_deviates(as_maria: None, open_page: Open) -> None:
    run = open_page(PATH)

    assert "<b>117 tkr sämre än budget</b>" in words_of(run).replace("\u00a0", " ")
    assert headers(run) == ["Det som avviker"]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"period": "1999-99", "rader": "skräp", "tid": "aldrig", "visa": "dollar", "mot": "allt"},
        {"period": "2019-05"},
        {"period": "oktober"},
    ],
    ids=["nothing", "nonsense", "a year without figures", "words"],
)
def test_follow_up_what_the_address_says_wrongly_gets_its_usual_value(
    as_maria: None, open_page: Open, query: dict[str, str]
) -> None:
    run = open_page(PATH, **query)

    assert list(run.exception) == []
    assert bar(run) == ["Ekbackens skola", "T.o.m. oktober 2026", "Mot gällande budget, tkr", "Hjälp"]


def test_follow_up_unit_of_somebody_else_is_not_shown_and_said(as_maria: None, open_page: Open) -> None:
    run = open_page(PATH, enhet="412")

    assert [box.value for box in run.warning] == [
        "Enheten i adressen finns inte, eller är inte din att se. Här visas Ekbackens skola."
    ]


def test_follow_up_address_carries_unit_period_comparison_and_money(as_maria: None, open_page: Open) -> None:
    run = open_page(PATH, enhet="4110", period="2026-03", mot="inget", visa="kr")

    assert bar(run) == ["Ekbackens skola", "T.o.m. mars 2026", "Utan budget, kr", "Hjälp"]
    # three months of 130 000 kr
    assert "−390\u00a0000" in words_of(run)
    assert headers(run) == ["Alla rader"]


def test_follow_up_choice_of_month_is_written_to_the_address(as_maria: None, open_page: Open) -> None:
    run = open_page(PATH)

    next(one for one in run.selectbox if one.label == "Till och med").select(2).run()

    assert run.query_params["period"] == "2026-02"
    assert "T.o.m. februari 2026" in bar(run)


def test_follow_up_choice_of_money_is_kept_for_the_person(as_maria: None, open_page: Open) -> None:
    run = open_page(PATH)
    next(one for one in run.segmented_control if one.label == "Visa belopp i").set_value("mnkr").run()
    assert run.query_params["visa"] == "mnkr"

    later = open_page(PATH)

    assert "Mot gällande budget, mnkr" in bar(later)


def test_follow_up_opened_row_shows_its_months_and_accounts(as_maria: None, open_page: Open) -> None:
    run = open_page(PATH, rad="row:timloner")

    assert headers(run) == ["Det som avviker", "Timlöner och vikarier"]
    assert "account:5030" in words_of(run)
    links = {link.proto.label: link.proto.query_string for link in run.main.get("page_link")}
    assert links["Se transaktionerna"] == "rad=row%3Atimloner"


def test_follow_up_row_that_is_not_there_opens_nothing(as_maria: None, open_page: Open) -> None:
    run = open_page(PATH, rad="skräp")

    assert list(run.exception) == []
    assert headers(run) == ["Det som avviker"]


def test_follow_up_closing_a_row_and_the_whole_list_cleans_the_address(
    as_maria: None, open_page: Open
) -> None:
    run = open_page(PATH, rad="row:timloner", alla="ja")
    assert headers(run)[0] == "Alla rader"

    button(run, "Stäng")
    button(run, "Visa bara det som avviker")

    assert dict(run.query_params) == {}
    assert headers(run) == ["Det som avviker"]


def test_follow_up_without_right_to_transactions_accounts_lead_nowhere(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("elected_official")

    run = open_page(PATH, enhet="411", rad="row:timloner")

    assert headers(run)[1:] == ["Timlöner och vikarier"]
    assert "account:" not in words_of(run)
    assert "Se transaktionerna" not in [link.proto.label for link in run.main.get("page_link")]


def test_follow_up_year_without_budget_is_shown_without_one(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH, mot="reviderad")

    assert ">Avvikelse<" not in words_of(run)
    assert headers(run) == ["Alla rader"]


def test_follow_up_organisation_is_asked_only_where_there_have_been_two(
    town: Database, as_maria: None, open_page: Open
) -> None:
    before = choice_labels(open_page(PATH))
    with transaction(town) as session:
        ada = actor_named(session, town, "ada")
        reorganise(session, ada, valid_from=date(2026, 11, 1), changes=[Rename("412", "Ängsskolan")])

    run = open_page(PATH)
    next(one for one in run.segmented_control if one.label == "Organisation").set_value(TreeChoice.THEN)
    run = run.run()

    assert "Organisation" not in before
    assert list(run.exception) == []
    assert run.query_params["organisation"] == "da"


def choice_labels(run: AppTest) -> list[str]:
    return [one.label for one in run.segmented_control]
