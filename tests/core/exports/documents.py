"""A budget document with one part of every kind."""

from datetime import UTC, datetime

from core.exports.document import Bullets, Document, Heading, Paragraph, TablePart
from core.table import Column, Kind, Table
from tests.core.exports.tables import sample_table

WIDE = Table("Bred", tuple(Column(str(n), f"Kolumn {n}", Kind.COUNT) for n in range(9)), ())


def sample_document() -> Document:
    """Title, facts, headings of two levels, texts, points, and the table of every kind of column."""
    return Document(
        "Internbudget 2027, Ekbackens skola",
        (("Nämnd", "Barn- och utbildningsnämnden"), ("Ram", "28 213 tkr")),
        (
            Heading(1, "Sammanfattning"),
            Paragraph("Ramen hålls.\nDet är trångt.\n\nAndra stycket & mer <än> så."),
            Heading(2, "Att tänka på"),
            Bullets(("Färre elever", "Högre hyra")),
            TablePart(sample_table()),
        ),
        made_at=datetime(2026, 11, 25, 8, 0, tzinfo=UTC),
    )
