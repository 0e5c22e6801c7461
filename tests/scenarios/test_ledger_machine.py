"""Random walks over loading, undoing, reorganising and budgeting: everything adds up after each step."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text
from sqlmodel import select

from core.db import Database
from core.enums import Role, UnitKind, VersionKind
from core.models import Tree
from core.rules.access import Actor
from core.rules.trees import Add, Change, Close, Move, Node
from core.services import checks, loading, organisation
from core.services.transaction import transaction
from tests import factories
from tests import loading_factories as lf
from tests.conftest import fixed_now

YEAR = 2026
CENTERS = ("4120", "4121", "5101", "9999")
ACCOUNTS = ("5021", "6010", "3010")
CHANGED = ("412", "4120", "5101", "4121", "")
Key = tuple[str, str, int]
"""Cost center, account, month."""

rows_of_a_file = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(CENTERS),
        st.sampled_from(ACCOUNTS),
        st.integers(-999_999, 999_999).filter(bool),
    ),
    min_size=1,
    max_size=6,
)


def _csv(rows: list[tuple[int, str, str, int]]) -> bytes:
    return lf.csv_file((f"{YEAR}-{month:02d}-05", unit, account, ore) for month, unit, account, ore in rows)


def _change(code: str, home: str, number: int) -> Change:
    """Return a move of a unit; of the empty code a new unit, and of 4121 its end."""
    if not code:
        return Add(Node(f"X{number}", f"Ny enhet {number}", UnitKind.UNIT, home))
    return Close(code, successor="4120") if code == "4121" else Move(code, home)


@dataclass(slots=True)
class Loaded:
    """What the model knows of a load: its batch, its months, and what it holds."""

    batch_id: int
    months: frozenset[int]
    sums: Counter[Key] = field(default_factory=Counter)


class LedgerMachine(RuleBasedStateMachine):
    """The model keeps a stack of loads; a month's figures are those of the topmost load that has it."""

    template: ClassVar[Path]
    folder: ClassVar[Path]
    runs: ClassVar[Iterator[int]]

    @initialize()
    def begin(self) -> None:
        file = self.folder / f"{next(self.runs)}.db"
        copyfile(self.template, file)
        self.file = file
        self.database = Database(f"sqlite:///{file}", now=fixed_now)
        self.office = lf.stored_office(self.database)
        with transaction(self.database) as session:
            self.version = factories.make_version(session, VersionKind.BUDGET, YEAR)
            self.administrator: Actor = factories.make_actor(
                session, Role.ADMINISTRATOR, self.office.units["1"]
            )
        self.loads: list[Loaded] = []
        self.budgets: list[Loaded] = []
        self.added: list[str] = []

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.dispose()
            for file in self.folder.glob(f"{self.file.name}*"):
                file.unlink()

    @rule(files=st.lists(rows_of_a_file, min_size=1, max_size=3))
    def load(self, files: list[list[tuple[int, str, str, int]]]) -> None:
        for rows in files:
            batch_id = lf.load(self.database, self.office, _csv(rows))
            months = [month for month, *_rest in rows]
            self._push(batch_id, rows, frozenset(range(min(months), max(months) + 1)))

    @rule(rows=rows_of_a_file, chosen=st.integers(1, 3))
    def load_one_month_of_a_file(self, rows: list[tuple[int, str, str, int]], chosen: int) -> None:
        months = [month for month, *_rest in rows]
        chosen = min(max(chosen, min(months)), max(months))
        batch_id = lf.read(self.database, self.office, _csv(rows))
        with transaction(self.database, self.office.actor) as session:
            loading.choose_months(session, self.office.actor, batch_id=batch_id, months=[YEAR * 100 + chosen])
        lf.apply(self.database, self.office, batch_id)
        self._push(batch_id, rows, frozenset([chosen]))

    def _push(self, batch_id: int, rows: list[tuple[int, str, str, int]], months: frozenset[int]) -> None:
        loaded = Loaded(batch_id, months)
        for month, unit, account, ore in rows:
            if month in months:
                loaded.sums[unit, account, month] += ore
        self.loads.append(loaded)

    @precondition(lambda self: self.loads)
    @rule()
    def undo_the_last_load(self) -> None:
        lf.undo(self.database, self.office, self.loads.pop().batch_id)

    @rule(rows=rows_of_a_file)
    def load_budget(self, rows: list[tuple[int, str, str, int]]) -> None:
        sums: Counter[Key] = Counter()
        for month, unit, account, ore in rows:
            sums[unit, account, month] += ore // 100 * 100
        data = lf.sie_file(
            budgets=[(YEAR * 100 + month, unit, account, ore) for (unit, account, month), ore in sums.items()]
        )
        batch_id = lf.load(self.database, self.office, data, "budget.se", version_id=self.version)
        self.budgets.append(Loaded(batch_id, frozenset(), sums))

    @precondition(lambda self: self.budgets)
    @rule()
    def undo_the_last_budget(self) -> None:
        lf.undo(self.database, self.office, self.budgets.pop().batch_id)

    @rule(month=st.integers(1, 12), home=st.sampled_from(("4", "5")), code=st.sampled_from(CHANGED))
    def reorganise(self, month: int, home: str, code: str) -> None:
        self._reorganise(month, _change(code, home, len(self.added)))
        self.added.append(code)

    def _reorganise(self, month: int, change: Change) -> None:
        with transaction(self.database, self.administrator) as session:
            organisation.reorganise(
                session, self.administrator, valid_from=date(YEAR, month, 1), changes=[change]
            )

    @invariant()
    def nothing_is_found_by_the_check(self) -> None:
        if hasattr(self, "database"):
            with self.database.reading() as session:
                assert checks.run_checks(session) == []

    @invariant()
    def balances_are_those_of_the_model(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.reading() as session:
            held = lf.balances_of(session)
        expected = {("actual", YEAR, *key): ore for key, ore in self._actuals().items() if ore}
        budget = self.budgets[-1].sums if self.budgets else Counter()
        expected |= {("budget", YEAR, *key): ore for key, ore in budget.items() if ore}
        assert held == expected

    def _actuals(self) -> Counter[Key]:
        sums: Counter[Key] = Counter()
        for month in range(1, 4):
            top = next((loaded for loaded in reversed(self.loads) if month in loaded.months), None)
            if top is not None:
                sums.update({key: ore for key, ore in top.sums.items() if key[2] == month})
        return sums

    @invariant()
    def every_tree_sums_to_the_ledger(self) -> None:
        if not hasattr(self, "database"):
            return
        total = sum(self._actuals().values())
        months = " + ".join(f"b.m{month}" for month in range(1, 14))
        with self.database.reading() as session:
            sums = session.execute(
                text(
                    f"SELECT t.tree_id, COALESCE(SUM({months}), 0) FROM tree_unit r JOIN tree_unit t "
                    "ON t.tree_id = r.tree_id AND t.lft BETWEEN r.lft AND r.rgt "
                    "JOIN balance b ON b.unit_id = t.unit_id JOIN version v ON v.id = b.version_id "
                    "WHERE r.parent_id IS NULL AND v.kind = 'actual' GROUP BY t.tree_id"
                )
            ).all()
            tree_count = len(session.exec(select(Tree.id)).all())
        assert len(sums) in {0, tree_count}
        assert {amount for _tree, amount in sums} <= {total}


def test_ledger_adds_up_after_any_walk(
    sqlite_template: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    LedgerMachine.template, LedgerMachine.folder = sqlite_template, tmp_path
    LedgerMachine.runs = iter(range(10_000))

    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=20,
            stateful_step_count=14,
            deadline=None,
            phases=[Phase.generate],  # fourteen steps are read faster than they are shrunk
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
