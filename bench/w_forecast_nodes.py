"""A forecast on every unit of a large municipality: what Prognosläget, Ledningsvy and the nämnd table read.

`python -m bench.w_forecast_nodes` builds a seeded municipality of 2,500 nodes in a SQLite file of its
own, with two forecasts that ask every unit, prints medians and writes
`bench/results/w_forecast_nodes.json`. The limit is 300 ms at the server.
"""

import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session, select

from bench.w2_w4 import DAY, fill, median_ms
from core.db import Database
from core.enums import RoundKind, RoundState, VersionKind
from core.migrations.run import upgrade
from core.models import MONTH_COLUMNS, Round, RoundUnit, Unit, Version
from core.money import MoneyUnit
from core.queries.access import load_actor, units_in_scope
from core.queries.forecast_nodes import read_nodes
from core.reports.forecast_committees import build_committees
from core.rules.access import Action, Actor
from core.services.transaction import transaction

UNITS, LINES = 2_500, 3_000
BUDGET, YEAR = 13, 2026
LIMIT_MS = 300
RESULTS = Path(__file__).parent / "results/w_forecast_nodes.json"


def lay_forecasts(database: Database) -> int:
    """Store two forecasts with the balances of the budget; return the later one."""
    with transaction(database) as session:
        units = session.exec(select(Unit.id).where(Unit.code.startswith("E"))).all()  # type: ignore[attr-defined]
        made = [_forecast(session, f"Prognos {n}", units) for n in (1, 2)]
    return made[-1]


def _forecast(session: Session, name: str, units: Sequence[int | None]) -> int:
    version = Version(kind=VersionKind.FORECAST, year=YEAR, name=name)
    session.add(version)
    session.flush()
    asked = Round(
        kind=RoundKind.FORECAST, name=name, year=YEAR, opens=date(YEAR, 9, 1), state=RoundState.OPEN,
        deadline=date(YEAR, 11, 1), closes=date(YEAR, 12, 20), version_id=version.id,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    session.add_all(
        RoundUnit(round_id=asked.id or 0, unit_id=unit or 0, deadline=date(YEAR, 11, 1)) for unit in units
    )
    columns = ", ".join(("unit_id", "coding_id", "opening", *MONTH_COLUMNS))
    session.execute(
        text(
            f"INSERT INTO balance (version_id, {columns}) SELECT :new, {columns} FROM balance "
            "WHERE version_id = :old"
        ),
        {"new": version.id, "old": BUDGET},
    )
    return version.id or 0


def measure(database: Database, version_id: int) -> dict[str, float]:
    """Return medians in ms by name, each in a session of its own as a page has it."""
    with database.reading() as session:
        actor = load_actor(session, 1, today=DAY)
        if actor is None:
            raise RuntimeError("the bench has no actor")
        units = [unit.id for unit in units_in_scope(session, actor, Action.VIEW_PLAN)]

    def timed(work: Callable[[Session, Actor], object]) -> float:
        def once() -> None:
            with database.reading() as session:
                work(session, actor)

        return median_ms(once)

    where = {"version_id": version_id, "unit_id": actor.top_unit_id}
    return {
        "one node": timed(lambda s, a: read_nodes(s, a, version_id=version_id, unit_ids=[actor.top_unit_id])),
        "every node": timed(lambda s, a: read_nodes(s, a, version_id=version_id, unit_ids=units)),
        "the table of nämnder": timed(lambda s, a: build_committees(s, a, **where, money=MoneyUnit.TKR)),
    }


def main() -> None:
    """Build, measure, print and keep."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        database = Database(f"sqlite:///{file}")
        upgrade(database)
        fill(database, file, UNITS, LINES)
        version_id = lay_forecasts(database)
        with database.reading() as session:
            balances = session.execute(text("SELECT COUNT(*) FROM balance")).scalar_one()
        found = measure(database, version_id)
        database.dispose()
    print(f"{UNITS} nodes, {balances:,} balances; the limit is {LIMIT_MS} ms")
    for name, milliseconds in found.items():
        print(f"{name:30}{milliseconds:10.1f} ms")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps({"nodes": UNITS, "balances": balances, "ms": found}, indent=2) + "\n")


if __name__ == "__main__":
    main()
