"""Events of the browser, each handed out once, whatever Streamlit repeats or breaks off."""

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

from pages.ui.grid.model import EventKind, GridEdit, GridEvent


def receive(state: MutableMapping[Any, Any], key: str) -> None:
    """Keep the event that the component has just sent, unless its number is known."""
    raw = getattr(state.get(key), "event", None)
    if not isinstance(raw, Mapping):
        return
    event = read_event(raw)
    waiting: list[GridEvent] = state.setdefault(_waiting(key), [])
    newest = waiting[-1].n if waiting else seen(state, key)
    if event is not None and event.n > newest:
        waiting.append(event)


def take(state: MutableMapping[Any, Any], key: str) -> GridEvent | None:
    """Hand out the oldest waiting event; from now on the browser is told that it is known."""
    waiting: list[GridEvent] = state.get(_waiting(key), [])
    if not waiting:
        return None
    event = waiting.pop(0)
    state[_seen(key)] = event.n
    return event


def seen(state: MutableMapping[Any, Any], key: str) -> int:
    """Return the number of the newest event handed out, 0 before the first."""
    number: int = state.get(_seen(key), 0)
    return number


def read_event(raw: Mapping[str, Any]) -> GridEvent | None:
    """Return the event in what a browser sent, or None when it has another form than ours."""
    try:
        return GridEvent(
            kind=EventKind(raw["kind"]),
            n=int(raw["n"]),
            row=str(raw.get("row", "")),
            column=str(raw.get("column", "")),
            rows=_texts(raw.get("rows", ())),
            columns=_texts(raw.get("columns", ())),
            edits=tuple(_edit(edit) for edit in raw.get("edits", ())),
            text=str(raw.get("text", "")),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _edit(raw: Mapping[str, Any]) -> GridEdit:
    old, value = raw["old"], raw.get("value")
    return GridEdit(
        row=str(raw["row"]),
        column=str(raw["column"]),
        old=old if old is None or isinstance(old, str) else int(old),
        text=str(raw["text"]),
        value=None if value is None else int(value),
    )


def _texts(raw: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(part) for part in raw)


def _waiting(key: str) -> str:
    return f"grid_waiting:{key}"


def _seen(key: str) -> str:
    return f"grid_seen:{key}"
