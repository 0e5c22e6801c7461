from collections.abc import Sequence

from core.rules.control_lines import ControlLine, ControlRule, Finding, History, Limits, Names, Use
from core.rules.control_suppliers import SupplierUse
from core.rules.control_texts import Texts
from core.rules.miscoding import Month, find_large, find_miscodings

KR = 100
USED: Use = (4330, "5020", "")
NAMES = Names({"6830": "Licenser", "6410": "Livsmedel"}, {4330: "Ledning (4330)"})
FULL = (100_000 * KR,) * 13


def line(account: str, amount: int, voucher: str = "L 1", row: int = 1, function: str = "") -> ControlLine:
    return ControlLine(4330, account, function, amount * KR, "Inköp", "", voucher, f"{voucher}/{row}")


def month(
    lines: Sequence[ControlLine], uses: dict[Use, Sequence[int]], limits: Limits | None = None
) -> Month:
    at = len(next(iter(uses.values()))) - 1
    return Month(lines, History(uses, at), NAMES, SupplierUse(), Texts(2026), limits or Limits())


def said(findings: Sequence[Finding]) -> list[tuple[ControlRule, str]]:
    return [(one.rule, one.reason) for one in findings]


def test_account_that_the_ansvar_has_never_used_is_asked_about() -> None:
    uses = {USED: FULL, (4330, "6830", "4402"): (0,) * 12 + (186_000 * KR,)}

    found = find_miscodings(month([line("6830", 186_000, function="4402")], uses))

    assert said(found) == [
        (
            ControlRule.FIRST_USE,
            "Ledning (4330) har aldrig använt 6830 Licenser på verksamhet 4402 förut.",
        )
    ]


def test_first_use_is_not_asked_about_when_it_is_small_used_before_or_the_ansvar_is_new() -> None:
    lines = [line("6830", 24_999)]
    small = {USED: FULL, (4330, "6830", ""): (0,) * 12 + (24_999 * KR,)}
    before = {USED: FULL, (4330, "6830", ""): (1,) + (0,) * 11 + (99_000 * KR,)}
    new = {USED: (0,) * 8 + (5,) * 5, (4330, "6830", ""): (0,) * 12 + (99_000 * KR,)}

    assert find_miscodings(month(lines, small)) == []
    assert find_miscodings(month([line("6830", 99_000)], before)) == []
    assert find_miscodings(month([line("6830", 99_000)], new)) == []


def test_ten_times_a_usual_month_points_at_the_line_that_makes_it() -> None:
    uses = {(4330, "6410", ""): (3_000 * KR,) * 12 + (33_000 * KR,)}

    (found,) = find_miscodings(month([line("6410", 3_000), line("6410", 30_000, "L 2")], uses))

    assert (found.rule, found.key, found.amount) == (ControlRule.TEN_TIMES, "L 2/1", 30_000 * KR)
    assert found.reason.replace("\u00a0", " ") == (
        "33 000 kr är 11 gånger en vanlig månad på 6410 Livsmedel, som är 3 000 kr."
    )


def test_many_small_lines_are_one_finding_about_the_account() -> None:
    uses = {(4330, "6410", ""): (1_000 * KR,) * 12 + (30_000 * KR,)}
    lines = [line("6410", 10_000, f"L {number}") for number in range(3)]

    (found,) = find_miscodings(month(lines, uses))

    assert (found.key, found.title, found.amount) == ("6410/", "6410 Livsmedel", 30_000 * KR)


def test_season_is_no_surprise() -> None:
    july = (1_000 * KR,) * 6 + (60_000 * KR,) + (1_000 * KR,) * 5 + (66_000 * KR,)

    assert find_miscodings(month([line("6410", 66_000)], {(4330, "6410", ""): july})) == []


def test_cost_below_zero_is_asked_about_unless_its_voucher_moves_it_or_it_is_usual() -> None:
    uses = {(4330, "6410", ""): (50_000 * KR,) * 12 + (-30_000 * KR,)}
    moved = [line("6410", -30_000), line("6420", 30_000, row=2)]
    usual = {(4330, "6410", ""): (-30_000 * KR,) * 13}

    found = find_miscodings(month([line("6410", -30_000)], uses))

    assert said(found) == [
        (
            ControlRule.NEGATIVE,
            "Minus på ett kostnadskonto. Är det en kredit eller en rättelse som hör hit?",
        )
    ]
    assert find_miscodings(month(moved, uses)) == []
    assert find_miscodings(month([line("6410", -30_000)], usual)) == []


def test_revenue_is_never_a_miscoded_cost() -> None:
    uses = {USED: FULL, (4330, "3010", ""): (0,) * 12 + (-99_000 * KR,)}

    assert find_miscodings(month([line("3010", -99_000)], uses)) == []


def test_large_posting_is_new_when_no_whole_month_of_the_year_was_as_large() -> None:
    uses = {(4330, "6410", ""): (180_000 * KR,) * 12 + (300_000 * KR,)}
    steady = {(4330, "6410", ""): (290_000 * KR,) * 12 + (300_000 * KR,)}

    (found,) = find_large(month([line("6410", 300_000)], uses))

    assert found.reason.replace("\u00a0", " ") == (
        "Större än 250 000 kr, och mycket mer än någon hel månad på 6410 Livsmedel det senaste året."
    )
    assert find_large(month([line("6410", 300_000)], steady)) == []
    assert find_large(month([line("6410", 300_000)], uses), frozenset({(4330, "L 1/1")})) == []
    assert find_large(month([line("6410", 249_000)], uses)) == []
