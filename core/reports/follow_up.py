"""Follow-up of a node: outcome against budget and last year, by report rows, units, functions, accounts.

    build(session, actor, *, view: FollowUpView) -> FollowUp

The view and `read_drill`/`cell_key` are in `core.reports.follow_up_view`. `FollowUp.table` has the
rows outside their limit first and one REST row for the others (drill `SHOW_ALL`; with
`view.show_all` they are listed). Its TOTAL row equals the ledger to the öre; kommunbidrag and
result follow it at nämnd level and above. Drills: `row:<key>`, `unit:<id>`, `function:<code>`,
`account:<code>`. `FollowUp.series` holds the months of every line by row key, the net's under
`TOTAL`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from core.enums import UnitKind
from core.money import MoneyUnit
from core.periods import Period
from core.queries.loads import latest_load
from core.queries.versions import open_months
from core.reports import words
from core.reports.follow_up_lines import Content, read_content
from core.reports.follow_up_table import build_table, reasons_of, status_of
from core.reports.follow_up_view import TOTAL, UNITS, FollowUpView
from core.rules.access import Actor
from core.rules.follow_up import Amounts, Comparison, Months, TreeChoice, add_amounts
from core.table import Status, Table
from core.texts import _


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sentences are made of.

    `total` is the result where the node has kommunbidrag, else its net cost. `explained_by` are the
    few rows (words, variance in öre) that pull the same way as the total. `open_months` are those
    of the months shown that are not closed.
    """

    unit_name: str
    unit_code: str
    unit_kind: UnitKind
    total: Amounts
    net: Amounts
    status: Status
    explained_by: tuple[tuple[str, int], ...]
    open_months: tuple[int, ...]
    loaded_at: datetime | None
    compared_name: str
    internal: bool
    limit: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The answer to "how is it going": the sentence first, then the table and the months."""

    view: FollowUpView
    facts: Facts
    answer: words.Sentence
    freshness: str
    preliminary: str
    table: Table
    series: Mapping[str, Months]


def build(session: Session, actor: Actor, *, view: FollowUpView) -> FollowUp:
    """Return the follow-up of a view; `NotAllowed` outside the actor's scope."""
    content = read_content(session, actor, view=view)
    facts = _facts(session, view, content)
    freshness = words.freshness(view.period, facts.loaded_at)
    table = build_table(view, content, _about(view, facts, freshness), _footnotes(view, content, facts))
    compared = view.comparison is not Comparison.NONE and bool(content.frame.versions.compared)
    return FollowUp(
        view=view,
        facts=facts,
        answer=words.answer(
            facts.total,
            status=facts.status,
            period=view.period,
            span=view.span,
            compared=compared,
            reasons=[name for name, _variance in facts.explained_by],
        ),
        freshness=freshness,
        preliminary=words.preliminary(facts.open_months),
        table=table,
        series={line.key: line.months for line in content.lines} | {TOTAL: content.net.months},
    )


def _facts(session: Session, view: FollowUpView, content: Content) -> Facts:
    net = content.net.amounts
    total = net if content.allocation is None else add_amounts([net, content.allocation])
    first, last = content.frame.months
    still_open = open_months(session, view.period.year)
    return Facts(
        unit_name=content.unit.name,
        unit_code=content.unit.code,
        unit_kind=content.unit.kind,
        total=total,
        net=net,
        status=status_of(view, content, net),
        explained_by=_explained_by(view, content),
        open_months=tuple(month for month in range(first, last + 1) if month in still_open),
        loaded_at=latest_load(session, view.period.year),
        compared_name=content.compared_name,
        internal=content.frame.internal,
        limit=content.municipality.limit.of(net.budget),
    )


def _explained_by(view: FollowUpView, content: Content) -> tuple[tuple[str, int], ...]:
    lines = {line.key: line for line in content.lines}
    chosen = [lines[key] for key in reasons_of(view, content)]
    named = [line.name if view.rows == UNITS else words.lower_first(line.name) for line in chosen]
    return tuple((name, line.amounts.variance or 0) for name, line in zip(named, chosen, strict=True))


def _about(view: FollowUpView, facts: Facts, freshness: str) -> tuple[tuple[str, str], ...]:
    period: Period = view.period
    return (
        (_("Enhet"), f"{facts.unit_name} ({facts.unit_code})"),
        (_("Period"), period.words()),
        (_("Jämförs med"), facts.compared_name or _("ingen budget")),
        (_("Interna poster"), _("med") if facts.internal else _("utan")),
        (_("Organisation"), _("dagens") if view.tree is TreeChoice.TODAY else _("periodens")),
        (_("Uppgifter"), freshness),
    )


def _footnotes(view: FollowUpView, content: Content, facts: Facts) -> list[str]:
    notes = [words.preliminary(facts.open_months)]
    if view.money_unit is not MoneyUnit.KR:
        notes.append(_("Avrundning kan ge differens."))
    if content.cut:
        notes.append(_("Visar bara den del av den äldre organisationen som du har hand om i dag."))
    return [note for note in notes if note]
