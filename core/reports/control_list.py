"""A month's control list of a unit: what the rules ask about, the points of the month, and the answers.

    build(session, actor, *, unit_id, period) -> ControlList

Amounts are öre in the ledger's sign (cost +), as the rules say them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from core.enums import ControlVerdict
from core.money import MoneyUnit
from core.periods import Period
from core.queries.codes import UnitName, unit_names
from core.queries.control_findings import Findings, MonthFindings, list_findings
from core.queries.control_list import AnswerRow, control_settings, list_answers
from core.queries.versions import open_months
from core.reports.words import Sentence, sentence
from core.rules.access import Actor
from core.rules.control_lines import ControlRule, Finding, kronor
from core.rules.control_settings import Point
from core.table import Column, Kind, Row, Table
from core.texts import _, ngettext


class Part(StrEnum):
    """The parts of the list, in the order that they are read."""

    MISCODED = "miscoded"
    MISSING = "missing"
    LARGE = "large"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One thing on the list: where it lies, why it is asked about, and its answer; a point has no amount.

    `unit_id` and `unit_code` are those of its ansvar. `search` finds its lines among the transactions,
    `account` limits them to one account; a missing invoice is looked for over the whole year.
    """

    part: Part
    unit_id: int
    unit_code: str
    where: str
    period: Period
    rule: ControlRule
    key: str
    title: str
    reasons: tuple[str, ...]
    amount: int | None = None
    supplier: str = ""
    voucher: str = ""
    account: str = ""
    answer: AnswerRow | None = None

    @property
    def search(self) -> str:
        """The text that finds the lines: a voucher's number, or the supplier of a missing invoice."""
        if self.part is Part.MISSING:
            return self.supplier
        return self.voucher.rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class ControlList:
    """The month's rows, those of earlier months that nobody has answered, and what a reader must know."""

    period: Period
    rows: tuple[ListRow, ...]
    earlier: tuple[ListRow, ...]
    has_suppliers: bool
    preliminary: bool

    def asked(self, part: Part) -> list[ListRow]:
        """Return the rows of a part that have no answer."""
        return [row for row in self.rows if row.part is part and row.answer is None]

    @property
    def answered(self) -> list[ListRow]:
        """The rows that have an answer, the latest first."""
        held = [(row.answer.at, place) for place, row in enumerate(self.rows) if row.answer is not None]
        return [self.rows[place] for _at, place in sorted(held, reverse=True)]

    @property
    def sentence(self) -> Sentence:
        """What is left to do, in a sentence."""
        left = sum(row.answer is None for row in self.rows)
        parts = sentence(_("Listan för {month} är klar."), month=self.period.words())
        if left:
            count = ngettext("{n} sak", "{n} saker", left).format(n=left)
            parts = sentence(_("{count} att titta på i {month}."), count=count, month=self.period.words())
        if self.earlier:
            more = str(len(self.earlier))
            parts += sentence(_(" Från tidigare månader står {more} kvar utan svar."), more=more)
        return parts

    @property
    def table(self) -> Table:
        """The list as a table, with its answers."""
        return _table(self)


