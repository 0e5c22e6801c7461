from datetime import date

import pytest
from sqlmodel import Session

from core.enums import VersionKind
from core.money import MoneyUnit
from core.periods import local_time
from core.reports.budget_overview import Overview, Trouble, build_overview
from core.reports.budget_sheet import budget_subject
from core.reports.words import plain
from core.services.comments import ask_for_change
from core.table import RowRole, Status
from tests.conftest import fixed_now
from tests.core.budget_town import Town
from tests.core.overview_town import KR, enter, give, make_asked_town
from tests.factories import make_version, put_balance


@pytest.fixture
def town(session: Session) -> Town:
    return make_asked_town(session)


def build(session: Session, town: Town, unit: str = "EKA", *, show_all: bool = False) -> Overview:
    return build_overview(
        session, town.sara, version_id=town.version_id, unit_id=town.units[unit], money=MoneyUnit.KR,
        show_all=show_all,
    )  # fmt: skip


def outline(found: Overview) -> list[tuple[str, str, Status | None]]:
    at = found.table.column("trouble")
    return [(str(row.cells[0]), str(row.cells[at]), row.status) for row in found.table.rows]


def test_overview_shows_trouble_first_and_folds_the_rest(session: Session, town: Town) -> None:
    give(session, town, {"411": 40_000, "412": 100})
    enter(session, town, "4110", town.pay, 50_000)
    enter(session, town, "4120", town.pay, 100)
    enter(session, town, "6110", town.pay, 70)

    found = build(session, town)

    assert outline(found) == [
        ("Ekbackens skola", "Över ram", Status.BAD),
        ("2 enheter i ordning", "I ordning", Status.OK),
        ("Ekarboda kommun", "", None),
    ]
    assert found.table.value("unit:" + str(town.units["411"]), "left") == -10_000 * KR
    assert (found.table.value("rest", "entered"), found.table.value("total", "entered")) == (
        170 * KR,
        50_170 * KR,
    )


def test_overview_answer_says_who_is_over_and_what_is_left(session: Session, town: Town) -> None:
    give(session, town, {"BUF": 60_000, "411": 40_000, "412": 20_000})
    enter(session, town, "4110", town.pay, 52_000)

    found = build(session, town, "BUF")

    assert plain(found.answer) == (
        "1 av 2 enheter är över sin ram med 12\u00a0tkr, ingen är sen. "
        "1 har inte lagt in något än, så helheten går inte att bedöma."
    )
    enter(session, town, "4120", town.pay, 1_000)
    assert plain(build(session, town, "BUF").answer).endswith(
        "Barn- och utbildningsförvaltningen har 7\u00a0tkr kvar av ramen."
    )
    assert (found.counts.over, found.counts.over_amount) == (1, 12_000 * KR)


def test_overview_of_late_units_says_so(session: Session) -> None:
    town = make_asked_town(session, deadline=date(2026, 11, 1))

    found = build(session, town)

    assert [trouble for _row, trouble in found.rows] == [Trouble.LATE, Trouble.LATE]
    assert plain(found.answer).startswith("Ingen av 2 enheter är över sin ram, 2 är sena.")


def test_overview_row_with_an_asked_cell_is_to_be_changed(session: Session, town: Town) -> None:
    subject = budget_subject(town.version_id, town.units["4120"], str(town.pay))
    ask_for_change(session, town.sara, key="a", subject=subject, body="Vilka tjänster är det?")

    found = build(session, town, show_all=True)

    assert outline(found)[0] == ("Björkdalens skola", "Att ändra", Status.PARTLY)
    assert found.table.value(f"unit:{town.units['412']}", "asked") == 1


def test_overview_large_change_against_this_year_is_told(session: Session, town: Town) -> None:
    budget = make_version(session, VersionKind.BUDGET, 2026, "Budget 2026")
    put_balance(session, budget, town.units["4110"], town.pay, {1: 1_000_000 * KR})
    put_balance(session, budget, town.units["4120"], town.pay, {1: 1_000_000 * KR})
    enter(session, town, "4110", town.pay, 1_100_001)
    enter(session, town, "4120", town.pay, 1_100_000)

    found = build(session, town, show_all=True)

    assert [(row.unit.code, trouble) for row, trouble in found.rows] == [
        ("411", Trouble.CHANGED), ("412", Trouble.NONE),
    ]  # fmt: skip
    assert found.table.value(f"unit:{town.units['411']}", "change") == 100_001 * KR


def test_overview_total_is_the_sum_of_its_rows(session: Session, town: Town) -> None:
    for unit, amount in (("4110", 10), ("4111", -3), ("4120", 7), ("6110", 5)):
        enter(session, town, unit, town.pay, amount)

    found = build(session, town)

    at = found.table.column("entered")
    body = [row.cells[at] for row in found.table.rows if row.role is not RowRole.TOTAL]
    assert sum(value for value in body if isinstance(value, int)) == found.table.value("total", "entered")


def test_overview_unit_that_has_entered_nothing_is_neither_over_nor_changed(
    session: Session, town: Town
) -> None:
    give(session, town, {"412": -5_000})

    found = build(session, town, "412")

    key = f"unit:{town.units['412']}"
    assert [trouble for _row, trouble in found.rows] == [Trouble.NONE]
    assert [found.table.value(key, column) for column in ("frame", "entered", "left")] == [
        -5_000 * KR,
        None,
        None,
    ]


def test_overview_on_screen_tells_the_process_and_the_last_change_under_the_name(
    session: Session, town: Town
) -> None:
    enter(session, town, "4110", town.pay, 10)

    table = build(session, town, show_all=True).on_screen()

    row = next(row for row in table.rows if row.key == f"unit:{town.units['411']}")
    assert row.note == f"Pågår, ändrad av Sara {local_time(fixed_now())[:10]}"
    assert [column.key for column in table.columns][-1] == "change_share"


def test_overview_opens_the_unit_of_a_row(session: Session, town: Town) -> None:
    found = build(session, town, show_all=True)

    unit = found.unit_of(f"unit:{town.units['412']}")

    assert unit is not None
    assert unit.code == "412"
    assert found.unit_of("all") is None
