"""Ekarboda read off its reports the way a controller checks them: the tables in mnkr, then to the öre.

The demo has gone the real way in (files read, previewed and loaded); nothing here looks at the
generator. External and internal rows are told apart by account, since no report has that column.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from core.money import ORE_PER, MoneyUnit
from core.periods import Period
from core.reports import follow_up, transactions
from core.reports.follow_up_view import ACCOUNTS, REPORT, RESULT, UNITS, read_drill
from core.rules.follow_up import Comparison
from core.rules.row_lines import DefinedRow, place_accounts
from tests.demo.built import Reader, build_once, figures_of, reader_of

DEFINITIONS = Path(__file__).resolve().parents[2] / "data/reference/row_definitions.csv"
MNKR = ORE_PER[MoneyUnit.MNKR]
TOP, FINANCE = "EKA", "FIN"
OCTOBER_2026 = Period(2026, 10)

# 4.1: B24, U24, B25, U25.
INCOME_STATEMENT = {
    "row:intakter": (460, 472, 468, 480),
    "row:kostnader": (-2270, -2288, -2334, -2352),
    "row:avskrivningar": (-101, -101, -106, -106),
    "sum:nettokostnader": (-1911, -1917, -1972, -1978),
    "row:skatteintakter": (1462, 1470, 1519, 1526),
    "row:generella_bidrag": (478, 481, 489, 492),
    "sum:verksamhetens_resultat": (29, 34, 36, 40),
    "row:finansiella_intakter": (9, 12, 10, 14),
    "row:finansiella_kostnader": (-26, -24, -20, -19),
    "total": (12, 22, 26, 35),
}
# 4.2: external and internal revenue, external cost, depreciation, internal cost, net, kommunbidrag, result.
COMMITTEES_2025 = {
    "KS": (28, 34, -190, -6, -16, -150, 154, 4),
    "BUN": (118, 0, -756, -6, -235, -879, 884, 5),
    "SON": (46, 0, -186, 0, -8, -148, 141, -7),
    "VON": (102, 0, -644, -3, -83, -628, 618, -10),
    "KFN": (12, 0, -71, -3, -25, -87, 87, 0),
    "SBN": (168, 342, -467, -86, -53, -96, 97, 1),
    "KF": (1, 0, -12, 0, 0, -11, 11, 0),
}
FINANCE_2025 = (5, 44, -26, -2, 0, 21)
SUM_2025 = (480, 420, -2352, -106, -420, -1978)
# Its budget of the net, and by how much each part went better: net, tax, grants, finance, all.
FINANCE_BUDGET_2025 = 20
FINANCE_BETTER_2025 = (1, 7, 3, 5, 16)
FINANCE_BETTER_2024 = (8, 8, 3, 5, 24)
# 4.3: KB24, variance 24, KB25, KB26 by the council, KB26 revised.
ALLOCATION = {
    "KS": (149, 3, 154, 159, 161),
    "BUN": (848, -4, 884, 898, 905),
    "SON": (139, -4, 141, 147, 149),
    "VON": (588, -12, 618, 634, 648),
    "KFN": (86, 1, 87, 88, 89),
    "SBN": (95, 2, 97, 100, 101),
    "KF": (11, 0, 11, 15, 15),
}
ALLOCATION_SUM = (1916, -14, 1992, 2041, 2068)

INTERNAL = frozenset({"3090", "3490", "3690", "3691", "3692", "3990"}) | frozenset(
    {"4690", "6090", "6890", "6990", "7490", "7690"}
)
PUPIL_MONEY_ACCOUNTS = frozenset({"3390", "3391", "4695", "4696"})
PUPIL_MONEY_2025 = {"BUN": 600}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    database = build_once(tmp_path_factory)
    with database.reading() as session:
        yield reader_of(session)
    database.dispose()


def _december(year: int) -> Period:
    return Period(year, 12)


@pytest.mark.parametrize(("position", "year"), [(0, 2024), (2, 2025)])
def test_income_statement_of_a_closed_year_is_the_table(reader, position, year):
    rows = reader.read(reader.view(TOP, _december(year), Comparison.BUDGET, RESULT))
    read = {key: (rows[key]["budget"], rows[key]["actual"]) for key in INCOME_STATEMENT}
    assert read == {
        key: (row[position] * MNKR, row[position + 1] * MNKR) for key, row in INCOME_STATEMENT.items()
    }


def _columns_of(rows):
    """Return the six columns of table 4.2 from a report by account, skolpeng left out."""
    sums = [0] * 6
    for key, cells in rows.items():
        account = key.removeprefix("account:")
        if key != account and account[0] != "8" and account not in PUPIL_MONEY_ACCOUNTS:
            outside = 3 if account[:2] == "79" else 0 if account[0] == "3" else 2
            inside = 1 if account[0] == "3" else 4
            sums[inside if account in INTERNAL else outside] += cells["actual"] or 0
    sums[5] = sum(sums)
    return tuple(sums)


def _by_account(reader, unit):
    """Read a nämnd's accounts with internal rows, as its page shows them."""
    return reader.read(reader.view(unit, _december(2025), Comparison.BUDGET, ACCOUNTS))


