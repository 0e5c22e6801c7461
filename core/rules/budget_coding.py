"""The coding of a budget row: accounts that a unit may use, koddelar that a row needs, codes in use."""

from collections.abc import Iterator, Sequence

from core.enums import Dimension
from core.errors import Severity
from core.rules.budget_checked import CheckedRow, CodingRule, Finding, dimension_word
from core.rules.row_lines import match_length, parse_ranges
from core.texts import _


def check_coding(row: CheckedRow, accounts: str, rules: Sequence[CodingRule]) -> list[Finding]:
    """Return what is wrong with a row's codes; `accounts` are the ranges that the unit may use."""
    return [*_account(row, accounts), *_missing(row, rules), *_unusable(row)]


def required_dimensions(account: str, rules: Sequence[CodingRule]) -> frozenset[Dimension]:
    """Return the koddelar that a row on the account needs: those of every rule that holds it."""
    return frozenset(
        dimension
        for rule in rules
        if match_length(parse_ranges(rule.accounts), account)
        for dimension in rule.requires
    )


def _account(row: CheckedRow, accounts: str) -> Iterator[Finding]:
    if not match_length(parse_ranges(accounts), row.account):
        message = _("Konto {account} hör inte till enhetens budget. Välj ett konto i {ranges}.")
        yield Finding(
            "account_class",
            message.format(account=row.account, ranges=accounts),
            Severity.ERROR,
            row.key,
        )


def _missing(row: CheckedRow, rules: Sequence[CodingRule]) -> Iterator[Finding]:
    for dimension in sorted(required_dimensions(row.account, rules)):
        if not row.codes.get(dimension):
            message = _("Raden saknar {dimension}. Välj en, så hamnar beloppet rätt.")
            yield Finding(
                "code_missing",
                message.format(dimension=dimension_word(dimension)),
                Severity.ERROR,
                row.key,
            )


def _unusable(row: CheckedRow) -> Iterator[Finding]:
    for dimension in sorted(row.closed):
        message = _("Koden {code} ({dimension}) är stängd. Välj en annan.")
        yield _code_finding(row, dimension, "code_closed", message, Severity.ERROR)
    for dimension in sorted(row.unnamed - row.closed):
        message = _("Koden {code} ({dimension}) har inget namn i kodplanen. Kontrollera att den är rätt.")
        yield _code_finding(row, dimension, "code_unnamed", message, Severity.WARNING)


def _code_finding(
    row: CheckedRow, dimension: Dimension, code: str, message: str, severity: Severity
) -> Finding:
    held = row.account if dimension is Dimension.ACCOUNT else row.codes.get(dimension, "")
    words = message.format(code=held, dimension=dimension_word(dimension))
    return Finding(code, words, severity, row.key)
