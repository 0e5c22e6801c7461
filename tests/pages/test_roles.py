"""Every page for every role: it opens for whoever may and stops for whoever may not."""

from collections.abc import Callable

import pytest

from core.db import Database
from core.enums import Role
from core.rules.access import GRANTS
from pages.ui.menu import MENU
from tests.pages.conftest import Open
from tests.pages.small_town import ROLES

ENTRIES = [entry for group in MENU for entry in group.entries]


@pytest.mark.parametrize("role", list(Role))
def test_every_page_opens_for_the_roles_that_may_and_stops_for_the_others(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open, role: Role
) -> None:
    sign_in_as(ROLES[role])

    stopped = set()
    for entry in ENTRIES:
        run = open_page(entry.url_path)
        assert list(run.exception) == []
        if [title.value for title in run.title] == ["Du har inte tillgång till sidan"]:
            stopped.add(entry.title)

    assert stopped == {entry.title for entry in ENTRIES if entry.action not in GRANTS[role]}
