from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.ui.grid import component
from pages.ui.grid.model import words

FILES = Path(component.__file__).parent / "js"


def page() -> None:
    import streamlit as st

    from pages.ui.grid import ColumnKind, GridColumn, GridRow, GridState, grid, grid_event

    event = grid_event("sheet")
    columns = [GridColumn("name", "Konto", ColumnKind.TEXT)]
    again = grid("sheet", columns, [GridRow("a", {"name": "A"})], label="Budget", state=GridState(version=1))
    st.text(f"{event} {again}")


def test_grid_nothing_done_gives_no_event() -> None:
    app = AppTest.from_function(page, default_timeout=30).run()

    assert not app.exception
    assert app.text[0].value == "None None"


def test_script_asks_for_our_files_and_the_library_under_their_versions() -> None:
    script = component.script()

    assert f"'/bibliotek/tabell/{component.own_version()}/main.js'" in script
    assert "'/bibliotek/tabulator/6.3.1.1'" in script


def test_words_that_the_scripts_say_are_all_there_and_all_used() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in FILES.glob("*.js"))

    unused = [word for word in words() if f"words.{word}" not in scripts and f"'{word}'" not in scripts]

    assert unused == []
