"""Council's resultatbudget: the rows that become the year's result, and by how much they miss it.

Amounts are öre in report sign: income +, cost −.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from core.enums import FrameItem
from core.errors import Problem, Severity
from core.money import MoneyUnit, format_money
from core.rules.budget_checked import amount_words
from core.rules.frames import FrameCell, frames_of
from core.texts import _

Unit = TypeVar("Unit", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ResultBudget:
    """One year: what the nämnder get (+), the net of finansförvaltningen, tax, grants, and finance."""

    year: int
    allocations: int
    finance: int
    tax: int
    grants: int
    financial_revenue: int
    financial_cost: int

    @property
    def net_cost(self) -> int:
        """Verksamhetens nettokostnader: the nämnder's frames as a cost, and finansförvaltningen."""
        return self.finance - self.allocations

    @property
    def operating(self) -> int:
        """Verksamhetens resultat: after tax and grants, before finance."""
        return self.net_cost + self.tax + self.grants

    @property
    def net_result(self) -> int:
        """Årets resultat."""
        return self.operating + self.financial_revenue + self.financial_cost

    @property
    def share(self) -> Decimal | None:
        """The result as a share of tax and grants; None without any."""
        base = self.tax + self.grants
        return Decimal(self.net_result) / Decimal(base) if base > 0 else None


def result_budget(cells: Iterable[FrameCell[Unit]], year: int) -> ResultBudget:
    """Return the resultatbudget of a year in a frame."""
    held = list(cells)
    sums = {item: sum(frames_of(held, year, item).values()) for item in FrameItem}
    return ResultBudget(
        year=year,
        allocations=sums[FrameItem.ALLOCATION],
        finance=sums[FrameItem.FINANCE],
        tax=sums[FrameItem.TAX],
        grants=sums[FrameItem.GRANTS],
        financial_revenue=sums[FrameItem.FINANCIAL_REVENUE],
        financial_cost=sums[FrameItem.FINANCIAL_COST],
    )


def check_result(
    budget: ResultBudget, stated: int | None = None, goal: Decimal | None = None
) -> list[Problem]:
    """Return what does not hold: another result than stated (an error), below zero or below the goal (told).

    `goal` is the lowest result as a share of tax and grants.
    """
    found = []
    if stated is not None and stated != budget.net_result:
        message = _(
            "Resultatbudgeten för {year} går inte ihop: raderna ger {own}, men resultatet är satt till "
            "{stated}. Det skiljer {gap}."
        )
        found.append(
            Problem(
                "result",
                message.format(
                    year=budget.year,
                    own=_tkr(budget.net_result),
                    stated=_tkr(stated),
                    gap=amount_words(abs(budget.net_result - stated)),
                ),
            )
        )
    if budget.net_result < 0:
        message = _("Resultatet {year} är {own}: kostnaderna är större än intäkterna.")
        found.append(_told("negative", message.format(year=budget.year, own=_tkr(budget.net_result))))
    elif goal is not None and budget.share is not None and budget.share < goal:
        missing = int((goal - budget.share) * (budget.tax + budget.grants))
        message = _("Resultatet {year} når inte målet. Det fattas {missing}.")
        found.append(_told("goal", message.format(year=budget.year, missing=amount_words(missing))))
    return found


def _told(code: str, message: str) -> Problem:
    return Problem(code, message, Severity.WARNING)


def _tkr(ore: int) -> str:
    return format_money(ore, MoneyUnit.TKR, word=True)
