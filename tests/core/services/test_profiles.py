from typing import Any

import pytest
from sqlmodel import Session, select

from core.enums import SourceKind
from core.errors import RuleViolation
from core.imports.preview import preview_from_json
from core.models import AuditEvent, ImportBatch, ImportMapping, ImportProfile
from core.services import loading, profiles
from core.services.profiles import NewProfile
from tests import loading_factories as lf


def _read(session: Session, office: lf.Office, *rows: lf.LedgerRow) -> int:
    return loading.read_batch(
        session, office.actor, profile_id=office.ledger, name="fil.csv", data=lf.csv_file(rows)
    )


def _map(
    session: Session, office: lf.Office, batch_id: int, dimension: str, source: str, target: str
) -> None:
    profiles.map_code(
        session, office.actor, batch_id=batch_id, dimension=dimension, source_code=source, target=target
    )


def test_create_profile_keeps_what_it_was_told(session: Session) -> None:
    office = lf.make_office(session)

    profile_id = profiles.create_profile(
        session,
        office.actor,
        profile=NewProfile(" Skolans system ", SourceKind.LEDGER, {"1": "unit"}, "4120", "212000-9999"),
    )

    row = session.get_one(ImportProfile, profile_id)
    assert (row.name, row.kind, row.dimensions) == ("Skolans system", SourceKind.LEDGER, {"1": "unit"})
    assert (row.default_unit_id, row.organisation_number) == (office.units["4120"], "212000-9999")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": " "}, "Ge profilen ett namn"),
        ({"name": "x" * 81}, "Ge profilen ett namn"),
        ({"name": "Huvudbok"}, "Det finns redan en profil som heter Huvudbok"),
        ({"default_unit": "9999"}, "9999 är inget ansvar i organisationen"),
        ({"default_unit": "412"}, "412 är inget ansvar i organisationen"),
        ({"dimensions": {"1": "färg"}}, "Dimension 1 kan inte läsas som färg"),
        ({"dimensions": {"1": "account"}}, "Dimension 1 kan inte läsas som account"),
    ],
)
def test_create_profile_that_cannot_be_says_why(
    session: Session, change: dict[str, Any], message: str
) -> None:
    office = lf.make_office(session)
    values: dict[str, Any] = {"name": "Ny", "kind": SourceKind.LEDGER, "dimensions": {"1": "unit"}, **change}

    with pytest.raises(RuleViolation, match=message):
        profiles.create_profile(session, office.actor, profile=NewProfile(**values))


def test_map_code_shows_the_batch_anew_and_holds_for_later_files(session: Session) -> None:
    office = lf.make_office(session)
    batch_id = _read(session, office, ("2026-01-05", "9999", "5021", 100))

    _map(session, office, batch_id, "unit", "9999", "4121")

    preview = preview_from_json(session.get_one(ImportBatch, batch_id).preview)
    assert preview.unknown_units == ()
    later = _read(session, office, ("2026-02-05", "9999", "5021", 100))
    assert preview_from_json(session.get_one(ImportBatch, later).preview).unknown_units == ()
    event = session.info["rodret.events"][-1]
    assert event.new["file"] == "fil.csv"


def test_map_code_again_replaces_the_answer(session: Session) -> None:
    office = lf.make_office(session)
    batch_id = _read(session, office, ("2026-01-05", "9999", "5021", 100))

    _map(session, office, batch_id, "unit", "9999", "4121")
    _map(session, office, batch_id, "unit", "9999", "4120")

    rows = session.exec(select(ImportMapping)).all()
    assert [(row.source_code, row.unit_id) for row in rows] == [("9999", office.units["4120"])]


@pytest.mark.parametrize(
    ("dimension", "target", "message"),
    [
        ("unit", "412", "412 är inget ansvar"),
        ("account", "7777", "Koden 7777 finns inte i kodplanen"),
        ("färg", "röd", "Välj vad koden står för"),
    ],
)
def test_map_code_to_what_is_not_there_is_refused(
    session: Session, dimension: str, target: str, message: str
) -> None:
    office = lf.make_office(session)
    batch_id = _read(session, office, ("2026-01-05", "9999", "5021", 100))

    with pytest.raises(RuleViolation, match=message):
        _map(session, office, batch_id, dimension, "9999", target)

    assert session.exec(select(AuditEvent.action)).all() == []
