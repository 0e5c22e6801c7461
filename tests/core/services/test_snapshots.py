import hashlib
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from core.db import Database
from core.errors import NotAllowed, RuleViolation
from core.models import Snapshot
from core.money import MoneyUnit
from core.queries.snapshots import list_snapshots, read_snapshot
from core.services.snapshots import keep_snapshot
from core.services.transaction import transaction
from core.table import Column, Kind, Row, RowRole, Status, Table
from tests.core.process_town import Town, make_town

TABLE = Table(
    "Läge",
    (
        Column("name", "Namn", Kind.TEXT),
        Column("sum", "Belopp", Kind.MONEY, signed=True, note="I tkr"),
        Column("share", "Andel", Kind.PERCENT),
        Column("day", "Dag", Kind.DATE),
    ),
    (
        Row("a", ("Åsa \"Ö\"", -250_000_000_000, Decimal("0.034"), date(2026, 11, 9)), 1, drill="unit:4"),
        Row("b", (None, 0, None, None), role=RowRole.TOTAL, status=Status.BAD, note="Summa"),
    ),
    MoneyUnit.MNKR,
    about=(("Källa", "Huvudboken"),),
    footnotes=("Avrundning kan ge differens.",),
)  # fmt: skip


def _keep(session: Session, town: Town, who: str = "maria", code: str = "412") -> int:
    return keep_snapshot(
        session,
        town.actor(session, who),
        unit_id=town.units[code],
        subject=("round", 7),
        title="Delår",
        table=TABLE,
    )


def test_snapshot_is_read_back_equal(session: Session) -> None:
    town = make_town(session)
    kept = _keep(session, town)
    assert read_snapshot(session, town.actor(session, "maria"), snapshot_id=kept) == TABLE
    row = session.exec(select(Snapshot)).one()
    assert row.sha256 == hashlib.sha256(row.body.encode()).hexdigest()
    assert row.body.startswith('{"about":[["Källa","Huvudboken"]],"columns":[')


def test_same_table_has_the_same_sum(session: Session) -> None:
    town = make_town(session)
    first, second = (session.get_one(Snapshot, _keep(session, town)).sha256 for _n in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("maria", True),
        ("bo", True),
        ("sara", True),
        ("rune", True),
        ("lars", False),
        ("sol", False),
        ("ada", False),
    ],
)
def test_snapshot_is_seen_by_those_who_see_the_units_economy(session: Session, who: str, seen: bool) -> None:
    town = make_town(session)
    kept, actor = _keep(session, town), town.actor(session, who)
    assert len(list_snapshots(session, actor, subject=("round", 7))) == int(seen)
    if seen:
        assert read_snapshot(session, actor, snapshot_id=kept) == TABLE
    else:
        with pytest.raises(NotAllowed, match="utanför det du har hand om"):
            read_snapshot(session, actor, snapshot_id=kept)


def test_unknown_snapshot_looks_like_one_outside(session: Session) -> None:
    town = make_town(session)
    with pytest.raises(NotAllowed, match="utanför det du har hand om"):
        read_snapshot(session, town.actor(session, "sara"), snapshot_id=99)


def test_snapshot_outside_scope_is_not_kept(session: Session) -> None:
    town = make_town(session)
    with pytest.raises(NotAllowed):
        _keep(session, town, "lars")


def test_snapshot_with_a_wrong_sum_is_refused(session: Session) -> None:
    town = make_town(session)
    _keep(session, town)
    row = session.exec(select(Snapshot)).one()
    false = Snapshot(**{**row.model_dump(), "id": None, "body": row.body.replace("Delår", "x") + " "})
    session.add(false)
    session.flush()
    with pytest.raises(RuleViolation, match="kontrollsumma"):
        read_snapshot(session, town.actor(session, "sara"), snapshot_id=false.id or 0)


@pytest.mark.parametrize("statement", ["UPDATE snapshot SET title = 'x'", "DELETE FROM snapshot"])
def test_snapshot_is_kept_for_ever(database: Database, statement: str) -> None:
    with transaction(database) as session:
        _keep(session, make_town(session))
    with database.writing() as session, pytest.raises(DatabaseError, match="kept for ever"):
        session.execute(text(statement))
