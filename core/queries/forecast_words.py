"""What managers say about a forecast: the cause and the words of a unit and all below it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.enums import ForecastCause
from core.models import ForecastReason, TreeUnit
from core.queries import access
from core.queries.classes import read_definition
from core.queries.codes import unit_names
from core.queries.forecast_series import ROWS
from core.queries.plan_rights import require_plan_unit
from core.queries.subjects import names_of_users
from core.rules.access import Actor

WHOLE = "*"
"""The row of what is said of a node with all below it; no report row is called so."""


@dataclass(frozen=True, slots=True)
class SaidWords:
    """Why something deviates: a cause of the list and somebody's words.

    It is a unit's row, with an empty one the unit's own net, with `WHOLE` a node with all below it.
    """

    unit_id: int
    unit_name: str
    unit_code: str
    row_key: str
    title: str
    cause: ForecastCause
    text: str
    user: str
    at: datetime

    @property
    def of_whole(self) -> bool:
        """Whether it is said of a node with all below it."""
        return self.row_key == WHOLE


def list_words(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> list[SaidWords]:
    """Return what is said on a unit and below it, unit by unit in tree order, each unit's net first."""
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    rows = session.exec(
        select(ForecastReason)
        .join(TreeUnit, col(TreeUnit.unit_id) == col(ForecastReason.unit_id))
        .where(
            ForecastReason.version_id == version_id,
            TreeUnit.tree_id == actor.tree_id,
            access.under(actor.tree_id, (unit_id,)),
        )
        .order_by(col(TreeUnit.lft), col(ForecastReason.row_key))
    ).all()
    names = unit_names(session, actor.tree_id, tuple(sorted({row.unit_id for row in rows})))
    people = names_of_users(session, {row.user_id for row in rows})
    titles = {row.key: row.title for row in read_definition(session, ROWS)}
    return [
        SaidWords(
            unit_id=row.unit_id,
            unit_name=names[row.unit_id].name,
            unit_code=names[row.unit_id].code,
            row_key=row.row_key,
            title=titles.get(row.row_key, ""),
            cause=row.cause,
            text=row.text,
            user=people[row.user_id],
            at=row.at,
        )
        for row in rows
    ]
