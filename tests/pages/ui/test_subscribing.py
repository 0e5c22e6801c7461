from collections.abc import Callable

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.models import ReportSubscription, User
from core.services.transaction import transaction
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def mailed(town: Database) -> Database:
    with transaction(town) as session:
        for user in session.exec(select(User)):
            user.email = f"{user.username}@ekarboda.example"
            session.add(user)
    return town


def press(run: AppTest, label: str) -> AppTest:
    next(one for one in run.main.button if one.label == label).click()
    return run.run()


def held(database: Database) -> list[tuple[str, str, int | None]]:
    with database.reading() as session:
        rows = session.exec(select(ReportSubscription).where(ReportSubscription.ended_at == None))  # noqa: E711
        names = dict(session.exec(select(User.id, User.username)).all())
        return [(names[row.user_id], str(row.rhythm), row.weekday) for row in rows]


def test_manager_orders_her_report_and_ends_it_among_her_tasks(
    mailed: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    run = press(open_page("uppfoljning"), "Skicka så")

    assert held(mailed) == [("maria", "monthly", None)]
    assert "varje månad, när den är stängd" in words_of(run)

    tasks = press(open_page("uppgifter"), "Avsluta")

    assert held(mailed) == []
    assert not tasks.exception


def test_controller_lets_it_come_to_somebody_on_a_weekday(
    mailed: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page("uppfoljning", enhet="411")
    choices = {one.label: one for one in run.main.selectbox}
    choices["När?"].select_index(5)
    choices["Till vem?"].select_index(
        next(at for at, name in enumerate(choices["Till vem?"].options) if name == "Maria Sandell")
    )

    run = press(run, "Skicka så")

    assert held(mailed) == [("maria", "weekly", 5)]
    assert "Maria Sandell, Uppföljning, Ekbackens skola, varje fredag" in words_of(run)


def test_without_a_mail_address_it_is_said_in_place(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = press(open_page("uppfoljning"), "Skicka så")

    assert "Maria Sandell har ingen mejladress i Rodret." in run.main.error[0].value
    assert held(town) == []
