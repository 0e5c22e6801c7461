import pytest
from sqlmodel import Session

from core.enums import VersionKind
from core.errors import NotAllowed
from core.queries.budget_overview import OverviewRow, OverviewSource, Said, read_overview
from core.queries.plan_sums import net_by_ansvar
from core.reports.budget_sheet import budget_subject
from core.services.comments import ask_for_change, write_comment
from tests.core.budget_town import Town
from tests.core.overview_town import KR, enter, give, make_asked_town
from tests.factories import make_coding, make_version, put_balance


@pytest.fixture
def town(session: Session) -> Town:
    return make_asked_town(session)


def overview(session: Session, town: Town, unit: str = "EKA") -> OverviewSource:
    return read_overview(session, town.sara, version_id=town.version_id, unit_id=town.units[unit])


def row(found: OverviewSource, code: str) -> OverviewRow:
    return next(one for one in found.rows if one.unit.code == code)


def test_overview_has_a_row_per_asked_unit_and_per_ansvar_outside_them(session: Session, town: Town) -> None:
    enter(session, town, "4009", town.material, 6)
    enter(session, town, "6110", town.pay, 7)

    found = overview(session, town)

    assert [(one.unit.code, one.entered) for one in found.rows] == [
        ("4009", 6 * KR), ("411", 0), ("412", 0), ("VON", 7 * KR),
    ]  # fmt: skip
    assert row(found, "4009").above == "Barn- och utbildningsförvaltningen"


def test_overview_adds_up_to_the_balances_to_the_ore(session: Session, town: Town) -> None:
    enter(session, town, "4110", town.pay, 60_000)
    enter(session, town, "4111", town.fees, -45_000)
    enter(session, town, "4120", town.material, 999)
    enter(session, town, "6110", town.pay, 1)
    put_balance(session, town.version_id, town.units["4009"], town.material, {12: 33, 13: 4})
    investment = make_coding(session, "4010")
    put_balance(session, town.version_id, town.units["4120"], investment, {3: 50_000 * KR})

    found = overview(session, town)

    net = net_by_ansvar(
        session, version_id=town.version_id, tree_id=town.sara.tree_id, unit_id=town.units["EKA"]
    )
    assert found.entered == sum(net.values()) == 16_000 * KR + 37
    assert sum(one.entered for one in found.rows) == found.entered
    assert row(found, "411").entered == 15_000 * KR


def test_overview_compares_with_this_years_budget(session: Session, town: Town) -> None:
    budget = make_version(session, VersionKind.BUDGET, 2026, "Budget 2026")
    put_balance(session, budget, town.units["4110"], town.pay, {1: 40_000 * KR})
    enter(session, town, "4110", town.pay, 50_000)

    found = overview(session, town)

    assert (row(found, "411").compared, row(found, "412").compared) == (40_000 * KR, 0)
    assert (found.compared, found.compared_name) == (40_000 * KR, "Budget 2026")


def test_overview_has_frames_and_leaves_one_that_is_not_given_empty(session: Session, town: Town) -> None:
    give(session, town, {"411": 50_000})

    found = overview(session, town)

    assert (row(found, "411").frame, row(found, "412").frame, found.frame) == (50_000 * KR, None, None)


def test_overview_says_who_changed_last_and_where_the_unit_stands(session: Session, town: Town) -> None:
    enter(session, town, "4110", town.pay, 50_000)

    found = overview(session, town)

    submission = row(found, "411").submission
    assert (row(found, "411").changed_by, row(found, "412").changed_by) == ("Sara", "")
    assert submission is not None
    assert submission.standing.state == "working"
    assert found.round_ids == (town.round_id,)


def test_overview_counts_open_threads_and_those_that_ask_for_a_change(session: Session, town: Town) -> None:
    cell = budget_subject(town.version_id, town.units["4110"], f"{town.pay}/1")
    ask_for_change(session, town.sara, key="a", subject=cell, body="Har ni räknat med löneökningen?")
    whole = budget_subject(town.version_id, town.units["411"])
    write_comment(session, town.sara, key="b", subject=whole, body="Bra jobbat.")

    found = overview(session, town)

    assert (row(found, "411").said, row(found, "412").said, found.said) == (Said(2, 1), Said(), Said(2, 1))


def test_overview_of_one_unit_is_its_own_row(session: Session, town: Town) -> None:
    enter(session, town, "4110", town.pay, 50_000)
    enter(session, town, "4120", town.pay, 10)

    found = read_overview(session, town.maria, version_id=town.version_id, unit_id=town.units["411"])

    assert [(one.unit.code, one.entered) for one in found.rows] == [("411", 50_000 * KR)]
    assert found.entered == 50_000 * KR


def test_overview_outside_scope_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        read_overview(session, town.maria, version_id=town.version_id, unit_id=town.units["412"])
