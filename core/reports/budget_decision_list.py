"""The budget decisions of a year as a table, and the sentence over them."""

from collections.abc import Sequence

from core.enums import BudgetDecisionState
from core.money import MoneyUnit
from core.queries.budget_decisions import BudgetDecisionRow
from core.reports import words
from core.reports.budget_changes import net_words
from core.reports.budget_words import STATUS, kind_words, number_words, state_words
from core.table import Column, Kind, Row, Table
from core.texts import _, ngettext


def decisions_table(
    rows: Sequence[BudgetDecisionRow], *, year: int, money_unit: MoneyUnit = MoneyUnit.TKR
) -> Table:
    """Return a row per decision: what it gives and takes on the reader's units, and where it stands."""
    return Table(
        title=_("Budgetbeslut {year}").format(year=year),
        columns=(
            Column("name", _("Beslut"), Kind.TEXT),
            Column("kind", _("Slag"), Kind.TEXT),
            Column("number", _("Nr"), Kind.COUNT),
            Column("day", _("Datum"), Kind.DATE),
            Column("paragraph", _("§"), Kind.TEXT),
            Column("plus", _("Mer"), Kind.MONEY, signed=True),
            Column("minus", _("Mindre"), Kind.MONEY, signed=True),
            Column("state", _("Läge"), Kind.STATUS),
        ),
        rows=tuple(_row(row) for row in rows),
        money_unit=money_unit,
        about=((_("År"), str(year)),),
        footnotes=(_("Beloppen är det som rör de enheter du får se."),),
    )


def _row(row: BudgetDecisionRow) -> Row:
    return Row(
        key=str(row.id),
        cells=(
            row.title, kind_words(row.kind), row.number, row.formal.day, row.formal.paragraph,
            row.plus or None, row.minus or None, state_words(row.state),
        ),
        status=STATUS[row.state],
        drill=str(row.id),
    )  # fmt: skip


def decisions_answer(rows: Sequence[BudgetDecisionRow], *, year: int) -> words.Sentence:
    """Return how many decisions have changed the budget, their net, the latest, and what waits."""
    adopted = [row for row in rows if row.state is BudgetDecisionState.ADOPTED]
    waiting = sum(row.state is BudgetDecisionState.REQUESTED for row in rows)
    told = _waiting_words(waiting)
    if not adopted:
        first = _("Inget beslut har ändrat budgeten {year}.").format(year=year)
        return (words.Part(f"{first} {told}".strip()),)
    count = ngettext("Ett beslut", "{n} beslut", len(adopted)).format(n=_number_words(len(adopted)))
    latest = max(adopted, key=lambda row: row.number or 0)
    fixed = _("{{count}} har ändrat budgeten {year}, netto {net}. Senast: {latest}. {waiting}").format(
        year=year,
        net=net_words(sum(row.net for row in adopted)),
        latest=words.lower_first(number_words(latest)),
        waiting=told,
    )
    return words.sentence(fixed.strip(), count=count)


def _waiting_words(count: int) -> str:
    if not count:
        return ""
    return ngettext("Ett önskemål väntar på svar.", "{n} önskemål väntar på svar.", count).format(n=count)


def _number_words(count: int) -> str:
    """Return a small number as a sentence begins with it: `Fem`."""
    words_of = _("Noll Ett Två Tre Fyra Fem Sex Sju Åtta Nio Tio Elva Tolv").split()
    return words_of[count] if count < len(words_of) else str(count)
