from decimal import Decimal

import pytest

from core.rules.limit_keys import LimitKey
from core.rules.limit_types import LimitKind, Value, read_stored, said, stored, typed
from core.rules.limits import LIMITS, USUAL, LimitValues
from core.rules.variance import Limit, limit_of
from pages.ui.menu import MENU


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_every_key_is_in_the_registry_in_the_order_of_its_groups() -> None:
    assert set(LIMITS) == set(LimitKey)


@pytest.mark.parametrize("key", list(LimitKey))
def test_limit_has_words_bounds_and_a_usual_value_that_is_read_back(key: LimitKey) -> None:
    limit = LIMITS[key]

    assert limit.name
    assert limit.means.endswith(".")
    assert read_stored(limit, stored(limit, limit.usual)) == limit.usual
    if limit.kind in {LimitKind.MONEY, LimitKind.SHARE, LimitKind.COUNT, LimitKind.DAYS}:
        assert limit.least <= Decimal(str(limit.usual)) <= limit.most
    if limit.kind is LimitKind.CHOICE:
        assert limit.usual in limit.choices


def test_every_limit_shows_on_a_page_of_the_menu() -> None:
    pages = {entry.url_path for group in MENU for entry in group.entries}

    assert {limit.page for limit in LIMITS.values()} <= pages


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        (LimitKey.FORECAST_AMOUNT, "50000", 50_000_00),
        (LimitKey.FORECAST_AMOUNT, "1234.5", 1_234_50),
        (LimitKey.FORECAST_AMOUNT, "", 100_000_00),
        (LimitKey.FORECAST_AMOUNT, "mycket", 100_000_00),
        (LimitKey.FORECAST_SHARE, "0.02", Decimal("0.02")),
        (LimitKey.PLAN_DAYS, "14", 14),
        (LimitKey.PLAN_DAYS, "0", 30),
        (LimitKey.PLAN_LEVEL, "unit", "unit"),
        (LimitKey.PLAN_LEVEL, "planet", "committee"),
        (LimitKey.ACTIVITY_END, "ja", True),
        (LimitKey.ACTIVITY_END, "nej", False),
        (LimitKey.REMIND_AFTER, "-", None),
        (LimitKey.REMIND_AFTER, "många", 1),
        (LimitKey.ATTACHMENT_SIZE, "0", 20),
        (LimitKey.INDICATOR_MOST, "0", 0),
        (LimitKey.NOT_OPERATING, "", ""),
        (LimitKey.ALLOCATION_WORD, "", "Kommunbidrag"),
    ],
)
def test_stored_text_is_read_by_its_kind_and_the_usual_where_it_cannot_be(
    key: LimitKey, text: str, value: object
) -> None:
    assert LimitValues({key: text}).value(key) == value


@pytest.mark.parametrize(
    ("key", "value", "field", "words"),
    [
        (LimitKey.FORECAST_AMOUNT, 100_000_00, "100 000", "100 000 kr"),
        (LimitKey.FORECAST_AMOUNT, 1_234_50, "1 234,5", "1 234,5 kr"),
        (LimitKey.FORECAST_SHARE, Decimal("0.01"), "1", "1 %"),
        (LimitKey.FORECAST_SHARE, Decimal("0.015"), "1,5", "1,5 %"),
        (LimitKey.FORECAST_SHARE, Decimal("0.10"), "10", "10 %"),
        (LimitKey.PLAN_DAYS, 1, "1", "1 dag"),
        (LimitKey.PLAN_DAYS, 30, "30", "30 dagar"),
        (LimitKey.PLAN_LEVEL, "committee", "committee", "Nämnd"),
        (LimitKey.BUDGET_TIMES, 10, "10", "10 gånger"),
        (LimitKey.INDICATOR_MOST, 0, "0", "ingen gräns"),
        (LimitKey.ACTIVITY_END, True, "ja", "Ja"),
        (LimitKey.REMIND_BEFORE, None, "-", "ingen påminnelse"),
        (LimitKey.ALLOCATION_ACCOUNTS, "", "", "–"),
    ],
)
def test_value_in_its_field_and_in_words(key: LimitKey, value: Value, field: str, words: str) -> None:
    limit = LIMITS[key]

    assert plain(typed(limit, value)) == field
    assert plain(said(limit, value)) == words


def test_usual_limit_of_a_share_and_an_amount() -> None:
    limit = limit_of(USUAL, LimitKey.FORECAST_SHARE, LimitKey.FORECAST_AMOUNT)

    assert limit == Limit() == Limit(Decimal("0.01"), 100_000_00)
