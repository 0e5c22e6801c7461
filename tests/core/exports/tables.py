"""A table with one column of every kind, small enough to work out by hand."""

from datetime import date
from decimal import Decimal

from core.money import MoneyUnit
from core.table import Column, Kind, Row, RowRole, Status, Table

COLUMNS = (
    Column("name", "Konto", Kind.TEXT),
    Column("code", "Kod", Kind.CODE),
    Column("status", "Läge", Kind.STATUS),
    Column("budget", "Budget", Kind.MONEY),
    Column("variance", "Avvikelse", Kind.MONEY, signed=True, note="Budget minus prognos."),
    Column("share", "Andel", Kind.PERCENT),
    Column("years", "Årsarbetare", Kind.COUNT),
    Column("day", "Bokförd", Kind.DATE),
    Column("scan", "Faktura", Kind.LINK),
)


def sample_table(unit: MoneyUnit = MoneyUnit.TKR) -> Table:
    """Two rows of detail, one that stands for many, and their total."""
    return Table(
        "Det som avviker",
        COLUMNS,
        (
            Row(
                "5021",
                (
                    "Vikarier", "0501", Status.BAD, -185_000_050, -117_000_000, Decimal("-0.0259"),
                    Decimal("61.4"), date(2026, 10, 27), "https://example.org/1",
                ),
                level=1, status=Status.BAD, drill="5021", note="Sjukdom i maj.",
            ),
            Row(
                "5011",
                ("Lärare", "5011", "Lugnt", -3_142_000_000, 24_000_000, None, 3, None, "http://example.org/2"),
                level=1, status=Status.BETTER, drill="5011",
            ),
            Row(
                "rest",
                ("58 rader enligt plan", None, None, -1_000_000, 11_000_000, None, None, None, None),
                role=RowRole.REST, status=Status.OK, drill="_rest",
            ),
            Row(
                "total",
                ("Skolan", None, "", -3_328_000_050, -82_000_000, None, Decimal("64.4"), None, None),
                role=RowRole.TOTAL,
            ),
        ),
        money_unit=unit,
        about=(("Enhet", "Ekbackens skola F–6"), ("Period", "t.o.m. oktober 2026")),
        footnotes=("Gräns för avvikelse: 100 tkr eller 5 %.",),
    )  # fmt: skip


def table_of_texts(*texts: str) -> Table:
    """A table whose only column holds the given texts."""
    rows = tuple(Row(str(number), (text,)) for number, text in enumerate(texts))
    return Table("Texter", (Column("text", "Text", Kind.TEXT),), rows)
