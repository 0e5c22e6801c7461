"""Find the command, run it, and turn an error that is meant for people into one Swedish message."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from core.errors import RodretError
from core.texts import _
from server.cli import audit, check, demo, import_file, inspect, kolada, mail, migrate, serve, user


class Command(Protocol):
    """What a command module offers."""

    add_parser: Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], argparse.ArgumentParser]
    run: Callable[[argparse.Namespace], int]


COMMANDS = (serve, migrate, demo, user, audit, inspect, import_file, check, mail, kolada)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 could not be done, 2 asked for wrongly."""
    parser = argparse.ArgumentParser(
        prog="rodret", description=_("Rodret: planering och uppföljning för kommuner.")
    )
    commands = parser.add_subparsers(title=_("kommandon"), metavar=_("KOMMANDO"), required=True)
    for command in COMMANDS:
        command.add_parser(commands).set_defaults(run=command.run)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except RodretError as error:
        print(error.message, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(_("Avbrutet."), file=sys.stderr)
        return 1
