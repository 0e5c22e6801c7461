from collections.abc import Callable

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import jobs as worker
from core.db import Database
from core.enums import BatchState, JobState, PeriodState, SourceKind
from core.models import ImportBatch, ImportProfile, Job, MonthStatus, Version
from core.services.transaction import transaction
from tests import loading_factories as lf
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "inlasning"
FILE = lf.csv_file([("2026-11-05", "4110", "5021", 100), ("2026-11-05", "4110", "1930", -100)])


@pytest.fixture
def as_sara(town: Database, sign_in_as: Callable[[str], str]) -> Database:
    """The town with sara, a controller of the municipality, at the browser."""
    sign_in_as("sara")
    return town


def add_source(database: Database, kind: SourceKind = SourceKind.LEDGER, name: str = "Huvudbok") -> None:
    with transaction(database) as session:
        session.add(ImportProfile(name=name, kind=kind, dimensions=lf.DIMENSIONS))


def press(run: AppTest, label: str) -> AppTest:
    next(one for one in run.main.button if one.label == label).click()
    return run.run()


def read_file(open_page: Open, data: bytes = FILE, name: str = "november.csv") -> AppTest:
    """Open the page, choose the source Huvudbok and read a file to its preview."""
    run = open_page(PATH)
    source = run.selectbox[0]
    source.select(next(option for option in source.options if option.startswith("Huvudbok"))).run()
    run.file_uploader[0].upload(name, data, "text/csv").run()
    return press(run, "Läs filen och visa vad den ändrar")


def states(database: Database) -> list[BatchState]:
    with database.reading() as session:
        rows = session.exec(select(ImportBatch).where(ImportBatch.file_name == "november.csv"))
        return [BatchState(row.state) for row in rows]


def load_waiting(open_page: Open) -> AppTest:
    """Read the file and ask for it to be loaded; nobody works, so it waits."""
    return press(read_file(open_page), "Läs in")


def test_loading_job_that_is_cancelled_says_so_and_the_file_can_be_loaded_again(
    as_sara: Database, open_page: Open
) -> None:
    add_source(as_sara)
    run = load_waiting(open_page)

    run = press(run, "Avbryt")
    told = [bar.proto.text for bar in run.get("progress")]
    worker.run_waiting(as_sara)
    run = run.run()

    assert list(run.exception) == []
    assert told == ["Avbryter. Inget av det inlästa blir kvar."]
    assert [box.value for box in run.warning] == ["Avbrutet av Sara Holm. Inget är ändrat."]
    assert states(as_sara) == [BatchState.PREVIEW]


def test_loading_under_way_is_found_again_by_whoever_loads_files(as_sara: Database, open_page: Open) -> None:
    add_source(as_sara)
    load_waiting(open_page)

    run = press(open_page(PATH), "Följ arbetet som väntar")

    assert [header.value for header in run.header][:1] == ["Inläsningen"]
    assert "Avbryt" in [one.label for one in run.main.button]


def test_loading_says_what_was_loaded_last(as_sara: Database, open_page: Open) -> None:
    assert "<b>oktober.se</b> in, 2026-11-09 08:12." in words_of(open_page(PATH))


def test_loading_reads_a_file_to_its_preview_and_loads_nothing(as_sara: Database, open_page: Open) -> None:
    add_source(as_sara)

    run = read_file(open_page)

    assert list(run.exception) == []
    assert [header.value for header in run.header][:1] == ["november.csv"]
    assert "Filen har 2 rader för november 2026." in words_of(run).replace("\u00a0", " ")
    assert states(as_sara) == [BatchState.PREVIEW]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Filen är tom."),
        (b"<!DOCTYPE html><html><body>Logga in</body></html>", "Filen är en webbsida"),
        (b"PK\x03\x04" + bytes(40), "Filen är ett zip-arkiv."),
    ],
    ids=["empty", "a web page", "an archive"],
)
def test_loading_what_is_no_ledger_is_said_and_leaves_nothing(
    as_sara: Database, open_page: Open, data: bytes, message: str
) -> None:
    add_source(as_sara)

    run = read_file(open_page, data)

    (error,) = run.error
    assert message in error.value
    assert states(as_sara) == []


def test_loading_unbalanced_file_is_warned_about_first(as_sara: Database, open_page: Open) -> None:
    add_source(as_sara)

    run = read_file(open_page, lf.csv_file([("2026-11-05", "4110", "5021", 100)]))

    assert "Debet och kredit är inte lika" in words_of(run)


