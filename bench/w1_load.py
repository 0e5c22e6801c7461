"""W1: a million ledger lines from SIE type 4 into SQLite, checked, balances kept, one transaction."""

import json
import resource
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


def main() -> None:
    """Load once and print lines per second and the peak of memory."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    data = generate_sie(lines, UNITS)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        database, actor, profile_id = prepare(f"sqlite:///{folder}/bench.db")
        began = time.perf_counter()
        with transaction(database, actor) as session:
            batch_id = loading.read_batch(session, actor, profile_id=profile_id, name="b.se", data=data)
        read = time.perf_counter()
        with transaction(database, actor) as session:
            rows = batch_apply.apply_batch(session, actor, batch_id=batch_id, key="1")
        done = time.perf_counter()
        database.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = {
        "lines": rows,
        "read_and_preview_s": round(read - began, 2),
        "apply_s": round(done - read, 2),
        "lines_per_s_applied": round(rows / (done - read)),
        "peak_mb": round(peak / 1024),
        "peak_before_mb": round(before / 1024),
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "w1_load.json").write_text(json.dumps(result), encoding="utf-8")
    print(result)


if __name__ == "__main__":
    main()
