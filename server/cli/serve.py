"""`rodret serve`: run the application."""

import argparse

from core.db import current_database
from core.settings import ROOT, load_settings
from core.texts import _
from server.lifespan import prepare_database


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the command."""
    return commands.add_parser(
        "serve",
        help=_("Starta Rodret."),
        description=_("Starta Rodret. Adress och port ställs in med RODRET_HOST och RODRET_PORT."),
    )


def run(_arguments: argparse.Namespace) -> int:
    """Check the settings and the database first, so that what is wrong is said in words; then serve."""
    settings = load_settings()
    prepare_database(current_database(), settings.mode)
    import uvicorn  # with the application it loads Streamlit, which no other command needs

    print(_("Rodret finns på http://{host}:{port}").format(host=settings.host, port=settings.port))
    uvicorn.run(
        "streamlit_app:app",
        app_dir=str(ROOT),
        host=settings.host,
        port=settings.port,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        server_header=False,
        access_log=False,
    )
    return 0
