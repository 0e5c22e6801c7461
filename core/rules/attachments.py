"""Which files may be attached: what a file is comes from its bytes, and must be what its name says."""

import io
import zipfile
from dataclasses import dataclass

import puremagic

from core.errors import RuleViolation
from core.rules.limits import USUAL, LimitKey
from core.rules.pictures import PICTURES, encode_anew
from core.texts import _

LONGEST_NAME = 200
_MEGABYTE = 1_000_000

_OFFICE = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/"),
}
_OPEN_DOCUMENT = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_TEXTS = {"csv": "text/csv", "txt": "text/plain", "se": "text/plain", "si": "text/plain", "sie": "text/plain"}
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\x1a")
"""Bytes that no plain text holds; 0x1A ends old files of SIE."""

_SIE = {"se", "si", "sie"}
_ALLOWED = _("PDF, Word, Excel, PowerPoint, OpenDocument, bilder (PNG, JPEG, WebP), CSV, text och SIE")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: its name, media type and bytes; those of a picture are encoded anew."""

    file_name: str
    media_type: str
    data: bytes


def check_file(
    file_name: str, data: bytes, *, most_megabytes: int = USUAL.number(LimitKey.ATTACHMENT_SIZE)
) -> CheckedFile:
    """Return a file as it may be kept; `RuleViolation` says why one may not."""
    name = clean_name(file_name)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if not data:
        raise RuleViolation(_("Filen är tom."))
    if len(data) > most_megabytes * _MEGABYTE:
        raise RuleViolation(_("Filen är för stor. Högst {n} MB går att bifoga.").format(n=most_megabytes))
    media_type = media_type_of(extension)
    if not media_type:
        raise RuleViolation(_("Filtypen går inte att bifoga. Välj {allowed}.").format(allowed=_ALLOWED))
    if not _is_what_it_says(extension, data):
        raise RuleViolation(
            _("Filen är inte det som namnet säger (.{extension}). Spara om den och försök igen.").format(
                extension=extension
            )
        )
    if extension in PICTURES:
        data = encode_anew(data, extension)
    return CheckedFile(name, media_type, data)


def clean_name(file_name: str) -> str:
    """Return the last part of a path without characters that a name cannot hold, its ending kept."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(character for character in last if character.isprintable() and character not in '<>:"|?*')
    clean = shown.strip(" .")
    if not clean:
        return _("fil")
    stem, dot, extension = clean.rpartition(".")
    if not dot or len(extension) >= LONGEST_NAME:
        return clean[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"


def media_type_of(extension: str) -> str:
    """Return the media type of an ending that is allowed; empty for another."""
    if extension == "pdf":
        return "application/pdf"
    if extension in _OFFICE:
        return _OFFICE[extension][0]
    return PICTURES.get(extension) or _OPEN_DOCUMENT.get(extension) or _TEXTS.get(extension, "")


def _is_what_it_says(extension: str, data: bytes) -> bool:
    if extension in _TEXTS:
        return _is_text(extension, data)
    if extension in _OFFICE or extension in _OPEN_DOCUMENT:
        return _is_document(extension, data)
    return _family(extension) in {_family(found) for found in _found_types(data)}


def _found_types(data: bytes) -> set[str]:
    """Return every ending that the bytes could have."""
    try:
        return {match.extension.lstrip(".").lower() for match in puremagic.magic_string(data)}
    except puremagic.PureError:
        return set()


def _family(extension: str) -> str:
    return "jpeg" if extension in {"jpg", "jpeg", "jfif", "jpe"} else extension


def _is_text(extension: str, data: bytes) -> bool:
    """Return whether the bytes are plain text, and that of SIE where the name says so."""
    beginning = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if extension in _SIE and not beginning.startswith(b"#"):
        return False
    if beginning.startswith((b"<", b"%PDF", b"MZ", b"PK\x03\x04")):
        return False
    return _CONTROLS.isdisjoint(data)


def _is_document(extension: str, data: bytes) -> bool:
    """Return whether the bytes are a document of the kind that the name says, without macros in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js")) for name in names):
                return False
            if extension in _OFFICE:
                inside = _OFFICE[extension][1]
                return "[Content_Types].xml" in names and any(name.startswith(inside) for name in names)
            return _written_type(archive) == _OPEN_DOCUMENT[extension]
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, ValueError, OSError, EOFError):
        return False


def _written_type(archive: zipfile.ZipFile) -> str:
    """Return what an OpenDocument says that it is; only as much is read as the longest type takes."""
    with archive.open("mimetype") as part:
        return part.read(100).decode("ascii", "replace").strip()
