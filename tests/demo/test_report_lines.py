"""Each unit's report lines against its budget: most lie close, and those that do not are stories."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from core.rules.row_lines import DefinedRow, place_accounts
from demo.budget import budget, revised_budget
from demo.codes import accounts, counterparties
from demo.organisation import branch_of, cost_centers

DEFINITIONS = Path(__file__).resolve().parents[2] / "data/reference/row_definitions.csv"
INTERNAL = {party.code for party in counterparties() if party.kind == "internal"}
UNIT = {center.code: center.unit for center in cost_centers()}
LINES = (
    "statsbidrag", "avgifter", "ovriga_intakter", "manadsloner", "timloner", "ovrig_personal", "po",
    "lokaler", "kop", "bidrag", "material", "tjanster", "ovrigt", "kapital",
)  # fmt: skip


def _line_of_account():
    with DEFINITIONS.open(encoding="utf-8") as file:
        rows = [
            DefinedRow(row["key"], row["title"], row["accounts"], row["excluded"])
            for row in csv.DictReader(file, delimiter=";")
            if row["definition"] == "report"
        ]
    known = [code.code for code in accounts() if code.code[0] not in "12" and code.code[:2] != "40"]
    return place_accounts(rows, known)


PLACE = _line_of_account()


def _cells(frame, last, version):
    """Yield (ansvar, report line, is internal, kronor better than budget, budgeted kronor)."""
    planned: Counter[tuple[str, str, bool]] = Counter()
    for row in version:
        planned[row.center, PLACE[row.account], row.counterparty in INTERNAL] += sum(row.months[:last])
    booked: Counter[tuple[str, str, bool]] = Counter()
    lines = frame.ledger.lines
    wanted = np.isin(frame.account, list(PLACE)) & (lines.month <= last)
    columns = (frame.center, frame.account, frame.internal, lines.amount)
    for center, account, internal, amount in zip(
        *(column[wanted].tolist() for column in columns), strict=True
    ):
        booked[center, PLACE[account], internal] += amount
    for key in planned.keys() | booked.keys():
        yield (*key, planned[key] - booked[key] / 100, planned[key])


def _variances(cells, key_of):
    variance, plan = Counter(), Counter()
    for center, line, internal, better, planned in cells:
        key = key_of(center, line, internal)
        if key is not None:
            variance[key] += better
            plan[key] += planned
    return variance, plan


def _outside(cells):
    variance, plan = _variances(cells, lambda center, line, _internal: (UNIT[center], line))
    found = {key: v for key, v in variance.items() if abs(v) > max(0.02 * abs(plan[key]), 100_000)}
    return found, len(variance)


@pytest.fixture(scope="module")
def cells(frames):
    versions = {2024: (12, budget(2024)), 2025: (12, budget(2025)), 2026: (10, revised_budget())}
    return {year: list(_cells(frames(year), *versions[year])) for year in versions}


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_fewer_than_15_percent_of_the_report_lines_of_units_are_off(cells, year):
    found, pairs = _outside(cells[year])
    assert pairs > 900
    assert len(found) / pairs < 0.15


STORIES_2026 = {
    ("611", "timloner"): -0.83, ("513", "kop"): -6.0, ("731", "lokaler"): -2.44, ("712", "lokaler"): -2.0,
    ("131", "manadsloner"): 0.8, ("121", "manadsloner"): 0.31, ("112", "manadsloner"): 0.31,
    ("631", "tjanster"): -1.9, ("652", "kop"): -2.3, ("433", "tjanster"): -0.19,
}  # fmt: skip
STORIES_2025 = {
    ("513", "kop"): -6.2, ("521", "kop"): -2.0, ("522", "bidrag"): -1.6, ("611", "timloner"): -0.97,
    ("612", "timloner"): -1.31, ("613", "timloner"): -1.66, ("652", "kop"): -2.2, ("631", "tjanster"): -1.6,
    ("131", "manadsloner"): 0.69, ("412", "manadsloner"): 0.34, ("421", "manadsloner"): 0.41,
}  # fmt: skip


@pytest.mark.parametrize(("year", "story"), [(2025, STORIES_2025), (2026, STORIES_2026)])
def test_stories_stand_out_on_their_own_line(cells, year, story):
    found, _pairs = _outside(cells[year])
    assert {key: found.get(key, 0) / 1e6 for key in story} == pytest.approx(story, abs=0.15)


def test_hemtjanst_norr_is_worse_on_hourly_pay_and_its_po_alone(cells):
    found, _pairs = _outside(cells[2026])
    assert {line for unit, line in found if unit == "611"} == {"timloner", "po"}


# Largest line of each nämnd that ran over or under, whole 2025 and January–October 2026.
LARGEST = {
    2025: {"KS": "manadsloner", "SON": "kop", "VON": "timloner"},
    2026: {"KS": "manadsloner", "SON": "kop", "VON": "timloner", "SBN": "lokaler"},
}


@pytest.mark.parametrize("year", LARGEST)
def test_variance_of_a_committee_lies_on_the_line_of_its_story(cells, year):
    variance, _plan = _variances(cells[year], lambda center, line, _i: (branch_of()[center], line))
    undistributed = {"ovrigt"}
    largest = {}
    for branch in LARGEST[year]:
        own = {line: abs(variance[branch, line]) for line in LINES if line not in undistributed}
        own.pop("ovriga_intakter")
        largest[branch] = max(own, key=lambda line: own[line])
    assert largest == LARGEST[year]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_municipality_has_no_large_variances_that_meet_each_other_in_personnel(cells, year):
    variance, plan = _variances(cells[year], lambda _c, line, internal: None if internal else line)
    assert abs(variance["manadsloner"]) < 0.01 * plan["manadsloner"]
    assert abs(variance["ovrig_personal"]) < 100_000
    assert -9_000_000 < variance["timloner"] < -6_000_000
    assert max(abs(variance[line]) for line in LINES) < 13_000_000


def test_snow_and_vacancies_of_2026_stand_in_their_months(frames):
    """Variance by month on the line where they are booked, mnkr."""

    def by_month(unit, account):
        planned = [
            sum(r.months[m] for r in revised_budget() if r.center[:3] == unit and r.account == account)
            for m in range(10)
        ]
        frame = frames(2026)
        here = frame.starts(account) & np.char.startswith(frame.center, unit)
        return [(plan - ore / 100) / 1e6 for plan, ore in zip(planned, frame.by_month(here), strict=False)]

    snow, pay = by_month("731", "6130"), by_month("121", "5020")
    assert snow[:2] == pytest.approx([-1.3, -1.1], abs=0.2)
    assert max(abs(month) for month in snow[2:]) < 0.2
    assert pay == pytest.approx([0.039] * 8 + [0] * 2, abs=0.025)
