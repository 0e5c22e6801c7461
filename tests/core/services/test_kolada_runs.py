"""Fetching: what comes is kept, what does not come takes nothing away, and the age is told."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from core.db import Database
from core.enums import Sex
from core.errors import RodretError
from core.models import KoladaFetch, KoladaKpi, KoladaPlace, KoladaValue
from core.queries import kolada_values
from core.queries.kolada_values import Series
from core.services.kolada_runs import fetch_values, refresh_register
from core.services.transaction import transaction
from tests.core import kolada_town as town
from tests.core.kolada_server import Replay, Reply, answer, kpi, replaying, value
from tests.core.kolada_town import FIRST, GROUP, LATER, NORTH, OWN, PAY, SICK, SOUTH


@pytest.fixture
def replay() -> Iterator[Replay]:
    with replaying() as own:
        town.answers(own)
        yield own


@pytest.fixture
def people(database: Database) -> town.Town:
    return town.stored_town(database)


def set_clock(database: Database, at: datetime) -> None:
    database.now = lambda: at


def fetch(database: Database, replay: Replay, *kpi_ids: str, at: datetime = FIRST) -> str:
    set_clock(database, at)
    with replay.client() as client:
        return fetch_values(database, client, kpi_ids=kpi_ids or (SICK,)).words()


def register(database: Database, replay: Replay) -> str:
    set_clock(database, FIRST)
    with replay.client() as client:
        return refresh_register(database, client).words()


def ready(database: Database, replay: Replay) -> None:
    """The register is fetched and the places chosen."""
    register(database, replay)
    with transaction(database) as session:
        town.choose(session)


def kept(database: Database) -> dict[tuple[str, int, str], Decimal | None]:
    with database.reading() as session:
        return {(row.place_id, row.year, row.sex): row.value for row in session.exec(select(KoladaValue))}


def tries(database: Database) -> list[dict[str, Any]]:
    with database.reading() as session:
        rows = session.exec(select(KoladaFetch).order_by(KoladaFetch.id)).all()  # type: ignore[arg-type]
        return [{key: row.model_dump()[key] for key in ("what", "values", "problem", "at")} for row in rows]


def read(database: Database, people: town.Town) -> Series:
    with database.reading() as session:
        return kolada_values.values_of(
            session, people.actor(session, "maria"), kpi_id=SICK, place_ids=(OWN, GROUP), years=(2024, 2025)
        )


def test_refresh_register_keeps_key_figures_places_and_groups(database: Database, replay: Replay) -> None:
    told = register(database, replay)

    assert told == "13 rader är hämtade från Kolada."
    with database.reading() as session:
        assert session.get_one(KoladaKpi, "U98401").retired
        assert session.get_one(KoladaKpi, SICK).by_sex
        assert session.get_one(KoladaKpi, SICK).fetched_at == FIRST
        assert session.get_one(KoladaPlace, GROUP).members == f"{NORTH} {SOUTH}"
    assert [(one["what"], one["values"]) for one in tries(database)] == [
        ("nyckeltal", 4), ("kommuner", 4), ("grupper", 5),
    ]  # fmt: skip


def test_refresh_register_again_changes_titles_and_loses_nothing(database: Database, replay: Replay) -> None:
    register(database, replay)
    replay.on("/kpi", answer([kpi(SICK, "Sjukfrånvaro bland anställda (%)")]))

    register(database, replay)

    with database.reading() as session:
        assert session.get_one(KoladaKpi, SICK).title == "Sjukfrånvaro bland anställda (%)"
        assert session.get_one(KoladaKpi, PAY).title == "Personalkostnader, kr/inv"


def test_refresh_register_part_that_fails_stops_no_other(database: Database, replay: Replay) -> None:
    replay.on("/municipality", Reply(status=500))

    told = register(database, replay)

    assert told == (
        "9 rader är hämtade från Kolada. Allt kom inte med: Kolada svarade med fel 500. "
        "Det som hämtats tidigare finns kvar."
    )


def test_fetch_values_asks_for_own_place_group_and_members(database: Database, replay: Replay) -> None:
    ready(database, replay)

    told = fetch(database, replay)

    assert told == "13 rader är hämtade från Kolada."
    years = ",".join(map(str, range(2015, 2028)))
    assert replay.asked[-1] == (
        f"/v3/data/kpi/{SICK}/municipality/{OWN},{GROUP},{NORTH},{SOUTH}/year/{years}"
    )
    assert kept(database)[OWN, 2025, Sex.WOMEN] == Decimal("8.1")


def test_fetch_values_never_asks_for_more_than_twenty_five_in_a_part(
    database: Database, replay: Replay
) -> None:
    ready(database, replay)
    replay.on("/municipality_groups", answer([town.group(GROUP, "Alla", *(f"{n:04}" for n in range(60)))]))
    register(database, replay)
    asked_before = len(replay.asked)

    fetch(database, replay, *(f"N{n:05}" for n in range(30)))

    parts = [one.split("/") for one in replay.asked[asked_before:]]
    sizes = [(one[4].count(",") + 1, one[6].count(",") + 1) for one in parts]
    assert sizes == [(25, 25), (25, 25), (25, 12), (5, 25), (5, 25), (5, 12)]


def test_fetch_values_again_puts_the_new_over_the_old(
    database: Database, replay: Replay, people: town.Town
) -> None:
    ready(database, replay)
    fetch(database, replay)
    replay.on("/data/kpi", answer([value(SICK, OWN, 2025, T=7.4)]))

    fetch(database, replay, at=LATER)

    series = read(database, people)
    assert (series.at(OWN, 2025), series.at(OWN, 2024)) == (Decimal("7.4"), Decimal(7))
    assert series.age == "Hämtat 2026-11-02"


FAULTS = {
    "busy": ([Reply(status=503)], "Kolada svarade med fel 503."),
    "away": ([Reply(hangs=True)], "Kolada svarade inte i tid."),
    "cut": ([Reply(answer(town.VALUES).body, cut=99)], "Svaret från Kolada blev avhugget."),
    "renamed": (
        [Reply(b'{"rader": []}')],
        "Svaret från Kolada har en form som Rodret inte känner igen.",
    ),
    "led away": (
        [answer(town.VALUES, "https://192.0.2.9/v3")],
        "Kolada pekade vidare till en annan adress, och dit går Rodret inte.",
    ),
    "page two": (
        [answer([value(SICK, OWN, 2025, T=99.0)], "?page=2"), Reply(status=404)],
        "Kolada svarade med fel 404.",
    ),
    "fields": (
        [answer([{"kpi": SICK, "municipality": OWN, "period": 2025, "values": [{"gender": "T"}]}])],
        "1 rad saknar värde.",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fetch_values_that_fails_loses_nothing_and_tells_the_age(
    database: Database, replay: Replay, people: town.Town, fault: str
) -> None:
    ready(database, replay)
    fetch(database, replay)
    before = kept(database)
    replies, why = FAULTS[fault]
    replay.on("/data/kpi", *replies)

    with pytest.raises(RodretError) as failed:
        fetch(database, replay, at=LATER)

    assert failed.value.message == f"{why} Det som är hämtat tidigare finns kvar."
    assert kept(database) == before
    assert tries(database)[-1] == {"what": SICK, "values": 0, "problem": why, "at": LATER}
    series = read(database, people)
    assert series.age == "Hämtat 2026-11-02; senaste försöket 9 nov misslyckades"
    assert series.problem == why
    assert series.at(OWN, 2025) == Decimal("7.2")


def test_fetch_values_after_a_failure_is_fresh_again(
    database: Database, replay: Replay, people: town.Town
) -> None:
    ready(database, replay)
    replay.on("/data/kpi", Reply(status=404))
    with pytest.raises(RodretError):
        fetch(database, replay)
    assert read(database, people).age == "Inte hämtat än; försöket 2 nov misslyckades"

    town.answers(replay)
    fetch(database, replay, at=LATER)

    assert read(database, people).age == "Hämtat 2026-11-09"


def test_fetch_values_some_rows_wrong_keeps_the_others_and_says_so(
    database: Database, replay: Replay, people: town.Town
) -> None:
    ready(database, replay)
    wrong = {"kpi": SICK, "municipality": OWN, "period": "i fjol", "values": []}
    replay.on("/data/kpi", answer([wrong, *town.VALUES]))

    told = fetch(database, replay)

    assert told.startswith("13 rader är hämtade från Kolada. Allt kom inte med: 1 rad saknar nyckeltal")
    assert asdict(read(database, people))["failed_at"] is None


def test_fetch_values_deleted_value_is_taken_away_with_a_word(
    database: Database, replay: Replay, people: town.Town
) -> None:
    ready(database, replay)
    fetch(database, replay)
    gone = value(SICK, OWN, 2025, T=7.2)
    gone["values"][0]["isdeleted"] = True
    replay.on("/data/kpi", answer([gone]))

    fetch(database, replay, at=LATER)

    found = read(database, people).values[OWN, 2025, Sex.TOTAL]
    assert (found.value, found.status) == (None, "deleted")


def test_fetch_values_stops_when_kolada_is_away(database: Database, replay: Replay) -> None:
    ready(database, replay)
    replay.on("/data/kpi", Reply(status=404))
    asked_before = len(replay.asked)

    with pytest.raises(RodretError):
        fetch(database, replay, *(f"N{n:05}" for n in range(100)))

    assert len(replay.asked) - asked_before == 2
