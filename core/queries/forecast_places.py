"""Where each row of a unit's forecast is stored, and the rows that are not open yet.

list_places(session, actor, *, unit_id) -> list[PlaceRow]
"""

from dataclasses import dataclass

from sqlmodel import Session

from core.queries.access import require
from core.queries.classes import read_definition
from core.queries.codes import unit_names
from core.queries.forecast_series import ROWS
from core.queries.forecast_versions import nominations
from core.queries.plan_lines import coding_words
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A report row of a unit; `where` tells its ansvar and coding in words, empty for one not open."""

    row_key: str
    title: str
    where: str
    ansvar_unit_id: int | None
    account: str
    function: str

    @property
    def is_open(self) -> bool:
        """Whether the row has a place, so that a value can be set."""
        return self.ansvar_unit_id is not None


def list_places(session: Session, actor: Actor, *, unit_id: int) -> list[PlaceRow]:
    """Return every report row of a unit in the order of the definition; for those who manage its budget."""
    require(session, actor, Action.MANAGE_BUDGET, unit_id)
    spots = nominations(session, [unit_id])
    names = unit_names(session, actor.tree_id, tuple({ansvar for ansvar, _coding in spots.values()}))
    words = coding_words(session, [coding for _ansvar, coding in spots.values()])
    found = []
    for row in read_definition(session, ROWS):
        spot = spots.get((unit_id, row.key))
        if row.is_sum:
            continue
        if spot is None:
            found.append(PlaceRow(row.key, row.title, "", None, "", ""))
            continue
        said, ansvar = words[spot[1]], names.get(spot[0])
        parts = [
            f"{ansvar.name} ({ansvar.code})" if ansvar is not None else "",
            _coded(said.account_name, said.account),
            _coded(said.function_name, said.function),
        ]
        where = ", ".join(part for part in parts if part)
        found.append(PlaceRow(row.key, row.title, where, spot[0], said.account, said.function))
    return found


def _coded(name: str, code: str) -> str:
    return f"{name} ({code})" if name else code
