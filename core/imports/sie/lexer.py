"""One SIE record to its fields: quotes, escaped quotes, object lists, control characters."""

import re
from typing import TypeAlias

Objects: TypeAlias = tuple[str, ...]
Field: TypeAlias = str | Objects
"""A field is its text; an object list is a tuple of the texts between its braces."""

OPEN: Objects = ("\x00{",)
CLOSE: Objects = ("\x00}",)
"""A brace without its partner on the line; no field can hold the control character."""

_SPACE = r"\x00-\x20\x7f"
_QUOTED = r'"((?:[^"\\]++|\\"?)*)"'
_LIST = r'\{((?:[^{}"]++|"(?:[^"\\]++|\\"?)*")*+)\}'
_TOKEN = re.compile(rf'{_LIST}|([{{}}])|{_QUOTED}|"(.*)|([^{_SPACE}"{{}}][^{_SPACE}{{}}]*+)', re.DOTALL)
_ITEM = re.compile(rf'{_QUOTED}|"(.*)|([^{_SPACE}"][^{_SPACE}]*+)', re.DOTALL)
_CONTROL = dict.fromkeys((*range(32), 127), " ")
_LIST_GROUP, _BRACE_GROUP = 1, 2


def split_record(line: str) -> list[Field]:
    """Return the fields of a line, label first; an unclosed quote takes the rest of the line."""
    fields: list[Field] = []
    for match in _TOKEN.finditer(line):
        group = match.lastindex or 0
        text = match.group(group)
        if group == _LIST_GROUP:
            fields.append(tuple(clean(item.group(item.lastindex or 0)) for item in _ITEM.finditer(text)))
        elif group == _BRACE_GROUP:
            fields.append(OPEN if text == "{" else CLOSE)
        else:
            fields.append(clean(text))
    return fields


def clean(text: str) -> str:
    r"""Return a field's text: `\"` is `"`, control characters are spaces, none stands around it.

    A lone backslash is an ordinary character (paths of Windows).
    """
    if "\\" in text:
        text = text.replace('\\"', '"')
    return (text if text.isprintable() else text.translate(_CONTROL)).strip()
