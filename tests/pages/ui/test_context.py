from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database
from tests.pages.small_town import plant
from tests.people import People

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def page() -> None:
    import streamlit as st

    from pages.ui import context, guard

    actor = guard.require_signed_in()
    found = context.read(actor)
    if found is None:
        st.text("ingen")
    else:
        st.text(f"{found.unit.code} {found.period} {found.comparison} {found.money} {found.unknown_unit}")
        st.text(" ".join(unit.code for unit in found.units))
        st.text(str(context.carried()))


def read(**query: str) -> list[str]:
    run = AppTest.from_function(page, default_timeout=20)
    for key, value in query.items():
        run.query_params[key] = value
    return [text.value for text in run.run().text]


@pytest.fixture
def town(process_database: Database) -> Database:
    plant(process_database)
    return process_database


def test_read_without_address_gives_the_own_unit_and_the_latest_closed_month(
    town: Database, sign_in_as: Callable[[str], str]
) -> None:
    sign_in_as("maria")

    assert read() == ["411 2026-10 latest tkr False", "411 4110", "{}"]


def test_read_address_is_followed_where_it_can_be(town: Database, sign_in_as: Callable[[str], str]) -> None:
    sign_in_as("maria")

    first, _units, carried = read(enhet="4110", period="2026-02", mot="budget", visa="kr", rad="x")

    assert first == "4110 2026-02 budget kr False"
    assert carried == "{'enhet': '4110', 'period': '2026-02', 'mot': 'budget', 'visa': 'kr'}"


@pytest.mark.parametrize("period", ["2026-13", "2019-01", "x", "2026", "-", "99999999999-1"])
def test_read_period_that_is_none_gets_the_usual_one(
    town: Database, sign_in_as: Callable[[str], str], period: str
) -> None:
    sign_in_as("maria")

    assert read(period=period)[0] == "411 2026-10 latest tkr False"


@pytest.mark.parametrize("unit", ["412", "4120", "1", "finns inte"])
def test_read_unit_outside_the_scope_is_as_unknown_as_one_that_is_not_there(
    town: Database, sign_in_as: Callable[[str], str], unit: str
) -> None:
    sign_in_as("maria")

    assert read(enhet=unit)[:2] == ["411 2026-10 latest tkr True", "411 4110"]


def test_read_before_any_ledger_is_nothing(people: People, sign_in_as: Callable[[str], str]) -> None:
    sign_in_as("maria")

    assert read() == ["ingen"]
