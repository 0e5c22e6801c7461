"""A fresh process, before anybody has signed in: whoever is nobody gets nothing at all."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from core.services import sessions
from core.services.sessions import SESSION_COOKIE
from core.services.transaction import transaction
from pages.ui.menu import MENU
from tests.people import token_of
from tests.server_process import Server, running_server

PAGES = ["/" + entry.url_path for group in MENU for entry in group.entries]
FILE_NAMES = [
    "/" + entry.file.stem for group in MENU for entry in group.entries
]  # what Streamlit would call the pages of a `pages/` folder
PARTS = [
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore/upload_file/a/b",
    "/_stcore/bidi-components/a",
    "/media/a.csv",
    "/static/js/index.js",
    "/component/a/index.html",
    "/app/static/a",
]
OPEN = {
    "/halsa": "application/json",
    "/_stcore/health": "text/plain",
    "/logga-in": "text/html",
    "/favicon.png": "image/png",
    "/bibliotek/inloggning/sign_in.css": "text/css",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("anonymous")) as own:
        yield own


def ask(server: Server, target: str, method: str = "GET") -> tuple[int, str, bytes]:
    """Return status, location or content type, and body."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=20)
    connection.request(method, target, headers={"accept": "text/html"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.getheader("location") or answer.getheader("content-type") or "", body


def stream(server: Server, **headers: str) -> ClientConnection:
    return connect(
        server.url.replace("http", "ws") + "/_stcore/stream",
        origin=Origin(server.url),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers=headers,
    )


def texts_of_a_run(socket: ClientConnection, page: str) -> str:
    """Ask for a page as a browser does and return everything that is sent until the run ends."""
    message = BackMsg()
    message.rerun_script.page_name = page
    socket.send(message.SerializeToString())
    received = b""
    while True:
        part = socket.recv(timeout=20)
        assert isinstance(part, bytes)
        received += part
        if ForwardMsg.FromString(part).WhichOneof("type") == "script_finished":
            return received.decode("utf-8", errors="replace")


@pytest.mark.parametrize("page", ["", "loading", "log", "unit", "inlasning"])
def test_anonymous_websocket_of_a_fresh_process_is_refused(server: Server, page: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        stream(server, cookie=f"{SESSION_COOKIE}={page}")

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("target", [*PAGES, *FILE_NAMES, "/finns-inte", "/logga-ut"])
def test_anonymous_page_is_sent_to_sign_in(server: Server, target: str) -> None:
    status, location, body = ask(server, target)

    assert (status, location.startswith("/logga-in"), body) == (303, True, b"")


@pytest.mark.parametrize("target", PARTS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_anonymous_part_of_a_page_is_401(server: Server, target: str, method: str) -> None:
    assert ask(server, target, method)[0] == 401


@pytest.mark.parametrize("target", sorted(OPEN))
def test_anonymous_open_path_answers(server: Server, target: str) -> None:
    status, kind, _body = ask(server, target)

    assert (status, kind.split(";")[0]) == (200, OPEN[target])


def test_signed_in_person_gets_pages_over_the_websocket_until_she_is_signed_out(server: Server) -> None:
    token = token_of(server.database, "maria")

    with stream(server, cookie=f"{SESSION_COOKIE}={token}") as socket:
        inside = texts_of_a_run(socket, "")
        other_role = texts_of_a_run(socket, "inlasning")
        with transaction(server.database) as session:
            sessions.sign_out(session, token=token)
        outside = texts_of_a_run(socket, "")

    assert ("Maria Sandell" in inside, "Transaktioner" in inside) == (True, True)
    assert ("Du har inte tillgång" in other_role, "Läs in en fil" in other_role) == (True, False)
    assert ("Du är utloggad" in outside, "Maria Sandell" in outside) == (True, False)
