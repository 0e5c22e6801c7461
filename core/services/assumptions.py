"""Writing in an assumption: a new value is a new row, so that it can be told what held when."""

from sqlmodel import Session

from core.errors import Conflict, RuleViolation
from core.models import Assumption
from core.queries import access
from core.queries.assumptions import assumptions_held, shipped_keys
from core.rules.access import Action, Actor
from core.rules.assumptions import AssumptionKey
from core.rules.long_texts import checked_title
from core.services import audit
from core.services.frames import hold_top
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_YEARS = range(2000, 2101)
_LONGEST_SOURCE = 500


def set_assumption(
    session: Session,
    actor: Actor,
    *,
    place: tuple[str, int],
    value: str,
    source: str,
    seen: str,
    key: str,
) -> int:
    """Write the value of an assumption (key, year) as typed, with its source or reason; return the row's id.

    `seen` is the value that the writer saw, empty for none; `Conflict` when it has changed since.
    An empty value takes the assumption back.
    """
    access.require_write(session, actor, Action.MANAGE_FRAMES, actor.top_unit_id)
    known = _key_of(place)
    said = checked_title(source, what=_("varifrån värdet kommer"), longest=_LONGEST_SOURCE)
    normal = known.normal(value) if value.strip() else ""
    if not first_time(session, actor, key=key, action="assumption_set", subject=(place, normal, said)):
        return int(result_of(session, key))
    hold_top(session, actor)
    held = assumptions_held(session).get(place)
    if (held.value if held else "") != seen:
        raise Conflict(
            _("{title} {year} har ändrats av någon annan. Se värdet som står nu och försök igen.").format(
                title=known.title, year=place[1]
            )
        )
    row = Assumption(
        key=place[0], year=place[1], value=normal, source=said, user_id=actor.user_id,
        at=session.info["database"].now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "assumption_set", subject=("assumption", f"{place[0]}/{place[1]}"),
        change=(seen, normal), cause=said,
    )  # fmt: skip
    keep_result(session, key, row.id)
    return row.id or 0


def _key_of(place: tuple[str, int]) -> AssumptionKey:
    for known in shipped_keys():
        if known.key == place[0] and place[1] in _YEARS:
            return known
    raise RuleViolation(_("Förutsättningen finns inte. Ladda om sidan."))
