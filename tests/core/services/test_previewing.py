"""What a preview of a budget says, and where a cost center is counted."""

from core.db import Database
from core.enums import Role, VersionKind
from core.errors import Severity
from core.imports.preview import Preview, preview_from_json
from core.models import ImportBatch
from core.rules.trees import Move
from core.services.organisation import reorganise
from core.services.transaction import transaction
from tests import factories
from tests import loading_factories as lf


def _budget_preview(database: Database, office: lf.Office, *budgets: tuple[int, str, str, int]) -> Preview:
    with transaction(database) as session:
        version = factories.make_version(session, VersionKind.BUDGET, 2026)
    batch_id = lf.read(database, office, lf.sie_file(budgets=budgets), "budget.se", version_id=version)
    return _preview(database, batch_id)


def _preview(database: Database, batch_id: int) -> Preview:
    with database.reading() as session:
        return preview_from_json(session.get_one(ImportBatch, batch_id).preview)


def test_make_preview_of_a_budget_sums_its_months_by_class_and_committee(database: Database) -> None:
    office = lf.stored_office(database)

    preview = _budget_preview(
        database,
        office,
        (202601, "4120", "5021", 100_00),
        (202602, "4120", "5021", 50_00),
        (202601, "5101", "3010", -20_00),
    )

    assert (preview.rows, preview.debit, preview.credit) == (3, 150_00, -20_00)
    assert [(group.key, group.file) for group in preview.account_classes] == [("3", -20_00), ("5", 150_00)]
    assert [(group.key, group.file) for group in preview.committees] == [
        ("Barn- och utbildningsnämnden", 150_00),
        ("Socialnämnden", -20_00),
    ]
    assert preview.months == ()
    assert preview.problems == ()


def test_make_preview_of_a_budget_shows_what_the_version_holds(database: Database) -> None:
    office = lf.stored_office(database)
    with transaction(database) as session:
        version = factories.make_version(session, VersionKind.BUDGET, 2026)
    lf.load(
        database, office, lf.sie_file(budgets=[(202601, "4120", "5021", 100_00)]), "a.se", version_id=version
    )

    again = lf.sie_file(budgets=[(202601, "4120", "5021", 130_00)])
    preview = _preview(database, lf.read(database, office, again, "b.se", version_id=version))

    assert [(group.key, group.loaded, group.difference) for group in preview.account_classes] == [
        ("5", 100_00, 30_00)
    ]


def test_make_preview_budget_of_another_year_is_left_out_and_told(database: Database) -> None:
    office = lf.stored_office(database)

    some = _budget_preview(database, office, (202601, "4120", "5021", 100), (202701, "4120", "5021", 900))
    none = _budget_preview(database, office, (202701, "4120", "5021", 900))

    assert (some.rows, some.debit) == (1, 100)
    assert [(problem.code, problem.severity) for problem in some.problems] == [
        ("other_years", Severity.WARNING)
    ]
    assert [(problem.code, problem.severity) for problem in none.problems] == [("no_budget", Severity.ERROR)]


def test_make_preview_counts_a_cost_center_where_it_lies_today(database: Database) -> None:
    office = lf.stored_office(database)
    with transaction(database) as session:
        administrator = factories.make_actor(session, Role.ADMINISTRATOR, office.units["1"])
        reorganise(session, administrator, valid_from=factories.TODAY, changes=[Move("412", "5")])

    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 100)]))

    assert [(group.key, group.file) for group in _preview(database, batch_id).committees] == [
        ("Socialnämnden", 100)
    ]


def test_make_preview_only_this_source_is_what_the_load_replaces(database: Database) -> None:
    from core.enums import SourceKind
    from core.services import profiles
    from core.services.profiles import NewProfile

    office = lf.stored_office(database)
    lf.load(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 100)]))
    with transaction(database, office.actor) as session:
        other = profiles.create_profile(
            session, office.actor, profile=NewProfile("Löner", SourceKind.LEDGER, lf.DIMENSIONS)
        )
    payroll = lf.Office(office.actor, office.units, other, office.budget)

    batch_id = lf.read(database, payroll, lf.csv_file([("2026-01-06", "4120", "5021", 7)]))

    assert [(group.loaded, group.file) for group in _preview(database, batch_id).account_classes] == [(0, 7)]
