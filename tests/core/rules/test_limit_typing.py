from decimal import Decimal

import pytest

from core.errors import RuleViolation
from core.rules.limit_types import Value
from core.rules.limit_typing import parse_limit
from core.rules.limits import LIMITS, LimitKey


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        (LimitKey.FORECAST_AMOUNT, "1 234,5", 1_234_50),
        (LimitKey.FORECAST_AMOUNT, "50 tkr", 50_000_00),
        (LimitKey.FORECAST_AMOUNT, "100000 kr", 100_000_00),
        (LimitKey.FORECAST_AMOUNT, "0", 0),
        (LimitKey.FORECAST_SHARE, "5 %", Decimal("0.05")),
        (LimitKey.FORECAST_SHARE, "1,5", Decimal("0.015")),
        (LimitKey.FORECAST_SHARE, "0,25 procent", Decimal("0.0025")),
        (LimitKey.PLAN_DAYS, "14 dagar", 14),
        (LimitKey.BUDGET_TIMES, "12", 12),
        (LimitKey.REMIND_BEFORE, "-", None),
        (LimitKey.REMIND_BEFORE, "", None),
        (LimitKey.PLAN_LEVEL, "unit", "unit"),
        (LimitKey.ACTIVITY_END, "ja", True),
        (LimitKey.ALLOCATION_ACCOUNTS, " 8011,  3995 ", "8011, 3995"),
        (LimitKey.NAME, "Ekarboda  kommun", "Ekarboda kommun"),
    ],
)
def test_typed_value_is_read_in_swedish_form(key: LimitKey, text: str, value: Value) -> None:
    assert parse_limit(LIMITS[key], text) == value


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        (LimitKey.FORECAST_AMOUNT, "mycket", "”mycket” är inget belopp. Skriv till exempel 1 234,50"),
        (LimitKey.FORECAST_AMOUNT, "", "Skriv ett värde vid ”Prognosen behöver förklaras, belopp”."),
        (LimitKey.FORECAST_AMOUNT, "-5", "ska vara mellan 0 och 1 000 000 000 kr. Du skrev -5."),
        (LimitKey.FORECAST_SHARE, "lite", "”lite” går inte att läsa. Skriv till exempel 1,5 %."),
        (LimitKey.FORECAST_SHARE, "5 tkr", "”5 tkr” går inte att läsa. Skriv till exempel 1,5 %."),
        (LimitKey.FORECAST_SHARE, "150 %", "ska vara mellan 0 och 100 %. Du skrev 150 %."),
        (LimitKey.PLAN_DAYS, "0", "ska vara mellan 1 dag och 365 dagar. Du skrev 0."),
        (LimitKey.PLAN_DAYS, "2,5", "Tid för beslut om åtgärder ska vara ett helt tal."),
        (LimitKey.PLAN_DAYS, "en månad", "”en månad” går inte att läsa. Skriv till exempel 30."),
        (LimitKey.PLAN_LEVEL, "planet", "Välj ett av alternativen vid ”Vem klockan gäller”."),
        (LimitKey.NOT_OPERATING, "4-", "”4-” är inget kodintervall."),
        (LimitKey.ALLOCATION_WORD, " ", "Fyll i vad kommunbidraget kallas."),
        (LimitKey.NAME, "å" * 201, "Kommunens namn är 1 tecken för lång"),
    ],
)
def test_what_cannot_be_a_limit_is_refused_with_what_to_write(key: LimitKey, text: str, words: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        parse_limit(LIMITS[key], text)

    assert words in refused.value.message.replace("\u00a0", " ")
