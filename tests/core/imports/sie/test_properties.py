"""No input raises anything but ImportFileError, both readers agree, and what is written is read back."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ImportFileError
from core.exports.sie import SieHeader, SieVoucher, write_sie
from core.imports.files import inspect_file, read_ledger_file
from core.imports.sie.reader import read_sie
from tests.core.imports.sie.texts import HEAD, TYPE_3, TYPE_4, rows

KEYS = {
    "kind", "sie_type", "encoding", "accounts", "vouchers", "transactions", "unbalanced_vouchers",
    "balance_rows", "checksum", "problems",
}  # fmt: skip

FRAGMENTS = st.sampled_from(
    """#VER A 1 20260115|#VER "" "" 20260230 "a b"|#VER B|#ver A 1 20260115|#VER A 2 20260116 {|{|}| { |\t}
#TRANS 1930 {} 100.00|#TRANS 5010 {1 "4110"} -100 20260101 "text"|#TRANS 5010 {1 x 1 y} 5|#TRANS|#TRANS {} 1
#TRANS 5010 {} 12,50|#TRANS 5010 {} x|#TRANS 1 {|#TRANS 1 {} 1 "" "o|#TRANS 1 {} 1 "" "a\\"b" 1 s|text
|  |#NYTT 1
#TRANS 1 {} 1 20261399|#TRANS 1 {7 "19"} 1 "" åäö|#RTRANS 1 {} 1|#BTRANS 1 {} 1 x|#BTRANS|#KONTO 1930 Bank
#PSALDO 0 202601 1 {} 5|#IB 0 1930 5|#KSUMMA 5|#TRANS 1 {} 1 }|#TRANS "1" { } 1.5 ""|#TRANS 1 {} 1\r|\0
#TRANS 1 {} 1\x0b2|#TRANS 1 {} 2 "" " x "|#TRANS 1 {} 3 "" 0 0 0 0 0 0 0""".replace("\n", "|").split("|")
)


def outcome(data: bytes, *, fast: bool) -> object:
    try:
        file = read_sie(data, fast=fast)
    except ImportFileError as error:
        return error.message, error.line
    heads = file.vouchers
    vouchers = list(
        zip(heads.line.tolist(), heads.day.tolist(), heads.series, heads.number, heads.text, strict=True)
    )
    balances = [
        (label, row.year_index, row.period, file.combinations[row.combination], row.amount, row.line)
        for label, records in file.balances.items()
        for row in records
    ]
    return rows(data, fast=fast), vouchers, file.counts, file.problems, balances, file.records


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS, max_size=25), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["cp437", "utf-8"]))
def test_both_readers_agree_on_any_lines(lines: list[str], end: str, encoding: str):
    data = (HEAD + end.join(lines)).encode(encoding)
    assert outcome(data, fast=True) == outcome(data, fast=False)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_arbitrary_bytes_are_inspected_and_read_or_refused(data: bytes, with_head: bool):
    read_or_refuse(HEAD.encode() + data if with_head else data)


def read_or_refuse(data: bytes) -> None:
    assert set(inspect_file(data, "fil.se")) == KEYS
    assert outcome(data, fast=True) == outcome(data, fast=False)
    try:
        assert read_ledger_file(data, "fil.se").kind in {"sie", "csv"}
    except ImportFileError:
        assert inspect_file(data, "fil.se")["problems"][0]["code"] == "unreadable"


@pytest.mark.parametrize("data", [TYPE_4, TYPE_3], ids=["typ4", "typ3"])
def test_file_cut_at_every_position_is_read_or_refused(data: bytes):
    for end in range(0, len(data), 3):
        read_or_refuse(data[:end])


@pytest.mark.parametrize("data", [TYPE_4, TYPE_3], ids=["typ4", "typ3"])
def test_file_with_any_line_deleted_or_doubled_is_read_or_refused(data: bytes):
    lines = data.splitlines(keepends=True)
    for n, line in enumerate(lines):
        read_or_refuse(b"".join(lines[:n] + lines[n + 1 :]))
        read_or_refuse(b"".join([*lines[:n], line, *lines[n:]]))


@pytest.mark.parametrize("data", [TYPE_4, TYPE_3], ids=["typ4", "typ3"])
def test_file_with_flipped_bytes_is_read_or_refused(data: bytes):
    choose = random.Random(7)
    for _round in range(300):
        damaged = bytearray(data)
        for _flip in range(choose.randrange(1, 4)):
            damaged[choose.randrange(len(damaged))] = choose.randrange(256)
        read_or_refuse(bytes(damaged))


CODES = st.text('0123456789åÄö -{}"\\', min_size=1, max_size=6).map(str.strip).filter(bool)
NAMES = st.text('abc åäöÅÄÖéü\u00a0"\\{}#.-1', max_size=20)
OBJECTS = st.dictionaries(st.sampled_from(["1", "6", "20"]), CODES, max_size=3).map(
    lambda pairs: tuple(sorted(pairs.items(), key=lambda pair: int(pair[0])))
)
LINES = st.tuples(
    st.from_regex(r"[1-9][0-9]{3}", fullmatch=True), OBJECTS, st.integers(-(10**13), 10**13), NAMES
)
VOUCHERS = st.builds(
    SieVoucher,
    CODES,
    CODES,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    NAMES,
    st.lists(LINES, max_size=4),
)
HEADER = SieHeader(
    "P", "1", "Ekarbödå kommun", "", date(2026, 1, 1), ((date(2026, 1, 1), date(2026, 12, 31)),)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(VOUCHERS, max_size=4))
def test_written_vouchers_are_read_back_and_add_up(vouchers: list[SieVoucher]):
    data, problems = write_sie(
        HEADER, sie_type="4E", accounts={}, dimensions={}, objects={}, vouchers=vouchers, checksum=True
    )
    ledger = read_ledger_file(data, "fil.se")
    lines = ledger.lines
    read = [
        (ledger.combinations[c].account, ledger.combinations[c].objects, int(amount), text or "")
        for c, amount, text in zip(lines.combination, lines.amount, lines.text, strict=True)
    ]
    written = [
        (account, objects, ore, text.strip()) for v in vouchers for account, objects, ore, text in v.lines
    ]
    assert problems == []
    assert read == written
    assert [(v.series, v.number, v.day, v.text) for v in ledger.vouchers] == [
        (v.series, v.number, v.day, v.text.strip()) for v in vouchers
    ]
    assert ledger.checksum == "ok"
    assert list(ledger.differences) == []
