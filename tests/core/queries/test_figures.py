"""Every tree and every row definition sums to the ledger, and nobody sees a neighbour in an old tree."""

from datetime import date
from random import Random

import pytest
from sqlmodel import Session, col, select

from core.enums import Role
from core.errors import NotAllowed
from core.models import Balance, Code, Coding
from core.periods import Period
from core.queries.classes import classes_by_row, operating_codings, read_definition
from core.queries.columns import columns_of
from core.queries.figures import Frame, read_children, read_figures
from core.queries.municipality import read_municipality
from core.queries.versions import choose_versions
from core.reports.follow_up import build
from core.reports.follow_up_view import FollowUpView
from core.rules.follow_up import Amounts, TreeChoice
from core.rules.limits import LimitKey
from core.rules.trees import Move
from core.services.organisation import reorganise
from tests import factories
from tests.core.reports import small_town
from tests.core.reports.small_town import TKR, Town, book, controller

ACCOUNTS = ("1930", "2510", "3130", "3511", "3490", "4010", "4690", "5020", "5710", "6090", "7690", "7920",
            "8010", "8320", "8510", "8910", "9100")  # fmt: skip
COST_CENTERS = ("4010", "4110", "5110", "7110", "9010")
NOT_OPERATING = ("40", "89")


def book_at_random(session: Session, town: Town, seed: int) -> None:
    random = Random(seed)
    for _number in range(60):
        coding = factories.make_coding(
            session, random.choice(ACCOUNTS), project=random.choice(["", "90101", "30001"]),
            counterparty=random.choice(["", "140", "160", "170"]),
        )  # fmt: skip
        months = {random.randint(1, 13): random.randint(-(10**9), 10**9) for _month in range(3)}
        unit = town.units[random.choice(COST_CENTERS)]
        factories.put_balance(session, town.actual, unit, coding, months, opening=random.randint(-99, 99))


def ledger_sum(session: Session, town: Town, units: set[int]) -> int:
    """The definition in SQL and plain Python: classes 3–8 without investments, report sign."""
    rows = session.exec(
        select(Balance, Code.code, Coding.project_id)
        .join(Coding, col(Coding.id) == col(Balance.coding_id))
        .join(Code, col(Code.id) == col(Coding.account_id))
        .where(Balance.version_id == town.actual)
    ).all()
    projects = dict(session.exec(select(Code.id, Code.code)).all())
    return -sum(
        sum(getattr(balance, f"m{month}") for month in range(1, 14))
        for balance, account, project in rows
        if balance.unit_id in units
        and account[0] in "345678"
        and not account.startswith(NOT_OPERATING)
        and not projects.get(project, "").startswith("9")
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_every_tree_and_every_definition_sums_to_the_ledger(session: Session, seed: int) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    administrator = factories.make_actor(session, Role.ADMINISTRATOR, town.units["EKA"])
    factories.set_setting(session, LimitKey.INVESTMENT_PROJECTS, "9")
    book_at_random(session, town, seed)
    reorganise(session, administrator, valid_from=date(2026, 1, 1), changes=[Move("71", "BUN")])
    actor = factories.make_actor(session, Role.CONTROLLER, town.units["EKA"])
    bun_then, bun_now = {"4010", "4110"}, {"4010", "4110", "7110"}
    for tree, inside in ((TreeChoice.THEN, bun_then), (TreeChoice.TODAY, bun_now)):
        for unit, centers in (("EKA", set(COST_CENTERS)), ("BUN", inside)):
            expected = ledger_sum(session, town, {town.units[code] for code in centers})
            for rows in ("report", "result", "nature", "groups", "units", "functions", "accounts"):
                for internal in (True, False):
                    view = FollowUpView(
                        town.units[unit], Period(2025, 12), rows=rows, tree=tree, internal=internal
                    )
                    found = build(session, actor, view=view)
                    assert found.table.value("total", "actual") == expected, (rows, tree, unit, internal)


def test_operating_codings_are_result_accounts_without_investments(session: Session) -> None:
    town = small_town.plant(session)
    factories.set_setting(session, LimitKey.INVESTMENT_PROJECTS, "9")
    ids = {
        (account, project): factories.make_coding(session, account, project=project)
        for account, project in [
            ("5020", ""),
            ("5020", "90101"),
            ("5020", "30001"),
            ("4010", ""),
            ("1930", ""),
        ]
    }
    flags = operating_codings(columns_of(session, [town.actual]), read_municipality(session))
    assert {key for key, coding in ids.items() if flags[coding]} == {("5020", ""), ("5020", "30001")}


def test_old_tree_is_cut_to_what_may_be_seen_today(session: Session) -> None:
    town = small_town.plant(session)
    administrator = factories.make_actor(session, Role.ADMINISTRATOR, town.units["EKA"])
    book(session, town, "4110", "5020", -100 * TKR)
    book(session, town, "4010", "5020", -30 * TKR)
    reorganise(session, administrator, valid_from=date(2026, 1, 1), changes=[Move("41", "VON")])
    head = factories.make_actor(session, Role.MANAGER, town.units["BUN"])
    view = FollowUpView(town.units["BUN"], Period(2025, 12), tree=TreeChoice.THEN)
    found = build(session, head, view=view)
    assert found.table.value("total", "actual") == -30 * TKR
    assert any("äldre organisationen" in note for note in found.table.footnotes)
    everybody = factories.make_actor(session, Role.CONTROLLER, town.units["EKA"])
    whole = build(session, everybody, view=view)
    assert whole.table.value("total", "actual") == -130 * TKR
    assert not any("äldre organisationen" in note for note in whole.table.footnotes)


def test_manager_keeps_nothing_of_what_left_her_subtree(session: Session) -> None:
    town = small_town.plant(session)
    administrator = factories.make_actor(session, Role.ADMINISTRATOR, town.units["EKA"])
    book(session, town, "4110", "5020", -100 * TKR)
    reorganise(session, administrator, valid_from=date(2026, 1, 1), changes=[Move("41", "VON")])
    head = factories.make_actor(session, Role.MANAGER, town.units["BUN"])
    for tree in TreeChoice:
        with pytest.raises(NotAllowed):
            build(session, head, view=FollowUpView(town.units["41"], Period(2025, 12), tree=tree))


def test_figures_and_children_are_refused_outside_the_scope(session: Session) -> None:
    town = small_town.plant(session)
    manager = factories.make_actor(session, Role.MANAGER, town.units["41"])
    columns = columns_of(session, [town.actual])
    rows = read_definition(session, "report")
    classes = classes_by_row(columns, rows, read_municipality(session))
    versions = choose_versions(session, 2025)
    frame = Frame(town.units["40"], (1, 12), versions, manager.tree_id, manager.tree_id)
    for read in (read_figures, read_children):
        with pytest.raises(NotAllowed):
            read(session, manager, frame=frame, classes=classes)


def test_figures_without_any_row_are_nothing_not_zero(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    book(session, town, "4110", "5020", 0)
    columns = columns_of(session, choose_versions(session, 2025).held)
    classes = classes_by_row(columns, read_definition(session, "report"), read_municipality(session))
    frame = Frame(town.units["41"], (1, 12), choose_versions(session, 2025), actor.tree_id, actor.tree_id)
    (row,) = read_figures(session, actor, frame=frame, classes=classes).rows
    assert (row.key, row.amounts) == ("manadsloner", Amounts(actual=0, last_year=None))
    assert row.months.budget is None
