"""What happens once when the process starts and once when it ends."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread

from core.db import Database, current_database
from core.errors import SettingsError
from core.jobs import start_worker
from core.migrations.run import is_current, upgrade
from core.settings import Mode, load_settings
from core.texts import _


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Prepare the database, start the worker, settle the memory; in the end take down what was set up."""
    database = current_database()
    await to_thread.run_sync(prepare_database, database, load_settings().mode)
    worker = start_worker(database)
    gc.collect()
    gc.freeze()  # what is loaded now stays: later collections need not walk it
    try:
        yield {}
    finally:
        await to_thread.run_sync(worker.stop)
        database.dispose()


def prepare_database(database: Database, mode: Mode) -> None:
    """Bring the database up to date; in production refuse instead, since a person should decide when."""
    if is_current(database):
        return
    if mode is Mode.PRODUCTION:
        raise SettingsError(
            _("Databasen hör till en annan version av Rodret. Ta en säkerhetskopia och kör: rodret migrate")
        )
    upgrade(database)
