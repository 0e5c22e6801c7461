import pytest

from core.db import Database
from server.cli import main
from tests.people import People


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Påminnelser: 0 påminnelser. Mejl är avstängt.\nVeckomejl: Mejl är avstängt.\n"),
        (["--weekly"], "Veckomejl: Mejl är avstängt.\n"),
        (["--reminders"], "Påminnelser: 0 påminnelser. Mejl är avstängt.\n"),
    ],
)
def test_mail_runs_what_is_asked_for_and_tells_that_mail_is_off(
    process_database: Database,
    people: People,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    assert main(["mail", *arguments]) == 0
    assert capsys.readouterr().out == said
