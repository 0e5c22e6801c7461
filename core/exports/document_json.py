"""A document as canonical JSON, and back: what an adopted plan keeps."""

import json
from datetime import datetime
from typing import Any

from core.exports.document import Bullets, Document, Heading, Paragraph, Part, TablePart
from core.exports.table_json import table_json, table_of_json


def document_json(document: Document) -> str:
    """Return a document as JSON with sorted keys and no spaces; the same document gives the same text."""
    content = {
        "title": document.title,
        "facts": [list(fact) for fact in document.facts],
        "parts": [_part(part) for part in document.parts],
        "made_at": document.made_at.isoformat() if document.made_at else None,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def document_of_json(text: str) -> Document:
    """Return the document of a text made by `document_json`, equal to the one that it was made of."""
    content = json.loads(text)
    return Document(
        title=content["title"],
        facts=tuple((name, value) for name, value in content["facts"]),
        parts=tuple(_part_of(part) for part in content["parts"]),
        made_at=datetime.fromisoformat(content["made_at"]) if content["made_at"] else None,
    )


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Heading():
            return {"heading": part.text, "level": part.level}
        case Paragraph():
            return {"paragraph": part.text}
        case Bullets():
            return {"bullets": list(part.items)}
        case TablePart():
            return {"table": table_json(part.table)}


def _part_of(part: dict[str, Any]) -> Part:
    match part:
        case {"heading": str(text), "level": int(level)}:
            return Heading(level, text)
        case {"paragraph": str(text)}:
            return Paragraph(text)
        case {"bullets": list(items)}:
            return Bullets(tuple(items))
        case {"table": str(table)}:
            return TablePart(table_of_json(table))
    raise ValueError(part)