@pytest.mark.parametrize("unit", COMMITTEES_2025)
def test_committee_2025_by_account_is_its_row_of_the_table(reader, unit):
    rows = _by_account(reader, unit)
    read = (*_columns_of(rows), rows["kommunbidrag"]["actual"], rows["resultat"]["actual"])
    assert read == tuple(mnkr * MNKR for mnkr in COMMITTEES_2025[unit])


def test_finance_2025_by_account_is_its_row_of_the_table(reader):
    rows = _by_account(reader, FINANCE)
    assert _columns_of(rows) == tuple(mnkr * MNKR for mnkr in FINANCE_2025)
    assert rows["kommunbidrag"]["actual"] == -1992 * MNKR


def test_sum_of_the_committees_2025_is_the_last_row_of_the_table(reader):
    rows = [_columns_of(_by_account(reader, unit)) for unit in (*COMMITTEES_2025, FINANCE)]
    assert tuple(map(sum, zip(*rows, strict=True))) == tuple(mnkr * MNKR for mnkr in SUM_2025)


@pytest.mark.parametrize("unit", COMMITTEES_2025)
def test_committee_2025_by_nature_adds_up_to_the_same(reader, unit):
    own, within = COMMITTEES_2025[unit], PUPIL_MONEY_2025.get(unit, 0)
    rows = reader.read(reader.view(unit, _december(2025), Comparison.BUDGET, "nature"))
    costs = [rows[f"row:{key}"]["actual"] for key in ("personal", "ovriga_kostnader")]
    capital = rows["row:kapital"]["actual"] if "row:kapital" in rows else 0
    assert rows["row:intakter"]["actual"] == (own[0] + own[1] + within) * MNKR
    assert sum(costs) + capital == (own[2] + own[3] + own[4] - within) * MNKR
    assert rows["total"]["actual"] == own[5] * MNKR


@pytest.mark.parametrize("year", [2024, 2025])
def test_units_of_the_municipality_show_every_committee_and_the_result(reader, year):
    rows = reader.read(reader.view(TOP, _december(year), Comparison.BUDGET, UNITS))
    nets = {
        unit: row[2] + COMMITTEES_2025[unit][7] if year == 2025 else row[0] + row[1]
        for unit, row in ALLOCATION.items()
    }
    shown = {unit: rows[f"unit:{reader.units[unit]}"]["variance"] for unit in ALLOCATION}
    position = {2024: 0, 2025: 2}[year]
    assert shown == {unit: (net - ALLOCATION[unit][position]) * MNKR for unit, net in nets.items()}
    assert rows["total"]["actual"] == {2024: 22, 2025: 35}[year] * MNKR


@pytest.mark.parametrize(("year", "better"), [(2024, FINANCE_BETTER_2024), (2025, FINANCE_BETTER_2025)])
def test_finance_is_better_by_the_parts_of_the_footnote(reader, year, better):
    rows = reader.read(reader.view(FINANCE, _december(year), Comparison.BUDGET, RESULT))
    keys = ("sum:nettokostnader", "row:skatteintakter", "row:generella_bidrag")
    finance = sum(rows[f"row:finansiella_{part}"]["variance"] for part in ("intakter", "kostnader"))
    read = [*(rows[key]["variance"] for key in keys), finance, rows["resultat"]["variance"]]
    assert read == [mnkr * MNKR for mnkr in better]


def test_finance_net_2025_is_budgeted_at_20(reader):
    rows = reader.read(reader.view(FINANCE, _december(2025), Comparison.BUDGET, RESULT))
    assert rows["sum:nettokostnader"]["budget"] == FINANCE_BUDGET_2025 * MNKR


def _allocation_and_result(reader, unit, period, comparison):
    rows = reader.read(reader.view(unit, period, comparison, REPORT))
    return rows["kommunbidrag"]["year_budget"], rows["resultat"]["variance"]


@pytest.mark.parametrize("unit", ALLOCATION)
def test_allocation_and_variance_of_a_committee_are_its_row_of_the_table(reader, unit):
    first, variance = _allocation_and_result(reader, unit, _december(2024), Comparison.BUDGET)
    second, _result = _allocation_and_result(reader, unit, _december(2025), Comparison.BUDGET)
    adopted, _result = _allocation_and_result(reader, unit, OCTOBER_2026, Comparison.BUDGET)
    revised, _result = _allocation_and_result(reader, unit, OCTOBER_2026, Comparison.REVISED)
    assert (first, variance, second, adopted, revised) == tuple(mnkr * MNKR for mnkr in ALLOCATION[unit])


