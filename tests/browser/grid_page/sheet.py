"""A small sheet that answers as a budget page would: it saves, refuses, and shows what came."""

import streamlit as st

from pages.ui import look
from pages.ui.grid import GridCell, GridEvent, GridMessage, GridState, RowKind, grid, grid_event
from tests.browser.grid_page.rows import COLUMNS, MONTHS, Book, large_book, rows_of, small_book

st.set_page_config(layout="wide", page_title="Prov")
look.install()
st.title("Budget 2027")
wanted = int(st.query_params.get("rader", "0"))


def answer(event: GridEvent, book: Book) -> tuple[GridMessage, ...]:
    """Save what is typed; 13 is refused."""
    messages = []
    for edit in event.edits:
        if edit.text == "13":
            messages.append(GridMessage(edit.row, edit.column, "13 tas inte emot här."))
        elif edit.column in MONTHS and edit.row in book.figures:
            book.figures[edit.row][edit.column] = None if edit.text == "" else edit.value
    if event.kind == "lock":
        book.locked.symmetric_difference_update({(event.row, event.column)})
    if event.kind == "comment":  # stands for whatever makes rows come
        book.figures["6461a"] = dict.fromkeys(MONTHS, 7)
        book.tree.insert(-1, ("6461a", "Ny rad", "other", RowKind.ROW, 1))
    if event.kind == "redo":
        book.figures["5012"] = dict.fromkeys(MONTHS, 1)
    return tuple(messages)


@st.fragment
def sheet() -> None:
    book = st.session_state.setdefault("book", large_book(wanted) if wanted else small_book())
    event = grid_event("prov")
    messages: tuple[GridMessage, ...] = ()
    if event is not None:
        messages = answer(event, book)
        book.version += 1
        st.session_state.log = [*st.session_state.get("log", []), event]
    chosen = st.query_params.get("cell")
    grid(
        "prov",
        COLUMNS,
        rows_of(book),
        label="Budget 2027, Ekbackens skola",
        state=GridState(
            version=book.version,
            selected=GridCell(*chosen.split(":")) if chosen else None,
            messages=messages,
            saved_at="10:42" if event else "",
        ),
        height=int(st.query_params.get("hojd", "560")),
    )
    st.code("\n".join(repr(one) for one in st.session_state.get("log", [])), language=None)


sheet()
st.text_input("Efter")
