"""The figures of Prognos as markup: what stands beside a value, and the words about it."""

from collections.abc import Iterable

from core.money import MoneyUnit, format_money
from core.reports.forecast_rows import SheetRow, committed_words, proposal_words, reason_words
from core.reports.forecast_table import outcome_title
from core.rules.forecast import OpenReason, question_words
from core.table import Status
from core.texts import _
from pages.ui import pieces
from pages.ui.markup import Markup, fill, join


def row_head(row: SheetRow, anchor: str) -> Markup:
    """Return a row's name with why it stands open; `anchor` is what a link on the page goes to."""
    chips = [pieces.chip(Status.PARTLY, reason_words(reason)) for reason in row.reasons]
    if row.row.touched:
        chips = [pieces.chip(Status.OK, _("Sparad"))]
        if row.over_limit:
            chips.append(pieces.chip(Status.PARTLY, reason_words(OpenReason.OVER_LIMIT)))
    return fill(
        '<div class="r-boxhead r-tight" id="{anchor}"><h3 class="r-h3">{title}</h3>'
        "<span>{chips}</span></div>",
        anchor=anchor, title=row.title, chips=join(chips, " "),
    )  # fmt: skip


def row_facts(row: SheetRow, months: int) -> Markup:
    """Return the figures beside a value: budget, outcome, last year, the forecast before, the variance."""
    held = row.row
    facts = [
        (_("Budget"), held.budget, False),
        (outcome_title(months), held.outcome, False),
        (_("Förra året"), held.last_year, False),
        (_("Förra prognosen"), held.previous, False),
        (_("Avvikelse"), row.variance, True),
    ]
    return fill('<dl class="r-facts">{facts}</dl>', facts=join(_facts(facts)))


def _facts(facts: Iterable[tuple[str, int | None, bool]]) -> Iterable[Markup]:
    for label, ore, signed in facts:
        yield fill(
            '<div class="{css}"><dt>{label}</dt><dd>{value}</dd></div>',
            css="v" if signed else "", label=label,
            value=format_money(ore, MoneyUnit.TKR, signed=signed),
        )  # fmt: skip


def row_words(row: SheetRow) -> Markup:
    """Return what is said about a value: the proposal and its method, and the pace that is left."""
    lines = []
    if row.row.proposal is not None:
        lines.append(pieces.muted(proposal_words(row.row.proposal)))
        bound = committed_words(row.row.proposal)
        lines += [pieces.muted(bound)] if bound else []
    if row.pace is not None and row.pace.flagged:
        lines.append(
            fill('<div class="r-muted">{chip} {words}</div>', chip=pieces.chip(Status.PARTLY, _("Takten")),
                 words=row.pace.words())
        )  # fmt: skip
    return join(lines)


def row_questions(row: SheetRow) -> Markup:
    """Return what is asked about a value; it is saved all the same."""
    return join(
        fill(
            '<div class="r-notice part" role="status">{icon}<div>{words}</div></div>',
            icon=pieces.icon("part"), words=question_words(question),
        )
        for question in row.asked
    )  # fmt: skip
