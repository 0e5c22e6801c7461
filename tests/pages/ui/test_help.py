import re

import pytest

from core.settings import ROOT
from pages.ui.help import help_text
from pages.ui.menu import MENU, Entry

ENTRIES = [entry for group in MENU for entry in group.entries]
GUIDE = ROOT / "docs" / "guide"


def name_of(entry: Entry) -> str:
    return entry.url_path or "start"


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_help_every_page_has_a_text_and_shows_it(entry: Entry) -> None:
    text = help_text(name_of(entry))
    source = entry.file.read_text(encoding="utf-8")

    assert text.startswith("**")
    assert f'"{name_of(entry)}"' in source


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_guide_every_page_has_a_section_named_as_in_the_menu(entry: Entry) -> None:
    text = (GUIDE / f"{name_of(entry)}.md").read_text(encoding="utf-8")

    assert text.startswith(f"# {entry.title}\n")
    assert f"({name_of(entry)}.md)" in (GUIDE / "README.md").read_text(encoding="utf-8")


def test_guide_every_picture_and_link_is_there_and_small() -> None:
    targets = {
        (file.parent / target).resolve()
        for file in GUIDE.glob("*.md")
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8"))
    }

    assert [target for target in targets if not target.is_file()] == []
    assert [
        target.name for target in targets if target.suffix == ".png" and target.stat().st_size > 200_000
    ] == []
