from datetime import date

import numpy as np
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role, VersionKind
from core.models import Balance, Tree
from core.queries.columns import Columns, columns_of
from core.queries.rollup import tree_by_class
from core.rules.trees import Move
from core.services import audit
from core.services.organisation import reorganise
from core.services.transaction import transaction
from tests import factories

TREE = """
1 K - Ekarboda kommun
2 N 1 Barn- och utbildningsnämnden
21 E 2 Ekbackens skola
2110 A 21 Ansvar 2110
3 N 1 Kommunstyrelsen
3110 A 3 Ansvar 3110
"""


def plant(database: Database) -> tuple[dict[str, int], int, int]:
    """Two cost centers with 500 and 300 kronor on one account in January; return units, version, coding."""
    with transaction(database) as session:
        units = factories.make_tree(session, TREE)
        coding = factories.make_coding(session, "5020")
        version = factories.make_version(session, VersionKind.ACTUAL, 2026)
        factories.put_balance(session, version, units["2110"], coding, {1: 50_000})
        factories.put_balance(session, version, units["3110"], coding, {1: 30_000})
    return units, version, coding


def sum_of(columns: Columns, version: int, unit: int) -> int:
    (tree_id,) = list(columns.trees)[:1]
    placed = columns.placed(version, tree_id)
    everything = np.zeros(len(columns.codings.account), dtype=np.int64)
    table = tree_by_class(placed, everything, 1, months=(1, 12))
    return int(table[placed.shape.position_of(unit), 0])


def read(database: Database, version: int) -> Columns:
    with database.reading() as session:
        return columns_of(session, [version])


def test_columns_sum_every_unit_with_what_is_below_it(database: Database) -> None:
    units, version, _coding = plant(database)
    columns = read(database, version)
    assert [sum_of(columns, version, units[code]) for code in ("1", "2", "21", "3")] == [
        80_000, 50_000, 50_000, 30_000,
    ]  # fmt: skip


def test_columns_are_kept_until_something_changes(database: Database) -> None:
    units, version, coding = plant(database)
    first = read(database, version)
    assert read(database, version) is first
    with transaction(database) as session:
        factories.put_balance(session, version, units["2110"], coding, {2: 700})
    second = read(database, version)
    assert sum_of(second, version, units["1"]) == 80_700
    assert sum_of(first, version, units["1"]) == 80_000


def test_saves_of_another_process_are_seen(database: Database) -> None:
    units, version, coding = plant(database)
    read(database, version)
    other = Database(database.url, now=database.now)
    with transaction(other) as session:
        factories.put_balance(session, version, units["3110"], coding, {3: 1_100})
        factories.put_balance(session, version, units["21"], factories.make_coding(session, "6010"), {3: 9})
    other.dispose()
    columns = read(database, version)
    assert sum_of(columns, version, units["1"]) == 81_109
    assert sum_of(columns, version, units["21"]) == 50_009


def test_rows_that_are_gone_vanish_from_the_columns(database: Database) -> None:
    units, version, _coding = plant(database)
    read(database, version)
    with transaction(database) as session:
        row = session.exec(select(Balance).where(col(Balance.unit_id) == units["2110"])).one()
        session.delete(row)
        audit.stamp(session, version, {units["2110"]})
    assert sum_of(read(database, version), version, units["1"]) == 30_000


def test_save_that_is_rolled_back_is_never_seen_by_others(database: Database) -> None:
    units, version, coding = plant(database)
    read(database, version)
    with database.writing() as session:
        factories.put_balance(session, version, units["2110"], coding, {2: 999})
        own = columns_of(session, [version])
        assert sum_of(own, version, units["1"]) == 80_999
        session.rollback()
    assert sum_of(read(database, version), version, units["1"]) == 80_000


def test_version_asked_for_later_is_read_beside_the_others(database: Database) -> None:
    units, version, coding = plant(database)
    read(database, version)
    with transaction(database) as session:
        budget = factories.make_version(session, VersionKind.BUDGET, 2026)
        factories.put_balance(session, budget, units["2110"], coding, {1: 40_000})
    with database.reading() as session:
        columns = columns_of(session, [version, budget])
    assert sum_of(columns, budget, units["1"]) == 40_000
    assert sum_of(columns, version, units["1"]) == 80_000


def test_reorganisation_gives_a_tree_more_and_every_tree_sums_to_the_ledger(database: Database) -> None:
    units, version, _coding = plant(database)
    read(database, version)
    with transaction(database) as session:
        actor = factories.make_actor(session, Role.ADMINISTRATOR, units["1"])
        new = reorganise(session, actor, valid_from=date(2026, 7, 1), changes=[Move("21", "3")])
    columns = read(database, version)
    first = min(tree_id for tree_id in columns.trees if tree_id != new)
    everything = np.zeros(len(columns.codings.account), dtype=np.int64)
    sums = {}
    for tree_id in (first, new):
        placed = columns.placed(version, tree_id)
        table = tree_by_class(placed, everything, 1, months=(1, 12))
        sums[tree_id] = [int(table[placed.shape.position_of(units[code]), 0]) for code in ("1", "2", "3")]
    assert sums == {first: [80_000, 50_000, 30_000], new: [80_000, 0, 80_000]}


def test_reader_of_an_empty_database_gets_empty_columns(session: Session) -> None:
    version = factories.make_version(session, VersionKind.ACTUAL, 2026)
    columns = columns_of(session, [version])
    assert columns.trees == {}
    assert len(columns.blocks[version].unit) == 0
    assert session.exec(select(Tree)).first() is None
