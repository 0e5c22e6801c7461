"""The commitments of a unit as a table, and what a file of them holds."""

from collections.abc import Sequence

from core.errors import Problem
from core.money import MoneyUnit
from core.periods import Period
from core.queries.commitments import CommitmentRow
from core.reports.words import Sentence, large_amount, sentence
from core.rules.commitments import kind_words
from core.table import Column, Kind, Row, RowRole, Table
from core.texts import _


def sentence_of(rows: Sequence[CommitmentRow], period: Period) -> Sentence:
    """Return how much is bound for the rest of the year."""
    if not rows:
        return sentence(_("Inget är beställt eller avtalat för resten av {year}.").format(year=period.year))
    amount = large_amount(sum(row.left for row in rows))
    pattern = _("{amount} är beställt eller avtalat för resten av {year}.")
    return sentence(pattern.replace("{year}", str(period.year)), amount=amount)


def table_of(rows: Sequence[CommitmentRow], period: Period, money_unit: MoneyUnit) -> Table:
    """Return the commitments, the most left first, with their sum."""
    columns = (
        Column("supplier", _("Leverantör"), Kind.TEXT),
        Column("text", _("Vad"), Kind.TEXT),
        Column("kind", _("Slag"), Kind.TEXT),
        Column("unit", _("Ansvar"), Kind.TEXT),
        Column("account", _("Konto"), Kind.TEXT),
        Column("function", _("Verksamhet"), Kind.TEXT),
        Column("first", _("Från"), Kind.DATE),
        Column("last", _("Till"), Kind.DATE),
        Column("amount", _("Hela beloppet"), Kind.MONEY),
        Column("left", _("Kvar i år"), Kind.MONEY),
    )
    made = [
        Row(
            f"commitment:{number}",
            (
                row.supplier or "–", row.text, kind_words(row.kind), row.unit_code, row.account, row.function,
                row.first, row.last, row.amount, row.left,
            ),
        )
        for number, row in enumerate(rows)
    ]  # fmt: skip
    total = sum(row.left for row in rows)
    made.append(Row("total", (_("Summa"), *[None] * 8, total), role=RowRole.TOTAL))
    note = _("Ett avtal fördelas jämnt på sina månader. En beställning faller den månad den levereras.")
    title = _("Åtaganden efter {period}").format(period=period.words())
    return Table(title, columns, tuple(made), money_unit, footnotes=(note,))


def problem_table(problems: Sequence[Problem]) -> Table:
    """Return what is wrong in a file, by line."""
    columns = (Column("line", _("Rad"), Kind.COUNT), Column("message", _("Vad som är fel"), Kind.TEXT))
    rows = tuple(Row(f"{at}", (one.line, one.message)) for at, one in enumerate(problems))
    return Table(_("Rader att rätta"), columns, rows)
