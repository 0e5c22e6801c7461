"""A row of the forecast as it is shown: how it deviates, why it stands open, its pace and its questions."""

from dataclasses import dataclass

from core.enums import ForecastMethod
from core.money import MoneyUnit, format_money
from core.queries.forecast_sheet import ForecastRow, Proposal
from core.rules.forecast import (
    OpenReason,
    Pace,
    Question,
    RowState,
    needs_cause,
    open_reasons,
    pace_of,
    questions,
)
from core.rules.forecast_methods import method_words
from core.rules.forecast_typing import direction_of
from core.rules.variance import Limit
from core.texts import _


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with what follows from its figures; `value` is nothing where there is no value yet."""

    row: ForecastRow
    value: int
    direction: int
    reasons: tuple[OpenReason, ...]
    over_limit: bool
    pace: Pace | None
    asked: tuple[Question, ...]

    @property
    def key(self) -> str:
        """The row's key."""
        return self.row.row_key

    @property
    def title(self) -> str:
        """The row's name."""
        return self.row.title

    @property
    def variance(self) -> int:
        """The year against the budget, + is better."""
        return self.value - (self.row.budget or 0)

    @property
    def month_mode(self) -> int | None:
        """The year by months, where it says something else than the value; None where it does not."""
        other = self.row.by_month
        return other if other is not None and other != self.row.value else None


def shown_row(row: ForecastRow, months: int, limit: Limit) -> SheetRow:
    """Return a row with what follows from it after so many closed months."""
    value = row.value or 0
    proposal = row.proposal
    low, high = (proposal.low, proposal.high) if proposal is not None else (None, None)
    state = RowState(value, row.budget, low, high, row.previous)
    return SheetRow(
        row=row,
        value=value,
        direction=direction_of(row.budget, row.value, row.outcome, row.last_year),
        reasons=open_reasons(state, limit),
        over_limit=needs_cause(value, row.budget, limit),
        pace=pace_of(value, row.outcome, months, row.set_at) if row.value is not None else None,
        asked=questions(value, row.outcome, row.last_year) if row.value is not None else (),
    )


def reason_words(reason: OpenReason) -> str:
    """Return why a row stands open, in a word or two."""
    return {
        OpenReason.UNCERTAIN: _("Osäker"),
        OpenReason.OVER_LIMIT: _("Över gränsen"),
        OpenReason.CHANGED: _("Ändrad"),
    }[reason]


def proposal_words(proposal: Proposal) -> str:
    """Return what the system proposed, how, and between what it should end."""
    amount = format_money(proposal.amount, MoneyUnit.TKR, word=True)
    method = method_words(proposal.method)
    if not proposal.tested or proposal.low == proposal.high:
        return _("Förslag {amount}: {method}.").format(amount=amount, method=_small(method))
    return _("Förslag {amount}, troligen mellan {low} och {high}: {method}.").format(
        amount=amount,
        low=format_money(proposal.low, MoneyUnit.TKR),
        high=format_money(proposal.high, MoneyUnit.TKR),
        method=_small(method),
    )


def committed_words(proposal: Proposal) -> str:
    """Return what orders and contracts say of the year, beside what is proposed; "" for nothing."""
    if proposal.committed is None or proposal.method is ForecastMethod.COMMITMENTS:
        return ""
    amount = format_money(proposal.committed, MoneyUnit.TKR, word=True)
    method = method_words(ForecastMethod.COMMITMENTS)
    return _("{method}: {amount}.").format(method=method, amount=amount)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
