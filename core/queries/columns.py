"""The figures of the process in memory: per version arrays of balances, per tree its shape.

One query on the clock tells whether anything changed; what changed is read by its stamps, a new
set of columns is built and one reference swapped, so readers never wait for a lock or see half.
A session that writes reads its own rows and shares nothing, since it may be rolled back.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import cast

import numpy as np
from sqlalchemy import func
from sqlalchemy import select as sqlalchemy_select
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, SQLModel, col, select

from core.db import Database
from core.enums import CounterpartyKind
from core.models import (
    MONTH_COLUMNS,
    AuditEvent,
    Balance,
    Clock,
    Code,
    Coding,
    Counterparty,
    Stamp,
    TreeUnit,
)
from core.queries.memory import writes
from core.queries.rollup import NOBODY, Block, Ints, PlacedBlock, TreeShape, place_block, shape_tree

_MEMORY = "columns"
_FEW_UNITS = 200
_CODING_COLUMNS = ("id", "account_id", "function_id", "project_id", "counterparty_id")
_TREE_COLUMNS = ("tree_id", "unit_id", "parent_id", "lft", "rgt", "depth")


@dataclass(frozen=True, slots=True, eq=False)
class Codings:
    """The parts of every coding by its id (int64 arrays of code ids), and the texts of the codes.

    `partner` is the unit on the other side of an internal coding, 0 when unknown, −1 for others.
    """

    mark: tuple[int, int, int]
    account: Ints
    function: Ints
    project: Ints
    counterparty: Ints
    partner: Ints
    code: dict[int, str]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What is held: codings, tree shapes by tree id, balance blocks by version id.

    `shared` keeps what is derived from them (layouts, classes) until they change.
    """

    n: int
    codings: Codings
    trees: dict[int, TreeShape]
    blocks: dict[int, Block]
    shared: dict[object, object] = field(default_factory=dict)

    def holds(self, version_ids: Collection[int], n: int) -> bool:
        """Return whether these versions are here as they were at clock `n` or later."""
        return self.n >= n and all(v in self.blocks and self.blocks[v].n >= n for v in version_ids)

    def placed(self, version_id: int, tree_id: int) -> PlacedBlock:
        """Return a version's balances laid out on a tree; laid out once, then kept."""
        block, shape = self.blocks[version_id], self.trees[tree_id]
        kept = self.shared.get(("placed", version_id, tree_id))
        if isinstance(kept, PlacedBlock) and kept.block is block and kept.shape is shape:
            return kept
        placed = place_block(block, shape, self.codings.partner)
        self.shared["placed", version_id, tree_id] = placed
        return placed


def columns_of(session: Session, version_ids: Iterable[int]) -> Columns:
    """Return columns that hold the versions, as new as the session's own view or newer."""
    wanted = frozenset(version_ids)
    n = session.exec(select(Clock.n)).one()
    if writes(session):
        return _read(session, None, n, wanted)
    database = cast(Database, session.info["database"])
    held = _held(database)
    if held is not None and held.holds(wanted, n):
        return held
    with database.memory_lock:
        held = _held(database)
        if held is None or not held.holds(wanted, n):
            held = _read(session, held, n, wanted)
            database.memory[_MEMORY] = held
    return held


def _held(database: Database) -> Columns | None:
    held = database.memory.get(_MEMORY)
    return held if isinstance(held, Columns) else None


def _read(session: Session, held: Columns | None, n: int, wanted: frozenset[int]) -> Columns:
    """Return columns at clock `n`, keeping of the old ones what has not changed."""
    codings = _codings(session, held.codings if held else None)
    trees = _trees(session, held)
    blocks = _refreshed(session, held.blocks, n) if held else {}
    for version_id in wanted - blocks.keys():
        blocks[version_id] = _block(session, version_id, n)
    same = held is not None and codings is held.codings and trees is held.trees
    return Columns(
        max(n, held.n if held else n), codings, trees, blocks, held.shared if held and same else {}
    )


def _refreshed(session: Session, blocks: dict[int, Block], n: int) -> dict[int, Block]:
    """Return the held blocks as they are at clock `n`, reading only what has a newer stamp."""
    oldest = min((block.n for block in blocks.values()), default=n)
    changed: dict[int, set[int]] = {}
    if oldest < n:
        newer = select(Stamp.version_id, Stamp.unit_id, Stamp.n).where(col(Stamp.n) > oldest)
        for version_id, unit_id, at in session.exec(newer):
            if version_id in blocks and at > blocks[version_id].n:
                changed.setdefault(version_id, set()).add(unit_id)
    fresh = {}
    for version_id, block in blocks.items():
        units = changed.get(version_id, set())
        if not units:
            fresh[version_id] = replace(block, n=max(n, block.n)) if block.n < n else block
        elif len(units) > _FEW_UNITS:
            fresh[version_id] = _block(session, version_id, n)
        else:
            part = _block(session, version_id, n, col(Balance.unit_id).in_(sorted(units)))
            fresh[version_id] = _replace_units(block, part, units)
    return fresh


