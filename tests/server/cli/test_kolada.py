from collections.abc import Iterator

import pytest
from sqlmodel import select

from core.db import Database
from core.models import KoladaValue
from core.services.transaction import transaction
from server.cli import main
from tests.core import kolada_town as town
from tests.core.kolada_server import TIMEOUT, Replay, Reply, replaying
from tests.core.kolada_town import SICK


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with replaying() as own:
        town.answers(own)
        monkeypatch.setenv("RODRET_KOLADA_URL", own.url)
        monkeypatch.setenv("RODRET_KOLADA_TIMEOUT_SECONDS", str(TIMEOUT))
        monkeypatch.setenv("RODRET_KOLADA_PAUSE_SECONDS", "0")
        yield own


def test_kolada_refresh_fetches_the_register(
    process_database: Database, replay: Replay, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["kolada", "refresh"]) == 0
    assert capsys.readouterr().out == "13 rader är hämtade från Kolada.\n"


def test_kolada_refresh_of_a_key_figure_fetches_its_values(
    process_database: Database, replay: Replay, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["kolada", "refresh"])
    with transaction(process_database) as session:
        town.choose(session)

    assert main(["kolada", "refresh", SICK]) == 0

    with process_database.reading() as session:
        assert len(session.exec(select(KoladaValue)).all()) == 13


def test_kolada_refresh_without_an_answer_says_why(
    process_database: Database, replay: Replay, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in ("/kpi", "/municipality", "/municipality_groups"):
        replay.on(path, Reply(status=404))

    assert main(["kolada", "refresh"]) == 1
    assert capsys.readouterr().err == "Kolada svarade med fel 404. Det som är hämtat tidigare finns kvar.\n"
