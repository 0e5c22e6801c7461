from decimal import Decimal

from sqlmodel import Session

from core.enums import AllocationModel
from core.queries.municipality import read_municipality
from core.rules.limits import LimitKey
from core.rules.variance import Limit
from tests import factories


def test_choices_have_their_usual_values_until_something_is_set(session: Session) -> None:
    usual = read_municipality(session)
    assert usual.allocation_model is AllocationModel.NET_BUDGET
    assert usual.allocation_word == "Kommunbidrag"
    assert usual.limit == Limit(Decimal("0.01"), 100_000_00)
    assert not usual.books_allocation


def test_choices_that_are_set_are_read(session: Session) -> None:
    for key, value in (
        (LimitKey.NAME, "Ekarboda kommun"),
        (LimitKey.ALLOCATION_MODEL, "booked"),
        (LimitKey.ALLOCATION_ACCOUNTS, "3995"),
        (LimitKey.ALLOCATION_WORD, "Ram"),
        (LimitKey.FOLLOW_UP_SHARE, "0.02"),
        (LimitKey.FOLLOW_UP_AMOUNT, "50000"),
    ):
        factories.set_setting(session, key, value)
    found = read_municipality(session)
    assert (found.name, found.allocation_word, found.books_allocation) == ("Ekarboda kommun", "Ram", True)
    assert found.limit == Limit(Decimal("0.02"), 50_000_00)
