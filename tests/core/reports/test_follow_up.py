from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session

from core.db import Database
from core.enums import Role
from core.errors import NotAllowed, RuleViolation
from core.periods import Period
from core.reports import words
from core.reports.follow_up import FollowUp, build
from core.reports.follow_up_view import FollowUpView, cell_key, read_drill
from core.rules.access import Actor
from core.rules.follow_up import Comparison, Span
from core.rules.limits import LimitKey
from core.services.transaction import transaction
from core.table import RowRole, Status
from tests import factories
from tests.core.reports import small_town
from tests.core.reports.small_town import DECEMBER, MNKR, TKR, Town, book, controller

VON_ROWS = ("row:avgifter", "row:manadsloner", "total", "kommunbidrag", "resultat")


def report(session: Session, actor: Actor, town: Town, unit: str, **choices: object) -> FollowUp:
    view = FollowUpView(town.units[unit], DECEMBER, **choices)  # type: ignore[arg-type]
    return build(session, actor, view=view)


def mnkr(follow_up: FollowUp, row: str, column: str = "actual") -> float:
    return int(follow_up.table.value(row, column) or 0) / MNKR  # type: ignore[arg-type]


def keys(follow_up: FollowUp) -> list[str]:
    return [row.key for row in follow_up.table.rows]


