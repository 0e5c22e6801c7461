"""A school's budget with the mistakes that an ekonom looks for."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.enums import Dimension
from core.errors import Severity
from core.rules.budget_checks import (
    CheckedRow,
    CheckedUnit,
    CheckLimits,
    CodingRule,
    Finding,
    check_budget,
    may_be_handed_in,
)
from core.rules.budget_coding import required_dimensions
from core.rules.spreading import EQUAL, Year, spread
from core.rules.variance import Limit

TKR = 100_000
NO_RULES = CheckLimits(rules=())
NBSP = "\u00a0"


def year(tkr: int) -> Year:
    return spread(tkr * TKR, EQUAL)


def row(account: str = "6410", tkr: int = 200, **changes: object) -> CheckedRow:
    return replace(CheckedRow(key="r1", account=account, months=year(tkr)), **changes)  # type: ignore[arg-type]


def found(*rows: CheckedRow, limits: CheckLimits = NO_RULES, **unit: object) -> list[Finding]:
    return check_budget(CheckedUnit(rows=rows, **unit), limits)  # type: ignore[arg-type]


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_check_budget_over_frame_is_an_error_with_the_amount() -> None:
    findings = found(row("5011", 9_235), row("3110", -1_200, key="r2"), frame=8_000 * TKR)

    assert findings == [
        Finding(
            "frame_over",
            f"Över ram med 35{NBSP}tkr. Minska kostnaderna eller öka intäkterna.",
            Severity.ERROR,
        )
    ]
    assert not may_be_handed_in(findings)


def test_check_budget_left_of_frame_is_told_and_does_not_stop() -> None:
    findings = found(row(tkr=915_400), frame=922_000 * TKR, limits=replace(NO_RULES, largest=10**15))

    assert [finding.message for finding in findings] == [f"Kvar att fördela: 6{NBSP}600{NBSP}tkr."]
    assert may_be_handed_in(findings)


def test_check_budget_frame_held_or_unknown_says_nothing() -> None:
    assert found(row(tkr=200), frame=200 * TKR) == []
    assert found(row(tkr=200)) == []


def test_check_budget_small_difference_is_said_in_kronor() -> None:
    assert found(row(tkr=200), frame=200 * TKR - 500_00)[0].message.startswith(f"Över ram med 500{NBSP}kr.")


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [
        (2_000, 2_200, False),  # 200 is 10 %, not more
        (2_000, 2_201, True),
        (500, 600, False),  # 20 %, but only 100 tkr
        (500, 601, True),
        (500, 399, True),
        (-500, -650, True),
        (0, 101, True),
    ],
)
def test_check_budget_change_above_the_larger_limit_needs_a_comment(old: int, new: int, asked: bool) -> None:
    findings = found(row("4600", new, compared=old * TKR))

    assert ("comment_missing" in codes(findings)) is asked
    assert "comment_missing" not in codes(found(row("4600", new, compared=old * TKR, comment="Ny avdelning")))


def test_check_budget_missing_comment_says_the_change() -> None:
    findings = found(row("3110", -2_450, compared=-2_000 * TKR), against="budget 2026")

    assert findings[0].message == (
        f"Beloppet ändras från 2{NBSP}000{NBSP}tkr till 2{NBSP}450{NBSP}tkr mot budget 2026."
        " Skriv en kommentar om varför."
    )
    assert (findings[0].severity, findings[0].row_key) == (Severity.ERROR, "r1")


def test_check_budget_comment_of_spaces_is_none() -> None:
    assert codes(found(row("4600", 900, compared=100 * TKR, comment="  "))) == ["comment_missing"]


def test_check_budget_computed_row_needs_no_comment() -> None:
    assert found(row("5011", 9_000, compared=500 * TKR, computed=True)) == []


def test_check_budget_ten_times_last_year_is_asked() -> None:
    findings = found(row("6410", 1_250, compared=125 * TKR, comment="Nya möbler"), against="utfall 2025")

    assert codes(findings) == ["many_times"]
    assert "10 gånger så stort som utfall 2025" in findings[0].message
    assert findings[0].severity is Severity.WARNING


def test_check_budget_ten_times_a_trifle_is_not_asked() -> None:
    assert found(row("6410", 40, compared=2 * TKR)) == []


def test_check_budget_large_amount_is_asked() -> None:
    assert codes(found(row("4600", 50_001))) == ["large"]
    assert codes(found(row("4600", 50_000))) == []


def test_check_budget_empty_rows_are_told_apart() -> None:
    empty = (None,) * 12

    assert codes(found(row(months=empty))) == ["empty"]
    assert codes(found(row(months=empty, compared=80 * TKR))) == ["empty_was_used"]
    assert codes(found(row(months=(0,) * 12))) == []


def test_check_budget_negative_month_of_a_rent_is_warned_at_the_month() -> None:
    months = (*year(120)[:2], -10 * TKR, *year(120)[3:])

    findings = found(row("6010", months=months))

    assert [(one.code, one.month) for one in findings] == [("sign", 3)]
    assert findings[0].message == "Kostnaden är negativ i mars. Kontrollera minustecknet."


def test_check_budget_income_typed_as_cost_is_warned() -> None:
    findings = found(row("3110", 120))

    assert [one.message for one in findings] == [
        "Intäkten står som en kostnad i 12 månader. Kontrollera tecknet."
    ]


def test_check_budget_balance_account_is_refused() -> None:
    findings = found(row("1510", 120))

    assert (codes(findings), findings[0].severity) == (["account_class"], Severity.ERROR)
    assert found(row("8010", 120), accounts="3-8") == []


def test_check_budget_missing_function_follows_the_table() -> None:
    limits = CheckLimits(
        rules=(
            CodingRule("3-7", frozenset({Dimension.FUNCTION})),
            CodingRule("7910", frozenset({Dimension.PROJECT})),
        )
    )

    assert codes(found(row("6410"), limits=limits)) == ["code_missing"]
    assert found(row("6410", codes={Dimension.FUNCTION: "4400"}), limits=limits) == []
    assert required_dimensions("7910", limits.rules) == {Dimension.FUNCTION, Dimension.PROJECT}


def test_check_budget_closed_code_is_refused_and_unnamed_one_asked() -> None:
    checked = row(
        codes={Dimension.FUNCTION: "4400", Dimension.PROJECT: "9001"},
        closed=frozenset({Dimension.PROJECT}),
        unnamed=frozenset({Dimension.FUNCTION}),
    )

    assert [(one.code, one.severity) for one in found(checked)] == [
        ("code_closed", Severity.ERROR),
        ("code_unnamed", Severity.WARNING),
    ]
    assert found(checked)[0].message == "Koden 9001 (projekt) är stängd. Välj en annan."


def test_check_budget_internal_rent_without_its_other_side_is_told() -> None:
    rent = row("6010", 1_274, counterpart="2200")
    names = {"2200": "Fastighet"}

    differs = found(rent, mirrors={"2200": -1_200 * TKR}, names=names)
    nothing = found(rent, names=names)

    assert differs[0].message == (
        f"Fastighet har budgeterat 1{NBSP}200{NBSP}tkr mot er, ni har 1{NBSP}274{NBSP}tkr."
        f" Det skiljer 74{NBSP}tkr. Stäm av med dem."
    )
    assert nothing[0].message.startswith("Fastighet har inte budgeterat något mot er.")
    assert found(rent, mirrors={"2200": -1_274 * TKR - 900_00}) == []


def test_check_budget_internal_rows_with_one_counterpart_are_summed() -> None:
    rows = (row("6010", 100, counterpart="2200"), row("6170", 400, key="r2", counterpart="2200"))

    assert found(*rows, mirrors={"2200": -500 * TKR}) == []
    assert [one.row_key for one in found(*rows, mirrors={"2200": -400 * TKR})] == ["r2"]


def test_check_budget_order_is_frame_then_rows_with_errors_first() -> None:
    findings = found(
        row("4600", 60_000, compared=10 * TKR),
        row("1510", 10, key="r2"),
        frame=1 * TKR,
    )

    assert [(one.row_key, one.code) for one in findings] == [
        ("", "frame_over"),
        ("r1", "comment_missing"),
        ("r1", "large"),
        ("r1", "many_times"),
        ("r2", "account_class"),
    ]


def test_check_budget_limits_are_the_municipalitys_own() -> None:
    strict = replace(NO_RULES, comment=Limit(Decimal("0.01"), 10 * TKR))

    assert codes(found(row("4600", 511, compared=500 * TKR), limits=strict)) == ["comment_missing"]
