from core.rules.control_lines import ControlLine, ControlRule, Limits, Names
from core.rules.control_suppliers import SupplierUse, by_suppliers

NAMES = Names({"6410": "Livsmedel", "6540": "Tryck"}, {4310: "Ledning (4310)", 4320: "Ledning (4320)"})


def line(account: str, voucher: str, amount: int = 30_000_00, supplier: str = "Skafferiet") -> ControlLine:
    return ControlLine(4310, account, "", amount, "Varor", supplier, voucher, f"{voucher}/1")


def test_supplier_that_is_always_on_another_account_is_asked_about() -> None:
    held = SupplierUse({(4310, "Skafferiet"): {"6410": 24}}, {}, {(4310, "Skafferiet", "6540"): 1})

    (found,) = by_suppliers([line("6540", "L 7"), line("6410", "L 8")], held, NAMES, Limits())

    assert (found.rule, found.key) == (ControlRule.OTHER_ACCOUNT, "L 7/1")
    assert found.reason == (
        "Skafferiet brukar bokföras på 6410 Livsmedel här (24 av 24 rader); "
        "den här är den enda på 6540 Tryck i år."
    )


def test_several_on_the_other_account_this_year_are_not_said_to_be_the_only_one() -> None:
    held = SupplierUse({(4310, "Skafferiet"): {"6410": 9, "6540": 1}}, {}, {(4310, "Skafferiet", "6540"): 2})

    (found,) = by_suppliers([line("6540", "L 7")], held, NAMES, Limits())

    assert found.reason == (
        "Skafferiet brukar bokföras på 6410 Livsmedel här (9 av 10 rader), inte på 6540 Tryck."
    )


def test_supplier_with_too_few_lines_or_on_several_accounts_says_nothing() -> None:
    few = SupplierUse({(4310, "Skafferiet"): {"6410": 5}})
    mixed = SupplierUse({(4310, "Skafferiet"): {"6410": 8, "6420": 2}})

    assert list(by_suppliers([line("6540", "L 7")], few, NAMES, Limits())) == []
    assert list(by_suppliers([line("6540", "L 7")], mixed, NAMES, Limits())) == []


def test_supplier_that_always_goes_to_another_ansvar_is_asked_about_without_amounts() -> None:
    held = SupplierUse({}, {"Skafferiet": {4320: 9, 4330: 1}})

    (found,) = by_suppliers([line("6410", "L 7")], held, NAMES, Limits())

    assert found.rule is ControlRule.OTHER_ANSVAR
    assert found.reason == (
        "Skafferiet går nästan alltid till Ledning (4320) (9 av 10 rader det senaste året), aldrig hit."
    )


def test_same_amount_on_two_vouchers_is_asked_about_once_and_two_rows_of_one_voucher_never() -> None:
    twice = [line("6410", "L 7", 999_00), line("6410", "L 9", 999_00)]
    rows = [line("6410", "L 7", 999_00), line("6410", "L 7", 999_00)]

    (found,) = by_suppliers(twice, SupplierUse(), NAMES, Limits())

    assert (found.rule, found.voucher) == (ControlRule.TWICE, "L 9")
    assert found.reason == "Samma belopp från Skafferiet finns också på verifikat L 7. Är det samma faktura?"
    assert list(by_suppliers(rows, SupplierUse(), NAMES, Limits())) == []


def test_line_without_supplier_is_left_alone() -> None:
    lines = [line("6410", "L 7", supplier=""), line("6410", "L 9", supplier="")]

    assert list(by_suppliers(lines, SupplierUse(), NAMES, Limits())) == []
