"""Ledningsvy as one printed page: the answer, the branches, the voices, what is to be taken up."""

from datetime import datetime

from core.exports.document import Bullets, Document, Heading, Paragraph, Part, TablePart
from core.money import MoneyUnit
from core.reports.executive import Executive
from core.reports.executive_table import MOST_VOICES, about_of, branch_table, voices_table
from core.reports.words import plain
from core.texts import _


def executive_document(found: Executive, money: MoneyUnit, *, made_at: datetime) -> Document:
    """Return the page of a node as a document."""
    parts: list[Part] = [Paragraph(plain(found.answer)), *_own(found)]
    if found.calls:
        points = tuple(f"{call.title}: {call.line}" for call in found.calls)
        parts += [Heading(1, _("Det här behöver tas upp")), Bullets(points)]
    if found.parts:
        table = branch_table(found, money)
        parts += [Heading(1, table.title), TablePart(table)]
    voices = voices_table(found, money, most=None if found.is_unit else MOST_VOICES)
    if voices.rows:
        parts += [Heading(1, voices.title), TablePart(voices)]
    return Document(
        title=_("Ledningsvy {unit}").format(unit=found.unit.name),
        facts=(*about_of(found), (_("Läge"), found.freshness)),
        parts=tuple(parts),
        made_at=made_at,
    )


def _own(found: Executive) -> list[Part]:
    if found.own is None or not found.own.text:
        return []
    said = _("{name}: {text}").format(name=found.own.user, text=found.own.text)
    return [Paragraph(said)]
