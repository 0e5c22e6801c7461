"""Loading and undoing: what stands in the ledger afterwards, line by line and öre by öre."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from core.db import Database
from core.enums import BatchState, Dimension, LedgerOrigin, SourceKind
from core.errors import Conflict, RuleViolation
from core.models import AuditEvent, Code, ImportBatch, LedgerLine
from core.queries import trees
from core.rules.trees import OUTSIDE_CODE, Move
from core.services import batch_apply, checks, loading, profiles
from core.services.profiles import NewProfile
from core.services.transaction import transaction
from tests import factories
from tests import loading_factories as lf

JANUARY = ("2026-01-05", "4120", "5021", 1_000_01)
FEBRUARY = ("2026-02-05", "4120", "5021", 2_000_02)
MARCH = ("2026-03-05", "4121", "6010", 3_000_03)


def _sound(database: Database) -> list[str]:
    with database.reading() as session:
        return checks.run_checks(session)


def test_apply_batch_writes_lines_balances_and_what_was_done(database: Database) -> None:
    office = lf.stored_office(database)

    batch_id = lf.load(database, office, lf.csv_file([JANUARY, JANUARY, MARCH]), "kvartal.csv")

    lines, balances = lf.standing(database)
    assert lines == [
        (2026, "4120", "5021", "2026-01-05", 1, "1", "", 100_001),
        (2026, "4120", "5021", "2026-01-05", 1, "2", "", 100_001),
        (2026, "4121", "6010", "2026-03-05", 3, "3", "", 300_003),
    ]
    assert balances == {
        ("actual", 2026, "4120", "5021", 1): 200_002,
        ("actual", 2026, "4121", "6010", 3): 300_003,
    }
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
        assert (batch.state, batch.rows, batch.debit, batch.credit) == (BatchState.APPLIED, 3, 500_005, 0)
        event = session.exec(select(AuditEvent).where(AuditEvent.action == "batch_applied")).one()
        assert event.new == {"file": "kvartal.csv", "rows": 3, "months": [202601, 202602, 202603]}
        stamps = session.execute(text("SELECT unit_id, n FROM stamp")).all()
        assert {tuple(row) for row in stamps} == {
            (office.units["4120"], event.n),
            (office.units["4121"], event.n),
        }
    assert _sound(database) == []


def test_apply_batch_sie_keeps_voucher_text_and_codes(database: Database) -> None:
    office = lf.stored_office(database)
    data = lf.sie_file([("2026-01-05", "4120", "5021", 100)], objects=[("20", "440"), ("6", "P1")])

    lf.load(database, office, data, "fil.se")

    with database.reading() as session:
        line = session.exec(select(LedgerLine).where(LedgerLine.amount == 100)).one()
        assert (line.series, line.number, line.row, line.text) == ("A", "1", 1, "Rad")
        assert line.origin is LedgerOrigin.TRANSACTION
        codes = {
            (row.dimension, row.code): (row.name, row.placeholder)
            for row in session.exec(select(Code).where(Code.code != ""))
        }
    assert codes == {
        (Dimension.ACCOUNT, "5021"): ("Månadslön", False),
        (Dimension.ACCOUNT, "1930"): ("Bank", False),
        (Dimension.FUNCTION, "440"): ("", True),
        (Dimension.PROJECT, "P1"): ("", True),
    }


def test_apply_batch_employees_are_never_stored(database: Database) -> None:
    office = lf.stored_office(database)
    data = lf.sie_file([("2026-01-05", "4120", "5021", 100)], objects=[("7", "19850101-1234")])

    lf.load(database, office, data, "fil.se")

    with database.reading() as session:
        everything = "|".join(
            str(tuple(row))
            for table in ("code", "coding", "ledger_line", "audit")
            for row in session.execute(text(f"SELECT * FROM {table}"))
        )
        mapping = session.exec(select(ImportBatch.preview)).one()
    assert "19850101" not in everything
    assert "19850101" not in str(mapping)


def test_apply_batch_opening_balances_stand_in_the_opening(database: Database) -> None:
    office = lf.stored_office(database)
    data = lf.sie_file([("2026-02-05", "4120", "5021", 100)], openings=[("4120", "1930", 5_000_000_001)])

    lf.load(database, office, data, "fil.se")

    assert lf.actuals_of(database) == {
        ("4120", "1930", 0): 5_000_000_001,
        ("4120", "5021", 2): 100,
        ("4120", "1930", 2): -100,
    }
    assert _sound(database) == []


def test_apply_batch_of_later_months_leaves_the_opening_alone(database: Database) -> None:
    office = lf.stored_office(database)
    lf.load(database, office, lf.sie_file([JANUARY], openings=[("4120", "1930", 500)]), "januari.se")

    lf.load(database, office, lf.csv_file([FEBRUARY]))

    assert lf.actuals_of(database)["4120", "1930", 0] == 500
    assert lf.actuals_of(database)["4120", "5021", 1] == 100_001


@pytest.mark.parametrize("sie_type", ["2", "3"])
def test_apply_batch_sums_per_period_become_one_line_each(database: Database, sie_type: str) -> None:
    office = lf.stored_office(database, default_unit="4120")
    rows = [("2026-01-05", "4121", "5021", 100), ("2026-01-06", "4121", "5021", 11)]

    lf.load(database, office, lf.sie_file(rows, sie_type=sie_type), "fil.se")

    unit = "4121" if sie_type == "3" else "4120"
    assert lf.actuals_of(database) == {(unit, "5021", 1): 111, (unit, "1930", 1): -111}
    with database.reading() as session:
        assert set(session.exec(select(LedgerLine.origin))) == {LedgerOrigin.PERIOD_SUM}
    assert _sound(database) == []


def test_apply_batch_period_13_stands_in_its_own_month(database: Database) -> None:
    office = lf.stored_office(database)

    lf.load(
        database, office, lf.csv_file([("2026-12-30", "4120", "5021", 1), ("2026-13", "4120", "5021", 2)])
    )

    assert lf.actuals_of(database) == {("4120", "5021", 12): 1, ("4120", "5021", 13): 2}


def test_apply_batch_two_years_go_to_two_versions(database: Database) -> None:
    office = lf.stored_office(database)

    lf.load(database, office, lf.csv_file([("2025-12-30", "4120", "5021", 1), JANUARY]))

    assert lf.actuals_of(database, 2025) == {("4120", "5021", 12): 1}
    assert lf.actuals_of(database, 2026) == {("4120", "5021", 1): 100_001}


def test_apply_batch_replaces_the_months_of_the_same_source_and_only_them(database: Database) -> None:
    office = lf.stored_office(database)
    lf.load(database, office, lf.csv_file([JANUARY, FEBRUARY, MARCH]))

    lf.load(database, office, lf.csv_file([("2026-02-09", "4121", "6010", 7)]))

    assert lf.actuals_of(database) == {
        ("4120", "5021", 1): 100_001,
        ("4121", "6010", 2): 7,
        ("4121", "6010", 3): 300_003,
    }
    assert _sound(database) == []


def test_apply_batch_of_another_source_leaves_the_first_ones_lines(database: Database) -> None:
    office = lf.stored_office(database)
    lf.load(database, office, lf.csv_file([JANUARY, FEBRUARY]))
    with transaction(database, office.actor) as session:
        other = profiles.create_profile(
            session, office.actor, profile=NewProfile("Löner", SourceKind.LEDGER, lf.DIMENSIONS)
        )
    payroll = lf.Office(office.actor, office.units, other, office.budget)

    batch_id = lf.load(database, payroll, lf.csv_file([("2026-01-25", "4120", "5021", 9)]))
    both = lf.actuals_of(database)
    lf.undo(database, payroll, batch_id)

    assert both == {("4120", "5021", 1): 100_010, ("4120", "5021", 2): 200_002}
    assert lf.actuals_of(database) == {("4120", "5021", 1): 100_001, ("4120", "5021", 2): 200_002}


def test_apply_batch_unknown_cost_center_is_placed_outside_every_tree(database: Database) -> None:
    office = lf.stored_office(database)
    with transaction(database) as session:
        from core.enums import Role
        from core.services.organisation import reorganise

        administrator = factories.make_actor(session, Role.ADMINISTRATOR, office.units["1"])
        reorganise(session, administrator, valid_from=factories.TODAY, changes=[Move("412", "5")])

    lf.load(database, office, lf.csv_file([("2026-01-05", "9999", "5021", 100)]))

    assert lf.actuals_of(database) == {("9999", "5021", 1): 100}
    with database.reading() as session:
        assert [trees.nodes_of(session, tree_id)["9999"].parent for tree_id in (1, 2)] == [OUTSIDE_CODE] * 2
    assert _sound(database) == []


def test_apply_batch_mapped_cost_center_and_code_go_where_they_stand_for(database: Database) -> None:
    office = lf.stored_office(database)
    lf.load(database, office, lf.csv_file([("2025-01-05", "4120", "5021", 1)]))
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "9999", "50210", 100)]))
    with transaction(database, office.actor) as session:
        for dimension, source, target in (("unit", "9999", "4121"), ("account", "50210", "5021")):
            profiles.map_code(
                session,
                office.actor,
                batch_id=batch_id,
                dimension=dimension,
                source_code=source,
                target=target,
            )

    lf.apply(database, office, batch_id)

    assert lf.actuals_of(database) == {("4121", "5021", 1): 100}


def test_apply_batch_only_the_chosen_months(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([JANUARY, FEBRUARY, MARCH]))
    with transaction(database, office.actor) as session:
        loading.choose_months(session, office.actor, batch_id=batch_id, months=[202602])

    assert lf.apply(database, office, batch_id) == 1
    assert lf.actuals_of(database) == {("4120", "5021", 2): 200_002}


def test_apply_batch_same_key_again_does_nothing_and_answers_the_same(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([JANUARY, FEBRUARY]))

    answers = [lf.apply(database, office, batch_id, "one-key") for _click in range(2)]

    assert answers == [2, 2]
    with database.reading() as session:
        assert len(session.exec(select(LedgerLine.id)).all()) == 2


def test_apply_batch_key_of_another_batch_is_refused(database: Database) -> None:
    office = lf.stored_office(database)
    first, second = (lf.read(database, office, lf.csv_file([row])) for row in (JANUARY, FEBRUARY))
    lf.apply(database, office, first, "one-key")

    with pytest.raises(Conflict):
        lf.apply(database, office, second, "one-key")


@pytest.mark.parametrize("state", [BatchState.APPLIED, BatchState.UNDONE, BatchState.DISCARDED])
def test_apply_batch_that_somebody_else_has_dealt_with_is_refused(database: Database, state: str) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([JANUARY]))
    with transaction(database) as session:
        session.get_one(ImportBatch, batch_id).state = BatchState(state)

    with pytest.raises(RuleViolation, match="redan ändrats av någon annan"):
        lf.apply(database, office, batch_id)

    assert lf.actuals_of(database) == {}


def test_apply_batch_that_fails_half_way_leaves_everything_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = lf.stored_office(database)
    lf.load(database, office, lf.csv_file([JANUARY]))
    before = lf.standing(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-09", "4121", "6010", 7)]))

    def fail(_done: int, _total: int) -> None:
        raise OSError("the disk is full")

    def apply() -> None:
        with transaction(database, office.actor) as session:
            batch_apply.apply_batch(session, office.actor, batch_id=batch_id, key="k", progress=fail)

    with pytest.raises(OSError, match="the disk is full"):
        apply()

    assert lf.standing(database) == before
    assert _sound(database) == []
    assert lf.apply(database, office, batch_id) == 1


def _close_year(session: Session, year: int) -> None:
    session.execute(
        text("UPDATE version SET closed_at = '2026-11-09 07:12:00.000000+00:00' WHERE year = :y"), {"y": year}
    )


def test_closed_year_is_refused_by_the_services(database: Database) -> None:
    office = lf.stored_office(database)
    loaded = lf.load(database, office, lf.csv_file([JANUARY]))
    waiting = lf.read(database, office, lf.csv_file([FEBRUARY]))
    with transaction(database) as session:
        _close_year(session, 2026)

    with pytest.raises(RuleViolation, match="Året 2026 är stängt"):
        lf.apply(database, office, waiting)
    with pytest.raises(RuleViolation, match="Året 2026 är stängt"):
        lf.undo(database, office, loaded)

    assert lf.actuals_of(database) == {("4120", "5021", 1): 100_001}


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_line SET amount = 0", "DELETE FROM ledger_line", "DELETE FROM balance"]
)
def test_closed_year_is_refused_by_the_database(database: Database, statement: str) -> None:
    office = lf.stored_office(database)
    lf.load(database, office, lf.csv_file([JANUARY]))
    with transaction(database) as session:
        _close_year(session, 2026)

    with database.writing() as session, pytest.raises(DatabaseError, match="closed version"):
        session.execute(text(statement))


def test_request_apply_is_one_job_however_often_it_is_clicked(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([JANUARY]))

    def ask(key: str) -> int:
        with transaction(database, office.actor) as session:
            return batch_apply.request_apply(session, office.actor, batch_id=batch_id, key=key)

    assert ask("one-key") == ask("one-key")
    with pytest.raises(RuleViolation, match="redan ändrats"):
        ask("another-key")
    with database.writing() as session, pytest.raises(RuleViolation, match="redan ändrats"):
        loading.discard_batch(session, office.actor, batch_id=batch_id)


def test_request_undo_under_a_later_load_is_refused_at_once(database: Database) -> None:
    office = lf.stored_office(database)
    first = lf.load(database, office, lf.csv_file([JANUARY]))
    lf.load(database, office, lf.csv_file([JANUARY]), "senare.csv")

    with database.writing() as session, pytest.raises(RuleViolation, match=r"Ångra först senare\.csv"):
        batch_apply.request_undo(session, office.actor, batch_id=first, key="k")
