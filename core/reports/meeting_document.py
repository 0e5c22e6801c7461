"""Mötesunderlag as one page to print: Word and web page are made of it."""

from datetime import date, datetime

from core.enums import TaskStatus
from core.exports.document import Bullets, Document, Heading, Paragraph, Part, TablePart
from core.money import MoneyUnit
from core.queries.measures import MeasureRow
from core.queries.meeting import PromiseRow
from core.reports.meeting import Meeting, promise_words
from core.reports.words import plain
from core.table import Column, Kind, Row, Table
from core.texts import _


def deviation_table(found: Meeting, money: MoneyUnit) -> Table:
    """Return the three largest deviations with the manager's own words under them; drills to a unit."""
    rows = tuple(
        Row(
            voice.key,
            (voice.name, voice.code, voice.node.whole, voice.node.year_budget, voice.node.variance),
            drill=voice.key if voice.code else None,
            note=voice.words or (_("Ingen orsak är angiven än.") if voice.unexplained else ""),
        )
        for voice in found.deviations
    )
    columns = (
        Column("name", _("Avvikelse och chefens egna ord"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("forecast", _("Prognos"), Kind.MONEY),
        Column("budget", _("Budget"), Kind.MONEY),
        Column("variance", _("Prognos mot budget"), Kind.MONEY, signed=True),
    )
    return Table(_("De tre största avvikelserna"), columns, rows, money)


def measure_table(measures: tuple[MeasureRow, ...], money: MoneyUnit) -> Table:
    """Return the measures with what they are to give and have given."""
    rows = tuple(
        Row(
            str(row.task_id),
            (row.title, row.unit, row.owner, row.due, row.effect, row.realised),
            note=row.outcome,
        )
        for row in measures
    )
    columns = (
        Column("title", _("Åtgärd"), Kind.TEXT),
        Column("unit", _("Enhet"), Kind.TEXT),
        Column("owner", _("Vem"), Kind.TEXT),
        Column("due", _("Klar"), Kind.DATE),
        Column("effect", _("Effekt i år"), Kind.MONEY, signed=True),
        Column("realised", _("Har kommit"), Kind.MONEY, signed=True),
    )
    return Table(_("Åtgärder"), columns, rows, money)


def promise_table(promises: tuple[PromiseRow, ...], today: date, title: str) -> Table:
    """Return promises with what came of them."""
    rows = tuple(
        Row(str(one.task_id), (one.title, one.owner, one.due, standing(one, today)), note=one.outcome)
        for one in promises
    )
    columns = (
        Column("title", _("Vad"), Kind.TEXT),
        Column("owner", _("Vem"), Kind.TEXT),
        Column("due", _("Sista dag"), Kind.DATE),
        Column("state", _("Läge"), Kind.TEXT),
    )
    return Table(title, columns, rows)


def standing(promise: PromiseRow, today: date) -> str:
    """Return how a promise stands, in a word."""
    if promise.status is TaskStatus.DONE:
        return _("Klart")
    return _("Sent") if promise.late(today) else _("Pågår")


def meeting_document(found: Meeting, money: MoneyUnit, *, made_at: datetime) -> Document:
    """Return the page as a document."""
    parts: list[Part] = [Paragraph(plain(found.answer))] if found.answer else []
    if found.deviations:
        table = deviation_table(found, money)
        parts += [Heading(1, table.title), TablePart(table)]
    if found.questions:
        points = tuple(f"{one.text} {one.reason}" for one in found.questions)
        parts += [Heading(1, _("Frågor att tala om")), Bullets(points)]
    parts += [Heading(1, _("Lovat tidigare")), Paragraph(promise_words(found.promised, found.day))]
    if found.promised:
        parts.append(TablePart(promise_table(found.promised, found.day, _("Lovat tidigare"))))
    if found.measures:
        parts += [Heading(1, _("Åtgärder")), TablePart(measure_table(found.measures, money))]
    parts.append(Heading(1, _("Vad lovar vi nu?")))
    if found.today:
        parts.append(TablePart(promise_table(found.today, found.day, _("Lovat i dag"))))
    else:
        parts.append(Paragraph(_("Skriv upp vad ni kommer överens om: vad, vem och när.")))
    return Document(
        title=_("Mötesunderlag {unit}").format(unit=found.unit.name),
        facts=_facts(found),
        parts=tuple(parts),
        made_at=made_at,
    )


def _facts(found: Meeting) -> tuple[tuple[str, str], ...]:
    facts = [(_("Enhet"), f"{found.unit.name} ({found.unit.code})"), (_("Dag"), found.day.isoformat())]
    if found.freshness:
        facts.append((_("Läge"), found.freshness))
    return tuple(facts)
