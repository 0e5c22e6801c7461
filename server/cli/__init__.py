"""The command line: `rodret <command>`. A command is a module with `add_parser` and `run`."""

from server.cli.main import main

__all__ = ["main"]
