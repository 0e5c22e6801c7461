"""`rodret inspect`: tell what an economy file holds, without loading it."""

import argparse
import json
from pathlib import Path

from core.errors import ImportFileError
from core.texts import _


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the command."""
    parser = commands.add_parser(
        "inspect", help=_("Visa vad en ekonomifil innehåller, utan att läsa in den.")
    )
    parser.add_argument("file", type=Path, metavar=_("FIL"))
    parser.add_argument("--json", action="store_true", help=_("Svara med JSON."))
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Print what the file holds, as JSON or as lines."""
    from core.imports.files import inspect_file  # the readers load pyarrow and openpyxl, slowly

    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        raise ImportFileError(_("Filen går inte att läsa: {file}").format(file=arguments.file)) from error
    found = inspect_file(data, arguments.file.name)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for key, value in found.items():
            print(f"{key}: {value}")
    return 0
