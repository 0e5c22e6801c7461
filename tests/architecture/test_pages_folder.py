"""Streamlit runs a file beside the entry script's `pages/` without the entry script: there must be none."""

from core.settings import ROOT

PAGES = ROOT / "pages"


def names(folder: str, *, of_files: bool) -> list[str]:
    return sorted(
        path.name
        for path in (PAGES / folder).iterdir()
        if path.is_file() == of_files and path.name != "__pycache__"
    )


def test_pages_folder_itself_holds_no_page() -> None:
    assert names("", of_files=True) == ["__init__.py"]


def test_shell_folder_holds_the_shell_alone() -> None:
    assert names("shell", of_files=True) == ["main.py"]
    assert names("shell", of_files=False) == []


def test_shell_script_is_the_one_that_the_process_runs() -> None:
    source = (ROOT / "streamlit_app.py").read_text(encoding="utf-8")

    assert 'app = st.App("pages/shell/main.py", ' in source
