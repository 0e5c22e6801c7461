from datetime import date

import pytest
from sqlmodel import Session

from core.db import Database
from core.errors import NotAllowed, RuleViolation
from core.periods import Period
from core.queries import control_findings
from core.queries.control_findings import Findings, list_findings
from core.queries.versions import choose_versions
from core.rules.control_lines import ControlRule, Limits
from core.services.transaction import transaction
from tests import factories
from tests.core import control_town
from tests.core.control_town import LICENCE, PRINTER, ControlTown

OCTOBER = Period(2026, 10)


def found(session: Session, town: ControlTown, unit: str = "433", period: Period = OCTOBER) -> Findings:
    sara = town.actor(session, "sara")
    return list_findings(session, sara, unit_id=town.units[unit], period=period, limits=Limits())


def test_licence_on_the_wrong_school_and_the_invoice_that_did_not_come_are_found(session: Session) -> None:
    town = control_town.plant(session)

    months = found(session, town).months

    asked = [(month.month, one.rule, one.title, one.unit) for month in months for one in month.all]
    assert asked == [
        (9, ControlRule.OTHER_UNIT, LICENCE, town.units["4330"]),
        (10, ControlRule.MISSING, PRINTER, town.units["4330"]),
    ]
    licence = months[8].miscodings[0]
    assert licence.key == "A/5477/1"
    assert (licence.reason, *licence.more) == (
        "Texten nämner Ekbackens skola F–6, men raden ligger på Norrängens skola F–6.",
        "Ledning (4330) har aldrig använt 6830 förut.",
    )


def test_school_that_the_licence_belongs_to_has_nothing_to_look_at(session: Session) -> None:
    town = control_town.plant(session)

    assert [one for month in found(session, town, "432").months for one in month.all] == []


def test_ledger_without_suppliers_says_so_and_misses_no_invoices(session: Session) -> None:
    town = control_town.plant(session, suppliers=False)

    findings = found(session, town)

    assert not findings.has_suppliers
    assert [one.rule for month in findings.months for one in month.all] == [ControlRule.OTHER_UNIT]


def test_ansvar_alone_has_the_same_findings_as_its_unit(session: Session) -> None:
    town = control_town.plant(session)

    alone = found(session, town, "4330").months

    assert [month.all for month in alone] == [month.all for month in found(session, town).months]


def test_year_without_a_ledger_has_none(session: Session) -> None:
    town = control_town.plant(session)

    assert found(session, town, period=Period(2023, 5)).months == ()


def test_large_part_of_the_organisation_is_refused_in_words(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = control_town.plant(session)
    monkeypatch.setattr(control_findings, "MOST_ANSVAR", 2)

    with pytest.raises(RuleViolation, match="Välj en enhet längre ner"):
        found(session, town, "4")


def test_other_units_are_not_read(session: Session) -> None:
    town = control_town.plant(session)

    with pytest.raises(NotAllowed):
        list_findings(
            session, town.actor(session, "bo"), unit_id=town.units["433"], period=OCTOBER, limits=Limits()
        )


def test_suppliers_in_memory_follow_what_is_loaded(database: Database) -> None:
    town = control_town.stored(database)
    with database.reading() as session:
        before = found(session, town)
        again = found(session, town)
    with transaction(database) as session:
        actual = choose_versions(session, 2026).actual
        assert actual
        factories.put_line(
            session, factories.make_batch(session, 2026), actual, town.units["4330"],
            factories.make_coding(session, "6310"), 15_000_00, day=date(2026, 10, 25),
            text="Utskrifter", number="107", extra={"supplier": PRINTER},
        )  # fmt: skip
    with database.reading() as session:
        after = found(session, town)

    assert before == again
    assert [one.title for one in before.months[-1].missing] == [PRINTER]
    assert after.months[-1].missing == ()
