from pathlib import Path

from streamlit.web.server.app_discovery import discover_asgi_app

from core.settings import ROOT, Mode, Settings
from server import streamlit_options
from server.routes import middleware, routes


def test_streamlit_app_is_found_by_streamlit() -> None:
    found = discover_asgi_app(ROOT / "streamlit_app.py")

    assert (found.is_asgi_app, found.app_name) == (True, "app")


def test_streamlit_app_is_short() -> None:
    assert len((ROOT / "streamlit_app.py").read_text(encoding="utf-8").splitlines()) <= 30


def test_routes_paths_are_open_or_behind_the_gate_on_purpose() -> None:
    assert [getattr(route, "path", "") for route in routes()] == [
        "/logga-in",
        "/logga-in",
        "/logga-ut",
        "/logga-ut",
        "/losenord/{token}",
        "/losenord/{token}",
        "/byt-losenord",
        "/byt-losenord",
        "/halsa",
        "/kalender/{token}.ics",
        "/bibliotek/typsnitt",
        "/bibliotek/inloggning",
        "/bibliotek/tabulator/{version}",
        "/bibliotek/tabell/{version}",
        "/favicon.png",
        "/favicon.ico",
    ]


def test_middleware_headers_stand_outermost_and_the_gate_innermost() -> None:
    names = [getattr(layer.cls, "__name__", "") for layer in middleware(Settings())]

    assert names == ["SecureHeaders", "TrustedHostMiddleware", "Gate"]


def test_streamlit_options_follow_the_settings() -> None:
    from streamlit import config

    names = ("server.allowedHosts", "server.address", "server.port", "client.showErrorDetails")
    before = {name: config.get_option(name) for name in names}
    streamlit_options.apply(
        Settings(
            mode=Mode.DEVELOPMENT,
            allowed_hosts=("rodret.example",),
            host="0.0.0.0",
            port=9000,
            data_dir=Path(),
        )
    )
    after = [config.get_option(name) for name in names]
    for name, value in before.items():
        config.set_option(name, value)

    assert after == [["rodret.example"], "0.0.0.0", 9000, "full"]
