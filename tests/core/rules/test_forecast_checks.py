import pytest

from core.rules.forecast_checks import CheckedValue, Lack, missing, net_of
from core.rules.variance import Limit

TKR = 100_000
LIMIT = Limit()


def row(key: str, value: int, budget: int | None, *, explained: bool = False) -> CheckedValue:
    return CheckedValue(key, key.title(), value * TKR, None if budget is None else budget * TKR, explained)


def found(*rows: CheckedValue, net: bool = False, measured: bool = False) -> list[tuple[Lack, str]]:
    lacks = missing(rows, LIMIT, net_explained=net, measured=measured)
    return [(one.lack, one.row_key) for one in lacks]


def test_net_is_the_sum_of_its_rows() -> None:
    net = net_of([row("loner", -1260, -1200), row("avgifter", 240, None)])

    assert (net.value, net.budget, net.variance) == (-1020 * TKR, -1200 * TKR, 180 * TKR)


@pytest.mark.parametrize(("value", "lacks"), [(-1300, []), (-1301, [(Lack.CAUSE, "loner")])])
def test_row_needs_a_cause_only_over_the_larger_of_a_share_and_an_amount(
    value: int, lacks: list[tuple[Lack, str]]
) -> None:
    assert found(row("loner", value, -1200), row("avgifter", 240, 200)) == lacks


def test_share_is_the_limit_of_a_large_row() -> None:
    assert found(row("loner", -20_200, -20_000)) == []


def test_surplus_over_the_limit_needs_a_cause_and_no_measure() -> None:
    assert found(row("loner", -1000, -1200)) == [(Lack.CAUSE, "loner")]


def test_deficit_over_the_limit_needs_a_cause_and_a_measure() -> None:
    assert found(row("loner", -1400, -1200)) == [(Lack.CAUSE, "loner"), (Lack.MEASURE, "")]
    assert found(row("loner", -1400, -1200, explained=True)) == [(Lack.MEASURE, "")]
    assert found(row("loner", -1400, -1200, explained=True), measured=True) == []


def test_net_of_small_deviations_needs_a_cause_of_its_own() -> None:
    rows = (row("loner", -1260, -1200), row("material", -160, -100))

    assert found(*rows, measured=True) == [(Lack.CAUSE, "")]
    assert found(*rows, measured=True, net=True) == []


def test_row_that_deviates_the_other_way_does_not_explain_the_net() -> None:
    rows = (row("avgifter", 310, 200, explained=True), *(row(f"r{n}", -190, -100) for n in range(3)))

    assert found(*rows, measured=True) == [(Lack.CAUSE, "")]


def test_row_without_budget_counts_from_nothing() -> None:
    assert found(row("bidrag", 150, None)) == [(Lack.CAUSE, "bidrag")]


def test_what_is_missing_names_the_row_and_the_amount() -> None:
    lacks = missing([row("loner", -1400, -1200)], LIMIT, net_explained=False, measured=False)

    assert [one.message for one in lacks] == [
        "Loner avviker med −200\u00a0tkr. Välj en orsak.",
        "Enheten väntas gå 200\u00a0tkr över budget. Skriv vad ni gör åt det som en åtgärd.",
    ]
