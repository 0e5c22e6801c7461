"""What finance changes in a frame: each nämnd's change, and the rows of the resultatbudget."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from core.enums import FrameItem, FramePart
from core.errors import Conflict, RuleViolation
from core.models import BudgetFrame, FrameAmount
from core.queries.council_frames import branches_of
from core.rules.access import Actor
from core.rules.frames import TKR, frame_years
from core.services import audit
from core.services.frames import open_frame
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_LARGEST = 10**14


@dataclass(frozen=True, slots=True)
class FrameEdit:
    """The change of one amount: `old` is what the writer saw, `new` what it becomes (öre, report sign)."""

    unit_id: int
    item: FrameItem
    year: int
    old: int | None
    new: int | None


def save_changes(
    session: Session, actor: Actor, *, frame_id: int, edits: Sequence[FrameEdit], key: str
) -> int:
    """Write changes that finance has typed, all of them or none; return how many.

    Raises `Conflict` when an amount is not what the writer saw any more.
    """
    frame = open_frame(session, actor, frame_id)
    subject = (frame_id, [(e.unit_id, e.item, e.year, e.old, e.new) for e in edits])
    if not first_time(session, actor, key=key, action="frame_saved", subject=subject):
        return int(result_of(session, key))
    _check(session, actor, frame, edits)
    changed = [edit for edit in edits if edit.old != edit.new]
    for edit in changed:
        _write(session, frame_id, edit)
    session.flush()
    for edit in changed:
        audit.record(
            session, actor, "frame_changed", subject=("budget_frame", frame_id), unit_id=edit.unit_id,
            change=({"year": edit.year, "item": edit.item, "amount": edit.old}, edit.new),
        )  # fmt: skip
    keep_result(session, key, len(changed))
    return len(changed)


def _check(session: Session, actor: Actor, frame: BudgetFrame, edits: Iterable[FrameEdit]) -> None:
    places, held = _places(session, actor), _held(session, frame.id or 0)
    years = frame_years(frame.year, frame.plan_years)
    for edit in edits:
        if edit.year not in years or edit.unit_id not in places[edit.item]:
            raise RuleViolation(_("Raden finns inte i ramarna. Ladda om sidan."))
        if edit.new is not None and (edit.new % TKR or abs(edit.new) > _LARGEST):
            raise RuleViolation(_("Ramar förs i hela tusental kronor. Kontrollera beloppet."))
        if held.get((edit.unit_id, edit.item, edit.year)) != edit.old:
            raise Conflict(
                _(
                    "Någon annan har ändrat samma belopp för {year}. Se hur det står nu och försök igen."
                ).format(year=edit.year)
            )


def _places(session: Session, actor: Actor) -> dict[FrameItem, frozenset[int]]:
    """Return the units that each kind of amount may stand on."""
    branches = branches_of(session, actor.tree_id, actor.top_unit_id)
    committees = frozenset(unit.id for unit in branches.committees)
    finance = frozenset({branches.finance.id} if branches.finance else ())
    own = {item: frozenset({actor.top_unit_id}) for item in FrameItem}
    return {
        **own,
        FrameItem.ALLOCATION: committees,
        FrameItem.INVESTMENT: committees | finance,
        FrameItem.FINANCE: finance,
    }


def _held(session: Session, frame_id: int) -> dict[tuple[int, FrameItem, int], int]:
    rows = session.exec(
        select(FrameAmount).where(FrameAmount.frame_id == frame_id, FrameAmount.part == FramePart.CHANGE)
    )
    return {(row.unit_id, row.item, row.year): row.amount for row in rows}


def _write(session: Session, frame_id: int, edit: FrameEdit) -> None:
    place = (
        col(FrameAmount.frame_id) == frame_id, col(FrameAmount.unit_id) == edit.unit_id,
        col(FrameAmount.item) == edit.item, col(FrameAmount.year) == edit.year,
        col(FrameAmount.part) == FramePart.CHANGE,
    )  # fmt: skip
    row = session.exec(select(FrameAmount).where(*place)).first()
    if edit.new is None:
        session.exec(delete(FrameAmount).where(*place))
        return
    if row is None:
        row = FrameAmount(
            frame_id=frame_id, unit_id=edit.unit_id, item=edit.item, year=edit.year, part=FramePart.CHANGE,
            amount=0,
        )  # fmt: skip
    row.amount = edit.new
    session.add(row)
