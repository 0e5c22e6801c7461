"""The lexical side of writing SIE: fields, quotes, amounts, the checksum, code page 437."""

import re
import zlib
from collections.abc import Iterable
from functools import lru_cache

from core.errors import Problem, Severity
from core.texts import _

Objects = tuple[tuple[str, str], ...]

_CONTROL = dict.fromkeys((*range(32), 127), " ")
_PLAIN = re.compile(r"[^\s\"{}#]+").fullmatch
_STAND_INS = {
    "€": "EUR", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
    "’": "'", "‘": "'", "”": "'", "“": "'", "…": "...", "×": "x",
    "•": "*", "\u2009": " ", "\u202f": " ",
}  # fmt: skip
_UNKNOWN = "?"
_FROM_LATIN_1 = bytes(range(256)).decode("latin-1").encode("cp437", errors="replace")


def clean_field(text: str) -> str:
    """Return a text without what SIE cannot hold in a field: control characters, a last backslash."""
    if not text.isprintable():
        text = text.translate(_CONTROL)
    return text + " " if text.endswith("\\") else text


def quote_field(text: str) -> str:
    """Return a cleaned text as one SIE field, in quotes unless it is one plain word."""
    if _PLAIN(text):
        return text
    return '"' + text.replace('"', '\\"') + '"'


def format_ore(amount: int) -> str:
    """Return öre as SIE writes kronor: point, two decimals, minus first."""
    whole, rest = divmod(abs(amount), 100)
    return f"-{whole}.{rest:02d}" if amount < 0 else f"{whole}.{rest:02d}"


def format_objects(objects: Objects) -> tuple[str, str]:
    """Return an object list as it is written and as the checksum sees it."""
    pairs = [_format_pair(dimension, code) for dimension, code in objects]
    return "{" + " ".join([pair[0] for pair in pairs]) + "}", "".join([pair[1] for pair in pairs])


@lru_cache(maxsize=100_000)
def _format_pair(dimension: str, code: str) -> tuple[str, str]:
    number, bare = clean_field(dimension), clean_field(code)
    return f"{quote_field(number)} {quote_field(bare)}", number + bare


@lru_cache(maxsize=100_000)
def format_coding(account: str, objects: Objects) -> tuple[str, str]:
    """Return the account and objects of a transaction, as written and as the checksum sees them."""
    listed, bare = format_objects(objects)
    code = clean_field(account)
    return f"{quote_field(code)} {listed}", code + bare


@lru_cache(maxsize=100_000)
def format_tail(text: str) -> tuple[str, str]:
    """Return what follows the amount: no date of its own and the text, or nothing."""
    cleaned = clean_field(text)
    return (f' "" {quote_field(cleaned)}', cleaned) if text else ("", "")


class RecordSink:
    """Takes records in order; `written` is the text of the file, `summed` what the checksum covers."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.summed: list[str] = []

    def add(self, label: str, *fields: str | Objects) -> None:
        """Add one record; a tuple of pairs is an object list, everything else a field."""
        written, summed = [label], [label]
        for field in fields:
            if isinstance(field, str):
                cleaned = clean_field(field)
                written.append(quote_field(cleaned))
                summed.append(cleaned)
            else:
                listed, bare = format_objects(field)
                written.append(listed)
                summed.append(bare)
        self.written.append(" ".join(written) + "\r\n")
        self.summed.append("".join(summed))

    def add_raw(self, written: str, summed: str) -> None:
        """Add text that is already in its final form."""
        self.written.append(written)
        self.summed.append(summed)


def join_sinks(sinks: Iterable[RecordSink], *, checksum: bool) -> tuple[bytes, list[Problem]]:
    """Return the sinks as the bytes of one file, closed by its checksum, and what was replaced."""
    parts = list(sinks)
    body = "".join(text for sink in parts for text in sink.written)
    odd = _odd_characters(body)
    data = _encode(_replace_all(body, odd))
    if checksum:
        covered = "".join(text for sink in parts for text in sink.summed)
        data += b"#KSUMMA %d\r\n" % zlib.crc32(_encode(_replace_all(covered, odd)))
    return data, [_replaced_problem(body, *item) for item in sorted(odd.items())]


def _encode(text: str) -> bytes:
    """Return a text in code page 437, by way of Latin-1 where it can (ten times faster)."""
    try:
        return text.encode("latin-1").translate(_FROM_LATIN_1)
    except UnicodeEncodeError:
        return text.encode("cp437")


def _odd_characters(body: str) -> dict[str, str]:
    """Return the characters that code page 437 lacks, with what is written instead."""
    if body.isascii():
        return {}
    odd = {}
    for character in set(body):
        try:
            character.encode("cp437")
        except UnicodeEncodeError:
            odd[character] = _STAND_INS.get(character, _UNKNOWN)
    return odd


def _replace_all(text: str, odd: dict[str, str]) -> str:
    """Return the text with its few odd characters replaced (many times faster than `translate`)."""
    for character, stand_in in odd.items():
        text = text.replace(character, stand_in)
    return text


def _replaced_problem(body: str, character: str, stand_in: str) -> Problem:
    message = _(
        "Tecknet ”{character}” finns inte i SIE-formatet och skrevs som ”{stand_in}” ({count} gånger)."
    )
    return Problem(
        "character_replaced",
        message.format(character=character, stand_in=stand_in, count=body.count(character)),
        Severity.WARNING,
    )
