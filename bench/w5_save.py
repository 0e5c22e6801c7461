"""W5: 500 cells of a budget saved, and the sheet with its totals read anew, on SQLite.

`python -m bench.w5_save` builds a small municipality whose unit has 42 codings in use, saves 500 cells
in one transaction over and over with other amounts, prints medians and writes `bench/results/w5_save.json`.
The save is the whole one: rights, the round's state, history, balances, stamps, audit, commit. A second
sheet has 2 000 rows.
"""

import json
import tempfile
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from core.db import Database
from core.migrations.run import upgrade
from core.queries.budget_findings import find_budget
from core.reports.budget_sheet import build_sheet
from core.services.plan_edits import CellEdit, save_cells
from core.services.transaction import transaction
from tests import factories
from tests.core.budget_town import Town, make_town

KR, CELLS, ROUNDS = 100, 500, 15
CODINGS, MANY = 42, 2_000
SAVE_MS, PAGE_MS = 20, 300
RESULTS = Path(__file__).parent / "results/w5_save.json"


def plant(database: Database, codings: int) -> tuple[Town, list[int]]:
    """Make the town with a budget round and so many codings; return it with their ids."""
    with transaction(database) as session:
        town = make_town(session)
        ids = [
            factories.make_coding(session, str(5000 + n % 900), function=str(100 + n // 900))
            for n in range(codings)
        ]
    return town, ids


def edits(town: Town, codings: list[int], old: int | None, new: int) -> list[CellEdit]:
    """Return 500 cells over the codings, month by month."""
    places = [(coding, month) for month in range(1, 13) for coding in codings][:CELLS]
    return [
        CellEdit(None, town.units["4110"], coding, month, old and old * KR, new * KR)
        for coding, month in places
    ]


def measure(database: Database, town: Town, codings: list[int]) -> dict[str, float]:
    """Return medians in ms: the save alone, and the sheet with its checks read after it."""
    saves, sheets = [], []
    numbers = count(1)
    held: int | None = None
    for _round in range(ROUNDS):
        new = next(numbers)
        wanted = edits(town, codings, held, new)
        start = perf_counter()
        with transaction(database, town.maria) as session:
            saved = save_cells(
                session, town.maria, version_id=town.version_id, edits=wanted, key=f"save {new}"
            )
        saves.append(1000 * (perf_counter() - start))
        if saved.cells != len(wanted):
            raise RuntimeError(saved)
        held = new
        start = perf_counter()
        with database.reading() as session:
            where = {"version_id": town.version_id, "unit_id": town.units["411"]}
            build_sheet(session, town.maria, **where)
            find_budget(session, town.maria, **where)
        sheets.append(1000 * (perf_counter() - start))
    return {"save": median(saves[1:]), "sheet": median(sheets[1:])}


def main() -> None:
    """Measure both sheets, print and keep the figures."""
    figures = {}
    for name, codings in (("42 rows", CODINGS), ("2 000 rows", MANY)):
        with tempfile.TemporaryDirectory() as folder:
            database = Database(f"sqlite:///{folder}/w5.db")
            upgrade(database)
            town, ids = plant(database, codings)
            figures[name] = measure(database, town, ids)
            database.dispose()
    for name, found in figures.items():
        print(f"{name}: save of {CELLS} cells {found['save']:.1f} ms (limit {SAVE_MS}), ", end="")
        print(f"then the sheet {found['sheet']:.1f} ms (together at most {PAGE_MS})")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
