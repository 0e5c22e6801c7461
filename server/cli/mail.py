"""`rodret mail`: send what waits, now, without waiting for the server's own day and hour."""

import argparse

from core.db import current_database
from core.services import mail_runs
from core.settings import load_settings
from core.texts import _


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the command."""
    parser = commands.add_parser(
        "mail", help=_("Skicka veckomejl och påminnelser nu. Det som redan är skickat skickas inte igen.")
    )
    parser.add_argument("--weekly", action="store_true", help=_("bara veckomejlet"))
    parser.add_argument("--reminders", action="store_true", help=_("bara påminnelserna"))
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Send what was asked for, or both, and tell how it went."""
    database, settings = current_database(), load_settings()
    both = arguments.weekly == arguments.reminders
    if both or arguments.reminders:
        print(_("Påminnelser: {outcome}").format(outcome=mail_runs.run_reminders(database, settings)))
    if both or arguments.weekly:
        print(_("Veckomejl: {outcome}").format(outcome=mail_runs.run_weekly(database, settings)))
    return 0
