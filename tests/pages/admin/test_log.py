from collections.abc import Callable

import pytest

from core.db import Database
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_log_shows_who_did_what_and_can_be_narrowed(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    sign_in_as("auditor")
    run = open_page("logg")
    assert "Loggade in" in words_of(run)
    assert "Sara Holm" in words_of(run)

    what = run.selectbox[0]
    what.select("Stängde en månad").run()

    assert run.query_params["vad"] == "month_closed"
    assert "Sara Holm" not in words_of(run)


def test_log_place_that_cannot_be_read_gives_the_latest(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("auditor")

    run = open_page("logg", efter="x.y", vad="skräp")

    assert list(run.exception) == []
    assert "Loggade in" in words_of(run)
