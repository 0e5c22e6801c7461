from types import SimpleNamespace
from typing import Any

import pytest

from pages.ui.grid import EventKind, GridEdit, GridEvent, inbox

EDIT = {"row": "5012", "column": "m1", "old": 100, "text": "1 250", "value": 1250}


def raw(n: int, kind: str = "edits", **more: object) -> dict[str, object]:
    return {"kind": kind, "n": n, "row": "5012", "column": "m1", **more}


def state_with(event: object) -> dict[Any, Any]:
    return {"sheet": SimpleNamespace(event=event)}


def test_take_event_is_handed_out_once() -> None:
    state = state_with(raw(5, edits=[EDIT]))
    inbox.receive(state, "sheet")

    first, second = inbox.take(state, "sheet"), inbox.take(state, "sheet")

    edit = GridEdit("5012", "m1", 100, "1 250", 1250)
    assert first == GridEvent(EventKind.EDITS, 5, "5012", "m1", edits=(edit,))
    assert second is None


def test_receive_event_that_streamlit_repeats_is_known() -> None:
    state = state_with(raw(5))
    inbox.receive(state, "sheet")
    inbox.receive(state, "sheet")
    inbox.take(state, "sheet")
    inbox.receive(state, "sheet")

    assert inbox.take(state, "sheet") is None


def test_take_event_of_a_run_that_was_broken_off_waits_for_the_next() -> None:
    state = state_with(raw(5, "undo"))
    inbox.receive(state, "sheet")
    state["sheet"] = SimpleNamespace(event=raw(6, "redo"))
    inbox.receive(state, "sheet")

    kinds = [event.kind for event in (inbox.take(state, "sheet"), inbox.take(state, "sheet")) if event]

    assert kinds == [EventKind.UNDO, EventKind.REDO]


def test_seen_is_only_what_has_been_handed_out() -> None:
    state = state_with(raw(5))
    inbox.receive(state, "sheet")
    before = inbox.seen(state, "sheet")
    inbox.take(state, "sheet")

    assert (before, inbox.seen(state, "sheet")) == (0, 5)


def test_take_events_of_one_grid_do_not_reach_another() -> None:
    state = state_with(raw(5))
    inbox.receive(state, "sheet")

    assert inbox.take(state, "other") is None


@pytest.mark.parametrize("sent", [None, "text", {}, {"kind": "unknown", "n": 1}, {"kind": "edits", "n": "x"}])
def test_receive_anything_else_is_no_event(sent: object) -> None:
    state = state_with(sent)
    inbox.receive(state, "sheet")

    assert inbox.take(state, "sheet") is None


@pytest.mark.parametrize("edit", [{}, {**EDIT, "value": "tolv"}, {**EDIT, "old": {}}, "text"])
def test_read_event_edit_of_another_form_is_refused_whole(edit: object) -> None:
    assert inbox.read_event(raw(1, edits=[edit])) is None


def test_read_event_paste_keeps_its_text_and_targets() -> None:
    event = inbox.read_event(raw(9, "paste", text="1\t2", rows=["5012"], columns=["m1", "m2"]))

    assert event == GridEvent(
        EventKind.PASTE, 9, "5012", "m1", rows=("5012",), columns=("m1", "m2"), text="1\t2"
    )
