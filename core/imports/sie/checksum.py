"""The #KSUMMA of a SIE file: CRC-32 over labels and fields in code page 437."""

import re
import zlib

import numpy as np
from numpy.typing import NDArray

from core.imports.encoding import decode

OK, MISMATCH, ABSENT = "ok", "mismatch", "absent"

_OPENING = re.compile(rb"^[ \t]*#KSUMMA[ \t]*\r?$", re.MULTILINE)
_CLOSING = re.compile(rb'^[ \t]*#KSUMMA[ \t]+"?([^\s"]+)"?', re.MULTILINE)
_PART_BYTES = 4_000_000
_SEPARATORS = np.isin(np.arange(256), list(b" \t\n\r\x0b\x0c{}"))
_FIELD = re.compile(rb'"((?:[^"\\\r\n]++|\\"?)*)"|([^\s"{}]+)')


def find_checksum(data: bytes) -> tuple[int, int, bytes] | None:
    """Return where the covered records begin and end, and the number given.

    None when the file has no checksum; an end of -1 when one is opened and never closed.
    """
    opening = _OPENING.search(data) if b"#KSUMMA" in data else None
    if not opening:
        return None
    closings = list(_CLOSING.finditer(data, opening.end()))
    if not closings:
        return opening.end(), -1, b""
    return opening.end(), closings[-1].start(), closings[-1].group(1)


def checksum_agrees(covered: bytes, given: bytes, encoding: str) -> bool:
    """Tell whether the records add up to the number given, as they stand or as code page 437."""
    if not given.isdigit() or len(given) > 10:  # noqa: PLR2004 - the digits of 2³²
        return False
    if int(given) == _sum_of(covered):
        return True
    return encoding not in {"cp437", "ascii"} and int(given) == _sum_of(
        decode(covered, encoding).encode("cp437", errors="replace")
    )


def _sum_of(records: bytes) -> int:
    """Return the CRC-32 of labels and fields, without separators, quotes, braces and line ends."""
    total, start = 0, 0
    while start < len(records):
        end = records.find(b"\n", start + _PART_BYTES) + 1 or len(records)
        part = records[start:end]
        covered = covered_at_speed(part)
        total = zlib.crc32(covered_bytes(part) if covered is None else covered, total)
        start = end
    return total


def covered_bytes(records: bytes) -> bytes:
    """Return what the checksum covers, field by field."""
    fields = []
    for match in _FIELD.finditer(records):
        quoted = match.group(1)
        fields.append(match.group(2) if quoted is None else quoted.replace(b'\\"', b'"'))
    return b"".join(fields)


def covered_at_speed(records: bytes) -> bytes | None:
    """Return the same without a loop; None where a quote is escaped or left open on its line."""
    if b'\\"' in records:
        return None
    characters = np.frombuffer(records, np.uint8)
    quote = characters == ord('"')
    inside = np.bitwise_xor.accumulate(quote)
    if inside[characters == ord("\n")].any() or inside[-1:].any() or b"\r" in records.replace(b"\r\n", b""):
        return None
    kept: NDArray[np.uint8] = characters[(inside | ~_SEPARATORS[characters]) & ~quote]
    return kept.tobytes()
