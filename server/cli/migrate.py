"""`rodret migrate`: bring the database to this version of Rodret."""

import argparse

from core.db import current_database
from core.migrations.run import is_current, upgrade
from core.texts import _


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the command."""
    return commands.add_parser("migrate", help=_("Anpassa databasen till den här versionen."))


def run(_arguments: argparse.Namespace) -> int:
    """Migrate, all or nothing."""
    database = current_database()
    if is_current(database):
        print(_("Databasen är redan aktuell."))
        return 0
    upgrade(database)
    print(_("Databasen är nu aktuell."))
    return 0
