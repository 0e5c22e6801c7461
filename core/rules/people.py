"""What a person's details and roles must be, wherever they come from: a form, a file, the console."""

from datetime import date

from core.enums import Role
from core.errors import RuleViolation
from core.rules.long_texts import checked_title
from core.texts import _

LONGEST_USERNAME, LONGEST_NAME, LONGEST_EMAIL = 80, 120, 200
NEEDS_LAST_DAY = frozenset({Role.AUDITOR, Role.DEPUTY})
"""The roles that are given for a time only."""


def checked_name(name: str) -> str:
    """Return a person's name on one line; `RuleViolation` when it is missing or too long."""
    return checked_title(name, what=_("personens namn"), longest=LONGEST_NAME)


def checked_email(email: str) -> str:
    """Return a mail address, or nothing; `RuleViolation` when mail could not be sent to it."""
    address = email.strip()
    if not address:
        return ""
    name, at, domain = address.partition("@")
    broken = not (name and at and domain) or "@" in domain or "." not in domain
    if broken or any(not sign.isprintable() or sign.isspace() for sign in address):
        raise RuleViolation(
            _("{email} är ingen e-postadress. Skriv den som namn@kommunen.se.").format(email=address[:60])
        )
    if len(address) > LONGEST_EMAIL:
        raise RuleViolation(_("E-postadressen är för lång: högst {n} tecken.").format(n=LONGEST_EMAIL))
    return address


def checked_days(role: Role, first: date, last: date | None) -> None:
    """Raise `RuleViolation` when a role's days cannot be: backwards, or without the end that it needs."""
    if last is not None and last < first:
        raise RuleViolation(_("Rollens sista dag ligger före dess första."))
    if last is None and role in NEEDS_LAST_DAY:
        raise RuleViolation(_("Rollen gäller för en tid. Ange vilken dag som är den sista."))
