from datetime import date

import pytest

from core.enums import Role
from core.errors import Severity
from core.rules.user_plan import Known, KnownUser, Outcome, RoleKey, UserLine, UserPlan, plan_users

TODAY = date(2026, 11, 9)
MAY, DECEMBER = date(2026, 5, 1), date(2026, 12, 31)
USERS = {
    "maria": KnownUser("Maria Sandell", "maria@kommunen.se", True),
    "olle": KnownUser("Olle Ek", "", False),
}
MANAGES: RoleKey = ("maria", Role.MANAGER, "411")


def plan(
    *lines: UserLine, roles: dict[RoleKey, tuple[tuple[date, date | None], ...]] | None = None
) -> UserPlan:
    return plan_users(lines, Known(USERS, {"411": "Ekbackens skola"}, roles or {}), today=TODAY)


def outcomes(made: UserPlan) -> list[Outcome]:
    return [outcome for _line, outcome in made.outcomes]


def test_plan_new_person_on_two_lines_is_made_once_with_both_roles() -> None:
    made = plan(
        UserLine(2, "nina", "Nina Lind", role=Role.MANAGER, unit_code="411"),
        UserLine(3, "nina", "Nina Lind", role=Role.HR, unit_code="411", first=MAY, last=DECEMBER),
    )

    assert outcomes(made) == [Outcome.NEW_USER, Outcome.NEW_ROLE]
    assert list(made.create) == ["nina"]
    assert made.roles == {
        ("nina", Role.MANAGER, "411"): (TODAY, None),
        ("nina", Role.HR, "411"): (MAY, DECEMBER),
    }


def test_plan_known_person_without_news_is_left_alone() -> None:
    made = plan(
        UserLine(2, "maria", "Maria Sandell", role=Role.MANAGER, unit_code="411"),
        roles={MANAGES: ((MAY, None),)},
    )

    assert (outcomes(made), made.create, made.change, made.roles) == ([Outcome.NOTHING], {}, {}, {})


def test_plan_changed_name_keeps_a_mail_address_that_the_file_leaves_out() -> None:
    assert outcomes(plan(UserLine(2, "maria", "Maria Sandell"))) == [Outcome.NOTHING]
    assert list(plan(UserLine(2, "maria", "Maria Berg")).change) == ["maria"]


def test_plan_role_that_has_ended_is_given_again() -> None:
    made = plan(
        UserLine(2, "maria", "Maria Sandell", role=Role.MANAGER, unit_code="411"),
        roles={MANAGES: ((date(2025, 1, 1), date(2025, 12, 31)),)},
    )

    assert made.roles == {MANAGES: (TODAY, None)}


def test_plan_closed_account_is_told_and_stops_nothing() -> None:
    made = plan(UserLine(2, "olle", "Olle Ek"))

    assert [(one.severity, one.line) for one in made.problems] == [(Severity.WARNING, 2)]
    assert made.errors == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (UserLine(2, "nina", ""), "Fyll i personens namn."),
        (UserLine(2, "nina", "Nina", "nina"), "nina är ingen e-postadress. Skriv den som namn@kommunen.se."),
        (
            UserLine(2, "nina", "Nina", role=Role.HR, unit_code="999"),
            "Det finns ingen öppen enhet med koden 999.",
        ),
        (
            UserLine(2, "nina", "Nina", role=Role.AUDITOR, unit_code="411"),
            "Rollen gäller för en tid. Ange vilken dag som är den sista.",
        ),
    ],
)
def test_plan_wrong_line_is_told_with_its_number(line: UserLine, said: str) -> None:
    made = plan(line)

    assert [(one.message, one.line, one.severity) for one in made.problems] == [(said, 2, Severity.ERROR)]
    assert outcomes(made) == [Outcome.WRONG]


def test_plan_same_person_with_two_names_and_the_same_role_twice_are_wrong() -> None:
    made = plan(
        UserLine(2, "nina", "Nina Lind", role=Role.HR, unit_code="411"),
        UserLine(3, "nina", "Nina Berg"),
        UserLine(4, "nina", "Nina Lind", role=Role.HR, unit_code="411"),
    )

    assert [(one.message, one.line) for one in made.problems] == [
        ("nina har ett annat namn eller en annan e-post på rad 2.", 3),
        ("Samma roll på samma enhet står på en tidigare rad.", 4),
    ]
