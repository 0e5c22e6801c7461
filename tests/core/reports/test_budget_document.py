import pytest
from sqlmodel import Session

from core.enums import SubmissionState, VersionKind
from core.errors import NotAllowed
from core.exports.document import Bullets, Document, Heading, Paragraph, TablePart
from core.exports.docx import document_to_docx
from core.exports.web_page import document_to_html
from core.models import ClosedPart, Decision
from core.reports.budget_document import budget_document
from core.reports.budget_sheet import budget_subject
from core.services.comments import ask_for_change, write_comment
from core.services.plan_rows import describe_row
from core.table import Table
from tests.core.budget_town import Town, hand_in
from tests.core.overview_town import KR, enter, give, make_asked_town
from tests.core.reports.test_budget_workbook import line_of
from tests.factories import TODAY, make_version, put_balance


@pytest.fixture
def town(session: Session) -> Town:
    town = make_asked_town(session)
    unit = town.units["4110"]
    put_balance(session, make_version(session, VersionKind.ACTUAL, 2025), unit, town.pay, {1: 48_000 * KR})
    put_balance(
        session,
        make_version(session, VersionKind.BUDGET, 2026, "Budget 2026"),
        unit,
        town.pay,
        {1: 50_000 * KR},
    )
    enter(session, town, "4110", town.pay, 60_000)
    enter(session, town, "4110", town.fees, -5_000)
    enter(session, town, "4111", town.material, 3_000)
    return town


def document(session: Session, town: Town, unit: str = "411") -> Document:
    return budget_document(session, town.sara, version_id=town.version_id, unit_id=town.units[unit])


def headings(found: Document) -> list[str]:
    return [part.text for part in found.parts if isinstance(part, Heading)]


def table(found: Document, title: str) -> Table:
    return next(
        part.table for part in found.parts if isinstance(part, TablePart) and part.table.title == title
    )


def test_document_says_what_the_budget_comes_to(session: Session, town: Town) -> None:
    give(session, town, {"411": 60_000})

    found = document(session, town)

    summary = next(part.text for part in found.parts if isinstance(part, Paragraph))
    assert found.title == "Budget 2027: Ekbackens skola"
    assert summary.replace("\u00a0", " ") == (
        "Budgeten är 58 tkr netto: kostnader 63 tkr och intäkter 5 tkr. "
        "Det är 8 tkr (16,0 %) mer än i budgeten för 2026. 2 tkr är kvar av ramen."
    )


def test_document_has_account_groups_with_last_year_and_change(session: Session, town: Town) -> None:
    found = table(document(session, town), "Intäkter och kostnader")

    assert [(row.level, *row.cells[:5]) for row in found.rows] == [
        (0, "Intäkter", 0, 0, 5_000 * KR, 5_000 * KR),
        (1, "Taxor och avgifter", 0, 0, 5_000 * KR, 5_000 * KR),
        (0, "Kostnader", 48_000 * KR, 50_000 * KR, 63_000 * KR, 13_000 * KR),
        (1, "Löner", 48_000 * KR, 50_000 * KR, 60_000 * KR, 10_000 * KR),
        (1, "Material", 0, 0, 3_000 * KR, 3_000 * KR),
        (0, "Nettokostnad", 48_000 * KR, 50_000 * KR, 58_000 * KR, 8_000 * KR),
    ]


def test_document_of_a_unit_has_its_ansvar(session: Session, town: Town) -> None:
    found = table(document(session, town), "Per ansvar")

    assert [(row.cells[0], row.cells[3]) for row in found.rows] == [
        ("Ekbacken undervisning (4110)", 55_000 * KR), ("Ekbacken fritids (4111)", 3_000 * KR),
    ]  # fmt: skip


def test_document_of_a_committee_has_its_units_and_frames(session: Session, town: Town) -> None:
    give(session, town, {"411": 60_000})

    found = table(document(session, town, "BUN"), "Enheter och ramar")

    assert [row.cells[:4] for row in found.rows] == [
        ("Ekbackens skola (411)", 60_000 * KR, 58_000 * KR, 2_000 * KR),
        ("Björkdalens skola (412)", None, 0, None),
    ]


def test_document_tells_texts_and_comments_but_not_what_is_asked(session: Session, town: Town) -> None:
    line = line_of(session, town.pay)
    describe_row(
        session, town.sara, version_id=town.version_id, line_id=line.id or 0, label="", text="Tolv lärare"
    )
    cell = budget_subject(town.version_id, town.units["4111"], str(town.material))
    write_comment(session, town.maria, key="a", subject=cell, body="Nya läromedel")
    ask_for_change(session, town.sara, key="b", subject=cell, body="Är det verkligen så?")

    found = document(session, town)

    bullets = next(part.items for part in found.parts if isinstance(part, Bullets))
    assert bullets == ("5020, 5020, 440: Tolv lärare", "6410: Nya läromedel (Maria)")


def test_document_of_an_adopted_budget_tells_the_decision(session: Session, town: Town) -> None:
    hand_in(session, town, "411", SubmissionState.ADOPTED, 2)
    decision = Decision(
        unit_id=town.units["BUN"], subject_kind="budget", subject_id=str(town.version_id), user_id=1,
        body="Barn- och utbildningsnämnden", day=TODAY, paragraph="112", diary_number="BUN 2026/77",
        at=session.info["database"].now(),
    )  # fmt: skip
    session.add(decision)
    session.flush()
    session.add(
        ClosedPart(
            version_id=town.version_id, unit_id=town.units["4110"], committee_id=town.units["BUN"],
            decision_id=decision.id or 0,
        )
    )  # fmt: skip
    session.flush()

    found = document(session, town)

    words = f"Barn- och utbildningsnämnden {TODAY} § 112"
    assert ("Läge", f"Antagen: {words}") in found.facts
    assert headings(found)[-1] == "Beslut"
    assert found.parts[-1] == Paragraph(f"Antagen av {words}. Diarienummer BUN 2026/77.")


def test_document_becomes_a_word_file_and_a_web_page(session: Session, town: Town) -> None:
    found = document(session, town)

    assert document_to_docx(found)[:2] == b"PK"
    page = document_to_html(found)
    assert '<html lang="sv">' in page
    assert "<h1>Budget 2027: Ekbackens skola</h1>" in page


def test_document_outside_scope_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        budget_document(session, town.maria, version_id=town.version_id, unit_id=town.units["412"])
