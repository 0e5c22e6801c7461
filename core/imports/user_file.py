"""A file of people: one line a person and role, Excel or CSV."""

from collections.abc import Mapping
from datetime import date

from core.enums import Role
from core.errors import Problem, RuleViolation, Severity
from core.imports.sheet import SheetRow, find_columns, read_sheet, require_columns
from core.rules.user_plan import UserLine
from core.texts import _

_COLUMNS: dict[str, tuple[str, ...]] = {
    "username": ("användarnamn", "anvandarnamn", "inloggning", "username"),
    "name": ("namn", "name"),
    "email": ("e-post", "epost", "mejl", "mail", "email"),
    "role": ("roll", "role"),
    "unit": ("enhet", "enhetskod", "kod", "unit"),
    "first": ("från", "från och med", "fr.o.m.", "from"),
    "last": ("till", "till och med", "t.o.m.", "to"),
}
"""The names that a header may have."""
_NEEDED = ("username", "name")


def read_user_file(data: bytes, roles: Mapping[str, Role]) -> tuple[list[UserLine], list[Problem]]:
    """Return the lines that can be read, and a problem for each that cannot.

    `roles` gives a role by its word in lower case. Raises `ImportFileError` when the file is no table
    with the columns `användarnamn` and `namn`.
    """
    header, rows = read_sheet(data)
    places = find_columns(header, _COLUMNS)
    missing = [_COLUMNS[column][0] for column in _NEEDED if column not in places]
    require_columns(missing)
    lines, problems = [], []
    for row in rows:
        try:
            lines.append(_line(row, places, roles))
        except RuleViolation as refusal:
            problems.append(Problem("user_line", refusal.message, Severity.ERROR, row.line))
    return lines, problems


def _line(row: SheetRow, places: Mapping[str, str], roles: Mapping[str, Role]) -> UserLine:
    cells = {column: row.cells.get(name, "") for column, name in places.items()}
    username = cells["username"].strip().casefold()
    if not username or any(sign.isspace() for sign in username):
        raise RuleViolation(_("Ange ett användarnamn utan mellanslag."))
    if bool(cells.get("role")) != bool(cells.get("unit")):
        raise RuleViolation(_("Ange både roll och enhet, eller ingen av dem."))
    return UserLine(
        line=row.line,
        username=username,
        name=" ".join(cells["name"].split()),
        email=cells.get("email", ""),
        role=_role(cells.get("role", ""), roles),
        unit_code=cells.get("unit", ""),
        first=_day(cells.get("first", "")),
        last=_day(cells.get("last", "")),
    )


def _role(text: str, roles: Mapping[str, Role]) -> Role | None:
    if not text:
        return None
    role = roles.get(" ".join(text.casefold().split()))
    if role is None:
        raise RuleViolation(
            _("Rollen {role} finns inte. Skriv till exempel chef eller ekonom.").format(role=text[:40])
        )
    return role


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleViolation(
            _("{text} är ingen dag. Skriv den som 2027-01-31.").format(text=text[:20])
        ) from error
