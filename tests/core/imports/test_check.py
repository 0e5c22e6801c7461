"""What a file's combinations become, against the codes that the municipality knows."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from core.enums import Dimension
from core.errors import Severity
from core.imports.check import NewCode, Reading, Registers, Resolution, resolve_file
from core.imports.files import read_ledger_file
from core.imports.ledger import LedgerFile
from tests import loading_factories as lf

KNOWN = Registers(
    frozenset({"4120", "4121"}),
    {Dimension.ACCOUNT: frozenset({"", "5021"}), Dimension.FUNCTION: frozenset({"440"})},
    other_units=frozenset({"412"}),
)


def _file(
    unit: str = "4120", account: str = "5021", objects: Sequence[tuple[str, str]] = (), **more: Any
) -> LedgerFile:
    data = lf.sie_file([("2026-01-05", unit, account, 100)], objects=objects, **more)
    return read_ledger_file(data, "fil.se")


def _resolve(
    file: LedgerFile,
    *,
    default: str | None = None,
    mapping: Mapping[tuple[str, str], str] | None = None,
    dimensions: Mapping[str, str] = lf.DIMENSIONS,
) -> Resolution:
    return resolve_file(file, Reading(dimensions, default, mapping or {}), KNOWN)


def _placed(file: LedgerFile, resolution: Resolution) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """Return the codes that are set, by the account and the cost center of each line."""
    return {
        (resolution.codings[position][0], resolution.units[position]): tuple(
            filter(None, resolution.codings[position][1:])
        )
        for position in file.lines.combination.tolist()
    }


def test_resolve_file_takes_each_dimension_to_what_the_profile_says() -> None:
    file = _file(objects=[("20", "440"), ("6", "P1"), ("21", "87")])

    resolution = _resolve(file)

    assert _placed(file, resolution) == {("5021", "4120"): ("440", "P1", "87"), ("1930", "4120"): ()}
    assert resolution.problems == ()


def test_resolve_file_dimension_that_the_profile_does_not_read_is_left_out() -> None:
    file = _file(objects=[("20", "440")])

    resolution = _resolve(file, dimensions={"1": "unit"})

    assert _placed(file, resolution) == {("5021", "4120"): (), ("1930", "4120"): ()}


def test_resolve_file_new_codes_are_named_by_the_file_or_placeholders() -> None:
    resolution = _resolve(_file(account="6010", objects=[("6", "P1")]))

    assert resolution.new_codes == (
        NewCode(Dimension.ACCOUNT, "1930", "Bank", placeholder=False),
        NewCode(Dimension.ACCOUNT, "6010", "Hyra", placeholder=False),
        NewCode(Dimension.PROJECT, "P1", "", placeholder=True),
    )


def test_resolve_file_known_codes_are_not_new() -> None:
    resolution = _resolve(_file(objects=[("20", "440")]))

    assert [new.code for new in resolution.new_codes] == ["1930"]


@pytest.mark.parametrize(
    ("unit", "default", "expected"),
    [("4121", "4120", "4121"), ("", "4120", "4120"), ("", None, None), ("9999", "4120", "9999")],
)
def test_resolve_file_cost_center_is_the_files_own_or_else_the_default(
    unit: str, default: str | None, expected: str | None
) -> None:
    file = _file(unit=unit)

    resolution = _resolve(file, default=default)

    assert {resolution.units[position] for position in file.lines.combination.tolist()} == {expected}


def test_resolve_file_without_cost_center_and_default_is_an_error_with_its_count() -> None:
    (problem,) = _resolve(_file(unit="")).problems

    assert (problem.code, problem.severity) == ("unit_missing", Severity.ERROR)
    assert problem.message.startswith("2 konteringar saknar ansvar.")


def test_resolve_file_unknown_cost_center_is_a_warning_that_names_it() -> None:
    resolution = _resolve(_file(unit="9999"))

    assert resolution.unknown_units == ("9999",)
    assert [(problem.code, problem.severity) for problem in resolution.problems] == [
        ("unit_unknown", Severity.WARNING)
    ]
    assert "finns inte i organisationen: 9999." in resolution.problems[0].message


def test_resolve_file_unknown_cost_center_that_is_mapped_is_known() -> None:
    file = _file(unit="9999")

    resolution = _resolve(file, mapping={("unit", "9999"): "4121"})

    assert resolution.unknown_units == ()
    assert _placed(file, resolution) == {("5021", "4121"): (), ("1930", "4121"): ()}


def test_resolve_file_mapped_code_is_the_municipalitys_own() -> None:
    file = _file(account="50210", objects=[("20", "44")])

    resolution = _resolve(file, mapping={("account", "50210"): "5021", ("function", "44"): "440"})

    assert _placed(file, resolution) == {("5021", "4120"): ("440",), ("1930", "4120"): ()}
    assert [new.code for new in resolution.new_codes] == ["1930"]


def test_resolve_file_unit_that_is_no_cost_center_is_an_error() -> None:
    resolution = _resolve(_file(unit="412"))

    assert resolution.unknown_units == ()
    assert [(problem.code, problem.severity) for problem in resolution.problems] == [
        ("unit_not_cost_center", Severity.ERROR)
    ]


@pytest.mark.parametrize(("unit", "account"), [("9" * 33, "5021"), ("4120", "5" * 33)])
def test_resolve_file_code_that_is_too_long_to_store_is_an_error(unit: str, account: str) -> None:
    codes = [problem.code for problem in _resolve(_file(unit=unit, account=account)).problems]

    assert "code_too_long" in codes


def test_resolve_file_many_unknown_cost_centers_are_counted_and_the_first_named() -> None:
    rows = [("2026-01-05", f"90{number:02d}", "5021", 1) for number in range(12)]

    (problem,) = _resolve(read_ledger_file(lf.csv_file(rows), "fil.csv")).problems

    assert problem.message.startswith("12 ansvar finns inte i organisationen: 9000, 9001, ")
    assert "9007 …" in problem.message
    assert "9008" not in problem.message


def test_resolve_file_combination_that_no_row_uses_becomes_nothing() -> None:
    file = _file(openings=[("4121", "1510", 5)])
    used = set(file.lines.combination.tolist()) | {row.combination for row in file.openings}

    resolution = _resolve(file, default="4120")

    unused = [position for position in range(len(file.combinations)) if position not in used]
    assert [(resolution.units[position], set(resolution.codings[position])) for position in unused] == [
        (None, {""}) for _position in unused
    ]
    assert "1510" in [new.code for new in resolution.new_codes]