def test_loading_pressed_again_and_by_another_loads_once(
    as_sara: Database, open_page: Open, sign_in_as: Callable[[str], str]
) -> None:
    add_source(as_sara)
    mine = read_file(open_page)
    batch = mine.query_params["inlasning"]
    mine_again = open_page(PATH, inlasning=batch)
    sign_in_as("ada")
    hers = open_page(PATH, inlasning=batch)

    press(hers, "Läs in")
    sign_in_as("sara")
    press(mine, "Läs in")
    press(mine_again, "Läs in")

    assert "november.csv: pågår" in words_of(mine)
    assert "november.csv: pågår" in words_of(mine_again)
    with as_sara.reading() as session:
        assert [job.state for job in session.exec(select(Job))] == [JobState.WAITING]
    assert states(as_sara) == [BatchState.RUNNING]


def test_loading_three_quick_presses_ask_for_one_job(as_sara: Database, open_page: Open) -> None:
    add_source(as_sara)
    run = read_file(open_page)
    batch = run.query_params["inlasning"]

    for _press in range(3):
        run.query_params.clear()
        run.query_params["inlasning"] = batch
        button = next((one for one in run.main.button if one.label == "Läs in"), None)
        if button is not None:
            button.click()
        run.run()

    with as_sara.reading() as session:
        assert len(session.exec(select(Job)).all()) == 1


def test_loading_discarded_preview_is_gone_and_says_so(as_sara: Database, open_page: Open) -> None:
    add_source(as_sara)
    run = read_file(open_page)
    batch = run.query_params["inlasning"]
    other = open_page(PATH, inlasning=batch)

    press(run, "Kasta")
    press(other, "Läs in")

    assert states(as_sara) == [BatchState.DISCARDED]
    assert "november.csv: kastad" in words_of(other)


@pytest.mark.parametrize("query", [{"inlasning": "4711"}, {"inlasning": "x"}, {"jobb": "4711"}])
def test_loading_address_of_what_is_not_there_is_no_dead_end(
    as_sara: Database, open_page: Open, query: dict[str, str]
) -> None:
    run = open_page(PATH, **query)

    assert list(run.exception) == []
    assert [title.value for title in run.title] == ["Inläsning"]


def test_sources_new_source_can_be_made_and_chosen(as_sara: Database, open_page: Open) -> None:
    run = open_page(PATH, **{"del": "kallor"})

    fields = {field.label: field for field in run.text_input}
    fields["Verksamhet"].set_value("20")
    run.text_input[0].set_value("Nya systemet")
    next(one for one in run.selectbox if one.label.startswith("Rader utan")).select("Ekbackens skola (4110)")
    press(run, "Lägg upp källan")

    assert [box.value for box in run.error] == []
    with as_sara.reading() as session:
        made = session.exec(select(ImportProfile).where(ImportProfile.name == "Nya systemet")).one()
        kind, dimensions, default = made.kind, dict(made.dimensions), made.default_unit_id
    assert (kind, dimensions) == (SourceKind.LEDGER, {"1": "unit", "6": "project", "20": "function"})
    assert default is not None
    assert "Nya systemet" in words_of(run)


@pytest.mark.parametrize(
    ("project", "message"),
    [
        ("1", "Dimension 1 kan inte vara både ansvar och projekt."),
        ("sex", "Projekt: skriv dimensionens nummer, till exempel 1."),
    ],
)
def test_sources_numbers_that_cannot_be_meant_are_refused(
    as_sara: Database, open_page: Open, project: str, message: str
) -> None:
    run = open_page(PATH, **{"del": "kallor"})
    run.text_input[0].set_value("Ekonomisystemet")
    {field.label: field for field in run.text_input}["Projekt"].set_value(project)

    press(run, "Lägg upp källan")

    assert [box.value for box in run.error] == [message]


def test_sources_new_budget_gets_its_usual_name(as_sara: Database, open_page: Open) -> None:
    run = open_page(PATH, **{"del": "kallor"})
    next(one for one in run.segmented_control if one.label == "Vad").set_value("revised")

    press(run, "Lägg upp budgeten")

    with as_sara.reading() as session:
        names = session.exec(select(Version.name).where(Version.year == 2027)).all()
    assert sorted(names) == ["Budget 2027", "Reviderad budget 2027"]


def test_months_are_closed_and_opened(as_sara: Database, open_page: Open) -> None:
    run = open_page(PATH, **{"del": "manader"})
    toggles = {toggle.label: toggle for toggle in run.toggle}
    assert [label for label, toggle in toggles.items() if not toggle.value] == [
        "November stängd",
        "December stängd",
    ]

    toggles["November stängd"].set_value(True).run()
    next(one for one in run.toggle if one.label == "Mars stängd").set_value(False).run()

    with as_sara.reading() as session:
        closed = {row.month for row in session.exec(select(MonthStatus)) if row.state is PeriodState.CLOSED}
    assert closed == {1, 2, 4, 5, 6, 7, 8, 9, 10, 11}


def test_months_are_not_for_the_administrator(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("administrator")

    run = open_page(PATH, **{"del": "manader"})

    assert list(run.toggle) == []
    assert run.segmented_control[0].options == ["Läs in", "Källor"]
