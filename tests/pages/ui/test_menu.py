import pytest

from core.enums import Role
from core.rules.access import GRANTS, Actor, Grant
from core.settings import ROOT
from pages.ui.menu import MENU, Entry, groups_for

ENTRIES = [entry for group in MENU for entry in group.entries]
DRAWN = [entry for entry in ENTRIES if not entry.hidden]
TOP = 1


def titles(*grants: Grant) -> list[str]:
    actor = Actor(1, "Någon", grants, tree_id=1, top_unit_id=TOP)
    return [entry.title for group in groups_for(actor) for entry in group.entries]


def test_menu_every_page_is_there() -> None:
    assert [entry.file for entry in ENTRIES if not entry.file.is_file()] == []


def test_menu_addresses_are_unique_and_only_the_first_is_the_start() -> None:
    paths = [entry.url_path for entry in ENTRIES]

    assert len(set(paths)) == len(paths)
    assert [path for path in paths if not path] == [paths[0]]


def test_menu_every_file_with_a_guard_is_in_it() -> None:
    sections = [file for file in (ROOT / "pages").glob("*/*.py") if file.parent.name not in {"ui", "shell"}]

    guarded = {file for file in sections if "guard.require_actor(" in file.read_text(encoding="utf-8")}

    assert guarded == {entry.file for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_menu_every_page_starts_with_the_guard_of_its_action(entry: Entry) -> None:
    source = entry.file.read_text(encoding="utf-8")

    assert f"guard.require_actor(Action.{entry.action.name})" in source


EVERYDAY = [
    "Min enhet", "Mina uppgifter", "Årshjul", "Ledningsvy",
    "Måluppfyllelse", "Mål och nyckeltal", "Aktiviteter", "Verksamhetsplan",
    "Nyckeltal", "Rapportera nyckeltal", "Kolada",
    "Uppföljning", "Transaktioner", "Kontrollista", "Åtaganden",
    "Ramar", "Budget",
    "Budgetläget", "Budgetbeslut", "Jämför versioner", "Förutsättningar",
    "Prognos", "Prognosläget", "Åtgärdsplan", "Prognossäkerhet",
    "Läget i processen", "Mötesunderlag",
]  # fmt: skip


def test_groups_for_manager_of_a_school_shows_no_administration() -> None:
    assert titles(Grant(Role.MANAGER, 2)) == EVERYDAY


def test_groups_for_controller_at_the_top_shows_rounds_and_loading() -> None:
    assert titles(Grant(Role.CONTROLLER, TOP)) == [
        *EVERYDAY,
        "Styrmodell",
        "Gränser och regler",
        "Omgångar",
        "Inläsning",
        "Meddelanden",
    ]


def test_groups_for_controller_of_a_school_does_not_show_loading() -> None:
    assert titles(Grant(Role.CONTROLLER, 2)) == [*EVERYDAY, "Meddelanden"]


def test_groups_for_nobody_is_empty() -> None:
    assert titles() == []


@pytest.mark.parametrize("role", list(Role))
def test_groups_for_each_role_shows_what_it_grants_at_the_top(role: Role) -> None:
    wanted = [entry.title for entry in DRAWN if (entry.drawn_for or entry.action) in GRANTS[role]]

    assert titles(Grant(role, TOP)) == wanted
