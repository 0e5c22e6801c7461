from collections.abc import Iterator

import pytest

from core.imports.kolada import read_kpis
from core.services.kolada_client import MOST_PAGES, KoladaError
from tests.core.kolada_server import Replay, Reply, answer, kpi, replaying

SICK, PAY = kpi("N00090", "Sjukfrånvaro totalt, andel (%)"), kpi("N00003", "Personalkostnader, kr/inv")


@pytest.fixture
def replay() -> Iterator[Replay]:
    with replaying() as own:
        yield own


def ids(replay: Replay, path: str = "kpi") -> list[str]:
    with replay.client() as client:
        return [row.id for row in client.fetch(path, read_kpis).rows]


def refusal(replay: Replay, path: str = "kpi") -> str:
    with replay.client() as client, pytest.raises(KoladaError) as refused:
        client.fetch(path, read_kpis)
    return refused.value.message


def test_fetch_follows_the_pages_to_the_end(replay: Replay) -> None:
    replay.on("/kpi", answer([SICK], f"{replay.url}/kpi?page=2"))
    replay.on("/kpi?page=2", answer([PAY]))

    assert ids(replay) == ["N00090", "N00003"]
    assert replay.asked == ["/v3/kpi", "/v3/kpi?page=2"]


def test_fetch_next_page_without_a_host_is_below_the_same(replay: Replay) -> None:
    replay.on("/kpi", answer([SICK], "?page=2"))
    replay.on("/kpi?page=2", answer([PAY]))

    assert ids(replay) == ["N00090", "N00003"]


@pytest.mark.parametrize(
    "address", ["http://192.0.2.9/v3/kpi", "https://kolada.exempel/x", "//[", "file:///etc"]
)
def test_fetch_next_page_at_another_host_is_not_followed(replay: Replay, address: str) -> None:
    replay.on("/kpi", answer([SICK], address))

    assert refusal(replay) == "Kolada pekade vidare till en annan adress, och dit går Rodret inte."
    assert replay.asked == ["/v3/kpi"]


def test_fetch_pages_in_a_circle_end(replay: Replay) -> None:
    replay.on("/kpi", answer([SICK], f"{replay.url}/kpi"))

    assert refusal(replay) == "Kolada skickade samma sida om och om igen."


def test_fetch_endless_pages_end(replay: Replay) -> None:
    replay.on("/kpi", *(answer([SICK], f"?page={page}") for page in range(2, MOST_PAGES + 20)))

    assert refusal(replay) == "Kolada delade upp svaret på fler än 200 sidor."
    assert len(replay.asked) == MOST_PAGES


@pytest.mark.parametrize("status", [429, 500, 503])
def test_fetch_busy_server_is_asked_again(replay: Replay, status: int) -> None:
    replay.on(
        "/kpi", Reply(status=status, headers={"Retry-After": "0"}), Reply(status=status), answer([SICK])
    )

    assert ids(replay) == ["N00090"]


def test_fetch_server_that_stays_busy_is_told(replay: Replay) -> None:
    replay.on("/kpi", Reply(status=503))

    assert refusal(replay) == "Kolada svarade med fel 503."
    assert len(replay.asked) == 4


def test_fetch_server_that_does_not_answer_is_told(replay: Replay) -> None:
    replay.on("/kpi", Reply(hangs=True))

    assert refusal(replay) == "Kolada svarade inte i tid."
    assert len(replay.asked) == 2


def test_fetch_cut_body_is_asked_for_again(replay: Replay) -> None:
    whole = answer([SICK])
    replay.on("/kpi", Reply(whole.body, cut=40), whole)

    assert ids(replay) == ["N00090"]


def test_fetch_body_that_is_always_cut_is_told(replay: Replay) -> None:
    replay.on("/kpi", Reply(answer([SICK]).body, cut=40))

    assert refusal(replay) == "Svaret från Kolada blev avhugget."


def test_fetch_body_that_ends_too_early_is_told(replay: Replay) -> None:
    replay.on("/kpi", Reply(answer([SICK]).body[:-20]))

    assert refusal(replay) == "Svaret från Kolada är avhugget eller skadat."


def test_fetch_second_page_that_fails_gives_no_half_answer(replay: Replay) -> None:
    replay.on("/kpi", answer([SICK], "?page=2"))
    replay.on("/kpi?page=2", Reply(status=404))

    assert refusal(replay) == "Kolada svarade med fel 404."


def test_fetch_redirection_is_not_followed(replay: Replay) -> None:
    replay.on("/kpi", Reply(status=302, headers={"Location": "http://192.0.2.9/"}))

    assert refusal(replay) == "Kolada svarade med fel 302."


def test_fetch_without_a_server_is_told(replay: Replay) -> None:
    with replaying() as gone:
        pass

    assert refusal(gone) == "Det gick inte att nå Kolada över nätet."
