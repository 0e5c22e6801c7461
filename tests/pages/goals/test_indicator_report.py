"""Rapportera nyckeltal as a manager meets it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from core.db import Database
from core.models import IndicatorValue
from core.rules.indicator_sums import Measured
from core.services.indicator_values import Place, ValueEdit, save_values
from core.services.transaction import transaction
from tests.pages.conftest import Open
from tests.pages.goals.test_indicator import Desk, field, press
from tests.pages.indicator_town import OCTOBER
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def desk(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Desk:
    return Desk(process_database, sign_in_as, open_page)


def _october(desk: Desk) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    codes = {number: code for code, number in desk.town.ids.items()}
    return {
        codes[row.indicator_id]: (row.value, row.denominator)
        for row in desk.stored(IndicatorValue)
        if (row.year, row.month) == (2026, 10)
    }


def test_three_figures_are_told_in_one_form(desk: Desk) -> None:
    run = desk.open_as("maria", "nyckeltalsvarden", enhet="411", period="2026-10")
    assert "Väntas 2026-11-12" in words_of(run)
    field(run.text_input, "Värde, procent").set_value("6,4")
    field(run.text_input, "Värde, antal").set_value("1 250")
    field(run.text_input, "Täljare").set_value("18")
    field(run.text_input, "Nämnare").set_value("20")

    press(run, "Spara värdena")

    assert _october(desk) == {
        "sjukfranvaro": (Decimal("6.4"), None),
        "glomt": (Decimal(1250), None),
        "lasare": (Decimal(90), Decimal(20)),
    }


def test_bad_number_saves_nothing_and_keeps_what_was_typed(desk: Desk) -> None:
    run = desk.open_as("maria", "nyckeltalsvarden", enhet="411", period="2026-10")
    field(run.text_input, "Värde, procent").set_value("sex")
    field(run.text_input, "Värde, antal").set_value("3")

    after = press(run, "Spara värdena")

    assert "Sjukfrånvaro: ”sex” är inget tal" in after.error[0].value
    assert field(after.text_input, "Värde, antal").value == "3"
    assert _october(desk) == {}


def test_half_a_share_is_refused(desk: Desk) -> None:
    run = desk.open_as("maria", "nyckeltalsvarden", enhet="411", period="2026-10")
    field(run.text_input, "Täljare").set_value("18")

    after = press(run, "Spara värdena")

    assert "både täljare och nämnare" in after.error[0].value
    assert _october(desk) == {}


def test_likely_slip_is_asked_about_and_saved_when_it_is_right(desk: Desk) -> None:
    run = desk.open_as("maria", "nyckeltalsvarden", enhet="411", period="2026-10")
    field(run.text_input, "Täljare").set_value("41")
    field(run.text_input, "Nämnare").set_value("20")

    asked = press(run, "Spara värdena")
    words, stored = words_of(asked), _october(desk)
    field(asked.checkbox, "Ja, värdena stämmer").check()
    press(asked, "Spara värdena")

    assert "41 av 20 är 205,0\xa0procent. Har täljaren och nämnaren bytt plats?" in words
    assert field(asked.text_input, "Täljare").value == "41"
    assert stored == {}
    assert _october(desk) == {"lasare": (Decimal(205), Decimal(20))}


def test_answered_question_does_not_cover_another_slip(desk: Desk) -> None:
    run = desk.open_as("maria", "nyckeltalsvarden", enhet="411", period="2026-10")
    field(run.text_input, "Täljare").set_value("41")
    field(run.text_input, "Nämnare").set_value("20")
    asked = press(run, "Spara värdena")
    field(asked.checkbox, "Ja, värdena stämmer").check()
    field(asked.text_input, "Täljare").set_value("410")

    again = press(asked, "Spara värdena")

    assert "410 av 20" in words_of(again)
    assert _october(desk) == {}


def test_value_that_does_not_reach_its_target_asks_for_words_at_once(desk: Desk) -> None:
    run = desk.open_as("maria", "nyckeltalsvarden", enhet="411", period="2026-10")
    field(run.text_input, "Värde, procent").set_value("9,4")

    after = press(run, "Spara värdena")

    assert "Sjukfrånvaro: 9,4\xa0procent når inte målet." in words_of(after)


def test_both_values_are_shown_when_somebody_else_was_first(desk: Desk) -> None:
    run = desk.open_as("maria", "nyckeltalsvarden", enhet="411", period="2026-10")
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        place = Place(desk.town.ids["sjukfranvaro"], desk.town.goals.units["411"], OCTOBER)
        save_values(session, sara, edits=[ValueEdit(place, None, Measured(Decimal("7.2")))], key="sara")
    field(run.text_input, "Värde, procent").set_value("6,4")

    after = words_of(press(run, "Spara värdena"))

    assert "nu står 7,2\u00a0procent. Du skrev 6,4\u00a0procent, som inte är sparat." in after
    assert _october(desk)["sjukfranvaro"] == (Decimal("7.2"), None)


def test_nothing_changed_is_said(desk: Desk) -> None:
    run = desk.open_as("maria", "nyckeltalsvarden", enhet="411", period="2026-09")

    after = press(run, "Spara värdena")

    assert "Du har inte ändrat något värde." in after.info[0].value


def test_what_is_asked_for_stands_among_ones_own_tasks(desk: Desk) -> None:
    words = words_of(desk.open_as("maria", "uppgifter"))

    assert "Rapportera 1 nyckeltal" in words


def test_reckoned_figure_has_no_field(desk: Desk) -> None:
    words = words_of(desk.open_as("maria", "nyckeltalsvarden", enhet="411"))

    assert "Kommer av sig självt: Trasigt nyckeltal." in words
