"""A manager's own money: the rows of her unit's budget that she may move between, and from what month."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import CounterpartyKind
from core.models import Balance, Code, Coding, Counterparty
from core.periods import MONTHS
from core.queries.access import require, subtree
from core.queries.budget_bases import bases_of
from core.queries.codes import unit_names
from core.rules.access import Action, Actor

_CLASSES = ("3", "4", "5", "6", "7")


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A row of a unit's budget; `months` are öre in ledger sign, the budget that holds now."""

    unit_id: int
    unit: str
    unit_code: str
    coding_id: int
    account: str
    account_name: str
    months: tuple[int, ...]

    def left_from(self, month: int) -> int:
        """Return what is planned from a month to the end of the year, öre."""
        return sum(self.months[month - 1 :])


def list_own_rows(session: Session, actor: Actor, *, year: int, unit_id: int) -> list[BudgetRow]:
    """Return the rows of a unit's budget that can be moved between, by ansvar and account.

    Internal rows have another side and are left out. `NotAllowed` outside the actor's units.
    """
    require(session, actor, Action.EDIT_SUBMISSION, unit_id)
    internal = select(Counterparty.code_id).where(Counterparty.kind == CounterpartyKind.INTERNAL)
    rows = session.exec(
        select(Balance, Code.code, Code.name)
        .join(Coding, col(Coding.id) == col(Balance.coding_id))
        .join(Code, col(Code.id) == col(Coding.account_id))
        .where(
            Balance.version_id == bases_of(session, year).current,
            col(Balance.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
            col(Coding.counterparty_id).not_in(internal),
            col(Code.code).regexp_match(f"^[{''.join(_CLASSES)}]"),
        )
        .order_by(col(Balance.unit_id), col(Code.code), col(Balance.coding_id))
        .execution_options(populate_existing=True)
    ).all()
    names = unit_names(session, actor.tree_id, tuple({row.unit_id for row, _code, _name in rows}))
    return [
        BudgetRow(
            row.unit_id, names[row.unit_id].name, names[row.unit_id].code, row.coding_id, code, name,
            tuple(getattr(row, f"m{month}") for month in MONTHS),
        )
        for row, code, name in rows
        if row.unit_id in names
    ]  # fmt: skip
