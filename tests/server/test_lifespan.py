import gc
import threading

import anyio
import pytest

from core.db import Database
from core.errors import SettingsError
from core.migrations.run import downgrade, is_current
from core.settings import Mode
from server.lifespan import lifespan, prepare_database


def workers() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "rodret-jobs"]


def test_lifespan_starts_the_worker_and_ends_it(process_database: Database) -> None:
    async def live() -> None:
        async with lifespan(None):
            assert workers() == ["rodret-jobs"]
            assert gc.get_freeze_count() > 0

    anyio.run(live)
    gc.unfreeze()

    assert workers() == []


def test_prepare_database_outside_production_migrates(database: Database) -> None:
    downgrade(database, "base")

    prepare_database(database, Mode.DEMO)

    assert is_current(database)


def test_prepare_database_in_production_refuses_another_version(database: Database) -> None:
    downgrade(database, "base")

    with pytest.raises(SettingsError):
        prepare_database(database, Mode.PRODUCTION)
    assert not is_current(database)


def test_prepare_database_in_production_takes_a_current_one(database: Database) -> None:
    prepare_database(database, Mode.PRODUCTION)
