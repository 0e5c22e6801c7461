"""The two schools of `small_town` with council's frame for 2027, for tests of the page of frames."""

from sqlmodel import Session, select

from core.db import Database
from core.enums import FrameItem
from core.models import Unit, User
from core.queries.access import load_actor
from core.rules.access import Actor
from core.services.frame_edits import FrameEdit, save_changes
from core.services.frames import FrameFacts, create_frame, describe_frame
from core.services.transaction import transaction
from tests.pages.small_town import plant
from tests.people import People

TKR = 100_000
TAX_RATE = "21,65"


def propose_frame(database: Database) -> int:
    """Make the proposal: 10 000 tkr to the only nämnd, 11 000 of tax."""
    with transaction(database) as session:
        actor = actor_of(database, session, "sara")
        frame_id = create_frame(session, actor, year=2027, key="made")
        seen, facts = FrameFacts("Ramar 2027", ""), FrameFacts("Ramar 2027", TAX_RATE)
        describe_frame(session, actor, frame_id=frame_id, seen=seen, facts=facts)
        edits = [
            FrameEdit(unit_id(session, "4"), FrameItem.ALLOCATION, 2027, None, 10_000 * TKR),
            FrameEdit(unit_id(session, "1"), FrameItem.TAX, 2027, None, 11_000 * TKR),
        ]
        save_changes(session, actor, frame_id=frame_id, edits=edits, key="typed")
    return frame_id


def plant_frames(database: Database, password_hash: str) -> People:
    """Add the schools and the proposal."""
    people = plant(database, password_hash)
    propose_frame(database)
    return people


def actor_of(database: Database, session: Session, username: str) -> Actor:
    user_id = session.exec(select(User.id).where(User.username == username)).one()
    actor = load_actor(session, user_id or 0, today=database.today())
    assert actor
    return actor


def unit_id(session: Session, code: str) -> int:
    found = session.exec(select(Unit.id).where(Unit.code == code)).one()
    assert found
    return found
