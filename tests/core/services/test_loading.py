"""Reading a file to its preview: nothing is loaded yet, and everything that matters is said."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from core.db import Database
from core.enums import BatchState, VersionKind
from core.errors import ImportFileError, NotAllowed, RuleViolation
from core.imports.preview import Preview, preview_from_json
from core.models import ImportBatch, ImportFile
from core.services import loading
from core.services.transaction import transaction
from tests import factories
from tests import loading_factories as lf

ROWS = [
    ("2026-01-05", "4120", "5021", 1_000_01),
    ("2026-01-20", "4121", "6010", 250_50),
    ("2026-02-03", "5101", "5021", 77),
    ("2026-02-03", "5101", "3010", -500_00),
]


def _preview(database: Database, batch_id: int) -> Preview:
    with database.reading() as session:
        return preview_from_json(session.get_one(ImportBatch, batch_id).preview)


def _codes(preview: Preview) -> list[str]:
    return [problem.code for problem in preview.problems]


def _state(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table: session.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one()
            for table in ("import_batch", "import_file", "ledger_line", "balance", "version")
        }


def test_read_batch_previews_to_the_ore_by_class_and_committee_and_loads_nothing(database: Database) -> None:
    office = lf.stored_office(database)

    batch_id = lf.read(database, office, lf.csv_file(ROWS))

    preview = _preview(database, batch_id)
    assert (preview.rows, preview.debit, preview.credit) == (4, 125_128, -50_000)
    assert preview.months == (202601, 202602)
    assert [(group.key, group.rows, group.file, group.loaded) for group in preview.account_classes] == [
        ("3", 1, -50_000, 0),
        ("5", 2, 100_078, 0),
        ("6", 1, 25_050, 0),
    ]
    assert [(group.key, group.file) for group in preview.committees] == [
        ("Barn- och utbildningsnämnden", 125_051),
        ("Socialnämnden", -49_923),
    ]
    assert preview.errors == 0
    assert _state(database) == {
        "import_batch": 1, "import_file": 1, "ledger_line": 0, "balance": 0, "version": 0,
    }  # fmt: skip


def test_read_batch_shows_what_is_loaded_for_the_same_months_only(database: Database) -> None:
    office = lf.stored_office(database)
    lf.load(database, office, lf.csv_file([*ROWS, ("2026-03-01", "4120", "5021", 9_999)]))

    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 300)]))

    groups = _preview(database, batch_id).account_classes
    assert [(group.key, group.file, group.loaded, group.difference) for group in groups] == [
        ("5", 300, 100_001, -99_701),
        ("6", 0, 25_050, -25_050),
    ]


def test_choose_months_narrows_the_preview_to_them(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file(ROWS))

    with transaction(database, office.actor) as session:
        loading.choose_months(session, office.actor, batch_id=batch_id, months=[202602])

    preview = _preview(database, batch_id)
    assert (preview.rows, preview.debit, preview.credit) == (2, 77, -50_000)
    assert preview.months == (202602,)
    assert [group.key for group in preview.account_classes] == ["3", "5"]


@pytest.mark.parametrize("months", [[], [202603], [202601, 202512]])
def test_choose_months_that_the_file_does_not_have_is_refused(database: Database, months: list[int]) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file(ROWS))

    with database.writing() as session, pytest.raises(RuleViolation, match="bara månader som filen har"):
        loading.choose_months(session, office.actor, batch_id=batch_id, months=months)


def test_read_batch_takes_the_months_between_the_first_and_the_last(database: Database) -> None:
    office = lf.stored_office(database)
    rows = [
        ("2025-11-05", "4120", "5021", 1),
        ("2025-13", "4120", "5021", 1),
        ("2026-02-05", "4120", "5021", 1),
    ]

    batch_id = lf.read(database, office, lf.csv_file(rows))

    assert _preview(database, batch_id).months == (202511, 202512, 202513, 202601, 202602)


def test_read_batch_unknown_cost_center_is_warned_of_and_shown_outside(database: Database) -> None:
    office = lf.stored_office(database)

    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "9999", "5021", 100)]))

    preview = _preview(database, batch_id)
    assert preview.unknown_units == ("9999",)
    assert _codes(preview) == ["unit_unknown"]
    assert (preview.errors, preview.warnings) == (0, 1)
    assert [group.key for group in preview.committees] == ["Utanför organisationen"]


def test_read_batch_unit_that_is_no_cost_center_is_an_error(database: Database) -> None:
    office = lf.stored_office(database)

    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "412", "5021", 100)]))

    preview = _preview(database, batch_id)
    assert _codes(preview) == ["unit_not_cost_center"]
    assert preview.problems[0].message.startswith("412 är enheter, inte ansvar.")
    assert preview.errors == 1


def test_read_batch_without_cost_centers_goes_to_the_default_one(database: Database) -> None:
    office = lf.stored_office(database, default_unit="5101")

    lf.load(database, office, lf.sie_file([("2026-01-05", "", "5021", 100)]), "fil.se")

    assert lf.actuals_of(database) == {("5101", "5021", 1): 100, ("5101", "1930", 1): -100}


def test_read_batch_without_cost_centers_and_default_is_an_error(database: Database) -> None:
    office = lf.stored_office(database)

    batch_id = lf.read(database, office, lf.sie_file([("2026-01-05", "", "5021", 100)]), "fil.se")

    preview = _preview(database, batch_id)
    assert "unit_missing" in _codes(preview)
    assert preview.errors == 1
    with pytest.raises(RuleViolation, match="Filen har fel"):
        lf.apply(database, office, batch_id)
    assert lf.actuals_of(database) == {}


def test_read_batch_code_that_is_too_long_is_an_error(database: Database) -> None:
    office = lf.stored_office(database)

    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5" * 33, 100)]))

    assert _codes(_preview(database, batch_id)) == ["code_too_long"]


def test_read_batch_same_file_again_is_warned_of(database: Database) -> None:
    office = lf.stored_office(database)
    lf.load(database, office, lf.csv_file(ROWS), "januari.csv")

    again = lf.read(database, office, lf.csv_file(ROWS), "kopia.csv")

    preview = _preview(database, again)
    assert _codes(preview) == ["loaded_before"]
    assert "januari.csv" in preview.problems[0].message
    assert all(group.difference == 0 for group in preview.account_classes)


@pytest.mark.parametrize(
    ("number", "warned"), [("556000-0001", True), (lf.NUMBER, False), ("16212000-9999", False), ("", False)]
)
def test_read_batch_file_of_another_organisation_is_warned_of(
    database: Database, number: str, warned: bool
) -> None:
    office = lf.stored_office(database)
    data = lf.sie_file([("2026-01-05", "4120", "5021", 100)], number=number)

    preview = _preview(database, lf.read(database, office, data, "fil.se"))

    assert ("other_organisation" in _codes(preview)) is warned


@pytest.mark.parametrize(
    ("closed", "rows", "named"),
    [
        ([1], ROWS, "januari 2026."),
        ([1, 2, 3], ROWS, "januari 2026, februari 2026."),
        ([12], [("2026-13", "4120", "5021", 1)], "december 2026."),
    ],
)
def test_read_batch_closed_months_are_warned_of_by_name(
    database: Database, closed: list[int], rows: list[lf.LedgerRow], named: str
) -> None:
    office = lf.stored_office(database)
    with transaction(database) as session:
        factories.close_months(session, 2026, closed)

    preview = _preview(database, lf.read(database, office, lf.csv_file(rows)))

    assert _codes(preview) == ["closed_months"]
    assert preview.problems[0].message.startswith(f"Stängda månader ersätts: {named} ")


def test_read_batch_closed_year_is_an_error(database: Database) -> None:
    office = lf.stored_office(database)
    with transaction(database) as session:
        factories.make_version(session, VersionKind.ACTUAL, 2026, closed_at=factories.LOADED_AT)

    preview = _preview(database, lf.read(database, office, lf.csv_file(ROWS)))

    assert _codes(preview) == ["closed_year"]
    assert preview.errors == 1


def test_read_batch_file_with_opening_balances_only_can_just_be_shown(database: Database) -> None:
    office = lf.stored_office(database)

    batch_id = lf.read(database, office, lf.sie_file(openings=[("4120", "1930", 500)]), "fil.se")

    assert "no_lines" in _codes(_preview(database, batch_id))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tom.se", b""),
        ("sida.se", b"<!doctype html><html>Logga in</html>"),
        ("bok.xlsx", b"PK\x03\x04xl/workbook.xml"),
        ("skräp.bin", bytes(range(256)) * 8),
        ("trasig.csv", b"konto;belopp\n5021;1"),
    ],
)
def test_read_batch_broken_file_leaves_nothing_behind(database: Database, name: str, data: bytes) -> None:
    office = lf.stored_office(database)

    with pytest.raises(ImportFileError):
        lf.read(database, office, data, name)

    assert set(_state(database).values()) == {0}


def test_read_batch_without_a_source_is_refused(database: Database) -> None:
    office = lf.stored_office(database)

    with database.writing() as session, pytest.raises(RuleViolation, match="Välj vilken källa"):
        loading.read_batch(session, office.actor, profile_id=99, name="x", data=lf.csv_file(ROWS))


def test_read_batch_budget_needs_an_open_plan(database: Database) -> None:
    office = lf.stored_office(database)
    with transaction(database) as session:
        actual = factories.make_version(session, VersionKind.ACTUAL, 2026)
        closed = factories.make_version(session, VersionKind.BUDGET, 2026, closed_at=factories.LOADED_AT)
    data = lf.sie_file(budgets=[(202601, "4120", "5021", 100)])

    def refusal(version_id: int | None) -> str:
        with database.writing() as session, pytest.raises(RuleViolation) as caught:
            loading.read_batch(
                session, office.actor, profile_id=office.budget, name="b.se", data=data, version_id=version_id
            )
        return caught.value.message

    assert refusal(None) == refusal(actual) == refusal(99) == "Välj vilken budget filen ska läsas in i."
    assert refusal(closed) == "budget 2026 är stängd och kan inte ändras."


def test_refresh_preview_reads_the_profile_as_it_is_now(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.sie_file([("2026-01-05", "", "5021", 100)]), "fil.se")
    with transaction(database) as session:
        session.execute(text("UPDATE import_profile SET default_unit_id = :u"), {"u": office.units["4120"]})

    with transaction(database, office.actor) as session:
        loading.refresh_preview(session, office.actor, batch_id=batch_id)

    assert _preview(database, batch_id).errors == 0


def test_discard_batch_drops_its_file_and_keeps_the_log(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file(ROWS))

    with transaction(database, office.actor) as session:
        loading.discard_batch(session, office.actor, batch_id=batch_id)

    with database.reading() as session:
        assert session.get_one(ImportBatch, batch_id).state is BatchState.DISCARDED
        assert session.exec(select(ImportFile.batch_id)).all() == []


def _refresh(session: Session, office: lf.Office, batch_id: int) -> None:
    loading.refresh_preview(session, office.actor, batch_id=batch_id)


def _choose(session: Session, office: lf.Office, batch_id: int) -> None:
    loading.choose_months(session, office.actor, batch_id=batch_id, months=[202601])


def _discard(session: Session, office: lf.Office, batch_id: int) -> None:
    loading.discard_batch(session, office.actor, batch_id=batch_id)


@pytest.mark.parametrize("act", [_refresh, _choose, _discard])
def test_batch_that_somebody_else_has_changed_is_refused(database: Database, act: Any) -> None:
    office = lf.stored_office(database)
    batch_id = lf.load(database, office, lf.csv_file(ROWS))

    with database.writing() as session, pytest.raises(RuleViolation, match="redan ändrats av någon annan"):
        act(session, office, batch_id)


@pytest.mark.parametrize("act", [_refresh, _choose, _discard])
def test_batch_that_is_not_there_is_refused(database: Database, act: Any) -> None:
    office = lf.stored_office(database)

    with database.writing() as session, pytest.raises(NotAllowed, match="Inläsningen finns inte"):
        act(session, office, 4711)
