import pytest
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import PlanOrigin, VersionKind
from core.errors import RuleViolation
from core.models import PlanLine
from core.services import checks, plan_apply
from core.services.transaction import transaction
from tests import factories
from tests import loading_factories as lf


def _stored_budget(database: Database, year: int = 2026) -> int:
    with transaction(database) as session:
        return factories.make_version(session, VersionKind.BUDGET, year, f"Budget {year}")


def _held(database: Database) -> dict[tuple[str, int, str, str, int], int]:
    with database.reading() as session:
        return lf.balances_of(session)


def test_write_plan_loads_a_budget_file_into_the_version(database: Database) -> None:
    office = lf.stored_office(database)
    version = _stored_budget(database)
    data = lf.sie_file(
        budgets=[
            (202601, "4120", "5021", 100_000_00),
            (202602, "4120", "5021", 50_000_00),
            (202612, "5101", "3010", -7_00),
        ]
    )

    lf.load(database, office, data, "budget.se", version_id=version)

    assert _held(database) == {
        ("budget", 2026, "4120", "5021", 1): 100_000_00,
        ("budget", 2026, "4120", "5021", 2): 50_000_00,
        ("budget", 2026, "5101", "3010", 12): -7_00,
    }
    with database.reading() as session:
        lines = session.exec(select(PlanLine).order_by(col(PlanLine.id))).all()
        assert [(line.m1, line.m2, line.m3, line.m12, line.origin) for line in lines] == [
            (100_000_00, 50_000_00, None, None, PlanOrigin.MANUAL),
            (None, None, None, -7_00, PlanOrigin.MANUAL),
        ]
        assert checks.run_checks(session) == []


def test_write_plan_replaces_the_whole_version_and_no_other(database: Database) -> None:
    office = lf.stored_office(database)
    one, two = _stored_budget(database), _stored_budget(database, 2027)
    lf.load(database, office, lf.sie_file(budgets=[(202601, "4120", "5021", 100)]), "a.se", version_id=one)
    later = lf.sie_file(budgets=[(202701, "4120", "5021", 900)], year=2027)
    lf.load(database, office, later, "b.se", version_id=two)

    lf.load(database, office, lf.sie_file(budgets=[(202603, "4121", "6010", 300)]), "c.se", version_id=one)

    assert _held(database) == {
        ("budget", 2026, "4121", "6010", 3): 300,
        ("budget", 2027, "4120", "5021", 1): 900,
    }


def test_write_plan_rounds_to_whole_kronor(database: Database) -> None:
    office = lf.stored_office(database)
    version = _stored_budget(database)
    data = lf.sie_file(budgets=[(202601, "4120", "5021", 150), (202602, "4120", "5021", -149)])

    lf.load(database, office, data, "budget.se", version_id=version)

    assert _held(database) == {
        ("budget", 2026, "4120", "5021", 1): 200,
        ("budget", 2026, "4120", "5021", 2): -100,
    }


@pytest.mark.parametrize(
    ("ore", "kronor"),
    [(0, 0), (49, 0), (50, 1), (-49, 0), (-50, -1), (149, 1), (150, 2), (12_345_678_950, 123_456_790)],
)
def test_whole_kronor_half_goes_away_from_zero(ore: int, kronor: int) -> None:
    assert plan_apply.whole_kronor(ore) == kronor * 100


def test_clear_plan_takes_lines_and_balances(database: Database) -> None:
    office = lf.stored_office(database)
    version = _stored_budget(database)
    lf.load(
        database, office, lf.sie_file(budgets=[(202601, "4120", "5021", 100)]), "a.se", version_id=version
    )

    with transaction(database, office.actor) as session:
        plan_apply.clear_plan(session, plan_apply.open_version(session, version))

    assert _held(database) == {}
    with database.reading() as session:
        assert session.exec(select(PlanLine.id)).all() == []


@pytest.mark.parametrize("kind", [VersionKind.ACTUAL, VersionKind.SNAPSHOT])
def test_open_version_that_is_no_plan_is_refused(session: Session, kind: VersionKind) -> None:
    version = factories.make_version(session, kind, 2026)

    with pytest.raises(RuleViolation, match="Välj vilken budget"):
        plan_apply.open_version(session, version)


def test_open_version_of_a_revised_budget_is_taken(session: Session) -> None:
    version = factories.make_version(session, VersionKind.REVISED, 2026)

    assert plan_apply.open_version(session, version).id == version
