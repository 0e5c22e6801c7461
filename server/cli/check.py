"""`rodret check`: prove that the database is sound."""

import argparse

from core.db import current_database
from core.services.checks import run_checks
from core.texts import _


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the command."""
    return commands.add_parser(
        "check", help=_("Kontrollera att saldon, organisation, logg och skydd stämmer.")
    )


def run(_arguments: argparse.Namespace) -> int:
    """Print what is wrong; 1 when anything is."""
    with current_database().reading() as session:
        findings = run_checks(session)
    for finding in findings:
        print(finding)
    if not findings:
        print(_("Databasen är hel."))
    return int(bool(findings))
