import pytest

from core.rules.control_lines import ControlRule, Limits
from core.rules.expected_invoices import Frequency, InvoiceSeries, find_missing, frequency_of

KR = 100
NORMAL = 48_200 * KR


def reasons(months: tuple[int, ...], month: int = 10) -> list[str]:
    found = find_missing([InvoiceSeries(1, "Kvisten AB", months)], month=month, limits=Limits())
    return [one.reason.replace("\u00a0", " ") for one in found]


def test_invoice_of_every_month_that_has_not_come_is_told_with_what_it_usually_is() -> None:
    assert reasons((NORMAL,) * 11 + (0,)) == [
        "Kvisten AB har fakturerat varje månad i 11 månader, men inte i oktober; normalt 48 200 kr."
    ]


def test_one_month_without_does_not_break_the_habit() -> None:
    assert reasons((NORMAL,) * 4 + (0,) + (NORMAL,) * 6 + (0,)) == [
        "Kvisten AB har fakturerat 10 av 11 månader, men inte i oktober; normalt 48 200 kr."
    ]


def test_invoice_of_every_quarter_names_the_last_one() -> None:
    assert reasons((NORMAL, 0, 0) * 3 + (0,)) == [
        "Kvisten AB har fakturerat varje kvartal, senast i juli, men inte i oktober; normalt 48 200 kr."
    ]
    assert "senast i oktober, men inte i januari" in reasons((NORMAL, 0, 0) * 3 + (0,), month=1)[0]


def test_invoice_of_the_same_month_in_both_years_before() -> None:
    year = (NORMAL,) + (0,) * 11

    assert reasons(year * 2 + (0,)) == [
        "Kvisten AB fakturerade i oktober både förra året och året före, men inte i år; normalt 48 200 kr."
    ]


@pytest.mark.parametrize(
    "months",
    [
        (NORMAL,) * 12,
        (NORMAL,) * 9 + (0, 0, 0),
        (NORMAL,) * 10 + (0, 0),
        (0,) * 12,
        (NORMAL, 0, 0, NORMAL, 0, 0, NORMAL, 0, NORMAL, 0),
        (9_999 * KR,) * 11 + (0,),
        (NORMAL,) + (0,) * 11 + (0,),
    ],
)
def test_what_came_stopped_had_no_order_or_is_small_is_not_missed(months: tuple[int, ...]) -> None:
    assert reasons(months) == []


def test_frequency_by_name() -> None:
    assert frequency_of((NORMAL,) * 12) is Frequency.MONTH
    assert frequency_of((NORMAL, 0, 0) * 3 + (0,)) is Frequency.QUARTER
    assert frequency_of(((NORMAL,) + (0,) * 11) * 2 + (0,)) is Frequency.YEAR
    assert frequency_of((NORMAL, 0)) is None


def test_largest_is_told_first() -> None:
    series = [
        InvoiceSeries(1, "Liten", (20_000 * KR,) * 11 + (0,)),
        InvoiceSeries(2, "Stor", (90_000 * KR,) * 11 + (0,)),
    ]

    found = find_missing(series, month=10, limits=Limits())

    assert [(one.rule, one.unit, one.key) for one in found] == [
        (ControlRule.MISSING, 2, "Stor/month"),
        (ControlRule.MISSING, 1, "Liten/month"),
    ]
