"""What a drill opens, in words: the row's title, the unit's, the function's or the account's name."""

from sqlmodel import Session

from core.enums import Dimension
from core.queries.classes import read_definition
from core.queries.codes import code_names, unit_names
from core.reports.follow_up_view import Drill, FollowUpView
from core.rules.access import Actor


def words_of(session: Session, actor: Actor, *, view: FollowUpView, drill: Drill) -> str:
    """Return the name of what a drill opens; its key when nothing has that name."""
    if drill.kind == "row":
        definition = view.rows if view.by_definition else view.definition
        titles = {row.key: row.title for row in read_definition(session, definition)}
        return titles.get(drill.value, drill.value)
    if drill.kind == "unit":
        unit = unit_names(session, actor.tree_id, (int(drill.value),)).get(int(drill.value))
        return unit.name if unit else drill.value
    dimension = Dimension.FUNCTION if drill.kind == "function" else Dimension.ACCOUNT
    name = code_names(session, dimension).get(drill.value, "")
    return f"{name} ({drill.value})" if name else drill.value
