"""What Kolada would say of Ekarboda and of a few municipalities like it: all of them made up, and named so.

Only key figures that Kolada has. Ekarboda's own values are those of its key figures, so that a fetch
carries nothing over that is not there already.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from sqlmodel import Session

from core.db import Database
from core.enums import Sex
from core.models import KoladaFetch, KoladaPlace, KoladaValue, Setting
from core.queries.kolada import COMPARED_PLACE, OWN_PLACE
from core.rules.access import Actor
from core.services.transaction import transaction

OWN, GROUP = "9801", "G98001"
PLACES = {
    OWN: "Ekarboda", "9802": "Norrberga (påhittad)", "9803": "Söderskog (påhittad)",
    "9804": "Västerlida (påhittad)",
}  # fmt: skip
GROUP_TITLE = "Liknande kommuner, påhittade i demon, Ekarboda, 2025"
_FETCHED = datetime(2026, 11, 2, 5, 10, tzinfo=UTC)
_VALUES = """
N03102|9801|T|2023:0.6 2024:0.9 2025:1.7
N03102|9802|T|2021:3.9 2022:3.1 2023:0.9 2024:-0.4 2025:1.1
N03102|9803|T|2021:3.2 2022:2.4 2023:1.3 2024:1.5 2025:2.2
N03102|9804|T|2021:4.1 2022:3.5 2023:0.2 2024:0.6 2025:1.9
N31001|9801|T|2023:1130 2024:1210 2025:1250
N31001|9802|T|2021:1080 2022:1040 2023:1010 2024:1060 2025:1090
N31001|9803|T|2021:980 2022:950 2023:930 2024:940 2025:960
N31001|9804|T|2021:1240 2022:1190 2023:1170 2024:1220 2025:1260
N00090|9801|T|2023:7.6 2024:7.4 2025:7.2
N00090|9801|K|2023:8.2 2024:8.0 2025:7.8
N00090|9801|M|2023:5.1 2024:5.0 2025:4.8
N00090|9802|T|2021:7.9 2022:8.3 2023:7.3 2024:7.0 2025:6.8
N00090|9802|K|2021:8.6 2022:9.0 2023:8.0 2024:7.6 2025:7.4
N00090|9802|M|2021:5.4 2022:5.8 2023:4.9 2024:4.7 2025:4.6
N00090|9803|T|2021:7.1 2022:7.7 2023:6.8 2024:6.6 2025:6.5
N00090|9803|K|2021:7.8 2022:8.4 2023:7.4 2024:7.2 2025:7.1
N00090|9803|M|2021:4.8 2022:5.2 2023:4.5 2024:4.4 2025:4.3
N00090|9804|T|2021:8.2 2022:8.6 2023:7.8 2024:7.5 2025:7.3
N00090|9804|K|2021:8.9 2022:9.3 2023:8.4 2024:8.1 2025:7.9
N00090|9804|M|2021:5.7 2022:6.0 2023:5.3 2024:5.1 2025:5.0
"""


def values() -> Iterator[tuple[str, str, Sex, int, Decimal]]:
    """Return every value: key figure, place, sex, year and value."""
    for line in _VALUES.strip().splitlines():
        kpi_id, place_id, sex, years = line.split("|")
        for pair in years.split():
            year, value = pair.split(":")
            yield kpi_id, place_id, Sex(sex), int(year), Decimal(value)


def lay(database: Database, actor: Actor) -> None:
    """Lay the places, whom Ekarboda compares itself with, and the values as if they had been fetched."""
    with transaction(database, actor) as session:
        _lay_places(session)
        rows = [
            KoladaValue(
                kpi_id=kpi_id, place_id=place_id, year=year, sex=sex, value=value, fetched_at=_FETCHED
            )
            for kpi_id, place_id, sex, year, value in values()
        ]  # fmt: skip
        session.add_all(rows)
        what = " ".join(sorted({row.kpi_id for row in rows}))
        session.add(KoladaFetch(what=what, values=len(rows), at=_FETCHED))


def _lay_places(session: Session) -> None:
    session.add_all(
        KoladaPlace(id=place_id, title=title, fetched_at=_FETCHED) for place_id, title in PLACES.items()
    )
    members = " ".join(place_id for place_id in PLACES if place_id != OWN)
    session.add(KoladaPlace(id=GROUP, title=GROUP_TITLE, is_group=True, members=members, fetched_at=_FETCHED))
    session.add_all(
        Setting(key=key, value=value) for key, value in ((OWN_PLACE, OWN), (COMPARED_PLACE, GROUP))
    )
    session.flush()
