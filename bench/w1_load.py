"""W1: a million ledger lines from SIE type 4 into SQLite, checked, balances kept, one transaction."""

import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from bench.w1_parse import generate_sie
from core.db import Database
from core.enums import Role, SourceKind, UnitKind
from core.migrations.run import upgrade
from core.queries.access import load_actor
from core.rules.access import Actor
from core.rules.trees import Node
from core.services import batch_apply, loading, organisation, profiles, users
from core.services.profiles import NewProfile
from core.services.transaction import transaction

UNITS = 400
TODAY = date(2026, 11, 9)
NOW = datetime(2026, 11, 9, tzinfo=UTC)
RESULTS = Path(__file__).parent / "results"


def prepare(url: str) -> tuple[Database, Actor, int]:
    """Return a migrated database with 400 cost centers, an administrator and a source."""
    database = Database(url)
    upgrade(database)
    nodes = [Node("K", "Kommun", UnitKind.MUNICIPALITY, None)]
    nodes += [Node(f"N{n}", f"Nämnd {n}", UnitKind.COMMITTEE, "K") for n in range(8)]
    nodes += [Node(str(10_000 + n), f"Ansvar {n}", UnitKind.COST_CENTER, f"N{n % 8}") for n in range(UNITS)]
    with transaction(database) as session:
        organisation.create_first_tree(session, valid_from=date(2024, 1, 1), nodes=nodes)
        users.create_user_at_console(session, username="ada", name="Ada", now=NOW)
        users.assign_role_at_console(
            session, username="ada", role=Role.ADMINISTRATOR, unit_code="K", valid_from=date(2024, 1, 1)
        )
    with database.reading() as session:
        actor = load_actor(session, 1, today=TODAY)
    assert actor is not None
    with transaction(database, actor) as session:
        profile = NewProfile("Huvudbok", SourceKind.LEDGER, {"1": "unit", "20": "function"}, "10000")
        profile_id = profiles.create_profile(session, actor, profile=profile)
    return database, actor, profile_id


def peak_mb() -> int:
    """Return the most memory this process has held; ru_maxrss would count the parent's too."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def load(file: Path, database_file: Path) -> dict[str, float]:
    """Read, preview and apply a file; return the times and the peak of this process's memory."""
    database, actor, profile_id = prepare(f"sqlite:///{database_file}")
    data = file.read_bytes()
    times = [(time.perf_counter(), time.process_time())]
    with transaction(database, actor) as session:
        batch_id = loading.read_batch(session, actor, profile_id=profile_id, name="b.se", data=data)
    del data
    times.append((time.perf_counter(), time.process_time()))
    with transaction(database, actor) as session:
        rows = batch_apply.apply_batch(session, actor, batch_id=batch_id, key="1")
    times.append((time.perf_counter(), time.process_time()))
    database.dispose()
    (began, _), (read, read_cpu), (done, done_cpu) = times
    return {
        "lines": rows,
        "read_and_preview_s": round(read - began, 2),
        "apply_s": round(done - read, 2),
        "apply_processor_s": round(done_cpu - read_cpu, 2),
        "lines_per_s_applied": round(rows / (done - read)),
        "peak_mb": peak_mb(),
    }


def main() -> None:
    """Generate the file here and load it in a process of its own, so that the peak is the load's."""
    if sys.argv[1:2] == ["--load"]:
        print(json.dumps(load(Path(sys.argv[2]), Path(sys.argv[3]))))
        return
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.se"
        file.write_bytes(generate_sie(lines, UNITS))
        command = [sys.executable, "-m", "bench.w1_load", "--load", str(file), str(Path(folder) / "bench.db")]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "w1_load.json").write_text(answer, encoding="utf-8")
    print(answer)


if __name__ == "__main__":
    main()
