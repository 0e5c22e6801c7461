"""Choosing whom to be compared with, asking for values, and the month's own run."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from core.db import Database
from core.enums import Aggregation, Direction, JobState, Periodicity
from core.errors import Conflict, NotAllowed, RuleViolation
from core.jobs import run_waiting
from core.models import Indicator, Job, KoladaKpi, KoladaValue, Setting
from core.queries.kolada import COMPARED_PLACE, OWN_PLACE
from core.services import kolada, kolada_jobs
from core.services.kolada_jobs import ask_for_due, kpis_in_use
from core.services.kolada_runs import refresh_register
from core.services.transaction import transaction
from tests.core import kolada_town as town
from tests.core.kolada_server import TIMEOUT, Replay, Reply, replaying
from tests.core.kolada_town import FIRST, GROUP, OWN, PAY, SICK
from tests.core.side_town import Town, key


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with replaying() as own:
        town.answers(own)
        monkeypatch.setenv("RODRET_KOLADA_URL", own.url)
        monkeypatch.setenv("RODRET_KOLADA_TIMEOUT_SECONDS", str(TIMEOUT))
        monkeypatch.setenv("RODRET_KOLADA_PAUSE_SECONDS", "0")
        yield own


@pytest.fixture
def people(database: Database, replay: Replay) -> Town:
    """A town whose register is fetched."""
    planted = town.stored_town(database)
    with replay.client() as client:
        refresh_register(database, client)
    return planted


def choose(
    database: Database, people: Town, own: str, compared: str, *, who: str = "sara", n: int = 1
) -> None:
    with transaction(database) as session:
        kolada.choose_places(
            session, people.actor(session, who), own_id=own, compared_id=compared, key=key(n)
        )


def settings(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return dict(session.exec(select(Setting.key, Setting.value)).all())


def job_of(database: Database) -> tuple[JobState, str]:
    with database.reading() as session:
        job = session.exec(select(Job).order_by(Job.id.desc())).first()  # type: ignore[union-attr]
        assert job
        return job.state, job.message


def use(database: Database, code: str, kolada_id: str, closed_on: date | None = None) -> None:
    with transaction(database) as session:
        session.add(
            Indicator(
                code=code, title=code, measure_unit="%", direction=Direction.LOWER, kolada_id=kolada_id,
                periodicity=Periodicity.YEAR, aggregation=Aggregation.NONE, created_by_id=1,
                created_at=database.now(), closed_on=closed_on,
            )
        )  # fmt: skip


def test_choose_places_keeps_both_and_can_take_them_back(database: Database, people: Town) -> None:
    choose(database, people, OWN, GROUP)
    choose(database, people, OWN, GROUP)
    assert (settings(database)[OWN_PLACE], settings(database)[COMPARED_PLACE]) == (OWN, GROUP)

    choose(database, people, OWN, "", n=2)

    assert (settings(database)[OWN_PLACE], settings(database)[COMPARED_PLACE]) == (OWN, "")


@pytest.mark.parametrize(
    ("own", "compared", "said"),
    [
        (GROUP, "", "Välj en kommun, inte en grupp"),
        (OWN, OWN, "Välj någon annan än er själva"),
        ("0180", "", "finns inte bland dem som är hämtade"),
        (OWN, "G1", "finns inte bland dem som är hämtade"),
    ],
)
def test_choose_places_that_cannot_be_is_refused(
    database: Database, people: Town, own: str, compared: str, said: str
) -> None:
    with pytest.raises(RuleViolation, match=said):
        choose(database, people, own, compared)


def test_choose_places_used_key_for_something_else_is_a_conflict(database: Database, people: Town) -> None:
    choose(database, people, OWN, GROUP)

    with pytest.raises(Conflict):
        choose(database, people, OWN, "")


@pytest.mark.parametrize("who", ["maria", "eva", "nils"])
def test_choose_places_is_for_whoever_keeps_the_steering(database: Database, people: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        choose(database, people, OWN, GROUP, who=who)


def test_ask_for_values_is_run_as_a_job_that_tells_what_came(database: Database, people: Town) -> None:
    choose(database, people, OWN, GROUP)
    with transaction(database) as session:
        sara = people.actor(session, "sara")
        first = kolada.ask_for_values(session, sara, kpi_id=SICK, key=key(3))
        assert kolada.ask_for_values(session, sara, kpi_id=SICK, key=key(3)) == first

    assert run_waiting(database) == 1

    assert job_of(database) == (JobState.DONE, "13 rader är hämtade från Kolada.")


def test_ask_for_values_that_do_not_come_fails_in_words(
    database: Database, people: Town, replay: Replay
) -> None:
    choose(database, people, OWN, GROUP)
    replay.on("/data/kpi", Reply(hangs=True))
    with transaction(database) as session:
        kolada.ask_for_values(session, people.actor(session, "ada"), kpi_id=SICK, key=key(3))

    run_waiting(database)

    assert job_of(database) == (
        JobState.FAILED,
        "Kolada svarade inte i tid. Det som är hämtat tidigare finns kvar.",
    )


def test_ask_for_values_needs_a_known_key_figure_and_a_place(database: Database, people: Town) -> None:
    with transaction(database) as session:
        sara = people.actor(session, "sara")
        with pytest.raises(RuleViolation, match="Sök efter ett annat"):
            kolada.ask_for_values(session, sara, kpi_id="N1", key=key(3))
        with pytest.raises(RuleViolation, match="Välj först"):
            kolada.ask_for_values(session, sara, kpi_id=SICK, key=key(3))


def test_ask_for_register_is_run_as_a_job(database: Database, people: Town) -> None:
    with transaction(database) as session:
        kolada.ask_for_register(session, people.actor(session, "sara"), key=key(4))

    run_waiting(database)

    assert job_of(database) == (JobState.DONE, "13 rader är hämtade från Kolada.")


def test_kpis_in_use_are_the_municipalitys_own_that_are_not_closed(database: Database, people: Town) -> None:
    use(database, "sjuk", SICK)
    use(database, "sjuk2", SICK)
    use(database, "eget", "")
    use(database, "gammalt", PAY, closed_on=date(2026, 1, 1))

    with database.reading() as session:
        assert kpis_in_use(session) == [SICK]


def test_ask_for_due_without_a_chosen_place_asks_nothing(database: Database, people: Town) -> None:
    use(database, "sjuk", SICK)

    assert not ask_for_due(database)


def test_ask_for_due_is_once_a_month_for_what_is_in_use(
    database: Database, people: Town, replay: Replay
) -> None:
    choose(database, people, OWN, GROUP)
    use(database, "sjuk", SICK)

    asked = [ask_for_due(database), ask_for_due(database)]
    run_waiting(database)
    database.now = lambda: datetime(2026, 11, 28, 6, tzinfo=UTC)
    later = ask_for_due(database)
    database.now = lambda: datetime(2026, 12, 1, 6, tzinfo=UTC)
    next_month = ask_for_due(database)

    assert (asked, later, next_month) == ([True, False], False, True)
    assert replay.asked[-1].startswith(f"/v3/data/kpi/{SICK}/municipality/{OWN},")
    with database.reading() as session:
        assert len(session.exec(select(KoladaValue)).all()) == 13


def test_ask_for_due_month_that_failed_is_asked_for_again_the_next_day(
    database: Database, people: Town, replay: Replay
) -> None:
    choose(database, people, OWN, GROUP)
    use(database, "sjuk", SICK)
    replay.on("/data/kpi", Reply(status=404))
    ask_for_due(database)
    run_waiting(database)
    same_day = ask_for_due(database)

    town.answers(replay)
    database.now = lambda: datetime(2026, 11, 10, 6, tzinfo=UTC)
    next_day = ask_for_due(database)
    run_waiting(database)
    database.now = lambda: datetime(2026, 11, 11, 6, tzinfo=UTC)

    assert (same_day, next_day, ask_for_due(database)) == (False, True, False)


def test_run_fetch_register_of_a_month_without_key_figures_in_use(
    database: Database, people: Town, replay: Replay
) -> None:
    choose(database, people, OWN, GROUP)
    database.now = lambda: FIRST
    ask_for_due(database)

    run_waiting(database)

    assert job_of(database) == (JobState.DONE, "13 rader är hämtade från Kolada.")
    assert settings(database)["kolada_month"] == "2026-11"
    with database.reading() as session:
        assert session.get_one(KoladaKpi, SICK).fetched_at == FIRST
        assert kolada_jobs.kpis_in_use(session) == []