def _replace_units(block: Block, part: Block, units: set[int]) -> Block:
    """Return the block with the rows of some units exchanged for those of `part`: one copy, no sorting."""
    pieces: list[tuple[Block, slice]] = []
    kept_to = 0
    for unit in sorted(units):
        start, stop = np.searchsorted(block.unit, [unit, unit + 1])
        new_start, new_stop = np.searchsorted(part.unit, [unit, unit + 1])
        pieces += [(block, slice(kept_to, start)), (part, slice(new_start, new_stop))]
        kept_to = stop
    pieces.append((block, slice(kept_to, len(block.unit))))
    return Block(
        part.n,
        np.concatenate([one.unit[rows] for one, rows in pieces]),
        np.concatenate([one.coding[rows] for one, rows in pieces]),
        np.concatenate([one.cumulative[:, rows] for one, rows in pieces], axis=1),
    )


def _block(session: Session, version_id: int, n: int, *conditions: ColumnElement[bool]) -> Block:
    names = ("unit_id", "coding_id", "opening", *MONTH_COLUMNS)
    rows = _matrix(session, Balance, names, col(Balance.version_id) == version_id, *conditions)
    cumulative = np.ascontiguousarray(rows[:, 2:].T)
    np.cumsum(cumulative[1:], axis=0, out=cumulative[1:])
    return Block(n, rows[:, 0].copy(), rows[:, 1].copy(), cumulative)


def _matrix(
    session: Session, model: type[SQLModel], names: Sequence[str], *conditions: ColumnElement[bool]
) -> Ints:
    """Return columns of a table as int64[rows, columns], in the order of the first two; NULL is −1."""
    columns = SQLModel.metadata.tables[str(model.__tablename__)].c
    wanted = [columns[name] for name in names]
    whole = [func.coalesce(one, NOBODY) if one.nullable else one for one in wanted]
    statement = sqlalchemy_select(*whole).where(*conditions).order_by(*wanted[:2])
    rows = session.connection().execute(statement).all()
    flat = chain.from_iterable(rows)
    return np.fromiter(flat, np.int64, len(rows) * len(names)).reshape(len(rows), len(names))


def _codings(session: Session, held: Codings | None) -> Codings:
    """Return the codings; the held ones when neither they nor the counterparties have changed."""
    partners = _partners(session)
    count, last = session.exec(select(func.count(), func.max(Coding.id))).one()
    mark = (count, last or 0, hash(tuple(sorted(partners.items()))))
    if held is not None and held.mark == mark:
        return held
    rows = _matrix(session, Coding, _CODING_COLUMNS)
    size = int(rows[:, 0].max(initial=0)) + 1
    parts = np.zeros((len(_CODING_COLUMNS) - 1, size), dtype=np.int64)
    parts[:, rows[:, 0]] = rows[:, 1:].T
    account, function, project, counterparty = parts
    code = {
        code_id: text for code_id, text in session.exec(select(Code.id, Code.code)) if code_id is not None
    }
    by_code = np.full(max(code, default=0) + 1, NOBODY, dtype=np.int64)
    for code_id, unit_id in partners.items():
        by_code[code_id] = unit_id
    return Codings(mark, account, function, project, counterparty, by_code[counterparty], code)


def _partners(session: Session) -> dict[int, int]:
    """Return the unit on the other side by internal counterparty code, 0 when it names none."""
    rows = session.exec(
        select(Counterparty.code_id, Counterparty.unit_id).where(
            Counterparty.kind == CounterpartyKind.INTERNAL
        )
    ).all()
    return {code_id: unit_id or 0 for code_id, unit_id in rows}


def _trees(session: Session, held: Columns | None) -> dict[int, TreeShape]:
    """Return every tree's shape; the held ones when no change of a tree is in the audit since then."""
    if held is not None:
        changed = select(func.count()).where(AuditEvent.subject_kind == "tree", col(AuditEvent.n) > held.n)
        if session.exec(changed).one() == 0:
            return held.trees
    rows = _matrix(session, TreeUnit, _TREE_COLUMNS)
    rows = rows[np.lexsort((rows[:, 3], rows[:, 0]))]
    shapes = {}
    for tree_id in np.unique(rows[:, 0]):
        own = rows[rows[:, 0] == tree_id]
        shapes[int(tree_id)] = shape_tree(own[:, 1], own[:, 2], own[:, 3], own[:, 4], own[:, 5])
    return shapes
