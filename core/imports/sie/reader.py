"""Reads the bytes of a SIE file of type 1–4: records, voucher heads and transactions."""

import re
from collections import Counter
from collections.abc import Iterator

from core.errors import ImportFileError
from core.imports.encoding import decode, detect_encoding
from core.imports.problem_log import ProblemLog
from core.imports.sie.careful import LineReader
from core.imports.sie.checksum import ABSENT, MISMATCH, OK, checksum_agrees, find_checksum
from core.imports.sie.codings import CodingNumbers, Codings
from core.imports.sie.columns import Piece, join_pieces
from core.imports.sie.model import SieFile
from core.imports.sie.regular import read_block
from core.imports.sniff import FileKind, refuse_foreign, sniff_kind
from core.texts import _

BLOCK_BYTES = 4_000_000
_LABEL = re.compile(rb"^[ \t]*(#[A-Z]{1,10})(?![A-Z])", re.MULTILINE)
_VOUCHER_LINE = re.compile(rb"^[ \t]*#VER[ \t]", re.MULTILINE)


def read_sie(data: bytes, *, fast: bool = True) -> SieFile:
    """Return everything a SIE file of type 1–4 says; ImportFileError when it is none or truncated.

    `fast=False` takes every line through the line reader; the answer is the same.
    """
    kind = sniff_kind(data)
    if kind is not FileKind.SIE:
        raise refuse_foreign(kind)
    encoding = detect_encoding(data)
    body = data.removeprefix(b"\xef\xbb\xbf") if encoding == "utf-8-sig" else data
    if b"\n" not in body:
        body = body.replace(b"\r", b"\n")
    problems = ProblemLog()
    checksum = _check_sum(body, encoding, problems)
    codings = Codings()
    reader = LineReader(codings, problems, numbers=CodingNumbers(codings) if fast else None)
    pieces, counts = _read_body(body, encoding.removesuffix("-sig"), reader, codings, fast=fast)
    vouchers, transactions = join_pieces(pieces)
    _tell_unknown(reader, problems)
    return SieFile(
        encoding=encoding,
        checksum=checksum,
        records=reader.records,
        balances=reader.balances,
        combinations=codings.combinations,
        vouchers=vouchers,
        transactions=transactions,
        counts=reader.counts + counts,
        problems=problems.problems(),
    )


def scan_labels(data: bytes) -> Counter[str]:
    """Return the number of lines by label, for a file that is refused and yet should be described."""
    return Counter(label.decode() for label in _LABEL.findall(data))


def _read_body(
    body: bytes, encoding: str, reader: LineReader, codings: Codings, *, fast: bool
) -> tuple[list[Piece], Counter[str]]:
    """Read the records before the first voucher line by line, then the vouchers block by block."""
    first = _VOUCHER_LINE.search(body) if fast else None
    head = body[: first.start()] if first else body
    reader.read(_lines(head, encoding), 1)
    pieces: list[Piece] = []
    counts: Counter[str] = Counter()
    line = 1 + head.count(b"\n")
    numbers = CodingNumbers(codings)
    for raw in _blocks(body, first.start()) if first else ():
        block = raw if raw.isascii() else decode(raw, encoding).encode()
        result = read_block(block, line, numbers)
        pieces.append(result.piece)
        counts += result.counts
        for span in result.spans:
            reader.read(_lines(block[span.start : span.end], "utf-8"), span.first_line)
        line += result.lines
    return [*pieces, reader.rows.piece()], counts


def _lines(part: bytes, encoding: str) -> list[str]:
    return decode(part, encoding).split("\n")


def _blocks(body: bytes, start: int) -> Iterator[bytes]:
    """Cut the vouchers into blocks of some megabytes, each beginning with a #VER line."""
    while start < len(body):
        cut = _VOUCHER_LINE.search(body, body.find(b"\n", start + BLOCK_BYTES) + 1 or len(body))
        end = cut.start() if cut else len(body)
        yield body[start:end]
        start = end


def _check_sum(body: bytes, encoding: str, problems: ProblemLog) -> str:
    """Return ok, mismatch or absent; a checksum opened and never closed means a truncated file."""
    found = find_checksum(body)
    if found is None:
        return ABSENT
    start, end, given = found
    if end < 0:
        raise ImportFileError(
            _("Filen är avklippt: kontrollsumman (#KSUMMA) inleds men avslutas inte. Exportera den på nytt."),
            line=body.count(b"\n", 0, start) + 1,
        )
    if checksum_agrees(body[start:end], given, encoding.removesuffix("-sig")):
        return OK
    message = _(
        "Kontrollsumman (#KSUMMA) stämmer inte: filen kan ha ändrats efter exporten."
        " Exportera den på nytt eller godkänn den uttryckligen."
    )
    problems.warn("checksum", message, body.count(b"\n", 0, end) + 1)
    return MISMATCH


def _tell_unknown(reader: LineReader, problems: ProblemLog) -> None:
    for label, line in reader.unknown.items():
        message = _("Posttypen {label} är okänd och hoppas över ({count} poster).")
        problems.info("unknown_label", message.format(label=label[:20], count=reader.counts[label]), line)
