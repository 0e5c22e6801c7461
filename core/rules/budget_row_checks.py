"""The checks of one row of a budget: its size, its signs, and what has changed since last time."""

from collections.abc import Iterator

from core.errors import Severity
from core.money import format_number
from core.periods import month_name
from core.rules.budget_checked import CheckedRow, CheckedUnit, CheckLimits, Finding, amount_words
from core.rules.row_lines import match_length, parse_ranges
from core.texts import _

_FEW = 3


def check_row(row: CheckedRow, unit: CheckedUnit, limits: CheckLimits) -> list[Finding]:
    """Return what is found in one row; `unit.against` names what it is compared with."""
    found = [*_large(row, limits), *_signs(row, limits)]
    if not row.computed:
        found += [*_empty(row, unit), *_comment(row, unit, limits), *_times(row, unit, limits)]
    return found


def needs_comment(row: CheckedRow, limits: CheckLimits) -> bool:
    """Return whether the change is larger than the larger of a share and an amount."""
    if row.compared is None or row.computed:
        return False
    return abs(row.total - row.compared) > limits.comment.of(row.compared)


def _comment(row: CheckedRow, unit: CheckedUnit, limits: CheckLimits) -> Iterator[Finding]:
    if not needs_comment(row, limits) or row.comment.strip():
        return
    sign = -1 if (row.compared or row.total) < 0 else 1
    message = _("Beloppet ändras från {old} till {new} mot {against}. Skriv en kommentar om varför.")
    yield Finding(
        "comment_missing",
        message.format(
            old=amount_words(sign * (row.compared or 0)),
            new=amount_words(sign * row.total),
            against=_against(unit),
        ),
        Severity.ERROR,
        row.key,
    )


def _times(row: CheckedRow, unit: CheckedUnit, limits: CheckLimits) -> Iterator[Finding]:
    compared = abs(row.compared or 0)
    if not compared or abs(row.total) < max(limits.times * compared, limits.times_from):
        return
    message = _(
        "Beloppet är {n} gånger så stort som {against}. Stämmer det, eller är det en nolla för mycket?"
    )
    times = format_number(abs(row.total) // compared)
    yield Finding("many_times", message.format(n=times, against=_against(unit)), Severity.WARNING, row.key)


def _large(row: CheckedRow, limits: CheckLimits) -> Iterator[Finding]:
    if abs(row.total) > limits.largest:
        message = _("{amount} är ovanligt mycket på en rad. Kontrollera att beloppet stämmer.")
        yield Finding("large", message.format(amount=amount_words(abs(row.total))), Severity.WARNING, row.key)


def _empty(row: CheckedRow, unit: CheckedUnit) -> Iterator[Finding]:
    if any(row.months):
        return
    if row.compared:
        message = _("Raden är tom men hade {amount} i {against}. Stämmer det?").format(
            amount=amount_words(abs(row.compared)), against=_against(unit)
        )
        yield Finding("empty_was_used", message, Severity.WARNING, row.key)
    elif all(month is None for month in row.months):
        message = _("Raden är tom. Skriv ett belopp, eller ta bort raden.")
        yield Finding("empty", message, Severity.WARNING, row.key)


def _signs(row: CheckedRow, limits: CheckLimits) -> Iterator[Finding]:
    """Yield that a cost is below zero or an income above; the first month stands for them all."""
    if match_length(parse_ranges(limits.never_income), row.account):
        wrong = [number for number, amount in enumerate(row.months, start=1) if (amount or 0) < 0]
        message = _("Kostnaden är negativ i {months}. Kontrollera minustecknet.")
    elif match_length(parse_ranges(limits.never_cost), row.account):
        wrong = [number for number, amount in enumerate(row.months, start=1) if (amount or 0) > 0]
        message = _("Intäkten står som en kostnad i {months}. Kontrollera tecknet.")
    else:
        return
    if wrong:
        words = message.format(months=_months_words(wrong))
        yield Finding("sign", words, Severity.WARNING, row.key, wrong[0])


def _months_words(months: list[int]) -> str:
    if len(months) > _FEW:
        return _("{n} månader").format(n=len(months))
    return ", ".join(month_name(month) for month in months)


def _against(unit: CheckedUnit) -> str:
    return unit.against or _("jämförelsen")
