from datetime import UTC, date, datetime
from decimal import Decimal

from core.exports.document import Bullets, Document, Heading, Paragraph, TablePart
from core.exports.document_json import document_json, document_of_json
from core.table import Column, Kind, Row, Table

PLAN = Document(
    title="Verksamhetsplan 2027",
    facts=(("Enhet", "Ekbackens skola (411)"),),
    parts=(
        Heading(1, "Mål"),
        Paragraph("Alla läser.\n\nTillsammans."),
        Bullets(("Läslyft", "Frånvaroteam")),
        TablePart(
            Table(
                "Nyckeltal",
                (Column("n", "Nyckeltal", Kind.TEXT), Column("v", "Mål", Kind.COUNT)),
                (Row("1", ("Andel", Decimal("63.5"))), Row("2", (date(2027, 1, 1).isoformat(), None))),
            )
        ),
    ),
    made_at=datetime(2026, 11, 25, 8, 30, tzinfo=UTC),
)


def test_document_comes_back_as_it_was() -> None:
    assert document_of_json(document_json(PLAN)) == PLAN


def test_same_document_gives_the_same_text() -> None:
    assert document_json(PLAN) == document_json(document_of_json(document_json(PLAN)))
