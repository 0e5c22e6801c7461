"""Nyckeltal as each person meets it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.models import (
    Indicator,
    IndicatorAssessment,
    IndicatorNote,
    IndicatorTarget,
    IndicatorUnit,
    Setting,
)
from core.rules.limits import LimitKey
from core.services.transaction import transaction
from tests.pages.conftest import Open
from tests.pages.indicator_town import IndicatorTown, plant_indicators
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Desk:
    """Key figures in browsers of their own people."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.database, self.sign_in_as, self.open_page = database, sign_in_as, open_page
        self.town: IndicatorTown = plant_indicators(database)

    def open_as(self, username: str, page: str = "nyckeltal", **query: str) -> AppTest:
        self.sign_in_as(username)
        run = self.open_page(page, **query)
        assert list(run.exception) == []
        return run

    def figure(self, code: str, **more: str) -> dict[str, str]:
        return {"nyckeltal": str(self.town.ids[code]), "enhet": "411", **more}

    def stored(self, table: Any) -> list[Any]:
        with self.database.reading() as session:
            rows = list(session.exec(select(table)))
            session.expunge_all()
            return rows


@pytest.fixture
def desk(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Desk:
    return Desk(process_database, sign_in_as, open_page)


def press(run: AppTest, label: str) -> AppTest:
    done = next(button for button in run.button if button.label == label).click().run()
    assert list(done.exception) == []
    return done


def field(fields: Any, label: str) -> Any:
    return next(one for one in fields if one.label.startswith(label))


def test_manager_meets_her_own_figures_the_red_one_first_without_analysis(desk: Desk) -> None:
    words = words_of(desk.open_as("maria", enhet="411"))

    assert "1 är rött utan analys" in words
    assert "7,0\u00a0procent, september 2026" in words
    assert "Analys saknas" in words
    assert "3,3" not in words
    assert words.index("Sjukfrånvaro") < words.index("Glömt nyckeltal")


def test_formula_that_fails_is_told_in_its_cell_and_the_page_lives(desk: Desk) -> None:
    listed = words_of(desk.open_as("maria", enhet="411"))
    opened = words_of(desk.open_as("maria", **desk.figure("trasigt")))

    assert "Det blir en division med noll." in listed
    assert "Går inte att räkna ut." in opened
    assert "sjukfranvaro = Sjukfrånvaro" in opened


def test_card_says_what_the_figure_is(desk: Desk) -> None:
    words = words_of(desk.open_as("maria", **desk.figure("sjukfranvaro")))

    for told in ("Lönesystemet", "2026-11-12", "Lågt är bra", "Varje månad", "Enheternas medelvärde"):
        assert told in words
    assert "Värdet är rött. Skriv varför" in words


def test_table_behind_the_picture_has_every_month(desk: Desk) -> None:
    words = words_of(desk.open_as("maria", **desk.figure("sjukfranvaro", kon="tabell")))

    assert "augusti 2026" in words
    assert "6,5 %" in words


def test_figure_with_a_formula_has_its_months_and_says_which_cannot_be_reckoned(desk: Desk) -> None:
    drawn = words_of(desk.open_as("maria", **desk.figure("trasigt")))
    table = words_of(desk.open_as("maria", **desk.figure("trasigt", kon="tabell")))

    assert "2 månader går inte att räkna ut" in drawn
    assert table.count("Det blir en division med noll.") >= 2
    assert "augusti 2026" in table


def test_committee_has_the_months_of_the_schools_below_it(desk: Desk) -> None:
    query = {"nyckeltal": str(desk.town.ids["sjukfranvaro"]), "enhet": "BUN"}

    drawn = words_of(desk.open_as("sara", **query))
    table = words_of(desk.open_as("sara", **query, kon="tabell"))

    assert "Räknat ur enheternas värden, månad för månad." in drawn
    assert "5,2 %" in table  # September: the mean of 7,0 and 3,3, drawn with one decimal


def test_analysis_is_saved_and_nothing_is_missing_after_it(desk: Desk) -> None:
    run = desk.open_as("maria", **desk.figure("sjukfranvaro"))
    field(run.text_area, "Varför är värdet").set_value("Två långa fall.")

    after = press(run, "Spara")

    (said,) = desk.stored(IndicatorAssessment)
    assert (said.text, said.status, said.month) == ("Två långa fall.", "", 9)
    assert "Analys saknas" not in words_of(after)


def test_analysis_that_somebody_else_wrote_first_stands_and_the_second_ones_words_stay(desk: Desk) -> None:
    run = desk.open_as("maria", **desk.figure("sjukfranvaro"))
    other = desk.open_as("sara", **desk.figure("sjukfranvaro"))
    field(other.text_area, "Varför är värdet").set_value("Sara var först.")
    press(other, "Spara")
    desk.sign_in_as("maria")
    field(run.text_area, "Varför är värdet").set_value("Marias egna ord.")

    after = press(run, "Spara")

    assert "Någon annan har skrivit om värdet" in after.warning[0].value
    assert field(after.text_area, "Varför är värdet").value == "Marias egna ord."
    assert "Sara var först." in words_of(after)
    assert [row.text for row in desk.stored(IndicatorAssessment)] == ["Sara var först."]


def test_own_judgement_without_words_is_refused(desk: Desk) -> None:
    run = desk.open_as("maria", **desk.figure("sjukfranvaro"))
    run.radio[0].set_value(run.radio[0].options[1])

    after = press(run, "Spara")

    assert "varför värdet bedöms så" in after.error[0].value
    assert desk.stored(IndicatorAssessment) == []


def test_target_is_set_with_a_swedish_number_and_a_bad_one_is_told(desk: Desk) -> None:
    run = desk.open_as("maria", **desk.figure("sjukfranvaro", gor="mal"))
    field(run.text_input, "Mål, procent").set_value("5,5")
    after = press(run, "Spara")

    targets = {row.year: row.value for row in desk.stored(IndicatorTarget)}
    field(after.text_input, "Mål, procent").set_value("fem")
    refused = press(after, "Spara")

    assert targets[2026] == Decimal("5.5")
    assert "är inget tal" in refused.error[0].value


def test_target_that_somebody_else_set_meanwhile_is_told_and_stands(desk: Desk) -> None:
    run = desk.open_as("maria", **desk.figure("sjukfranvaro", gor="mal"))
    other = desk.open_as("sara", **desk.figure("sjukfranvaro", gor="mal"))
    field(other.text_input, "Mål, procent").set_value("5,5")
    press(other, "Spara")
    desk.sign_in_as("maria")
    field(run.text_input, "Mål, procent").set_value("4")

    after = press(run, "Spara")

    assert "Nu står 5,5 procent. Du skrev 4 procent" in after.warning[0].value
    assert field(after.text_input, "Mål, procent").value == "5,5"
    assert {row.year: row.value for row in desk.stored(IndicatorTarget)}[2026] == Decimal("5.5")


def test_event_stands_in_the_picture(desk: Desk) -> None:
    run = desk.open_as("maria", **desk.figure("sjukfranvaro", gor="handelse"))
    field(run.text_input, "Vad hände?").set_value("Ny rektor")

    after = press(run, "Lägg in i bilden")

    assert [note.text for note in desk.stored(IndicatorNote)] == ["Ny rektor"]
    assert "Ny rektor" in words_of(after)


def test_new_figure_is_added_once_and_opened(desk: Desk) -> None:
    run = desk.open_as("maria", enhet="411")
    field(run.text_input, "Namn").set_value("Föräldramöten")
    field(run.text_input, "Enhet").set_value("antal")

    press(run, "Lägg till nyckeltalet")

    (added,) = [row for row in desk.stored(Indicator) if row.title == "Föräldramöten"]
    assert added.code == "foraldramoten"
    assert added.owner_id == desk.town.goals.people.manager


def test_form_says_how_many_are_followed_and_asks_why_only_beyond_the_limit(desk: Desk) -> None:
    before = desk.open_as("maria", enhet="411")
    with transaction(desk.database) as session:
        session.add(Setting(key=LimitKey.INDICATOR_MOST, value="4"))

    run = desk.open_as("maria", enhet="411")

    assert "följer 4 nyckeltal. Högst 20 är tänkt." in words_of(before)
    assert [one.label for one in before.text_input if one.label.startswith("Varför")] == []
    said = words_of(run)
    assert "följer 4 nyckeltal. Högst 4 är tänkt." in said
    assert "Kan något avslutas först? ”Elever som läser säkert”, ”Glömt nyckeltal”" in said
    field(run.text_input, "Namn").set_value("Föräldramöten")
    refused = press(run, "Lägg till nyckeltalet")
    assert "Avsluta något av dem, eller skriv varför ett till behövs." in refused.error[0].value
    field(refused.text_input, "Varför behövs ett till?").set_value("Nämnden frågar")
    press(refused, "Lägg till nyckeltalet")
    assert "Föräldramöten" in {row.title for row in desk.stored(Indicator)}


def test_new_figure_without_a_name_is_told_so(desk: Desk) -> None:
    run = desk.open_as("maria", enhet="411")

    after = press(run, "Lägg till nyckeltalet")

    assert after.error[0].value == "Fyll i namnet."


def test_circle_in_a_formula_is_refused_and_nothing_is_lost(desk: Desk) -> None:
    run = desk.open_as("sara", **desk.figure("sjukfranvaro", gor="andra"))
    field(run.text_input, "Formel").set_value("2 * trasigt")

    after = press(run, "Spara")

    assert "cirkel" in after.error[0].value
    assert field(after.text_input, "Formel").value == "2 * trasigt"


def test_unknown_name_in_a_formula_is_told_with_the_nearest_and_nothing_is_lost(desk: Desk) -> None:
    run = desk.open_as("sara", **desk.figure("glomt", gor="andra"))
    field(run.text_input, "Formel").set_value("2 * sjukfranvarro")

    after = press(run, "Spara")

    assert after.error[0].value == "sjukfranvarro i formeln finns inte. Menade du sjukfranvaro?"
    assert field(after.text_input, "Formel").value == "2 * sjukfranvarro"


def test_figure_is_closed_with_a_reason_and_opened_again(desk: Desk) -> None:
    run = desk.open_as("maria", **desk.figure("glomt", gor="avsluta"))
    field(run.text_area, "Varför avslutas").set_value("Mäts inte längre.")
    closed = press(run, "Avsluta nyckeltalet")
    assert "Mäts inte längre." in words_of(closed)

    press(closed, "Öppna nyckeltalet igen")

    assert [row.closed_on for row in desk.stored(Indicator) if row.code == "glomt"] == [None]


def test_figure_that_is_defined_already_is_followed_at_another_unit(desk: Desk) -> None:
    before = {(row.indicator_id, row.unit_id) for row in desk.stored(IndicatorUnit)}
    run = desk.open_as("sara", enhet="412")
    choice = field(run.selectbox, "Nyckeltal")
    choice.set_value(next(one for one in choice.options if one == "Glömt nyckeltal"))

    press(run, "Följ här")

    after = {(row.indicator_id, row.unit_id) for row in desk.stored(IndicatorUnit)}
    assert after - before == {(desk.town.ids["glomt"], desk.town.goals.units["412"])}


def test_history_tells_who_did_what(desk: Desk) -> None:
    words = words_of(desk.open_as("maria", **desk.figure("sjukfranvaro", gor="historik")))

    assert "Rapporterade ett värde" in words
    assert "Ändrade ett målvärde" in words


def test_goal_that_is_measured_is_named(desk: Desk) -> None:
    run = desk.open_as("maria", **desk.figure("lasare", gor="kopplat"))

    assert any("Fler läser flytande" in str(link.label) for link in run.get("page_link"))


def test_unknown_figure_in_the_address_shows_the_list(desk: Desk) -> None:
    words = words_of(desk.open_as("maria", enhet="411", nyckeltal="99999"))

    assert "Nyckeltalet i adressen finns inte." in words
    assert "Sjukfrånvaro" in words


def test_nobody_without_a_role_there_gets_a_form(desk: Desk) -> None:
    run = desk.open_as("maria", enhet="4", nyckeltal=str(desk.town.ids["sjukfranvaro"]))

    assert "3,3" not in words_of(run)
