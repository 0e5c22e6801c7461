"""W2, W3 and W4: one unit's report, the whole municipality rolled up, and fifty lines behind a number.

`python -m bench.w2_w4 [small|medium|large] [--new-indexes]` builds a seeded municipality in a
SQLite file of its own, prints medians and writes `bench/results/w2_w4.json`. Small is 400 units and
1 million lines, medium 2,500 and 5 million, large 2,500 and 20 million. `--new-indexes` also
measures with the indexes that `core.queries.ledger_parts` names.
"""

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from sqlalchemy import text
from sqlmodel import Session

from core.db import Database
from core.enums import Role, UnitKind
from core.migrations.run import upgrade
from core.models import MONTH_COLUMNS, RoleAssignment, User
from core.periods import Period
from core.queries.access import load_actor
from core.queries.classes import classes_by_row, read_definition
from core.queries.columns import columns_of
from core.queries.ledger import LineFilter, list_lines, sum_lines
from core.queries.municipality import read_municipality
from core.queries.rollup import tree_by_class
from core.reports import follow_up, my_unit
from core.reports.follow_up_view import FollowUpView
from core.rules.access import Actor
from core.rules.trees import Node
from core.services import audit
from core.services.organisation import create_first_tree
from core.services.reference import install_reference
from core.services.transaction import transaction

SIZES = {"small": (400, 1_000_000), "medium": (2_500, 5_000_000), "large": (2_500, 20_000_000)}
ACCOUNTS, CODINGS_PER_UNIT, ROUNDS, SEED = 250, 30, 15, 7
YEARS = (2024, 2025, 2026)
DAY = date(2026, 11, 9)
PERIOD = Period(2026, 10)
CHUNK = 250_000
RESULTS = Path(__file__).parent / "results/w2_w4.json"
NEW_INDEXES = {
    "ix_ledger_line_unit": "unit_id, version_id, month, day, id, account_id, coding_id",
    "ix_ledger_line_account": "account_id, version_id, month, day, id, unit_id, coding_id",
}


@dataclass(frozen=True)
class Place:
    """The units that are measured."""

    top: int
    committee: int
    unit: int


