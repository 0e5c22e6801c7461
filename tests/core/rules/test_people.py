from datetime import date

import pytest

from core.enums import Role
from core.errors import RuleViolation
from core.rules.people import checked_days, checked_email, checked_name

FIRST, LAST = date(2027, 1, 1), date(2027, 6, 30)


def test_checked_name_is_one_line() -> None:
    assert checked_name("  Nina \n Lind ") == "Nina Lind"


@pytest.mark.parametrize("name", ["", "   ", "N" * 121])
def test_checked_name_missing_or_too_long_is_refused(name: str) -> None:
    with pytest.raises(RuleViolation):
        checked_name(name)


@pytest.mark.parametrize("email", ["", " nina@kommunen.se "])
def test_checked_email_is_trimmed_and_may_be_missing(email: str) -> None:
    assert checked_email(email) == email.strip()


@pytest.mark.parametrize(
    "email",
    [
        "nina",
        "@kommunen.se",
        "nina@",
        "nina@kommunen",
        "a@b@c.se",
        "ni na@kommunen.se",
        "n@k.se\nBcc: x@y.se",
    ],
)
def test_checked_email_that_mail_cannot_reach_is_refused(email: str) -> None:
    with pytest.raises(RuleViolation):
        checked_email(email)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DEPUTY])
def test_checked_days_auditor_and_deputy_need_a_last_day(role: Role) -> None:
    checked_days(role, FIRST, LAST)
    with pytest.raises(RuleViolation):
        checked_days(role, FIRST, None)


def test_checked_days_backwards_is_refused() -> None:
    checked_days(Role.MANAGER, FIRST, FIRST)
    with pytest.raises(RuleViolation):
        checked_days(Role.MANAGER, LAST, FIRST)
