"""What kind of file some bytes are, whatever the name says."""

import re
from enum import StrEnum

from core.errors import ImportFileError
from core.texts import _

_HEAD = 4096
_SIE_RECORD = re.compile(
    rb"^[ \t]*#(?:FLAGGA|PROGRAM|FORMAT|GEN|SIETYP|FNAMN|ORGNR|RAR|KPTYP|KONTO|DIM|OBJEKT|IB|UB|RES"
    rb"|PSALDO|PBUDGET|VER|TRANS)(?:[ \t\r\n]|$)",
    re.MULTILINE | re.IGNORECASE,
)


class FileKind(StrEnum):
    """What the bytes are, by their own marks."""

    SIE = "sie"
    SIE5 = "sie5"
    XLSX = "xlsx"
    XLS = "xls"
    ZIP = "zip"
    PDF = "pdf"
    HTML = "html"
    XML = "xml"
    UTF16 = "utf16"
    BINARY = "binary"
    EMPTY = "empty"
    TEXT = "text"


def sniff_kind(data: bytes) -> FileKind:
    """Return what the bytes are; text that is nothing known is TEXT."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head and not data.strip():
        return FileKind.EMPTY
    marked = _by_first_bytes(data, head.lower())
    if marked:
        return marked
    if _SIE_RECORD.search(
        data.replace(b"\r", b"\n") if b"\n" not in data else data.removeprefix(b"\xef\xbb\xbf")
    ):
        return FileKind.SIE
    return FileKind.BINARY if b"\x00" in data[:_HEAD] else FileKind.TEXT


def _by_first_bytes(data: bytes, head: bytes) -> FileKind | None:
    if data.startswith(b"PK\x03\x04"):
        return FileKind.XLSX if b"xl/" in data or b"[Content_Types]" in data[:_HEAD] else FileKind.ZIP
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return FileKind.XLS
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FileKind.UTF16
    if head.startswith(b"%pdf"):
        return FileKind.PDF
    if head.startswith((b"<!doctype html", b"<html")):
        return FileKind.HTML
    if head.startswith(b"<"):
        return _markup_kind(head)
    return None


def _markup_kind(head: bytes) -> FileKind:
    if b"sie.se/sie5" in head or re.search(rb"<(?:\w+:)?sie(?:entry)?[\s>]", head):
        return FileKind.SIE5
    return FileKind.HTML if b"<html" in head else FileKind.XML


def refuse_foreign(kind: FileKind) -> ImportFileError:
    """Return the error that calls a file by its name and says what to do instead."""
    messages = {
        FileKind.EMPTY: _("Filen är tom. Exportera den på nytt ur ekonomisystemet."),
        FileKind.HTML: _(
            "Filen är en webbsida, inte en SIE-fil. Något gick fel när den hämtades:"
            " exportera den på nytt ur ekonomisystemet."
        ),
        FileKind.XLSX: _("Filen är en Excelbok. Exportera huvudboken som SIE eller CSV i stället."),
        FileKind.XLS: _("Filen är en äldre Excelbok. Exportera huvudboken som SIE eller CSV i stället."),
        FileKind.ZIP: _("Filen är ett zip-arkiv. Packa upp det och läs in filen inuti."),
        FileKind.PDF: _("Filen är en PDF. Exportera huvudboken som SIE eller CSV i stället."),
        FileKind.SIE5: _(
            "Filen är SIE 5 (XML), som inte kan läsas in. Exportera SIE typ 4 ur ekonomisystemet i stället."
        ),
        FileKind.XML: _("Filen är XML, inte SIE. Exportera SIE typ 4 ur ekonomisystemet i stället."),
        FileKind.UTF16: _("Filen är sparad som UTF-16. Spara den som UTF-8 eller exportera den på nytt."),
    }
    return ImportFileError(
        messages.get(
            kind, _("Filen är varken SIE eller en CSV-huvudbok. Exportera den på nytt ur ekonomisystemet.")
        )
    )
