import pytest
from sqlmodel import Session, select

from core.enums import Dimension
from core.errors import NotAllowed, RuleViolation
from core.models import PlanLine
from core.queries.forecast_places import list_places
from core.queries.forecast_sheet import read_sheet
from core.services.balances import find_faults
from core.services.forecast_places import choose_place
from core.services.forecast_values import ValueEdit, save_value
from tests.core.forecast_town import TKR, Town
from tests.core.services.test_forecast_closing import close_forecast_round
from tests.core.services.test_forecast_proposals import book, open_forecast
from tests.factories import make_code

PAPER = {Dimension.ACCOUNT: "6460", Dimension.FUNCTION: "440"}
TEMPS = {Dimension.ACCOUNT: "5035", Dimension.FUNCTION: "440"}


def a_town(session: Session) -> tuple[Town, int]:
    """The school with an open forecast, and an account for temporary staff that nothing is on yet."""
    town = book(session)
    make_code(session, Dimension.ACCOUNT, "5035", "Timlön")
    return town, open_forecast(session, town)


def where(town: Town, version_id: int, row: str, **more: object) -> dict[str, object]:
    usual = {"place": (town.units["411"], row), "ansvar_unit_id": town.units["4111"], "key": "k"}
    return {"version_id": version_id, **usual, **more}


def test_row_without_figures_is_opened_and_takes_a_value(session: Session) -> None:
    town, version_id = a_town(session)
    before = {row.row_key: row.is_open for row in list_places(session, town.sara, unit_id=town.units["411"])}

    first, again = (
        choose_place(session, town.sara, **where(town, version_id, "material", codes=PAPER))
        for _time in range(2)
    )
    edit = ValueEdit(town.units["411"], "material", None, -50 * TKR)
    saved = save_value(session, town.maria, version_id=version_id, edit=edit, key="v")

    assert before == {"avgifter": True, "loner": True, "material": True}
    assert first == again == (town.units["4111"], town.paper)
    assert saved.written
    sheet = read_sheet(session, town.sara, version_id=version_id, unit_id=town.units["411"])
    assert {row.row_key: row.value for row in sheet.rows}["material"] == -50 * TKR


def test_what_is_said_moves_with_the_row_in_open_forecasts_only(session: Session) -> None:
    town = book(session)
    make_code(session, Dimension.ACCOUNT, "5035", "Timlön")
    closed = open_forecast(session, town, "Prognos 1 2026")
    close_forecast_round(session, town, closed)
    version_id = open_forecast(session, town)

    spot = choose_place(session, town.sara, **where(town, version_id, "loner", codes=TEMPS))

    lines = session.exec(select(PlanLine).where(PlanLine.coding_id == spot[1])).all()
    assert [(line.version_id, line.unit_id) for line in lines] == [(version_id, town.units["4111"])]
    sheet = read_sheet(session, town.sara, version_id=version_id, unit_id=town.units["411"])
    pay = next(row for row in sheet.rows if row.row_key == "loner")
    assert (pay.value, pay.previous) == (-1230 * TKR, -1230 * TKR)
    assert [fault for fault in find_faults(session) if fault.version_id in {version_id, closed}] == []


def test_next_forecast_begins_at_the_value_of_a_row_that_was_moved(session: Session) -> None:
    town, version_id = a_town(session)
    edit = ValueEdit(town.units["411"], "loner", -1230 * TKR, -1260 * TKR)
    save_value(session, town.maria, version_id=version_id, edit=edit, key="v")
    close_forecast_round(session, town, version_id)
    second = open_forecast(session, town, "Prognos 3 2026")
    choose_place(session, town.sara, **where(town, second, "loner", codes=TEMPS))

    third = open_forecast(session, town, "Prognos 4 2026")

    sheet = read_sheet(session, town.sara, version_id=third, unit_id=town.units["411"])
    assert next(row.value for row in sheet.rows if row.row_key == "loner") == -1260 * TKR


def test_place_must_be_the_units_own_the_rows_own_and_free(session: Session) -> None:
    town, version_id = a_town(session)
    fees = {Dimension.ACCOUNT: "3110", Dimension.FUNCTION: "425"}

    for number, (row, more, words) in enumerate(
        (
            ("material", {"codes": PAPER, "ansvar_unit_id": town.units["4120"]}, "hör till enheten"),
            ("material", {"codes": PAPER, "ansvar_unit_id": town.units["411"]}, "hör till enheten"),
            ("material", {"codes": TEMPS}, "hör inte till raden"),
            ("material", {"codes": {}}, "Välj ett konto"),
            ("material", {"codes": {Dimension.ACCOUNT: "6499"}}, "finns inte"),
            ("annat", {"codes": PAPER}, "radindelningen"),
        )
    ):
        with pytest.raises(RuleViolation, match=words):
            choose_place(session, town.sara, **where(town, version_id, row, **more, key=f"k{number}"))
    taken = where(town, version_id, "avgifter", codes=fees, ansvar_unit_id=town.units["4110"])
    assert choose_place(session, town.sara, **taken) == (town.units["4110"], town.fees)


def test_place_is_for_finance_and_an_open_forecast(session: Session) -> None:
    town, version_id = a_town(session)

    with pytest.raises(NotAllowed):
        choose_place(session, town.maria, **where(town, version_id, "material", codes=PAPER))
    close_forecast_round(session, town, version_id)
    with pytest.raises(RuleViolation, match="stängd"):
        choose_place(session, town.sara, **where(town, version_id, "material", codes=PAPER))
