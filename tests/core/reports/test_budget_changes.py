import pytest
from sqlmodel import Session

from core.enums import BudgetDecisionKind as Kind
from core.enums import Role
from core.errors import NotAllowed
from core.money import MoneyUnit
from core.periods import Period
from core.queries.budget_bases import bases_of
from core.queries.budget_decisions import list_budget_decisions
from core.reports import budget_changes, budget_decision_list, budget_decision_view, budget_revision, words
from core.reports.follow_up_view import UNITS, FollowUpView
from core.services.reference import install_reference
from tests import factories
from tests.core import decisions_town as t
from tests.core.decisions_town import MNKR, TKR


@pytest.fixture
def town(session: Session) -> t.Town:
    """BUN −3/VON +3 in March, and in BUN −0,4/+0,4."""
    own = t.plant(session)
    install_reference(session)
    moved = [t.row(own, "4120", -3 * MNKR, month=4), t.row(own, "6110", 3 * MNKR, month=4)]
    first = t.draft(session, own, Kind.REALLOCATION, moved, effective_month=4, title="Till hemtjänst")
    t.adopt(session, own.sara, first)
    inside = [t.row(own, "4110", -400 * TKR), t.row(own, "4120", 400 * TKR)]
    second = t.draft(session, own, Kind.INTERNAL, inside, unit="BUN", key="inside", title="Inom BUN")
    t.adopt(session, own.sara, second, key="adopt inside")
    return own


def _cells(report: budget_changes.BudgetReport, column: str) -> list[object]:
    at = report.table.column(column)
    return [row.cells[at] for row in report.table.rows]


@pytest.mark.parametrize(
    ("unit", "amounts"),
    [
        ("BUN", [52 * MNKR, -3 * MNKR, 0, 49 * MNKR]),
        ("VON", [600 * MNKR, 3 * MNKR, 603 * MNKR]),
        ("412", [30 * MNKR, -3 * MNKR, 400 * TKR, 27 * MNKR + 400 * TKR]),
        ("EKA", [-29 * MNKR, 0, 0, -29 * MNKR]),
        ("KS", [12 * MNKR, 12 * MNKR]),
    ],
)
def test_changes_add_up_from_the_adopted_budget_to_the_current_one(
    session: Session, town: t.Town, unit: str, amounts: list[int]
) -> None:
    report = budget_changes.build(session, town.sara, unit_id=town.units[unit], year=2026)

    assert _cells(report, "amount") == amounts
    assert sum(amounts[:-1]) == amounts[-1]


@pytest.mark.parametrize("unit", ["BUN", "VON", "412", "KS", "FIN"])
def test_changes_agree_with_the_versions_of_the_ledger_to_the_ore(
    session: Session, town: t.Town, unit: str
) -> None:
    report = budget_changes.build(session, town.sara, unit_id=town.units[unit], year=2026)

    below = {"BUN": ("4110", "4120"), "VON": ("6110",), "412": ("4120",), "KS": ("1009",), "FIN": ("9410",)}
    versions = [
        t.sums_of(session, version or 0) for version in (town.budget, bases_of(session, 2026).revised)
    ]
    held = [sum(version[code] for code in below[unit]) for version in versions]
    assert [report.changes.adopted.operating, report.changes.current.operating] == held


def test_changes_tell_number_day_paragraph_kind_and_how_long(session: Session, town: t.Town) -> None:
    report = budget_changes.build(session, town.sara, unit_id=town.units["VON"], year=2026)

    row = report.table.rows[1]
    assert [str(cell) for cell in row.cells[:6]] == [
        "Till hemtjänst", "1", "2026-03-30", "41", "Omfördelning mellan nämnder", "Engång",
    ]  # fmt: skip
    told = words.plain(report.answer).replace("\u00a0", " ")
    assert told == (
        "1 beslut har ändrat budgeten för Vård- och omsorgsnämnden 2026, netto +3,0 mnkr. "
        "Senast: Nr 1: Till hemtjänst."
    )


def test_changes_of_another_unit_are_refused(session: Session, town: t.Town) -> None:
    with pytest.raises(NotAllowed):
        budget_changes.build(session, town.maria, unit_id=town.units["VON"], year=2026)


def test_list_tells_how_many_and_the_latest(session: Session, town: t.Town) -> None:
    rows = list_budget_decisions(session, town.sara, year=2026)

    answer = words.plain(budget_decision_list.decisions_answer(rows, year=2026))

    assert answer == "Två beslut har ändrat budgeten 2026, netto 0. Senast: nr 2: Inom BUN."
    table = budget_decision_list.decisions_table(rows, year=2026)
    assert [row.cells[table.column("plus")] for row in table.rows] == [400 * TKR, 3 * MNKR]


def test_list_of_the_manager_counts_her_own_units_only(session: Session, town: t.Town) -> None:
    rows = list_budget_decisions(session, town.maria, year=2026)

    assert [(row.title, row.plus, row.minus) for row in rows] == [("Inom BUN", 0, -400 * TKR)]


def test_view_has_before_and_after_per_committee_and_ansvar(session: Session, town: t.Town) -> None:
    first = list_budget_decisions(session, town.sara, year=2026)[-1]

    view = budget_decision_view.build(session, town.sara, decision_id=first.id, money_unit=MoneyUnit.MNKR)

    assert [row.cells[2:] for row in view.units.rows] == [
        (30 * MNKR, -3 * MNKR, 27 * MNKR), (30 * MNKR, -3 * MNKR, 27 * MNKR),
        (600 * MNKR, 3 * MNKR, 603 * MNKR), (600 * MNKR, 3 * MNKR, 603 * MNKR),
    ]  # fmt: skip


def test_revision_shows_three_columns_and_what_moved_first(session: Session, town: t.Town) -> None:
    factories.make_version(session, factories.VersionKind.ACTUAL, 2026)
    view = FollowUpView(town.units["EKA"], Period(2026, 10), UNITS)

    table = budget_revision.build(session, town.sara, view=view)

    shown = {str(row.cells[0]): row.cells[1:] for row in table.rows}
    assert shown["Barn- och utbildningsnämnden"] == (-52 * MNKR, 3 * MNKR, -49 * MNKR)
    assert shown["Vård- och omsorgsnämnden"] == (-600 * MNKR, -3 * MNKR, -603 * MNKR)
    assert shown["2 rader utan förändring"] == (681 * MNKR, None, 681 * MNKR)
    assert table.rows[-1].cells[1:] == (29 * MNKR, None, 29 * MNKR)


def test_revision_is_not_there_without_a_decision(session: Session) -> None:
    own = t.plant(session)

    assert not budget_revision.has_revision(session, 2026)
    assert factories.make_actor(session, Role.AUDITOR, own.units["EKA"])
