"""A municipality that compares itself with a group, and what Kolada knows of both: all of it invented."""

from datetime import UTC, datetime

from sqlmodel import Session

from core.db import Database
from core.models import Setting
from core.queries.kolada import COMPARED_PLACE, OWN_PLACE
from core.services.transaction import transaction
from tests.core.kolada_server import Replay, answer, kpi, value
from tests.core.side_town import Town, add_town

OWN, GROUP, NORTH, SOUTH = "9801", "G9001", "9802", "9803"
SICK, PAY = "N00090", "N00003"
FIRST, LATER = datetime(2026, 11, 2, 6, 0, tzinfo=UTC), datetime(2026, 11, 9, 7, 12, tzinfo=UTC)

KPIS = [
    kpi(SICK, "Sjukfrånvaro totalt bland anställda, kommun, andel (%)", is_divided_by_gender=True),
    kpi(PAY, "Personalkostnader, kr/inv"),
    kpi("U98401", "Väntetid i äldreomsorgen (-2024)", publication_date=None),
    kpi("N98500", "Elever i åk 9 som är behöriga, andel (%)", description="Av alla elever i Årskurs 9."),
]
PLACES = [
    {"id": "0000", "title": "Riket", "type": "L"},
    {"id": OWN, "title": "Ekarboda", "type": "K"},
    {"id": NORTH, "title": "Norrberga", "type": "K"},
    {"id": SOUTH, "title": "Söderskog", "type": "K"},
]


def group(group_id: str, title: str, *members: str) -> dict[str, object]:
    return {"id": group_id, "title": title, "members": [{"member_id": one} for one in members]}


GROUPS = [
    group(GROUP, "Liknande kommuner, övergripande, Ekarboda, 2025", NORTH, SOUTH),
    group("G9000", "Liknande kommuner, övergripande, Ekarboda, 2024", SOUTH),
    group("G9002", "Liknande kommuner, övergripande, Norrberga, 2025", OWN, SOUTH),
    group("G9003", "Länets kommuner (ovägt medel)", OWN, NORTH, SOUTH),
    group("G9004", "Andra länets kommuner (ovägt medel)", NORTH),
]
VALUES = [
    value(SICK, OWN, 2024, T=7.0, K=8.0, M=4.1),
    value(SICK, OWN, 2025, T=7.2, K=8.1, M=4.4),
    value(SICK, NORTH, 2025, T=6.0, K=7.0, M=None),
    value(SICK, SOUTH, 2025, T=8.0, K=8.0, M=5.0),
    value(SICK, GROUP, 2024, T=6.9),
]


def answers(replay: Replay) -> None:
    """Let Kolada answer with everything."""
    replay.on("/kpi", answer(KPIS))
    replay.on("/municipality", answer(PLACES))
    replay.on("/municipality_groups", answer(GROUPS))
    replay.on("/data/kpi", answer(VALUES))


def choose(session: Session, own: str = OWN, compared: str = GROUP) -> None:
    for key, place_id in ((OWN_PLACE, own), (COMPARED_PLACE, compared)):
        session.merge(Setting(key=key, value=place_id))
    session.flush()


def stored_town(database: Database) -> Town:
    """A town with people, where nothing has been fetched."""
    with transaction(database) as session:
        return add_town(session)
