from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select

from core.db import Database
from core.models import RoleAssignment, User
from core.services.transaction import transaction
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_rights_manager_reads_where_until_when_and_what(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    with transaction(town) as session:
        held = session.exec(select(RoleAssignment).join(User).where(User.username == "maria")).one()
        held.valid_to = date(2027, 1, 31)
    sign_in_as("maria")

    shown = words_of(open_page("min-behorighet"))

    assert "Du har 1 roll</b>, den första slutar 31 januari 2027." in shown
    assert "Chef, Ekbackens skola" in shown
    assert "Gäller Ekbackens skola, till och med 31 januari 2027." in shown
    assert "Svara på omgångar och lämna in" in shown
    assert "Och för hela kommunen" not in shown


def test_rights_administrator_reads_what_concerns_the_whole_municipality(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("ada")

    shown = words_of(open_page("min-behorighet"))

    assert "Gäller Ekarboda kommun och 4 enheter under den, tills vidare." in shown
    assert "Och för hela kommunen:" in shown
    assert "Sköta användare och roller" in shown
