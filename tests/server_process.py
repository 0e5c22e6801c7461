"""A real server process on a free port, with a database of its own in a temporary folder."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

from core.db import Database
from core.migrations.run import upgrade
from core.settings import ROOT
from tests.people import People, stored_people

# Of PASSWORD, with few rounds: quick to check.
PASSWORD_HASH = "$2b$04$m..ZpHvcniBVSv56RTMQPOqq1ww8cKds562vd/IYlyvtUvl8EDcea"
_READY = "Uvicorn running on"


@dataclass(frozen=True, slots=True)
class Server:
    """Where the process answers, and its database."""

    url: str
    database: Database
    people: People


@contextmanager
def running_server(
    folder: Path, *, plant: Callable[[Database, str], People] = stored_people, **settings: str
) -> Iterator[Server]:
    """Give a server that has answered nobody yet; `plant` fills its database, `settings` are RODRET_…."""
    database = Database(f"sqlite:///{folder / 'rodret.db'}")
    upgrade(database)
    people = plant(database, PASSWORD_HASH)
    port = _free_port()
    own = {"RODRET_DATA_DIR": str(folder), "RODRET_DATABASE_URL": database.url, "RODRET_PORT": str(port)}
    own |= {f"RODRET_{name.upper()}": value for name, value in settings.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "server.cli", "serve"],
        cwd=ROOT,
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        reader = _reader_of(process.stdout)
        yield Server(f"http://127.0.0.1:{port}", database, people)
    finally:
        process.terminate()
        process.wait(timeout=20)
        database.dispose()
    reader.join(timeout=20)
    process.stdout.close()


def _reader_of(output: IO[str]) -> Thread:
    """Read the log until the server answers; from then on keep reading, or it would block on a full pipe."""
    lines = []
    for line in output:
        lines.append(line)
        if _READY in line:
            reader = Thread(target=output.read, daemon=True)
            reader.start()
            return reader
    raise AssertionError("the server ended:\n" + "".join(lines))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
