"""What the rules of the control list find in the demo's ledger, which knows nothing of them."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from core.periods import Period
from core.queries.access import load_actor
from core.queries.commitments import list_commitments, list_sources
from core.queries.control_findings import Findings, list_findings
from core.queries.trees import unit_ids
from core.queries.users import user_ids
from core.rules.access import Actor
from core.rules.control_lines import ControlRule, Finding, Limits
from tests.demo.built import build_once

OCTOBER = Period(2026, 10)
SCHOOLS = ("431", "432", "433", "434", "435")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    database = build_once(tmp_path_factory)
    with database.reading() as session:
        yield session
    database.dispose()


@pytest.fixture(scope="module")
def petra(session: Session) -> Actor:
    actor = load_actor(session, user_ids(session)["petra.dahlgard"], today=session.info["database"].today())
    assert actor
    return actor


def found(session: Session, actor: Actor, unit: str) -> Findings:
    unit_id = unit_ids(session)[unit]
    return list_findings(session, actor, unit_id=unit_id, period=OCTOBER, limits=Limits())


def one(findings: Findings, amount: int) -> tuple[int, Finding]:
    """Return the only finding of an amount in kronor, with its month."""
    ((month, finding),) = [
        (month.month, finding)
        for month in findings.months
        for finding in month.all
        if finding.amount == amount * 100
    ]
    return month, finding


def test_licence_on_the_wrong_school_is_found_by_its_text_and_its_account(
    session: Session, petra: Actor
) -> None:
    month, licence = one(found(session, petra, "433"), 186_000)

    assert (month, licence.rule) == (9, ControlRule.OTHER_UNIT)
    assert licence.reason == "Texten nämner Ekbackens skola F–6, men raden ligger på Norrängens skola F–6."
    assert "har aldrig använt 6830" in licence.more[0]


def test_invoice_of_last_year_is_found_by_its_text_and_its_supplier(session: Session, petra: Actor) -> None:
    month, late = one(found(session, petra, "712"), 412_000)

    assert (month, late.rule) == (2, ControlRule.OTHER_YEAR)
    assert late.reason.startswith("Texten säger november 2025, men raden är bokförd på 2026.")
    assert "brukar bokföras på 6110" in late.more[0]


def test_schools_are_not_drowned_in_questions(session: Session, petra: Actor) -> None:
    asked = [len(month.all) for unit in SCHOOLS for month in found(session, petra, unit).months]

    assert sum(asked) <= len(SCHOOLS)


def test_commitments_are_loaded_and_bind_the_rest_of_the_year(session: Session, petra: Actor) -> None:
    (source,) = list_sources(session, petra)
    top = unit_ids(session)["EKA"]

    rows = list_commitments(session, petra, unit_id=top, period=OCTOBER)

    assert source.rows == 28
    assert len(rows) == 28
    assert sum(row.left for row in rows) > 3_000_000 * 100
