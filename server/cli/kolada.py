"""`rodret kolada refresh`: fetch from Kolada now, without waiting for the server's own day."""

import argparse

from core.db import current_database
from core.services import kolada_jobs
from core.settings import load_settings
from core.texts import _


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the command."""
    parser = commands.add_parser("kolada", help=_("Hämta nyckeltal från Kolada."))
    refresh = parser.add_subparsers(title=_("vad"), metavar=_("VAD"), required=True).add_parser(
        "refresh",
        help=_("hämta registret över alla nyckeltal, kommuner och grupper; med id:n deras värden i stället"),
    )
    refresh.add_argument(
        "kpis", nargs="*", metavar=_("NYCKELTAL"), help=_("nyckeltalens id, till exempel N00090")
    )
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Fetch, and tell what came of it; an error says why, and what was there before stands."""
    payload = {"kpis": arguments.kpis} if arguments.kpis else {"register": True}
    print(kolada_jobs.run_fetch(current_database(), payload, load_settings()))
    return 0