def make_nodes(units: int) -> list[Node]:
    """Return five levels: the top, 8 nämnder, areas, units, and one ansvar under each unit."""
    nodes = [Node("0", "Kommunen", UnitKind.MUNICIPALITY, None)]
    nodes += [Node(f"N{n}", f"Nämnd {n}", UnitKind.COMMITTEE, "0") for n in range(8)]
    areas = max(8, units // 12)
    nodes += [Node(f"O{n}", f"Område {n}", UnitKind.AREA, f"N{n % 8}") for n in range(areas)]
    below = (units - len(nodes)) // 2
    for n in range(below):
        nodes.append(Node(f"E{n}", f"Enhet {n}", UnitKind.UNIT, f"O{n % areas}"))
        nodes.append(Node(f"A{n}", f"Ansvar {n}", UnitKind.COST_CENTER, f"E{n}"))
    return nodes


def fill(database: Database, file: Path, units: int, lines: int) -> Place:
    """Write the municipality, its codings, three years of lines with balances, and their budgets."""
    with transaction(database) as session:
        create_first_tree(session, valid_from=date(2020, 1, 1), nodes=make_nodes(units))
        install_reference(session)
        session.add(User(username="a", name="A", created_at=database.now()))
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA synchronous=OFF")
    ids = dict(raw.execute("SELECT code, id FROM unit"))
    centers = np.array([unit_id for code, unit_id in ids.items() if code.startswith("A")])
    choose = np.random.default_rng(SEED)
    pairs = write_codings(raw, choose, centers)
    raw.execute(
        "INSERT INTO import_profile (id, name, kind, dimensions, organisation_number) "
        "VALUES (1, 'p', 'ledger', '{}', '')"
    )
    raw.execute(
        "INSERT INTO import_batch (id, profile_id, file_name, sha256, state, months, mapping, preview, rows, "
        "debit, credit, user_id, created_at, applied_at) VALUES (1, 1, 'f', '', 'applied', '[202610]', '{}', "
        "'{}', 0, 0, 0, 1, '2026-11-09 07:12:00', '2026-11-09 07:12:00')"
    )
    for number, year in enumerate(YEARS):
        raw.execute(
            "INSERT INTO version (id, kind, year, name) VALUES (?, 'actual', ?, ?)", (number + 1, year, "u")
        )
        raw.execute(
            "INSERT INTO version (id, kind, year, name) VALUES (?, 'budget', ?, ?)", (number + 11, year, "b")
        )
        months = write_lines(raw, choose, pairs, version=number + 1, year=year, count=lines // len(YEARS))
        write_balances(raw, pairs, months, number + 1)
        write_balances(raw, pairs, (months * 1.01).astype(np.int64) // 100 * 100, number + 11)
    raw.execute("UPDATE clock SET n = n + 1")
    raw.commit()
    raw.execute("ANALYZE")
    raw.close()
    with transaction(database) as session:
        session.add(
            RoleAssignment(user_id=1, role=Role.CONTROLLER, unit_id=ids["0"], valid_from=date(2020, 1, 1))
        )
    return Place(ids["0"], ids["N1"], ids["E1"])


def write_codings(raw: sqlite3.Connection, choose: np.random.Generator, centers: np.ndarray) -> np.ndarray:
    """Write accounts, functions and codings; return int64[pairs, 3]: unit, coding, account."""
    accounts = [(1 + n, "account", str(3000 + 24 * n), f"Konto {n}") for n in range(ACCOUNTS)]
    functions = [(1_001 + n, "function", str(100 + n), f"Verksamhet {n}") for n in range(80)]
    raw.executemany(
        "INSERT INTO code (id, dimension, code, name, placeholder) VALUES (?, ?, ?, ?, 0)",
        accounts + functions,
    )
    codings = [(1 + n, 1 + n % ACCOUNTS, 1_001 + (n // ACCOUNTS) * 8) for n in range(ACCOUNTS * 10)]
    raw.executemany(
        "INSERT INTO coding (id, account_id, function_id, project_id, counterparty_id, d1, d2, d3, d4) "
        "VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0)",
        codings,
    )
    chosen = [choose.choice(len(codings), CODINGS_PER_UNIT, replace=False) + 1 for _center in centers]
    coding = np.concatenate(chosen)
    return np.column_stack([np.repeat(centers, CODINGS_PER_UNIT), coding, (coding - 1) % ACCOUNTS + 1])


def write_lines(
    raw: sqlite3.Connection,
    choose: np.random.Generator,
    pairs: np.ndarray,
    *,
    version: int,
    year: int,
    count: int,
) -> np.ndarray:
    """Write a year's lines; return int64[pairs, 12] of what they sum to."""
    months = np.zeros((len(pairs), 12), dtype=np.int64)
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        pair, month = choose.integers(0, len(pairs), size), choose.integers(1, 13, size)
        amount = choose.integers(-90_000_00, 100_000_00, size)
        np.add.at(months, (pair, month - 1), amount)
        day = choose.integers(1, 29, size)
        raw.executemany(
            "INSERT INTO ledger_line (batch_id, version_id, unit_id, account_id, coding_id, day, month, "
            "series, number, row, text, amount, origin) "
            "VALUES (1, ?, ?, ?, ?, ?, ?, 'A', ?, 1, ?, ?, 'transaction')",
            line_rows(version, year, pairs[pair], month, day, amount, start),
        )
    return months


def line_rows(
    version: int,
    year: int,
    own: np.ndarray,
    month: np.ndarray,
    day: np.ndarray,
    amount: np.ndarray,
    start: int,
) -> Iterator[tuple[object, ...]]:
    columns = (own[:, 0], own[:, 1], own[:, 2], month, day, amount)
    for n, (unit, coding, account, m, d, ore) in enumerate(zip(*(c.tolist() for c in columns), strict=True)):
        words = f"Faktura {(start + n) % 5000}"
        yield version, unit, account, coding, f"{year}-{m:02d}-{d:02d}", m, str(start + n), words, ore


def write_balances(raw: sqlite3.Connection, pairs: np.ndarray, months: np.ndarray, version: int) -> None:
    names = ", ".join(MONTH_COLUMNS[:12])
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    rows = np.column_stack([np.full(len(pairs), version), pairs[:, :2], months])[order]
    marks = ", ".join("?" * 15)
    raw.executemany(
        f"INSERT INTO balance (version_id, unit_id, coding_id, {names}, opening, m13) VALUES ({marks}, 0, 0)",
        rows.tolist(),
    )


def median_ms(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the median time of some rounds after a warm one, in milliseconds.

    With `time.process_time` as clock it is the processor's own time, which other work disturbs less.
    """
    work()
    times = []
    for _round in range(ROUNDS):
        begun = clock()
        work()
        times.append((clock() - begun) * 1_000)
    return statistics.median(times)


def measure(database: Database, place: Place) -> dict[str, float]:
    """Return medians in ms by name."""
    with database.reading() as session:
        actor = load_actor(session, 1, today=DAY)
        if actor is None:
            raise RuntimeError("the bench has no actor")
        begun = time.perf_counter()
        columns_of(session, range(1, 4))
        found = {"fill the columns, 3 versions": (time.perf_counter() - begun) * 1_000}
        found |= measure_figures(session, actor, place) | measure_lines(session, actor, place)
    return found | {"W5 one saved balance, then W2": median_ms(lambda: save_and_read(database, actor, place))}


def save_and_read(database: Database, actor: Actor, place: Place) -> None:
    """Change a unit's budget and read its report anew."""
    with transaction(database) as session:
        center = session.execute(text("SELECT id FROM unit WHERE code = 'A1'")).scalar_one()
        session.execute(
            text("UPDATE balance SET m1 = m1 + 100 WHERE version_id = 13 AND unit_id = :unit"),
            {"unit": center},
        )
        audit.stamp(session, 13, {center})
    with database.reading() as session:
        follow_up.build(session, actor, view=FollowUpView(place.unit, PERIOD))


def measure_figures(session: Session, actor: Actor, place: Place) -> dict[str, float]:
    def page(unit: int, rows: str) -> Callable[[], object]:
        return lambda: follow_up.build(session, actor, view=FollowUpView(unit, PERIOD, rows=rows))

    def whole(k_rows: str) -> Callable[[], object]:
        columns = columns_of(session, (2, 3))
        classes = classes_by_row(columns, read_definition(session, k_rows), read_municipality(session))
        k = len(classes.keys)
        placed = [columns.placed(version, actor.tree_id) for version in (2, 3)]
        return lambda: [tree_by_class(one, classes.of_coding, k, months=(1, 10)) for one in placed]

    return {
        "W2 report of a unit": median_ms(page(place.unit, "report")),
        "W2 account groups of a unit": median_ms(page(place.unit, "groups")),
        "W2 the start page of a unit": median_ms(
            lambda: my_unit.build(session, actor, unit_id=place.unit, period=PERIOD)
        ),
        "W2 report of the municipality": median_ms(page(place.top, "report")),
        "W2 units of the municipality": median_ms(page(place.top, "units")),
        "W3 every unit by report row, two years": median_ms(whole("report")),
        "W3 every unit by account group, two years": median_ms(whole("groups")),
    }


def measure_lines(session: Session, actor: Actor, place: Place) -> dict[str, float]:
    found = {}
    for name, unit in (("unit", place.unit), ("nämnd", place.committee), ("top", place.top)):
        for what, choices in (
            ("one account", {"account": "5016"}),
            ("one row", {"row": "lokaler"}),
            ("everything", {"operating": True}),
        ):
            chosen = LineFilter(unit, 2026, (1, 10), **choices)  # type: ignore[arg-type]
            found[f"W4 {name}, {what}"] = median_ms(lambda own=chosen: list_lines(session, actor, chosen=own))
            found[f"W4 {name}, {what}: count and sum"] = median_ms(
                lambda own=chosen: sum_lines(session, actor, chosen=own)
            )
    return found


def main(arguments: list[str]) -> None:
    size = next((name for name in SIZES if name in arguments), "small")
    units, lines = SIZES[size]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        database = Database(f"sqlite:///{file}")
        upgrade(database)
        place = fill(database, file, units, lines)
        results = {"as it is": measure(database, place)}
        if "--new-indexes" in arguments:
            raw = sqlite3.connect(file)
            for name, columns in NEW_INDEXES.items():
                raw.execute(f"CREATE INDEX IF NOT EXISTS {name} ON ledger_line ({columns})")
            raw.execute("ANALYZE")
            raw.close()
            database.dispose()
            database.memory.clear()
            results["with new indexes"] = measure(database, place)
        database.dispose()
    print(f"{size}: {units:,} units, {lines:,} lines, median of {ROUNDS}, ms")
    for name in results["as it is"]:
        print(f"{name:55}" + "".join(f"{found[name]:12.2f}" for found in results.values()))
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(
        json.dumps({"size": size, "units": units, "lines": lines, "ms": results}, indent=2) + "\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
