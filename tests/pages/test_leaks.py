"""A unit outside one's scope shows nothing of itself, whatever the address asks for."""

from collections.abc import Callable

import pytest

from core.db import Database
from tests.pages.conftest import Open
from tests.pages.words import words_of

SECRETS = ("7\u00a0777", "Grannens inköp", "Grannleverantören", "Grannskolan")
PATHS = ("", "uppfoljning", "transaktioner")
ADDRESSES = [
    {"enhet": "412"},
    {"enhet": "4120", "alla": "ja"},
    {"enhet": "1", "rader": "enheter", "alla": "ja"},
    {"enhet": "4", "rader": "resultat", "tid": "helar"},
    {"rad": "unit:5", "rader": "enheter"},
    {"rad": "account:6420", "sok": "granne"},
    {"belopp": "7777777"},
]


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: "&".join(map("=".join, address.items())))
def test_pages_never_show_the_neighbour(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open, address: dict[str, str]
) -> None:
    sign_in_as("maria")

    for path in PATHS:
        run = open_page(path, **address)
        assert list(run.exception) == []
        shown = words_of(run)
        assert "Ekbackens skola" in shown
        assert [secret for secret in SECRETS if secret in shown] == []


def test_pages_show_the_neighbour_to_whoever_may_see_both(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")

    shown = "\n".join(words_of(open_page(path, enhet="412", visa="kr")) for path in PATHS)

    assert [secret for secret in SECRETS if secret not in shown] == []
