"""Everything that a run of a page shows, as text: what must not leak is looked for in all of it."""

from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

_CODE = {"jsContent", "cssContent"}
_DIALOGS = 2


def words_of(run: AppTest) -> str:
    """Return every text of the page, the sidebar and open dialogs, also those in pictures and charts."""
    found: list[str] = []
    dialogs = run._tree.children.get(_DIALOGS, ())  # AppTest has no public name for them
    for element in (*run.main, *run.sidebar, *dialogs):
        proto = getattr(element, "proto", None)
        if proto is not None:
            _collect(MessageToDict(proto), found)
    return "\n".join(found)


def _collect(value: object, found: list[str]) -> None:
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in _CODE:
                _collect(part, found)
    elif isinstance(value, list):
        for part in value:
            _collect(part, found)
    elif isinstance(value, str):
        found.append(value.encode().decode("unicode_escape") if "\\u" in value else value)
