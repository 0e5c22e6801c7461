"""What the ledger holds on a unit, summed in SQL and not from the columns: reports are checked against it."""

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from core.models import MONTH_COLUMNS, Balance, Code, Coding
from core.periods import MONTHS
from core.queries import access
from core.queries.municipality import read_municipality
from core.queries.plan_sums import Counted
from core.queries.versions import choose_versions
from core.rules.access import Action, Actor


def booked_net(session: Session, actor: Actor, *, year: int, months: int, unit_id: int) -> int:
    """Return the result (öre, + is income) that is booked January–`months` on a unit and below it.

    Operations only, as a forecast counts; period 13 belongs to December. Nothing without a ledger.
    """
    access.require(session, actor, Action.VIEW_ECONOMY, unit_id)
    version_id = choose_versions(session, year).actual
    if version_id is None or not months:
        return 0
    account, project = aliased(Code), aliased(Code)
    names = MONTH_COLUMNS if months == len(MONTHS) else MONTH_COLUMNS[:months]
    period = sum((col(getattr(Balance, name)) for name in names[1:]), col(Balance.m1))
    rows = session.exec(
        select(account.code, project.code, func.sum(period))
        .join(Coding, col(Coding.account_id) == col(account.id))
        .join(project, col(project.id) == col(Coding.project_id))
        .join(Balance, col(Balance.coding_id) == col(Coding.id))
        .where(
            Balance.version_id == version_id,
            col(Balance.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
        .group_by(col(account.code), col(project.code))
    )
    counted = Counted(read_municipality(session))
    return -sum(int(amount) for code, project_code, amount in rows if counted.holds(code, project_code))
