"""The demo built once for all the tests that need it whole, through the real way in."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session

from core.db import Database
from core.periods import Period
from core.queries.access import load_actor
from core.queries.trees import unit_ids
from core.queries.users import user_ids
from core.reports import follow_up
from core.reports.follow_up_view import FollowUpView
from core.rules.access import Actor
from core.rules.follow_up import Comparison
from core.table import Table
from demo.build import LOADED, build

CONTROLLER = "petra.dahlgard"
_PASSWORD_HASH = "$2b$04$nobody.signs.in.with.this"

Figures = dict[str, dict[str, int | None]]
"""Row key → column → öre."""


def build_once(factory: pytest.TempPathFactory) -> Database:
    """Return the demo of this test run on SQLite; the first call builds it."""
    file = Path(factory.getbasetemp()) / "ekarboda.db"
    if not file.exists():
        build(f"sqlite:///{file}", password_hash=_PASSWORD_HASH, tell=_silent)
    return Database(f"sqlite:///{file}", now=lambda: LOADED)


def build_on(url: str) -> Database:
    """Return the demo built in an empty database."""
    build(url, password_hash=_PASSWORD_HASH, tell=_silent)
    return Database(url, now=lambda: LOADED)


def _silent(_word: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the reports of the built demo."""

    session: Session
    actor: Actor
    units: dict[str, int]

    def view(
        self, unit: str, period: Period, comparison: Comparison, rows: str, **more: object
    ) -> FollowUpView:
        definition = rows if rows in {"report", "result", "nature"} else "report"
        chosen: dict[str, object] = {"definition": definition, "show_all": True, **more}
        return FollowUpView(self.units[unit], period, rows, comparison=comparison, **chosen)  # type: ignore[arg-type]

    def read(self, view: FollowUpView) -> Figures:
        return figures_of(follow_up.build(self.session, self.actor, view=view).table)


def reader_of(session: Session) -> Reader:
    """Return the controller of the demo as a reader of its reports."""
    actor = load_actor(session, user_ids(session)[CONTROLLER], today=LOADED.date())
    assert actor is not None
    return Reader(session, actor, unit_ids(session))


def figures_of(table: Table) -> Figures:
    """Return what stands in a table by row key and column key."""
    keys = [column.key for column in table.columns]
    return {row.key: dict(zip(keys, row.cells, strict=True)) for row in table.rows}  # type: ignore[arg-type]
