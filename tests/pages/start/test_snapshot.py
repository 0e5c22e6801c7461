from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import RoundKind
from core.models import Snapshot
from core.queries.snapshots import list_snapshots
from core.reports.process_state import submission_table
from core.services.round_answers import save_answer
from core.services.transaction import transaction
from tests.core.process_town import BUDGET, close, make_town, new_key, plan_and_open, submission
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

QUESTIONS = replace(BUDGET, kind=RoundKind.QUESTION, name="Frågor 2027")


class Closed:
    """A closed round of questions that asked two schools, one of which had answered."""

    def __init__(self, database: Database) -> None:
        with transaction(database) as session:
            town = make_town(session)
            self.round_id = plan_and_open(session, town, QUESTIONS, "412 413")
            self.id = submission(session, town, self.round_id).id or 0
            maria, sara = town.actor(session, "maria"), town.actor(session, "sara")
            save_answer(session, maria, submission_id=self.id, seen=0, body="Färre elever.", key=new_key())
        with transaction(database) as session:
            close(
                session, town, self.round_id, lambda one: submission_table(session, sara, submission_id=one)
            )
            (kept,) = list_snapshots(session, sara, subject=("submission", self.id))
        self.snapshot = kept


@pytest.fixture
def closed(process_database: Database) -> Closed:
    return Closed(process_database)


def links(run: AppTest) -> list[str]:
    return [link.proto.label for link in run.main.get("page_link")]


def test_snapshot_shows_the_answer_the_history_and_the_checksum(
    closed: Closed, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page("ogonblicksbild", bild=str(closed.snapshot.id))

    shown = words_of(run)
    assert list(run.exception) == []
    assert run.title[0].value == "Frågor 2027, Ekbackens skola"
    assert "Sparat av <b>Sara Holm</b> <b>2026-11-09 08:12</b>. Det ändras aldrig." in shown
    assert "Färre elever." in shown
    assert closed.snapshot.sha256 in shown
    assert "kontrollsumman stämmer" in shown
    assert [button.proto.label for button in run.main.get("download_button")] == ["Excel", "CSV"]
    assert links(run) == ["Inlämningen som den är nu"]


def test_snapshot_is_found_on_the_submission_and_in_the_state_of_the_closed_round(
    closed: Closed, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    of_unit = open_page("inlamning", inlamning=str(closed.id))
    sign_in_as("sara")
    of_round = open_page("laget", omgang=str(closed.round_id))

    assert "Sparat 2026-11-09 08:12" in links(of_unit)
    assert links(of_round) == ["Ekbackens skola", "Lindens skola"]


@pytest.mark.parametrize("username", ["lars", "sol"])
def test_snapshot_of_another_unit_looks_like_one_that_is_not_there(
    closed: Closed, sign_in_as: Callable[[str], str], open_page: Open, username: str
) -> None:
    sign_in_as(username)

    refused = open_page("ogonblicksbild", bild=str(closed.snapshot.id))
    missing = open_page("ogonblicksbild", bild="4711")

    assert [box.value for box in refused.error] == [box.value for box in missing.error]
    assert "Färre elever." not in words_of(refused)


def test_snapshot_that_is_not_what_was_kept_is_not_shown(
    closed: Closed, process_database: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    with process_database.writing() as session:
        session.connection().exec_driver_sql("DROP TRIGGER snapshot_update_kept")
        kept = session.exec(select(Snapshot).where(Snapshot.id == closed.snapshot.id)).one()
        kept.body = kept.body.replace("Färre", "Fler")
        session.add(kept)
        session.commit()
    sign_in_as("maria")

    shown = words_of(open_page("ogonblicksbild", bild=str(closed.snapshot.id)))

    assert "Bilden är inte den som sparades" in shown
    assert "Fler elever." not in shown


@pytest.mark.parametrize("wanted", ["", "x", "9" * 40, "²"])
def test_snapshot_that_is_none_leads_to_ones_tasks(
    closed: Closed, sign_in_as: Callable[[str], str], open_page: Open, wanted: str
) -> None:
    sign_in_as("maria")

    run = open_page("ogonblicksbild", bild=wanted)

    assert list(run.exception) == []
    assert links(run) == ["Mina uppgifter"]
