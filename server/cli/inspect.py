"""`rodret inspect`: tell what an economy file holds, without loading it."""

import argparse
import json
from pathlib import Path
from typing import Any

from core.errors import ImportFileError, Severity
from core.texts import _

_KINDS = {"sie": "SIE", "sie5": "SIE 5", "csv": "CSV", "xlsx": "Excel", "other": _("okänd")}
_CHECKSUMS = {"absent": _("saknas"), "ok": _("stämmer"), "mismatch": _("stämmer inte")}
_COUNTS = {
    "accounts": _("Konton"),
    "vouchers": _("Verifikationer"),
    "transactions": _("Transaktioner"),
    "unbalanced_vouchers": _("Verifikationer i obalans"),
    "balance_rows": _("Saldorader"),
}
_SEVERITIES = {Severity.ERROR: _("Fel"), Severity.WARNING: _("Varning"), Severity.INFO: _("Upplysning")}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the command."""
    parser = commands.add_parser(
        "inspect", help=_("Visa vad en ekonomifil innehåller, utan att läsa in den.")
    )
    parser.add_argument("file", type=Path, metavar=_("FIL"))
    parser.add_argument("--json", action="store_true", help=_("Svara med JSON."))
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Print what the file holds. A file that holds problems is still one that can be told of: 0."""
    from core.imports.files import inspect_file  # the readers load pyarrow and openpyxl, slowly

    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        raise ImportFileError(_("Filen går inte att läsa: {file}").format(file=arguments.file)) from error
    found = inspect_file(data, arguments.file.name)
    print(json.dumps(found, ensure_ascii=False, indent=2) if arguments.json else "\n".join(_lines(found)))
    return 0


def _lines(found: dict[str, Any]) -> list[str]:
    """Return the answer in words: what it is, the counts, then each problem on a line of its own."""
    lines = [_("Filtyp: {kind}").format(kind=_KINDS.get(found["kind"], found["kind"]))]
    if found["sie_type"] is not None:
        lines.append(_("SIE-typ: {type}").format(type=found["sie_type"]))
    lines += [f"{word}: {found[key]}" for key, word in _COUNTS.items()]
    if found["encoding"]:
        lines.append(_("Teckenkodning: {encoding}").format(encoding=found["encoding"]))
    lines.append(
        _("Kontrollsumma: {checksum}").format(checksum=_CHECKSUMS.get(found["checksum"], found["checksum"]))
    )
    lines.append(_("Anmärkningar: {n}").format(n=len(found["problems"])))
    return lines + [_problem_line(problem) for problem in found["problems"]]


def _problem_line(problem: dict[str, Any]) -> str:
    severity = _SEVERITIES[Severity(problem["severity"])]
    place = _(", rad {line}").format(line=problem["line"]) if problem["line"] else ""
    return f"  {severity}{place}: {problem['message']}"
