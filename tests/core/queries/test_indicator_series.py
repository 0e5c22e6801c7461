"""Key figures month by month, hand-worked: sick leave at two schools, and what is reckoned from them."""

from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session

from core.enums import Aggregation, Role, VersionKind
from core.periods import Period
from core.queries.access import load_actor
from core.queries.indicator_series import Point, read_series
from core.queries.indicator_standing import read_standings
from core.rules.access import Actor
from core.rules.indicator_sums import Measured
from core.services.indicator_values import Place, ValueEdit, save_values
from tests.core.goals_town import Town, make_town
from tests.core.indicators_town import READERS, SICK, put_indicator
from tests.factories import TODAY, give_role, make_coding, make_user, make_version, put_balance

KR = 100
YEARS = range(2025, 2027)
OCTOBER = (2026, 10)


def _save(session: Session, town: Town, indicator_id: int, unit: str, **values: str) -> None:
    """Save values by month: `m2026_08="6"`."""
    edits = [
        ValueEdit(
            Place(indicator_id, town.units[unit], Period(int(at[1:5]), int(at[6:]))), None,
            Measured(Decimal(value)),
        )
        for at, value in values.items()
    ]  # fmt: skip
    save_values(session, town.sara, edits=edits, key=f"{indicator_id} {unit}")


def _points(session: Session, actor: Actor, town: Town, indicator_id: int, unit: str) -> tuple[Point, ...]:
    return read_series(
        session, actor, indicator_id=indicator_id, unit_id=town.units[unit], years=YEARS, until=OCTOBER
    )


def _values(points: tuple[Point, ...]) -> dict[tuple[int, int], Decimal | None]:
    return {point.at: point.measured.value if point.measured else None for point in points}


def test_formula_is_reckoned_for_every_month_that_a_part_has_a_new_value(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    pupils = put_indicator(session, town, replace(SICK, code="elever", title="Elever"), "411")
    said = replace(SICK, code="kvot", title="Kvot", formula="100 * sjukfranvaro / elever")
    quota = put_indicator(session, town, said, "411")
    _save(session, town, sick, "411", m2026_08="6", m2026_09="9")
    _save(session, town, pupils, "411", m2025_10="300", m2026_09="450")

    found = _points(session, town.maria, town, quota, "411")

    # October 2025 has pupils but no sick leave; August still has last October's 300 pupils: 100 × 6 / 300.
    assert _values(found) == {(2026, 8): Decimal(2), (2026, 9): Decimal(2)}
    assert [point.measured.at for point in found if point.measured] == [(2025, 10), (2026, 9)]


def test_part_holds_for_twelve_months_and_no_longer(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    pupils = put_indicator(session, town, replace(SICK, code="elever", title="Elever"), "411")
    quota = put_indicator(session, town, replace(SICK, code="kvot", formula="sjukfranvaro / elever"), "411")
    _save(session, town, pupils, "411", m2025_08="2")
    _save(session, town, sick, "411", m2026_07="6", m2026_08="6")

    assert _values(_points(session, town.maria, town, quota, "411")) == {(2026, 7): Decimal(3)}


def test_month_that_cannot_be_reckoned_is_told_and_the_others_live(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    broken = put_indicator(
        session, town, replace(SICK, code="trasig", formula="12 / (sjukfranvaro - 6)"), "411"
    )
    _save(session, town, sick, "411", m2026_07="4", m2026_08="6", m2026_09="9")

    found = _points(session, town.maria, town, broken, "411")

    assert _values(found) == {(2026, 7): Decimal(-6), (2026, 8): None, (2026, 9): Decimal(4)}
    assert [point.problem for point in found] == ["", "Det blir en division med noll.", ""]


def test_committee_has_the_months_of_its_schools(session: Session) -> None:
    town = make_town(session)
    readers = put_indicator(session, town, READERS, "411", "412", "BUN")
    edits = [
        ValueEdit(
            Place(readers, town.units[unit], Period(*at)), None,
            Measured(None, Decimal(upper), Decimal(lower)),
        )
        for unit, at, upper, lower in (
            ("411", (2025, 10), 12, 20), ("411", (2026, 5), 18, 20), ("412", (2026, 6), 90, 150),
        )
    ]  # fmt: skip
    save_values(session, town.sara, edits=edits, key="k")

    found = _values(_points(session, town.bo, town, readers, "BUN"))

    assert list(found) == [(2025, 10), (2026, 5), (2026, 6)]
    assert [found[2025, 10], found[2026, 5]] == [Decimal(60), Decimal(90)]
    assert round(found[2026, 6] or 0, 1) == Decimal("63.5")  # (18 + 90) / (20 + 150)


def test_month_after_the_one_shown_is_left_out(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    _save(session, town, sick, "411", m2026_09="6", m2026_10="7")

    found = read_series(
        session, town.maria, indicator_id=sick, unit_id=town.units["411"], years=YEARS, until=(2026, 9)
    )

    assert _values(found) == {(2026, 9): Decimal(6)}


def test_unit_outside_scope_has_none(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "412")
    _save(session, town, sick, "412", m2026_09="6")

    assert _points(session, town.maria, town, sick, "412") == ()


def _books(session: Session) -> tuple[Town, int]:
    """Pay of 100 000,01 kr in each of January–April 2026 and of 90 000 in every month of 2025, at 411."""
    town = make_town(session)
    actual = make_version(session, VersionKind.ACTUAL, 2026)
    before = make_version(session, VersionKind.ACTUAL, 2025)
    pay = make_coding(session, "5020", function="440")
    put_balance(session, actual, town.units["4110"], pay, dict.fromkeys((1, 2, 3, 4), 100_000 * KR + 1))
    put_balance(session, actual, town.units["4120"], pay, dict.fromkeys((1, 2, 3, 4), 50_000 * KR))
    put_balance(session, before, town.units["4110"], pay, dict.fromkeys(range(1, 14), 90_000 * KR))
    pupils = put_indicator(session, town, replace(SICK, code="elever", title="Elever"), "411")
    _save(session, town, pupils, "411", m2025_10="300", m2026_03="200")
    said = replace(SICK, code="kostnad", formula="personalkostnad / elever", aggregation=Aggregation.NONE)
    return town, put_indicator(session, town, said, "411")


def test_figure_that_reads_the_ledger_has_every_month_that_is_booked(session: Session) -> None:
    town, cost = _books(session)

    found = _values(_points(session, town.sara, town, cost, "411"))

    assert found == {
        (2025, 10): Decimal(3_000), (2025, 11): Decimal(3_300),
        (2025, 12): Decimal(3_900),  # with the closing entries: 13 × 90 000 / 300
        (2026, 1): Decimal("100000.01") / 300, (2026, 2): Decimal("200000.02") / 300,
        (2026, 3): Decimal("300000.03") / 200, (2026, 4): Decimal("400000.04") / 200,
    }  # fmt: skip


def test_whoever_does_not_see_the_economy_gets_no_month_of_it(session: Session) -> None:
    town, cost = _books(session)
    user_id = make_user(session, "skydd")
    give_role(session, user_id, Role.SAFETY_REPRESENTATIVE, town.units["411"])
    actor = load_actor(session, user_id, today=TODAY)
    assert actor

    assert _points(session, actor, town, cost, "411") == ()


def test_last_month_of_the_series_is_the_value_that_stands(session: Session) -> None:
    town, cost = _books(session)
    place = (cost, town.units["411"])

    standing = read_standings(session, town.sara, places=[place], year=2026, month=4)[place]
    found = _values(_points(session, town.sara, town, cost, "411"))

    assert standing.measured is not None
    assert found[2026, 4] == standing.measured.value
