import pytest
from sqlmodel import Session

from core.enums import ForecastCause, Role
from core.errors import NotAllowed
from core.models import Version
from core.queries.access import units_in_scope
from core.reports import words
from core.reports.unit_year import UnitYear, read_year
from core.rules.access import Action, Actor
from core.services.forecast_values import ValueEdit, save_value, say_reason
from core.table import Status
from tests import factories
from tests.core.forecast_town import TKR, Town, put
from tests.core.services.test_forecast_proposals import book, open_forecast


def set_pay(session: Session, town: Town, version_id: int, tkr: int, old: int = -1_230) -> None:
    edit = ValueEdit(town.units["411"], "loner", old * TKR, tkr * TKR)
    save_value(session, town.maria, version_id=version_id, edit=edit, key=f"{version_id}/{tkr}")


def say(session: Session, town: Town, version_id: int, row: str, text: str) -> None:
    say_reason(
        session, town.maria, version_id=version_id, unit_id=town.units["411"], row_key=row,
        cause=ForecastCause.STAFFING, text=text,
    )  # fmt: skip


def year_of(session: Session, actor: Actor, town: Town, unit: str = "411") -> UnitYear:
    found = read_year(session, actor, unit_id=town.units[unit], year=2026)
    assert found
    return found


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_year_is_said_with_the_managers_own_words(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    set_pay(session, town, version_id, -1_420)
    say(session, town, version_id, "", "Vikarier i maj–augusti.")
    say(session, town, version_id, "loner", "Två långa sjukskrivningar. Ersättare från november.")

    found = year_of(session, town.maria, town)

    # pay −1 420 and fees 240 against −1 200 and 240
    assert plain(words.plain(found.answer)) == (
        "Prognosen är 220 tkr sämre än budget, mest vikarier i maj–augusti."
    )
    assert (found.status, found.node.variance) == (Status.BAD, -220 * TKR)
    assert plain(found.line) == "Prognos −1,2, budget −1,0 mnkr"
    assert found.change == ""
    assert [(row.key, row.cells[-1], row.note) for row in found.deviations.rows] == [
        ("row:loner", -220 * TKR, "Två långa sjukskrivningar. Ersättare från november.")
    ]
    assert found.units is None


def test_change_since_the_forecast_before_is_told(session: Session) -> None:
    town = book(session)
    set_pay(session, town, open_forecast(session, town, "Prognos 1 2026"), -1_300)
    set_pay(session, town, open_forecast(session, town, "Prognos 2 2026"), -1_420, old=-1_300)

    found = year_of(session, town.maria, town)

    assert plain(found.change) == "120 tkr sämre än Prognos 1 2026"
    assert found.forecast.name == "Prognos 2 2026"


def test_deviation_over_the_limit_without_a_cause_says_so(session: Session) -> None:
    town = book(session)
    set_pay(session, town, open_forecast(session, town), -1_420)

    found = year_of(session, town.maria, town)

    assert plain(words.plain(found.answer)) == "Prognosen är 220 tkr sämre än budget, mest loner."
    assert found.deviations.rows[0].note == "Ingen orsak är angiven än."


def test_forecast_as_the_budget_follows_it(session: Session) -> None:
    town = book(session)
    set_pay(session, town, open_forecast(session, town), -1_200)

    found = year_of(session, town.maria, town)

    assert words.plain(found.answer) == "Prognosen för året följer budgeten."
    assert (found.status, found.deviations.rows) == (Status.OK, ())


def test_node_shows_its_units_with_their_managers_words(session: Session) -> None:
    town = book(session)
    put(session, town.budget[2026], town.units["4120"], town.pay, (50_000,) * 12)
    put(session, town.actual[2026], town.units["4120"], town.pay, (45_000,) * 8)
    version_id = open_forecast(session, town, "Prognos 2 2026", "411", "412")
    set_pay(session, town, version_id, -1_420)
    say(session, town, version_id, "loner", "Fler elever i åk 1.")
    schools = [
        unit
        for unit in units_in_scope(session, town.sara, Action.VIEW_ECONOMY)
        if unit.code in {"411", "412"}
    ]

    found = read_year(session, town.sara, unit_id=town.units["BUF"], year=2026, units=schools)

    # the other school: 8 × 45 booked and 4 × 50 left of 600 is 560, 40 better
    assert found
    assert plain(words.plain(found.answer)) == ("Prognosen är 180 tkr sämre än budget, mest Ekbackens skola.")
    assert [(row.drill, row.cells[-1], row.note) for row in found.deviations.rows] == [
        (f"unit:{town.units['411']}", -220 * TKR, "Fler elever i åk 1."),
        (f"unit:{town.units['412']}", 40 * TKR, ""),
    ]
    assert found.units
    assert {row.cells[1]: row.cells[4] for row in found.units.rows} == {"411": -220 * TKR, "412": 40 * TKR}


def test_unit_without_forecast_or_with_the_year_over_has_none(session: Session) -> None:
    town = book(session)
    assert read_year(session, town.maria, unit_id=town.units["411"], year=2026) is None
    open_forecast(session, town)
    factories.close_months(session, 2026, range(9, 13))

    assert read_year(session, town.maria, unit_id=town.units["411"], year=2026) is None


def test_elected_official_reads_the_latest_settled_one(session: Session) -> None:
    town = book(session)
    first = open_forecast(session, town, "Prognos 1 2026")
    set_pay(session, town, first, -1_300)
    session.get_one(Version, first).closed_at = factories.LOADED_AT
    session.flush()
    set_pay(session, town, open_forecast(session, town, "Prognos 2 2026"), -1_420)
    elected = factories.make_actor(session, Role.ELECTED_OFFICIAL, town.units["BUN"])

    found = year_of(session, elected, town)

    assert (found.forecast.version_id, found.node.variance) == (first, -100 * TKR)


def test_neighbours_year_is_refused(session: Session) -> None:
    town = book(session)
    open_forecast(session, town)

    with pytest.raises(NotAllowed):
        read_year(session, town.nils, unit_id=town.units["411"], year=2026)
