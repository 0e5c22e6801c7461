"""What a file of people would change: who is new, whose details change, which roles are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from core.enums import Role
from core.errors import Problem, RuleViolation, Severity
from core.rules.people import checked_days, checked_email, checked_name
from core.texts import _

RoleKey: TypeAlias = tuple[str, Role, str]
"""A username, a role, and the code of its unit."""


@dataclass(frozen=True, slots=True)
class UserLine:
    """A line of the file: a person, and a role on a unit (both or neither) with its days."""

    line: int
    username: str
    name: str
    email: str = ""
    role: Role | None = None
    unit_code: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class KnownUser:
    """A person who is there already."""

    name: str
    email: str
    active: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is there before the file: people by username, names of open units by code, roles with days."""

    users: Mapping[str, KnownUser]
    units: Mapping[str, str]
    roles: Mapping[RoleKey, tuple[tuple[date, date | None], ...]]


class Outcome(StrEnum):
    """What a line does."""

    NEW_USER = "new_user"
    NEW_ROLE = "new_role"
    CHANGED = "changed"
    NOTHING = "nothing"
    WRONG = "wrong"


@dataclass(slots=True)
class UserPlan:
    """What the file does, line by line and as a whole; nothing may be saved while there are errors."""

    outcomes: list[tuple[UserLine, Outcome]] = field(default_factory=list)
    create: dict[str, UserLine] = field(default_factory=dict)
    change: dict[str, UserLine] = field(default_factory=dict)
    roles: dict[RoleKey, tuple[date, date | None]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """How many things must be put right in the file first."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)


def plan_users(lines: Iterable[UserLine], known: Known, *, today: date) -> UserPlan:
    """Return what the lines would do; a role without a first day begins today."""
    plan = UserPlan()
    people: dict[str, UserLine] = {}
    for line in lines:
        try:
            outcome = _plan_line(plan, line, known, people, today)
        except RuleViolation as refusal:
            plan.problems.append(Problem("user_line", refusal.message, Severity.ERROR, line.line))
            outcome = Outcome.WRONG
        plan.outcomes.append((line, outcome))
    return plan


def _plan_line(
    plan: UserPlan, line: UserLine, known: Known, people: dict[str, UserLine], today: date
) -> Outcome:
    _check_person(line, people)
    role = _wanted_role(line, known, today)
    held = known.users.get(line.username)
    outcome = Outcome.NOTHING
    if held is None and line.username not in plan.create:
        plan.create[line.username] = line
        outcome = Outcome.NEW_USER
    elif held is not None and _differs(line, held):
        plan.change.setdefault(line.username, line)
        outcome = Outcome.CHANGED
    if held is not None and not held.active:
        message = _("{name} har ett avstängt konto, som förblir avstängt.").format(name=held.name)
        plan.problems.append(Problem("closed_account", message, Severity.WARNING, line.line))
    if role is None:
        return outcome
    key, days = role
    if key in plan.roles:
        raise RuleViolation(_("Samma roll på samma enhet står på en tidigare rad."))
    plan.roles[key] = days
    return Outcome.NEW_ROLE if outcome is Outcome.NOTHING else outcome


def _check_person(line: UserLine, people: dict[str, UserLine]) -> None:
    """Raise unless the person can be stored, and is the same on every line."""
    checked_name(line.name)
    checked_email(line.email)
    earlier = people.setdefault(line.username, line)
    if (earlier.name, earlier.email) != (line.name, line.email):
        message = _("{username} har ett annat namn eller en annan e-post på rad {line}.")
        raise RuleViolation(message.format(username=line.username, line=earlier.line))


def _wanted_role(
    line: UserLine, known: Known, today: date
) -> tuple[RoleKey, tuple[date, date | None]] | None:
    """Return the role that a line gives; None when it gives none, or one that is held already."""
    if line.role is None:
        return None
    if line.unit_code not in known.units:
        raise RuleViolation(_("Det finns ingen öppen enhet med koden {code}.").format(code=line.unit_code))
    first = line.first or today
    checked_days(line.role, first, line.last)
    key = (line.username, line.role, line.unit_code)
    for begun, ended in known.roles.get(key, ()):
        if _covers((begun, ended), (first, line.last)):
            return None
        if begun == first:
            raise RuleViolation(
                _("Rollen finns redan från den dagen, med en annan sista dag. Avsluta den på sidan först.")
            )
    return key, (first, line.last)


def _covers(held: tuple[date, date | None], wanted: tuple[date, date | None]) -> bool:
    (held_first, held_last), (first, last) = held, wanted
    return held_first <= first and (held_last is None or (last is not None and last <= held_last))


def _differs(line: UserLine, held: KnownUser) -> bool:
    """Return whether the file knows something else; a mail address that it leaves out stays."""
    return line.name != held.name or bool(line.email and line.email != held.email)
