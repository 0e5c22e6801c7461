from decimal import Decimal

import pytest
from sqlmodel import Session, col, select

from core.enums import VersionKind
from core.errors import RuleViolation
from core.models import PlanLine
from core.services.plan_edits import CellEdit, save_cells
from core.services.plan_rows import lock_months
from core.services.plan_start import Source, start_from
from core.services.plan_tools import Shape, Spread, Target, splash, spread_year
from tests.core.budget_town import Town, make_town
from tests.factories import make_version, put_balance

KR = 100
EVEN = (8_333 * KR,) * 8 + (8_334 * KR,) * 4


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def months_of(session: Session, coding_id: int, unit_id: int) -> tuple[int | None, ...]:
    row = session.exec(
        select(PlanLine)
        .where(PlanLine.coding_id == coding_id, PlanLine.unit_id == unit_id)
        .order_by(col(PlanLine.id))
        .execution_options(populate_existing=True)
    ).one()
    return tuple(getattr(row, f"m{month}") for month in range(1, 13))


def put(session: Session, town: Town, coding_id: int, months: dict[int, int], unit: str = "4110") -> int:
    edits = [CellEdit(None, town.units[unit], coding_id, m, None, amount) for m, amount in months.items()]
    key = f"put{coding_id}{unit}"
    save_cells(session, town.sara, version_id=town.version_id, edits=edits, key=key)
    return (
        session.exec(
            select(PlanLine.id).where(PlanLine.coding_id == coding_id, PlanLine.unit_id == town.units[unit])
        ).one()
        or 0
    )


def test_spread_year_over_an_empty_row_is_even_to_the_krona(session: Session, town: Town) -> None:
    target = Target(None, town.units["4110"], town.material)

    spread_year(session, town.maria, version_id=town.version_id, target=target, total=100_000 * KR, key="k")

    assert months_of(session, town.material, town.units["4110"]) == EVEN


def test_spread_year_follows_the_last_whole_outcome(session: Session, town: Town) -> None:
    actual = make_version(session, VersionKind.ACTUAL, 2025)
    put_balance(
        session, actual, town.units["4110"], town.material, {2: 30_000 * KR, 8: 60_000 * KR, 13: 10_000 * KR}
    )
    target = Target(None, town.units["4110"], town.material)

    spread_year(
        session, town.maria, version_id=town.version_id, target=target, total=50_000 * KR, key="k",
        spread=Spread(Shape.LAST_YEAR),
    )  # fmt: skip

    months = months_of(session, town.material, town.units["4110"])
    assert (months[1], months[7], months[11]) == (15_000 * KR, 30_000 * KR, 5_000 * KR)
    assert sum(month or 0 for month in months) == 50_000 * KR


def test_spread_year_leaves_locked_months_and_pressed_twice_saves_once(session: Session, town: Town) -> None:
    line_id = put(session, town, town.material, {1: 5_000 * KR, 2: 1_000 * KR})
    lock_months(session, town.maria, version_id=town.version_id, line_id=line_id, months=frozenset({1}))
    target = Target(line_id, town.units["4110"], town.material)
    for _click in range(2):
        saved = spread_year(
            session, town.maria, version_id=town.version_id, target=target, total=27_000 * KR, key="k",
            spread=Spread(Shape.EQUAL),
        )  # fmt: skip

    months = months_of(session, town.material, town.units["4110"])
    assert months == (5_000 * KR, *(2_000 * KR for _month in range(11)))
    assert saved.cells == 11


def test_splash_on_a_month_goes_by_size_and_past_locked_rows(session: Session, town: Town) -> None:
    unit = town.units["4110"]
    pay = put(session, town, town.pay, {1: 60_000 * KR})
    material = put(session, town, town.material, {1: 20_000 * KR})
    lock_months(session, town.maria, version_id=town.version_id, line_id=pay, months=frozenset({1}))
    targets = [Target(pay, unit, town.pay), Target(material, unit, town.material)]

    splash(
        session, town.maria, version_id=town.version_id, targets=targets, total=90_000 * KR, month=1, key="k"
    )

    assert months_of(session, town.pay, unit)[0] == 60_000 * KR
    assert months_of(session, town.material, unit)[0] == 30_000 * KR


def test_splash_on_the_year_keeps_each_rows_curve(session: Session, town: Town) -> None:
    unit = town.units["4110"]
    pay = put(session, town, town.pay, {1: 30_000 * KR, 2: 30_000 * KR})
    material = put(session, town, town.material, {3: 40_000 * KR})
    targets = [Target(pay, unit, town.pay), Target(material, unit, town.material)]

    splash(session, town.maria, version_id=town.version_id, targets=targets, total=110_000 * KR, key="k")

    assert months_of(session, town.pay, unit)[:3] == (33_000 * KR, 33_000 * KR, None)
    assert months_of(session, town.material, unit)[:3] == (None, None, 44_000 * KR)


def test_start_from_last_budget_raises_each_row_and_keeps_its_sum(session: Session, town: Town) -> None:
    budget = make_version(session, VersionKind.BUDGET, 2026)
    unit = town.units["4110"]
    put_balance(session, budget, unit, town.material, dict.fromkeys(range(1, 13), 1_000 * KR))
    put_balance(session, budget, unit, town.fees, {6: -50_000 * KR})

    done = start_from(
        session, town.maria, version_id=town.version_id, unit_id=town.units["411"],
        source=Source(budget, Decimal("2.5")), key="k",
    )  # fmt: skip

    assert done.saved.cells == 13
    assert months_of(session, town.material, unit) == (1_025 * KR,) * 12
    assert months_of(session, town.fees, unit)[5] == -51_250 * KR


def test_start_from_an_outcome_with_ore_gives_whole_kronor_of_the_same_year(
    session: Session, town: Town
) -> None:
    actual = make_version(session, VersionKind.ACTUAL, 2025)
    unit = town.units["4110"]
    put_balance(session, actual, unit, town.material, {1: 10_049, 2: 10_049, 3: 10_049})

    start_from(session, town.maria, version_id=town.version_id, unit_id=unit, source=Source(actual), key="k")

    months = months_of(session, town.material, unit)
    assert sum(month or 0 for month in months) == 301 * KR
    assert all((month or 0) % KR == 0 for month in months)


def test_start_from_with_nothing_there_is_told(session: Session, town: Town) -> None:
    empty = make_version(session, VersionKind.BUDGET, 2026)

    with pytest.raises(RuleViolation, match="inget att utgå från"):
        start_from(
            session, town.maria, version_id=town.version_id, unit_id=town.units["411"],
            source=Source(empty), key="k",
        )  # fmt: skip


def test_start_from_an_amount_on_many_rows_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(RuleViolation, match="en rad i taget"):
        start_from(
            session, town.maria, version_id=town.version_id, unit_id=town.units["411"],
            source=Source(town.version_id, amount=5 * KR), key="k",
        )  # fmt: skip
