"""`rodret demo`: build the demo municipality where there is no database yet."""

import argparse
import time

from core.db import Database
from core.errors import RuleViolation
from core.migrations.run import upgrade
from core.settings import Mode, load_settings
from core.texts import _


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Describe the command."""
    return commands.add_parser("demo", help=_("skapa demokommunen Ekarboda om databasen är tom"))


def run(_arguments: argparse.Namespace) -> int:
    """Build the demo, or bring the database that is already there up to date."""
    from demo.build import build, is_built  # loads numpy and every reader, which no other command needs
    from demo.people import PASSWORD
    from server.passwords import hash_password  # loads streamlit-authenticator, half a second

    settings = load_settings()
    if settings.mode is Mode.PRODUCTION:
        raise RuleViolation(_("Demokommunen skapas inte i driftläge."))
    database = Database(settings.database_url)
    upgrade(database)
    built, today = is_built(database), database.today()
    database.dispose()
    if built:
        return 0
    began = time.monotonic()
    build(settings.database_url, password_hash=hash_password(PASSWORD), tell=print, shown_on=today)
    print(_("Ekarboda kommun är klar på {seconds} sekunder.").format(seconds=round(time.monotonic() - began)))
    return 0