def build(session: Session, actor: Actor, *, unit_id: int, period: Period) -> ControlList:
    """Return the list; `RuleViolation` for a unit that is too large for one."""
    settings = control_settings(session)
    found = list_findings(session, actor, unit_id=unit_id, period=period, limits=settings.limits)
    answers = list_answers(session, actor, unit_id=unit_id, year=period.year)
    # an answer holds for what it was about, also when another rule has come to ask about it first
    held = {(row.unit_id, row.month, row.key): row for row in answers}
    units = {finding.unit for month in found.months for finding in month.all} | {unit_id}
    names = unit_names(session, actor.tree_id, tuple(sorted(units)))
    make = _Maker(names, period.year, held)
    this = found.months[-1] if found.months else MonthFindings(period.month, ())
    rows = (*make.rows(this), *make.points(settings.points, unit_id, period))
    return ControlList(
        period=period,
        rows=rows,
        earlier=tuple(make.unanswered(found)),
        has_suppliers=found.has_suppliers,
        preliminary=period.month in open_months(session, period.year),
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    names: dict[int, UnitName]
    year: int
    held: dict[tuple[int, int, str], AnswerRow]

    def rows(self, month: MonthFindings) -> list[ListRow]:
        parts = (
            (Part.MISCODED, month.miscodings),
            (Part.MISSING, month.missing),
            (Part.LARGE, month.large),
        )
        return [self._row(part, month.month, finding) for part, all_ in parts for finding in all_]

    def unanswered(self, found: Findings) -> Iterable[ListRow]:
        rows = (row for month in reversed(found.months[:-1]) for row in self.rows(month))
        return (row for row in rows if row.answer is None)

    def points(self, points: Iterable[Point], unit_id: int, period: Period) -> list[ListRow]:
        name = self.names[unit_id]
        return [
            ListRow(
                Part.POINTS, unit_id, name.code, name.name, period, ControlRule.POINT, point.key,
                point.words(period), (), answer=self.held.get((unit_id, period.month, point.key)),
            )
            for point in points
        ]  # fmt: skip

    def _row(self, part: Part, month: int, finding: Finding) -> ListRow:
        name = self.names[finding.unit]
        return ListRow(
            part=part,
            unit_id=finding.unit,
            unit_code=name.code,
            where=f"{name.name} ({name.code})",
            period=Period(self.year, month),
            rule=finding.rule,
            key=finding.key,
            title=finding.title,
            reasons=(finding.reason, *finding.more),
            amount=finding.amount,
            supplier=finding.supplier,
            voucher=finding.voucher,
            account=finding.account,
            answer=self.held.get((finding.unit, month, finding.key)),
        )


def verdict_words(verdict: ControlVerdict) -> str:
    """Return an answer in words."""
    words = {
        ControlVerdict.RIGHT: _("Stämmer"),
        ControlVerdict.WRONG: _("Ska rättas"),
        ControlVerdict.NOTE: _("Kommentar"),
    }
    return words[verdict]


def part_words(part: Part) -> str:
    """Return the title of a part of the list."""
    words = {
        Part.MISCODED: _("Kan vara fel bokfört"),
        Part.MISSING: _("Fakturor som inte kommit"),
        Part.LARGE: _("Nya stora poster"),
        Part.POINTS: _("Månadens punkter"),
    }
    return words[part]


def answer_line(answer: AnswerRow) -> str:
    """Return an answer with its words and who gave it."""
    said = f"{verdict_words(answer.verdict)}: {answer.text}" if answer.text else verdict_words(answer.verdict)
    return f"{said} ({answer.user})"


def amount_line(row: ListRow) -> str:
    """Return the amount of a row in whole kronor; nothing for a point."""
    return kronor(row.amount) if row.amount is not None else ""


def _table(found: ControlList) -> Table:
    columns = (
        Column("part", _("Del"), Kind.TEXT),
        Column("title", _("Vad"), Kind.TEXT),
        Column("where", _("Ansvar"), Kind.TEXT),
        Column("month", _("Månad"), Kind.TEXT),
        Column("amount", _("Belopp"), Kind.MONEY),
        Column("reason", _("Varför"), Kind.TEXT),
        Column("answer", _("Svar"), Kind.TEXT),
    )
    rows = tuple(
        Row(
            f"{row.unit_id}/{row.period}/{row.key}",
            (
                part_words(row.part), row.title, row.where, row.period.words(), row.amount,
                " ".join(row.reasons), answer_line(row.answer) if row.answer else "",
            ),
        )
        for row in (*found.rows, *found.earlier)
    )  # fmt: skip
    return Table(_("Kontrollista {month}").format(month=found.period.words()), columns, rows, MoneyUnit.KR)
