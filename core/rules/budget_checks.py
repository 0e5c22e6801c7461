"""The checks of a unit's budget before it is handed in: what must be mended, what is asked about."""

from collections import defaultdict

from core.errors import Severity
from core.rules.budget_checked import (
    CheckedRow,
    CheckedUnit,
    CheckLimits,
    CodingRule,
    Finding,
    amount_words,
)
from core.rules.budget_coding import check_coding
from core.rules.budget_row_checks import check_row
from core.texts import _

__all__ = [
    "CheckLimits",
    "CheckedRow",
    "CheckedUnit",
    "CodingRule",
    "Finding",
    "check_budget",
    "check_frame",
    "check_mirrors",
    "may_be_handed_in",
]


def check_budget(unit: CheckedUnit, limits: CheckLimits | None = None) -> list[Finding]:
    """Return everything found: the frame first, then row by row in order, errors before warnings."""
    held = limits or CheckLimits()
    found = check_mirrors(unit, held)
    for row in unit.rows:
        found += check_row(row, unit, held)
        found += check_coding(row, unit.accounts, held.rules)
    place = {row.key: position for position, row in enumerate(unit.rows)}
    by_row = sorted(
        found,
        key=lambda one: (place.get(one.row_key, -1), one.severity is not Severity.ERROR, one.month or 0),
    )
    return [*check_frame(unit, held), *by_row]


def may_be_handed_in(findings: list[Finding]) -> bool:
    """Return whether nothing is left that must be mended; warnings do not stop."""
    return all(finding.severity is not Severity.ERROR for finding in findings)


def check_frame(unit: CheckedUnit, limits: CheckLimits) -> list[Finding]:
    """Return that the rows' net is over the frame (an error) or leaves something of it (told)."""
    if unit.frame is None:
        return []
    left = unit.frame - sum(row.total for row in unit.rows)
    if abs(left) <= limits.frame:
        return []
    if left < 0:
        message = _("Över ram med {amount}. Minska kostnaderna eller öka intäkterna.")
        return [Finding("frame_over", message.format(amount=amount_words(-left)), Severity.ERROR)]
    message = _("Kvar att fördela: {amount}.")
    return [Finding("frame_left", message.format(amount=amount_words(left)), Severity.WARNING)]


def check_mirrors(unit: CheckedUnit, limits: CheckLimits) -> list[Finding]:
    """Return the internal counterparts that lack the other side, each at the largest row with it."""
    own: defaultdict[str, list[CheckedRow]] = defaultdict(list)
    for row in unit.rows:
        if row.counterpart:
            own[row.counterpart].append(row)
    found = []
    for code, rows in own.items():
        total, theirs = sum(row.total for row in rows), unit.mirrors.get(code)
        difference = total + (theirs or 0)
        if abs(difference) > limits.mirror:
            largest = max(rows, key=lambda row: abs(row.total))
            message = _mirror_words(unit.names.get(code, code), total, theirs, difference)
            found.append(Finding("mirror", message, Severity.WARNING, largest.key))
    return found


def _mirror_words(name: str, total: int, theirs: int | None, difference: int) -> str:
    if theirs is None:
        return _("{name} har inte budgeterat något mot er. Ni har {own}. Stäm av med dem.").format(
            name=name, own=amount_words(abs(total))
        )
    return _(
        "{name} har budgeterat {theirs} mot er, ni har {own}. Det skiljer {difference}. Stäm av med dem."
    ).format(
        name=name,
        theirs=amount_words(abs(theirs)),
        own=amount_words(abs(total)),
        difference=amount_words(abs(difference)),
    )
