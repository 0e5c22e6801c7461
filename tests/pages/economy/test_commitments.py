from collections.abc import Callable

import pytest
from sqlmodel import select

from core.db import Database
from core.models import CommitmentLoad
from core.services import commitments
from core.services.transaction import transaction
from tests.core import control_town
from tests.core.control_town import ControlTown
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "ataganden"
FILE = (
    "ansvar;konto;leverantör;text;belopp;till\n4330;6310;Möbler AB;Bord;42 500;2026-12-10\n"
    "4320;6310;Grannens AB;Stolar;9 900;2026-12-10"
).encode()


@pytest.fixture
def school(process_database: Database) -> ControlTown:
    return control_town.stored(process_database)


def load(database: Database, town: ControlTown) -> None:
    with database.reading() as session:
        sara = town.actor(session, "sara")
    with transaction(database, sara) as session:
        commitments.load(session, sara, source="Inköp", file_name="inkop.csv", data=FILE, key="k")


def test_manager_sees_what_her_unit_is_bound_to_and_no_files(
    process_database: Database, school: ControlTown, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    load(process_database, school)
    sign_in_as("maria")

    run = open_page(PATH)

    words = words_of(run).replace("\u00a0", " ")
    assert "är beställt eller avtalat för resten av 2026." in words
    assert "Möbler AB" in words
    assert "Grannens AB" not in words
    assert "Filer med åtaganden" not in words
    assert not run.exception


def test_without_commitments_the_page_says_how_it_gets_filled(
    school: ControlTown, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    assert "De läses in ur inköpssystemet och avtalsregistret av ekonomi." in words_of(open_page(PATH))


def test_controller_sees_what_a_file_does_reads_it_and_takes_it_back(
    process_database: Database, school: ControlTown, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page(PATH)
    run.main.file_uploader[0].upload("inkop.csv", FILE, "text/csv")
    next(one for one in run.main.text_input if one.label == "Källa").set_value("Inköp")
    run.run()
    assert "Filen har 2 rader, 52 tkr." in words_of(run).replace("\u00a0", " ")

    next(one for one in run.main.button if one.label == "Läs in").click().run()
    assert "inkop.csv, 2 rader" in words_of(run)

    next(one for one in run.main.button if one.label == "Ångra inläsningen").click().run()
    assert "inkop.csv, 2 rader" not in words_of(run)
    with process_database.reading() as session:
        assert session.exec(select(CommitmentLoad.undone_at)).one() is not None


def test_wrong_lines_are_shown_and_cannot_be_read(
    school: ControlTown, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page(PATH)

    run.main.file_uploader[0].upload("inkop.csv", FILE.replace(b"4330", b"9999"), "text/csv")
    run.run()

    assert "Ansvaret 9999 finns inte, eller är stängt." in words_of(run)
    assert [one.label for one in run.main.button if one.label == "Läs in"] == []
