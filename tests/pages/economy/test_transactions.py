from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import VersionKind
from core.queries.versions import choose_versions
from core.services.transaction import transaction
from tests import factories
from tests.pages.conftest import Open
from tests.pages.small_town import KR, SCAN
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "transaktioner"


@pytest.fixture
def as_maria(town: Database, sign_in_as: Callable[[str], str]) -> None:
    sign_in_as("maria")


def answer(run: AppTest) -> str:
    """Return the sentence of the page's head."""
    bodies = (str(one.proto.body) for one in run.main if one.type == "html")
    head = next(body for body in bodies if "r-answer" in body)
    return head.split('class="r-answer">')[1].split("</p>")[0].replace("\u00a0", " ")


def press(run: AppTest, label: str) -> AppTest:
    next(one for one in run.main.button if one.label == label).click()
    return run.run()


def add_lines(session: Session, count: int) -> None:
    """Book so many lines of one krona on the school's hourly pay in February."""
    actual = choose_versions(session, 2026).actual
    assert actual
    batch, units = factories.make_batch(session, 2026), factories.unit_ids(session)
    coding = factories.make_coding(session, "5030")
    for number in range(count):
        factories.put_line(
            session, batch, actual, units["4110"], coding, KR, day=date(2026, 2, 1), text=f"Rad {number}"
        )


def test_transactions_sum_is_the_figure_that_one_came_from(as_maria: None, open_page: Open) -> None:
    # ten months of 30 000 kr hourly pay
    assert answer(open_page(PATH, rad="row:timloner")) == "10 rader, sammanlagt <b>−300 000,00 kr</b>."


def test_transactions_without_any_limit_are_the_whole_net_cost(as_maria: None, open_page: Open) -> None:
    run = open_page(PATH)

    assert answer(run) == "21 rader, sammanlagt <b>−1 317 000,00 kr</b>."
    assert "Utfall t.o.m. 2026-10, inläst 2026-11-09 08:12" in words_of(run)


def test_transactions_show_supplier_and_the_scanned_invoice(as_maria: None, open_page: Open) -> None:
    shown = words_of(open_page(PATH, sok="läromedel"))

    assert "Bokhuset AB" in shown
    assert f'href="{SCAN}"' in shown


def test_transactions_wide_list_keeps_amount_and_invoice_on_the_page(as_maria: None, open_page: Open) -> None:
    shown = words_of(open_page(PATH, sok="läromedel"))

    assert ">Motpart<" not in shown
    assert "Verksamhet, projekt och motpart finns i Excel och CSV." in shown


@pytest.mark.parametrize("text", ["bokhuset", "Läromedel", "17"], ids=["supplier", "text", "voucher"])
def test_transactions_search_finds_supplier_text_and_voucher(
    as_maria: None, open_page: Open, text: str
) -> None:
    assert answer(open_page(PATH, sok=text)) == "1 rad, <b>−17 000,00 kr</b>."


def test_transactions_search_is_written_to_the_address_and_taken_back(
    as_maria: None, open_page: Open
) -> None:
    run = open_page(PATH)

    run.text_input[1].set_value("17 000")
    press(run, "Sök")
    assert dict(run.query_params) == {"belopp": "17 000"}
    assert answer(run) == "1 rad, <b>−17 000,00 kr</b>."

    press(run, "Sökning: 17 000")
    assert dict(run.query_params) == {}
    assert answer(run).startswith("21 rader")


@pytest.mark.parametrize(
    ("query", "warning"),
    [
        ({"belopp": "abc"}, "”abc” är inget belopp. Skriv till exempel 1 234,50 eller 12 tkr."),
        ({"rad": "xx"}, "Länken går inte att öppna. Välj en rad i tabellen i stället."),
    ],
)
def test_transactions_what_cannot_be_read_is_said_and_left_out(
    as_maria: None, open_page: Open, query: dict[str, str], warning: str
) -> None:
    run = open_page(PATH, **query)

    assert [box.value for box in run.warning] == [warning]
    assert answer(run).startswith("21 rader")


def test_transactions_row_that_one_came_from_is_a_limit_that_can_be_lifted(
    as_maria: None, open_page: Open
) -> None:
    run = open_page(PATH, rad="row:timloner", tid="manad")
    assert answer(run) == "1 rad, <b>−30 000,00 kr</b>."

    press(run, "Bara oktober 2026")
    press(run, "Timlöner och vikarier")

    assert dict(run.query_params) == {}


def test_transactions_pages_go_on_and_back(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    with transaction(town) as session:
        add_lines(session, 60)
    sign_in_as("maria")
    run = open_page(PATH, rad="row:timloner")
    assert answer(run) == "70 rader, sammanlagt <b>−300 060,00 kr</b>."

    press(run, "Äldre transaktioner")
    assert "Äldre transaktioner" not in [one.label for one in run.main.button]

    press(run, "De senaste")
    assert dict(run.query_params) == {"rad": "row:timloner"}


def test_transactions_before_any_ledger_says_so(
    process_database: Database, people: object, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    with transaction(process_database) as session:
        factories.make_version(session, VersionKind.BUDGET, 2026)
    sign_in_as("maria")

    assert answer(open_page(PATH)) == "Ingen huvudbok är inläst än."