def test_table_of_signs_shows_revenue_cost_and_net(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    for version, revenue, cost in ((town.budget, 100, -500), (town.actual, 90, -520)):
        book(session, town, "4110", "3130", revenue * TKR, version=version)
        book(session, town, "4110", "5020", cost * TKR, version=version)
    found = report(session, actor, town, "41", show_all=True)
    assert [found.table.value(key, "variance") for key in ("row:avgifter", "row:manadsloner", "total")] == [
        -10 * TKR, -20 * TKR, -30 * TKR,
    ]  # fmt: skip
    assert str(found.table.value("total", "variance_share")) == "-0.075"


def test_kommunbidrag_of_a_net_budget_gives_the_result_of_the_committee(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    small_town.book_committees(session, town)
    von = report(session, actor, town, "VON", show_all=True)
    assert [mnkr(von, key) for key in VON_ROWS] == [102, -730, -628, 618, -10]
    assert mnkr(report(session, actor, town, "BUN"), "kommunbidrag") == 1_374
    fin = report(session, actor, town, "FIN")
    assert [mnkr(fin, key) for key in ("total", "kommunbidrag", "resultat")] == [2_011, -1_992, 19]
    top = report(session, actor, town, "EKA")
    assert "kommunbidrag" not in keys(top)
    assert mnkr(top, "total") == 9


def test_kommunbidrag_that_is_booked_gives_the_same_result(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    small_town.book_committees(session, town)
    factories.set_setting(session, LimitKey.ALLOCATION_MODEL, "booked")
    factories.set_setting(session, LimitKey.ALLOCATION_ACCOUNTS, "3995")
    for version in (town.actual, town.budget):
        for unit, amount in (("5110", 618), ("4110", 1_374), ("9010", -1_992)):
            book(session, town, unit, "3995", amount * MNKR, version=version, counterparty="190")
    von = report(session, actor, town, "VON", show_all=True)
    assert [mnkr(von, key) for key in VON_ROWS] == [102, -730, -628, 618, -10]
    fin = report(session, actor, town, "FIN")
    assert [mnkr(fin, key) for key in ("total", "kommunbidrag", "resultat")] == [2_011, -1_992, 19]
    top = report(session, actor, town, "EKA")
    assert "kommunbidrag" not in keys(top)
    assert mnkr(top, "total") == 9


def test_internal_rent_stays_on_the_committee_and_vanishes_on_the_municipality(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    book(session, town, "4110", "6090", -132 * MNKR, counterparty="170")
    book(session, town, "7110", "3490", 132 * MNKR, counterparty="140")
    book(session, town, "7110", "6210", -20 * MNKR)
    assert mnkr(report(session, actor, town, "BUN"), "row:lokaler") == -132
    assert mnkr(report(session, actor, town, "SBN"), "row:ovriga_intakter") == 132
    top = report(session, actor, town, "EKA")
    assert keys(top) == ["row:lokaler", "total"]
    assert mnkr(top, "row:lokaler") == mnkr(top, "total") == -20
    with_internal = report(session, actor, town, "EKA", internal=True)
    assert mnkr(with_internal, "row:lokaler") == -152
    assert mnkr(with_internal, "total") == -20


def test_school_fees_inside_the_committee_vanish_on_the_committee_itself(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    book(session, town, "4010", "4695", -28 * MNKR, counterparty="140")
    book(session, town, "4110", "3390", 28 * MNKR, counterparty="140")
    assert mnkr(report(session, actor, town, "41"), "row:ovriga_intakter") == 28
    assert mnkr(report(session, actor, town, "BUN"), "row:kop") == -28
    committee = report(session, actor, town, "BUN", internal=False)
    assert keys(committee) == ["total"]
    assert committee.table.value("total", "actual") == 0


def test_sides_that_differ_show_interndifferens_and_the_total_stays_the_ledger(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    book(session, town, "5110", "6090", -574 * TKR, counterparty="170")
    book(session, town, "7110", "3490", 500 * TKR, counterparty="160")
    book(session, town, "7110", "6210", -100 * TKR)
    top = report(session, actor, town, "EKA")
    assert top.table.value("interndifferens", "actual") == -74 * TKR
    assert top.table.value("row:lokaler", "actual") == -100 * TKR
    assert top.table.value("total", "actual") == -174 * TKR
    assert "interndifferens" not in keys(report(session, actor, town, "SBN"))
    by_law = report(session, actor, town, "EKA", rows="result")
    assert [(row.key, row.cells[0], row.cells[1]) for row in by_law.table.rows[-2:]] == [
        ("interndifferens", "Interndifferens", -74 * TKR),
        ("total", "Årets resultat", -174 * TKR),
    ]


def test_result_of_the_municipality_follows_the_order_of_the_law(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    small_town.book_committees(session, town)
    book(session, town, "7110", "7920", -6 * MNKR)
    book(session, town, "9010", "8510", -1 * MNKR)
    book(session, town, "5110", "5020", -700 * MNKR, version=town.last_actual)
    top = report(session, actor, town, "EKA", rows="result")
    assert [(row.cells[0], row.role) for row in top.table.rows] == [
        ("Verksamhetens intäkter", RowRole.DETAIL),
        ("Verksamhetens kostnader", RowRole.DETAIL),
        ("Av- och nedskrivningar", RowRole.DETAIL),
        ("Verksamhetens nettokostnader", RowRole.SUM),
        ("Skatteintäkter", RowRole.DETAIL),
        ("Verksamhetens resultat", RowRole.SUM),
        ("Finansiella kostnader", RowRole.DETAIL),
        ("Resultat efter finansiella poster", RowRole.SUM),
        ("Årets resultat", RowRole.TOTAL),
    ]
    assert [int(row.cells[1] or 0) // MNKR for row in top.table.rows] == [  # type: ignore[call-overload]
        102, -2_104, -6, -2_008, 2_011, 3, -1, 2, 2,
    ]  # fmt: skip
    assert mnkr(top, "total", "last_year") == -700


def test_rows_outside_their_limit_come_first_and_the_others_are_one_line(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    planned = {"5020": -9_000, "5030": -700, "6420": -400, "6010": -900, "3130": 500}
    booked = {"5020": -8_950, "5030": -1_900, "6420": -340, "6010": -900, "3130": 900}
    for account, amount in planned.items():
        book(session, town, "4110", account, amount * TKR, version=town.budget)
        book(session, town, "4110", account, booked[account] * TKR)
    found = report(session, actor, town, "41")
    assert [(row.key, row.role, row.status) for row in found.table.rows] == [
        ("row:timloner", RowRole.DETAIL, Status.BAD),
        ("row:avgifter", RowRole.DETAIL, Status.BETTER),
        ("rest", RowRole.REST, Status.OK),
        ("total", RowRole.TOTAL, Status.BAD),
    ]
    assert found.table.value("rest", "name") == "3 rader enligt plan"
    assert found.table.value("rest", "variance") == 110 * TKR
    assert found.table.rows[2].drill == "all"
    everything = report(session, actor, town, "41", show_all=True)
    assert len([row for row in everything.table.rows if row.role is RowRole.DETAIL]) == 5
    assert words.plain(found.answer) == (
        "Utfallet t.o.m. december är 690\u00a0tkr sämre än budget, mest timlöner och vikarier."
    )
    assert [part.text for part in found.answer if part.strong] == ["690\u00a0tkr sämre än budget"]


def test_small_variances_that_add_up_to_a_large_one_are_shown(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    for account, over in (("5020", 90), ("5030", 80), ("6420", 70), ("6010", 10), ("7410", 5)):
        book(session, town, "4110", account, -1_000 * TKR, version=town.budget)
        book(session, town, "4110", account, (-1_000 - over) * TKR)
    found = report(session, actor, town, "41")
    assert [(row.key, row.status) for row in found.table.rows] == [
        ("row:manadsloner", Status.OK),
        ("row:timloner", Status.OK),
        ("row:material", Status.OK),
        ("rest", Status.OK),
        ("total", Status.BAD),
    ]
    assert [name for name, _variance in found.facts.explained_by] == [
        "månadslöner", "timlöner och vikarier", "material och livsmedel",
    ]  # fmt: skip


def test_unit_within_its_limit_follows_the_budget(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    book(session, town, "4110", "5020", -20 * MNKR, version=town.budget)
    book(session, town, "4110", "5020", -20 * MNKR + 110 * TKR)
    found = report(session, actor, town, "41")
    assert words.plain(found.answer) == "Utfallet t.o.m. december följer budgeten (+110\u00a0tkr)."
    assert found.facts.status is Status.OK


def test_row_without_budget_shows_a_dash_and_still_adds_up(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    book(session, town, "4110", "5020", -500 * TKR, version=town.budget)
    book(session, town, "4110", "6420", -200 * TKR)
    found = report(session, actor, town, "41", show_all=True)
    assert found.table.value("row:material", "budget") is None
    assert found.table.value("row:material", "variance") == -200 * TKR
    assert found.table.value("row:manadsloner", "actual") is None
    assert found.table.value("total", "variance") == 300 * TKR


def test_unit_without_any_budget_says_so(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    book(session, town, "4110", "5020", -500 * TKR)
    found = report(session, actor, town, "41", comparison=Comparison.NONE)
    assert [column.key for column in found.table.columns] == ["name", "actual", "last_year", "last_full_year"]
    assert words.plain(found.answer) == (
        "Utfallet t.o.m. december är −500\u00a0tkr. Det finns ingen budget att jämföra med."
    )


def test_units_below_add_up_to_the_node_with_their_names(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    small_town.book_committees(session, town)
    found = report(session, actor, town, "EKA", rows="units", show_all=True)
    assert {row.cells[0]: row.drill for row in found.table.rows if row.drill} == {
        "Vård- och omsorgsnämnden": f"unit:{town.units['VON']}",
        "Barn- och utbildningsnämnden": f"unit:{town.units['BUN']}",
        "Finansförvaltningen": f"unit:{town.units['FIN']}",
    }
    assert mnkr(found, "total") == 9
    assert mnkr(found, f"unit:{town.units['VON']}", "variance") == -10


def test_one_row_can_be_followed_to_units_accounts_and_functions(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    book(session, town, "4110", "5030", -3 * MNKR, function="440")
    book(session, town, "4010", "5040", -1 * MNKR)
    book(session, town, "4110", "5020", -40 * MNKR, function="440")
    for rows, expected in (
        ("units", [f"unit:{town.units['41']}", f"unit:{town.units['40']}"]),
        ("accounts", ["account:5030", "account:5040"]),
        ("functions", ["function:440", "function:"]),
    ):
        found = report(session, actor, town, "BUN", rows=rows, row="timloner", show_all=True)
        assert sorted(keys(found)) == sorted([*expected, "total"])
        assert mnkr(found, "total") == -4


def test_row_that_no_definition_has_is_refused(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    with pytest.raises(RuleViolation, match="radindelningen"):
        report(session, actor, town, "BUN", rows="units", row="finns_inte")
    with pytest.raises(RuleViolation, match="finns inte"):
        report(session, actor, town, "BUN", rows="egen")


def test_investment_projects_and_balance_accounts_stay_out(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    factories.set_setting(session, LimitKey.INVESTMENT_PROJECTS, "9")
    for account, parts in (
        ("4010", {}),
        ("5020", {"project": "90101"}),
        ("1930", {}),
        ("2510", {}),
        ("8910", {}),
    ):
        book(session, town, "7110", account, -7 * MNKR, **parts)
    book(session, town, "7110", "5020", -2 * MNKR, project="30001")
    found = report(session, actor, town, "SBN")
    assert mnkr(found, "total") == -2


def test_month_shows_one_month_and_year_shows_what_is_left(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    for month in range(1, 13):
        book(session, town, "4110", "5020", -100 * TKR, version=town.budget, month=month)
    for month, amount in ((1, -90), (2, -120), (12, -80), (13, -5)):
        book(session, town, "4110", "5020", amount * TKR, month=month)
    unit = town.units["41"]
    february = build(session, actor, view=FollowUpView(unit, Period(2025, 2), span=Span.MONTH))
    assert february.table.value("total", "actual") == -120 * TKR
    assert february.table.value("total", "budget") == -100 * TKR
    december = build(session, actor, view=FollowUpView(unit, DECEMBER, span=Span.MONTH))
    assert december.table.value("total", "actual") == -85 * TKR
    year = build(session, actor, view=FollowUpView(unit, Period(2025, 2), span=Span.YEAR))
    assert [year.table.value("total", key) for key in ("year_budget", "actual", "left")] == [
        -1_200 * TKR, -210 * TKR, -990 * TKR,
    ]  # fmt: skip
    assert december.series["total"].actual == (-90 * TKR, -120 * TKR, *([0] * 9), -85 * TKR)


def test_open_month_is_told_and_freshness_has_the_latest_load(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    book(session, town, "4110", "5020", -100 * TKR, month=10)
    factories.make_batch(session, 2025)
    factories.make_batch(session, 2024, factories.LOADED_AT + timedelta(days=1))
    factories.close_months(session, 2025, range(1, 10))
    view = FollowUpView(town.units["41"], Period(2025, 10))
    found = build(session, actor, view=view)
    assert found.facts.open_months == (10,)
    assert found.preliminary.startswith("Oktober är preliminär")
    assert found.freshness == "Utfall t.o.m. 2025-10, inläst 2026-11-09 08:12"


def test_manager_never_gets_a_neighbours_figures(session: Session) -> None:
    town = small_town.plant(session)
    book(session, town, "4010", "5020", -77 * MNKR)
    book(session, town, "4110", "5020", -3 * MNKR)
    manager = factories.make_actor(session, Role.MANAGER, town.units["41"])
    assert mnkr(report(session, manager, town, "41"), "total") == -3
    for unit in ("40", "BUN", "EKA", "VON"):
        with pytest.raises(NotAllowed):
            report(session, manager, town, unit)


def test_safety_representative_sees_the_unit_but_no_figures(session: Session) -> None:
    town = small_town.plant(session)
    representative = factories.make_actor(session, Role.SAFETY_REPRESENTATIVE, town.units["EKA"])
    with pytest.raises(NotAllowed):
        report(session, representative, town, "41")


def test_follow_up_asks_the_database_few_questions(database: Database) -> None:
    with transaction(database) as session:
        town = small_town.plant(session)
        actor = controller(session, town)
        small_town.book_committees(session, town)
    with database.reading() as session:
        report(session, actor, town, "VON")
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    with database.reading() as session:
        report(session, actor, town, "VON")
    assert len(asked) <= 16


def test_drill_of_a_row_is_taken_apart_and_cell_keys_are_stable() -> None:
    assert str(read_drill("row:lokaler")) == "row:lokaler"
    assert read_drill("function:").value == ""
    with pytest.raises(RuleViolation):
        read_drill("all")
    view = FollowUpView(7, Period(2026, 10), rows="units", row="lokaler")
    assert cell_key(view, "unit:9", "variance") == "7/2026-10/ytd/units/report.lokaler/unit:9/variance"
