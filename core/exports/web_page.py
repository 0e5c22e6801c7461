"""A document as one accessible web page: Swedish, real headings and table heads, no script, fit to print."""

from html import escape

from core.exports.document import (
    Bullets,
    Document,
    DocumentCell,
    DocumentRow,
    Heading,
    Paragraph,
    Part,
    TablePart,
    body_rows,
    caption_of,
    head_cells,
    level_of,
    notes_of,
    paragraphs_of,
)
from core.exports.safe_text import clean_text
from core.table import RowRole, Table

_STYLE = """
:root{color-scheme:light}
body{margin:0;background:#fff;color:#17262b;font:16px/1.5 "Hanken Grotesk",Calibri,Arial,sans-serif}
main{max-width:64rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.75rem;line-height:1.2}h2{font-size:1.35rem;margin-top:2rem}h3{font-size:1.1rem}h4,h5{font-size:1rem}
p,li{max-width:42rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;color:#4c5e65}
dt{font-weight:600}dd{margin:0}
.wide{overflow-x:auto;margin:1rem 0 .5rem}
table{border-collapse:collapse;width:100%;font-size:.94rem}
caption{text-align:left;font-weight:600;padding-bottom:.4rem}
th,td{padding:.3rem .6rem;border-bottom:1px solid #cbd6d8;text-align:left;vertical-align:top}
thead th{background:#e1edef;vertical-align:bottom}
tbody th{font-weight:400}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.sum>*,.total>*{font-weight:600}.total>*{border-top:2px solid #5b6d74}
.l1{padding-left:1.6rem}.l2{padding-left:2.6rem}.l3{padding-left:3.6rem}
.note{font-size:.88rem;color:#4c5e65;margin:.2rem 0}
a{color:#0b5563}
@page{size:A4;margin:18mm}
@media print{main{max-width:none;padding:0}.wide{overflow:visible}thead{display:table-header-group}
tr,li{break-inside:avoid}h1,h2,h3,h4,h5,caption{break-after:avoid}}
"""
_DEEPEST_INDENT = 3
_ROLE_CLASS = {RowRole.SUM: ' class="sum"', RowRole.TOTAL: ' class="total"'}


def document_to_html(document: Document) -> str:
    """Return the whole page as text; a part's heading of level 1 is an `h2` under the title."""
    body = "\n".join(_part(part) for part in document.parts)
    return (
        '<!DOCTYPE html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{_text(document.title)}</h1>\n{_facts(document)}{body}\n</main>\n</body>\n</html>\n"
    )


def _facts(document: Document) -> str:
    if not document.facts:
        return ""
    pairs = "".join(f"<dt>{_text(name)}</dt><dd>{_text(text)}</dd>" for name, text in document.facts)
    return f"<dl>{pairs}</dl>\n"


def _part(part: Part) -> str:
    match part:
        case Heading():
            level = level_of(part) + 1
            return f"<h{level}>{_text(part.text)}</h{level}>"
        case Paragraph():
            return "\n".join(
                f"<p>{_text(block).replace(chr(10), '<br>')}</p>" for block in paragraphs_of(part.text)
            )
        case Bullets():
            points = "".join(f"<li>{_text(item)}</li>" for item in part.items)
            return f"<ul>{points}</ul>" if part.items else ""
        case TablePart():
            return _table(part.table)


def _table(table: Table) -> str:
    caption = _text(caption_of(table))
    head = "".join(f'<th scope="col"{_class(cell, 0)}>{_text(cell.text)}</th>' for cell in head_cells(table))
    rows = "\n".join(_row(row) for row in body_rows(table))
    notes = "".join(f'\n<p class="note">{_text(line)}</p>' for line in notes_of(table))
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{caption}">\n<table>\n'
        f"<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n"
        f"</table>\n</div>{notes}"
    )


def _row(row: DocumentRow) -> str:
    cells = "".join(_cell(cell, row.level) for cell in row.cells)
    return f"<tr{_ROLE_CLASS.get(row.role, '')}>{cells}</tr>"


def _cell(cell: DocumentCell, level: int) -> str:
    text = _text(cell.text)
    if cell.link:
        text = f'<a href="{_text(cell.link)}" rel="noopener noreferrer">{text}</a>'
    if cell.is_name:
        return f'<th scope="row"{_class(cell, level)}>{text}</th>'
    return f"<td{_class(cell, 0)}>{text}</td>"


def _class(cell: DocumentCell, level: int) -> str:
    if cell.is_number:
        return ' class="n"'
    return f' class="l{min(level, _DEEPEST_INDENT)}"' if level > 0 else ""


def _text(text: str) -> str:
    return escape(clean_text(text))
