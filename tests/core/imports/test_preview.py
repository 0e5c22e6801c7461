import json

import numpy as np
import pytest

from core.errors import Problem, Severity
from core.imports.check import NewCode, Resolution
from core.imports.files import read_ledger_file
from core.imports.preview import (
    GroupSum,
    Preview,
    budget_rows,
    build_preview,
    group_sums,
    ledger_rows,
    preview_from_json,
    preview_to_json,
)
from tests import loading_factories as lf

ROWS = [
    ("2026-01-05", "4120", "5021", 100),
    ("2026-02-05", "4120", "5021", -30),
    ("2026-13", "4120", "5021", 7),
]
NO_PROBLEMS = Resolution((), (), (), (), ())


def _file():
    return read_ledger_file(lf.csv_file(ROWS), "fil.csv")


def _build(*notices: Problem, months: list[int] | None = None) -> Preview:
    file = _file()
    rows = ledger_rows(file, months or [202601, 202602, 202613])
    return build_preview(
        file,
        NO_PROBLEMS,
        rows=rows,
        months=[202601],
        groups=((GroupSum("5", 2, 70, 10),), ()),
        notices=notices,
    )


@pytest.mark.parametrize(
    ("months", "amounts"),
    [([202601], [100]), ([202601, 202613], [100, 7]), ([202501], []), ([], []), ([202600], [])],
)
def test_ledger_rows_are_those_of_the_months(months: list[int], amounts: list[int]) -> None:
    assert ledger_rows(_file(), months)[1].tolist() == amounts


def test_budget_rows_are_those_of_the_year() -> None:
    data = lf.sie_file(budgets=[(202601, "4120", "5021", 100), (202701, "4120", "5021", 900)])
    file = read_ledger_file(data, "budget.se")

    assert budget_rows(file, 2026)[1].tolist() == [100]
    assert budget_rows(file, 2025)[1].tolist() == []


def test_group_sums_counts_and_sums_to_the_ore_beside_what_is_loaded() -> None:
    combination = np.array([0, 1, 1, 2], dtype=np.int64)
    amount = np.array([9_007_199_254_740_993, 5, -2, 4], dtype=np.int64)

    sums = group_sums(["5", "6", "5", "7"], (combination, amount), {"3": 11, "6": 1, "8": 0})

    assert sums == (
        GroupSum("3", 0, 0, 11),
        GroupSum("5", 2, 9_007_199_254_740_997, 0),
        GroupSum("6", 2, 3, 1),
    )
    assert [group.difference for group in sums] == [-11, 9_007_199_254_740_997, 2]


def test_group_sums_of_nothing_is_nothing() -> None:
    nothing = np.zeros(0, dtype=np.int64)

    assert group_sums([], (nothing, nothing), {}) == ()


def test_build_preview_sums_debit_and_credit_of_what_is_chosen() -> None:
    whole, january = _build(), _build(months=[202601])

    assert (whole.rows, whole.debit, whole.credit, whole.balanced) == (3, 107, -30, False)
    assert (january.rows, january.debit, january.credit) == (1, 100, 0)


def test_build_preview_tells_the_worst_first_and_counts_all() -> None:
    info, warning = Problem("i", "", Severity.INFO, 1), Problem("w", "", Severity.WARNING, 2)
    late, early = Problem("e2", "", line=9), Problem("e1", "", line=3)

    preview = _build(info, late, warning, early)

    assert [problem.code for problem in preview.problems] == ["e1", "e2", "w", "i"]
    assert (preview.errors, preview.warnings) == (2, 1)


def test_build_preview_keeps_two_hundred_problems_and_counts_the_rest() -> None:
    preview = _build(*(Problem("e", "") for _n in range(250)))

    assert (len(preview.problems), preview.errors) == (200, 250)


def test_preview_survives_being_stored_as_json() -> None:
    file = read_ledger_file(lf.sie_file([("2026-01-05", "4120", "5021", 1)]), "fil.se")
    new = (NewCode("project", "P1", "Ny skola", placeholder=False),)
    resolution = Resolution((), (), new, ("9999",), (Problem("w", "ö", Severity.WARNING, 3),))
    preview = build_preview(
        file,
        resolution,
        rows=ledger_rows(file, [202601]),
        months=[202600, 202601],
        groups=((GroupSum("5", 1, 1, 2),), (GroupSum("Socialnämnden", 1, 1, 0),)),
        notices=[],
    )

    assert preview_from_json(json.loads(json.dumps(preview_to_json(preview)))) == preview