def test_allocations_sum_to_what_finance_hands_out(reader):
    wanted = [(2024, 12, Comparison.BUDGET), (2025, 12, Comparison.BUDGET), (2026, 10, Comparison.BUDGET),
              (2026, 10, Comparison.REVISED)]  # fmt: skip
    handed_out = [
        _allocation_and_result(reader, FINANCE, Period(year, month), comparison)[0]
        for year, month, comparison in wanted
    ]
    sums = (ALLOCATION_SUM[0], *ALLOCATION_SUM[2:])
    assert handed_out == [-mnkr * MNKR for mnkr in sums]


def test_table_of_allocations_adds_up_by_itself():
    assert tuple(map(sum, zip(*ALLOCATION.values(), strict=True))) == ALLOCATION_SUM


@pytest.mark.parametrize(
    ("unit", "period"), [("611", OCTOBER_2026), (TOP, OCTOBER_2026), (TOP, Period(2025, 12))]
)
def test_every_row_of_a_page_is_the_sum_of_its_transactions(reader, unit, period):
    view = reader.view(unit, period, Comparison.LATEST, REPORT)
    table = follow_up.build(reader.session, reader.actor, view=view).table
    shown = figures_of(table)
    drills = {row.key: row.drill for row in table.rows if row.drill or row.key == "total"}
    assert len(drills) >= 10
    sums = {}
    for key, drill in drills.items():
        chosen = transactions.choose(reader.session, reader.actor, view, read_drill(drill) if drill else None)
        sums[key] = transactions.build(reader.session, reader.actor, chosen=chosen).totals.amount
    assert sums == {key: shown[key]["actual"] for key in drills}


def _lines_by_row(session: Session, inside: str, parameters: dict[str, object], year: int) -> dict[str, int]:
    """Return the ledger lines themselves by report row, öre in report sign, investments left out."""
    statement = text(
        "SELECT a.code, SUM(l.amount) FROM ledger_line l JOIN version v ON v.id = l.version_id "
        "JOIN code a ON a.id = l.account_id JOIN coding k ON k.id = l.coding_id "
        "JOIN unit u ON u.id = l.unit_id "
        "LEFT JOIN counterparty c ON c.code_id = k.counterparty_id "
        f"WHERE v.kind = 'actual' AND v.year = :year AND l.month > 0 AND {inside} GROUP BY a.code"
    )
    with DEFINITIONS.open(encoding="utf-8") as file:
        rows = [
            DefinedRow(row["key"], row["title"], row["accounts"], row["excluded"])
            for row in csv.DictReader(file, delimiter=";")
            if row["definition"] == REPORT
        ]
    amounts = {row[0]: row[1] for row in session.execute(statement, {"year": year, **parameters})}
    place = place_accounts(rows, [account for account in amounts if account[:2] != "40"])
    found: dict[str, int] = {}
    for account, key in place.items():
        found[f"row:{key}"] = found.get(f"row:{key}", 0) - amounts[account]
    return found


def test_rows_of_hemtjanst_norr_are_its_ledger_lines_to_the_ore(reader):
    view = reader.view("611", OCTOBER_2026, Comparison.LATEST, REPORT)
    rows = reader.read(view)
    expected = _lines_by_row(reader.session, "u.code LIKE '611%'", {}, 2026)
    assert {key: row["actual"] for key, row in rows.items() if key.startswith("row:")} == expected
    assert rows["total"]["actual"] == sum(expected.values())


def test_rows_of_the_municipality_are_its_external_ledger_lines_to_the_ore(reader):
    rows = reader.read(reader.view(TOP, OCTOBER_2026, Comparison.LATEST, REPORT))
    external = _lines_by_row(reader.session, "(c.kind IS NULL OR c.kind <> 'internal')", {}, 2026)
    every = _lines_by_row(reader.session, "1 = 1", {}, 2026)
    assert {key: row["actual"] for key, row in rows.items() if key.startswith("row:")} == external
    assert rows["interndifferens"]["actual"] == 7_400_000
    assert rows["total"]["actual"] == sum(every.values())


def test_sentence_of_hemtjanst_norr_names_the_amount_and_its_cause(reader):
    view = reader.view("611", OCTOBER_2026, Comparison.LATEST, REPORT)
    answer = follow_up.build(reader.session, reader.actor, view=view).answer
    words = "".join(part.text for part in answer).replace("\u00a0", " ")
    assert "1,2 mnkr sämre än budget" in words
    assert "mest timlöner och vikarier" in words
