"""What an ansvar usually budgets on: the function and counterparty that go with an account there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from core.models import Balance, Code, Coding
from core.periods import MONTHS
from core.queries.budget_bases import bases_of

_YEAR = sum((getattr(Balance, f"m{month}") for month in MONTHS[1:]), start=Balance.m1)


@dataclass(frozen=True, slots=True)
class Usual:
    """By (ansvar, account) the function and counterparty of its largest row; by ansvar of them all."""

    by_account: Mapping[tuple[int, str], tuple[str, str]]
    by_unit: Mapping[int, str]

    def of(self, unit_id: int, account: str) -> tuple[str, str]:
        """Return the function and counterparty that an account has on an ansvar, "" for none."""
        return self.by_account.get((unit_id, account), (self.by_unit.get(unit_id, ""), ""))


def usual_codes(session: Session, *, year: int, unit_ids: Collection[int]) -> Usual:
    """Return what ansvar use in the year's adopted budget. Codes are no secret."""
    version_id = bases_of(session, year).adopted
    account, function, party = aliased(Code), aliased(Code), aliased(Code)
    rows = session.exec(
        select(Balance.unit_id, account.code, function.code, party.code)
        .join(Coding, col(Coding.id) == col(Balance.coding_id))
        .join(account, col(account.id) == col(Coding.account_id))
        .join(function, col(function.id) == col(Coding.function_id))
        .join(party, col(party.id) == col(Coding.counterparty_id))
        .where(Balance.version_id == version_id, col(Balance.unit_id).in_(list(unit_ids)))
        .order_by(func.abs(_YEAR), col(Balance.coding_id))
    ).all()
    by_account = {(unit_id, code): (own, other) for unit_id, code, own, other in rows}
    by_unit = {unit_id: own for unit_id, _code, own, _other in rows if own}
    return Usual(by_account, by_unit)
