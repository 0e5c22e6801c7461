"""The municipality of `budget_town` with its units asked in full, for tests of the whole budget."""

from datetime import date

from sqlmodel import Session

from core.models import RoundUnit, UnitFrame
from core.services.plan_edits import CellEdit, save_cells
from tests.core.budget_town import Town, make_town

KR = 100
DEADLINE = date(2026, 12, 1)


def make_asked_town(session: Session, deadline: date = DEADLINE) -> Town:
    """Make the municipality; both schools are asked to hand in on the last day."""
    town = make_town(session)
    session.add_all(
        RoundUnit(round_id=town.round_id, unit_id=town.units[code], deadline=deadline)
        for code in ("411", "412")
    )
    session.flush()
    return town


def enter(session: Session, town: Town, unit: str, coding_id: int, kronor: int) -> None:
    """Let the controller write an amount in January (ledger sign: an income is negative)."""
    edits = [CellEdit(None, town.units[unit], coding_id, 1, None, kronor * KR)]
    save_cells(session, town.sara, version_id=town.version_id, edits=edits, key=f"{unit}.{coding_id}")


def give(session: Session, town: Town, kronor: dict[str, int]) -> None:
    """Give units their frames."""
    for unit, amount in kronor.items():
        session.add(UnitFrame(version_id=town.version_id, unit_id=town.units[unit], amount=amount * KR))
    session.flush()
