"""Budgetläget of a whole municipality: every unit's frame, figures, process, last change and comments.

`python -m bench.w_budget_overview` builds a seeded municipality of 120 units and as many submissions in
a SQLite file of its own, prints medians and writes `bench/results/w_budget_overview.json`. The budget
has 30 codings an ansvar and a year of changes behind it. The limit is 300 ms at the server.
"""

import json
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session, select

from bench.w2_w4 import DAY, fill, median_ms
from core.db import Database
from core.enums import Role, RoundKind, RoundState, SubmissionState, UnitKind
from core.migrations.run import upgrade
from core.models import Comment, Round, RoundUnit, Submission, SubmissionStep, Unit, UnitFrame
from core.money import MoneyUnit
from core.queries.access import load_actor
from core.reports.budget_overview import build_overview
from core.reports.budget_views import cross_table, internal_table
from core.rules.access import Actor
from core.services.transaction import transaction

UNITS, LINES = 281, 3_000
"""As many nodes as give 120 units with an ansvar each, and a ledger that nobody reads here."""
BUDGET = 13
CHANGES = 200_000
LIMIT_MS = 300
RESULTS = Path(__file__).parent / "results/w_budget_overview.json"


def lay_round(database: Database) -> int:
    """Ask every unit for its budget: frames, submissions with a step, a comment on each; return how many."""
    with transaction(database) as session:
        units = session.exec(select(Unit.id).where(Unit.code.startswith("E"))).all()  # type: ignore[attr-defined]
        asked = Round(
            kind=RoundKind.BUDGET, name="Budget", year=2026, opens=date(2026, 9, 1), state=RoundState.OPEN,
            deadline=date(2026, 11, 1), closes=date(2026, 12, 20), version_id=BUDGET,
        )  # fmt: skip
        session.add(asked)
        session.flush()
        for n, unit_id in enumerate(unit for unit in units if unit is not None):
            _ask(session, asked.id or 0, unit_id, list(SubmissionState)[n % 4])
        return len(units)


def _ask(session: Session, round_id: int, unit_id: int, state: SubmissionState) -> None:
    held = Submission(round_id=round_id, unit_id=unit_id, state=state)
    session.add_all(
        [
            held,
            RoundUnit(round_id=round_id, unit_id=unit_id, deadline=date(2026, 11, 1)),
            UnitFrame(version_id=BUDGET, unit_id=unit_id, amount=100_000_00),
            Comment(
                unit_id=unit_id, subject_kind="budget", subject_id=str(BUDGET), cell="", body="?", user_id=1,
                at=session.info["database"].now(), asked=True,
            ),
        ]
    )  # fmt: skip
    session.flush()
    session.add(
        SubmissionStep(
            submission_id=held.id or 0, level=1, unit_id=unit_id, role=Role.CONTROLLER,
            deadline=date(2026, 11, 9),
        )
    )  # fmt: skip


def write_changes(file: Path) -> None:
    """Write a year of changes of the budget's cells."""
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA synchronous=OFF")
    rows = raw.execute("SELECT unit_id, coding_id FROM balance WHERE version_id = ?", (BUDGET,)).fetchall()
    raw.executemany(
        "INSERT INTO plan_change (version_id, unit_id, coding_id, line_id, month, new, user_id, step, cause, "
        "request_key, of_key, at) VALUES (?, ?, ?, 1, 1, 100, 1, 'do', '', ?, '', '2026-11-09 07:12:00')",
        ((BUDGET, *rows[n % len(rows)], str(n)) for n in range(CHANGES)),
    )
    raw.commit()
    raw.execute("ANALYZE")
    raw.close()


def measure(database: Database) -> dict[str, float]:
    """Return medians in ms by name, each in a session of its own as a page has it."""
    with database.reading() as session:
        actor = load_actor(session, 1, today=DAY)
        if actor is None:
            raise RuntimeError("the bench has no actor")

    def timed(work: Callable[[Session, Actor], object]) -> float:
        def once() -> None:
            with database.reading() as session:
                work(session, actor)

        return median_ms(once)

    where = {"version_id": BUDGET, "unit_id": actor.top_unit_id}
    return {
        "unit by unit": timed(lambda s, a: build_overview(s, a, **where, money=MoneyUnit.TKR)),
        "units by account group": timed(
            lambda s, a: cross_table(
                s, a, **where, definition="groups", kind=UnitKind.UNIT, money=MoneyUnit.TKR
            )
        ),
        "internal items": timed(lambda s, a: internal_table(s, a, **where, money=MoneyUnit.TKR)),
    }


def main() -> None:
    """Build, measure, print and keep."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        database = Database(f"sqlite:///{file}")
        upgrade(database)
        fill(database, file, UNITS, LINES)
        count = lay_round(database)
        write_changes(file)
        with database.reading() as session:
            lines = session.execute(text("SELECT COUNT(*) FROM balance")).scalar_one()
        found = measure(database)
        database.dispose()
    print(f"{count} units, {lines:,} balances, {CHANGES:,} changes; the limit is {LIMIT_MS} ms")
    for name, milliseconds in found.items():
        print(f"{name:30}{milliseconds:10.1f} ms")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps({"units": count, "balances": lines, "ms": found}, indent=2) + "\n")


if __name__ == "__main__":
    main()
