"""A workbook's bytes to a workbook, or the reason why not."""

import io
import warnings
import zipfile

from openpyxl import Workbook, load_workbook

from core.errors import Problem
from core.imports.sniff import FileKind, sniff_kind
from core.texts import _

MOST_BYTES = 10 * 1024 * 1024
_MOST_UNPACKED = 60 * 1024 * 1024
_MOST_PARTS = 300


def open_workbook(data: bytes) -> Workbook | Problem:
    """Return the workbook, formulas as formulas; a problem for anything that is none or too large."""
    kind = sniff_kind(data[:4096]) if data else FileKind.EMPTY
    if not data.startswith(b"PK"):
        return Problem("no_workbook", _no_workbook(kind))
    if len(data) > MOST_BYTES or not _fits(data):
        return Problem("too_large", _("Filen är för stor för en budgetbok. Hämta en ny bok och fyll i den."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), keep_links=False)
    except Exception:  # a broken workbook fails anywhere in its reader, in any way
        return Problem(
            "unreadable",
            _("Boken kan inte läsas. Öppna den i Excel, spara om den som .xlsx och försök igen."),
        )


def _fits(data: bytes) -> bool:
    """Return whether what the archive unpacks to is of a reasonable size; a broken one is told later."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except Exception:  # likewise
        return True
    return len(parts) <= _MOST_PARTS and sum(part.file_size for part in parts) <= _MOST_UNPACKED


def _no_workbook(kind: FileKind) -> str:
    return {
        FileKind.EMPTY: _("Filen är tom. Spara boken och försök igen."),
        FileKind.XLS: _("Boken är sparad i det gamla formatet .xls. Spara den som .xlsx och försök igen."),
        FileKind.PDF: _("Filen är en PDF. Läs in Excelboken i stället."),
    }.get(kind, _("Filen är ingen Excelbok. Läs in boken som du hämtade på budgetsidan."))
