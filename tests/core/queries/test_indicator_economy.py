"""Formulas over the ledger, hand-worked: the school 411 has pay 100 000,01 kr, material 20 000 and fees
−5 000 kr in each of January–March; its neighbour 412 pay 50 000. The budget has 110 000 a month for pay.
"""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from sqlmodel import Session

from core.enums import Aggregation, Role, VersionKind
from core.models import Version
from core.periods import Period
from core.queries.access import load_actor
from core.queries.indicator_standing import Standing, read_standings
from core.rules.access import Actor
from core.rules.indicator_sums import Measured
from core.services.indicator_values import Place, ValueEdit, save_values
from tests.core.goals_town import Town, make_town
from tests.core.indicators_town import SICK, put_indicator
from tests.factories import TODAY, give_role, make_coding, make_user, make_version, put_balance

KR = 100
MARCH = 3


def _books(session: Session, *, adopted: bool = True) -> Town:
    town = make_town(session)
    actual, before = (
        make_version(session, VersionKind.ACTUAL, 2026),
        make_version(session, VersionKind.ACTUAL, 2025),
    )
    budget = make_version(session, VersionKind.BUDGET, 2026)
    pay, material, fees = (make_coding(session, code, function="440") for code in ("5020", "6410", "3110"))
    for unit, coding, amount in (
        ("4110", pay, 100_000 * KR + 1), ("4110", material, 20_000 * KR), ("4110", fees, -5_000 * KR),
        ("4120", pay, 50_000 * KR),
    ):  # fmt: skip
        put_balance(session, actual, town.units[unit], coding, dict.fromkeys((1, 2, 3, 4), amount))
    put_balance(session, budget, town.units["4110"], pay, dict.fromkeys(range(1, 13), 110_000 * KR))
    put_balance(session, before, town.units["4110"], pay, dict.fromkeys(range(1, 13), 90_000 * KR))
    session.get_one(Version, budget).closed_at = datetime(2025, 12, 1, tzinfo=UTC) if adopted else None
    session.flush()
    return town


def _stands(session: Session, town: Town, actor: Actor, formula: str, unit: str) -> Standing:
    said = replace(SICK, code="reknat", formula=formula, aggregation=Aggregation.NONE)
    made = put_indicator(session, town, replace(said, title=formula), unit)
    place = (made, town.units[unit])
    return read_standings(session, actor, places=[place], year=2026, month=MARCH)[place]


def _value(session: Session, formula: str, unit: str = "411") -> Decimal | None:
    town = _books(session)
    measured = _stands(session, town, town.sara, formula, unit).measured
    return measured.value if measured else None


def test_net_cost_agrees_with_the_ledger_to_the_month(session: Session) -> None:
    assert _value(session, "nettokostnad") == Decimal("345000.03")  # 3 × (100 000,01 + 20 000 − 5 000)


def test_net_cost_of_a_committee_is_all_that_lies_under_it(session: Session) -> None:
    assert _value(session, "nettokostnad", "BUN") == Decimal("495000.03")


def test_pay_revenue_and_budget_have_names_of_their_own(session: Session) -> None:
    assert _value(session, "personalkostnad + 1000 * intakter") == Decimal("300000.03") + 15_000_000


def test_budget_is_read_to_the_month_and_for_the_year(session: Session) -> None:
    assert _value(session, "budget_aret - budget") == Decimal(990_000)  # nine months of 110 000


def test_last_year_is_read_whole(session: Session) -> None:
    assert _value(session, "nettokostnad_ifjol") == Decimal(1_080_000)


def test_cost_per_pupil_is_as_old_as_its_oldest_part(session: Session) -> None:
    town = _books(session)
    pupils = put_indicator(session, town, replace(SICK, code="elever", title="Elever"), "411")
    place = Place(pupils, town.units["411"], Period(2026, 2))
    save_values(session, town.sara, edits=[ValueEdit(place, None, Measured(Decimal(300)))], key="pupils")

    found = _stands(session, town, town.sara, "nettokostnad / elever", "411")

    assert found.measured == Measured(Decimal("1150.0001"), at=(2026, 2))


def test_whoever_sees_goals_but_not_the_economy_gets_no_value(session: Session) -> None:
    town = _books(session)
    user_id = make_user(session, "skydd")
    give_role(session, user_id, Role.SAFETY_REPRESENTATIVE, town.units["411"])
    actor = load_actor(session, user_id, today=TODAY)
    assert actor

    found = _stands(session, town, actor, "nettokostnad", "411")

    assert (found.measured, found.problem) == (None, "")


def test_budget_that_is_not_adopted_is_not_read(session: Session) -> None:
    town = _books(session, adopted=False)

    assert _stands(session, town, town.sara, "budget", "411").measured is None
