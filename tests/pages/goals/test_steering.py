"""Styrmodell for finance."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.queries.steering import read_levels, read_scale, read_tags, read_weighing
from core.rules.attainment import Weighing
from core.table import Status
from tests.pages.conftest import Open
from tests.pages.goal_town import plant_goals
from tests.pages.small_town import plant
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def _open(sign_in_as: Callable[[str], str], open_page: Open, **query: str) -> AppTest:
    sign_in_as("sara")
    run = open_page("styrmodell", **query)
    assert list(run.exception) == []
    return run


def _press(run: AppTest, label: str) -> AppTest:
    done = next(button for button in run.button if button.label == label).click().run()
    assert list(done.exception) == []
    return done


def test_empty_municipality_starts_from_a_ready_model(
    process_database: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plant(process_database)
    run = _open(sign_in_as, open_page)
    assert "Det finns ingen styrmodell än." in words_of(run)

    _press(run, "Använd Budgetmål och uppdrag")

    with process_database.reading() as session:
        assert [level.name for level in read_levels(session)][2] == "Fullmäktiges budgetmål"
        assert len(read_tags(session)) == 24


def test_level_gets_a_new_name_and_one_that_is_not_used_is_taken_away(
    process_database: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plant_goals(process_database)
    run = _open(sign_in_as, open_page)
    name = next(one for one in run.text_input if one.label == "Namn" and one.value == "Nämndens mål")
    name.set_value("Nämndmål")
    next(one for one in run.checkbox if one.label.startswith("Vision används")).uncheck()
    next(one for one in run.checkbox if one.label.startswith("Enhetens mål används")).uncheck()

    _press(run, "Spara nivåerna")

    with process_database.reading() as session:
        levels = [(level.name, level.closed) for level in read_levels(session)]
    assert levels == [
        ("Fokusområde", False), ("Fullmäktiges mål", False), ("Nämndmål", False), ("Uppdrag", False),
        ("Enhetens mål", True),
    ]  # fmt: skip


def test_scale_and_weighing_get_the_municipalitys_own(
    process_database: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plant_goals(process_database)
    run = _open(sign_in_as, open_page, **{"del": "skala"})
    next(one for one in run.text_input if one.value == "Ej uppfyllt").set_value("Inte nått")
    run = _press(run, "Spara skalan")
    next(one for one in run.radio if one.label == "Vad gäller för målet ovanför?").set_value(
        Weighing.WORST
    ).run()

    with process_database.reading() as session:
        assert [step.word for step in read_scale(session)] == ["Uppfyllt", "Delvis uppfyllt", "Inte nått"]
        assert read_weighing(session) is Weighing.WORST


def test_step_is_added_in_its_place_and_one_that_nobody_has_used_is_taken_away(
    process_database: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plant_goals(process_database)
    run = _open(sign_in_as, open_page, **{"del": "skala"})
    removals = [one.label for one in run.checkbox if one.label.startswith("Ta bort")]
    next(one for one in run.checkbox if one.label == "Ta bort Delvis uppfyllt").check()
    next(one for one in run.text_input if one.label.startswith("Nytt steg")).set_value("Nästan uppfyllt")
    next(one for one in run.selectbox if one.label == "Färg" and str(one.key).endswith("new_0")).set_value(
        Status.OK
    )

    _press(run, "Spara skalan")

    assert removals == ["Ta bort Uppfyllt", "Ta bort Delvis uppfyllt"]  # the town has judged by the red one
    with process_database.reading() as session:
        steps = [(step.word, step.status, step.points) for step in read_scale(session)]
    assert steps == [
        ("Uppfyllt", Status.OK, 2), ("Nästan uppfyllt", Status.OK, 1), ("Ej uppfyllt", Status.BAD, 0),
    ]  # fmt: skip


def test_own_mark_is_added(
    process_database: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plant_goals(process_database)
    run = _open(sign_in_as, open_page, **{"del": "markningar"})
    next(one for one in run.text_input if one.label == "Grupp").set_value("Eget")
    next(one for one in run.text_input if one.label == "Namn").set_value("Landsbygd")

    run = _press(run, "Lägg till")

    assert "Landsbygd" in words_of(run)
