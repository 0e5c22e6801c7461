from hypothesis import given, settings
from hypothesis import strategies as st

from core.imports.sie.checksum import covered_at_speed, covered_bytes

PIECES = st.sampled_from(
    [
        b"#TRANS",
        b" ",
        b"\t",
        b"{1 a}",
        b'"a b"',
        b'"',
        b'"{x}"',
        b'\\"',
        b"\\",
        b"\n",
        b"\r\n",
        b"\r",
        b"\x86",
        b"\x0c",
    ]
)


def test_covered_bytes_leave_out_separators_quotes_braces_and_line_ends():
    records = b'#TRANS 5010 {1 "a b"} 5.00 "" "x \\"y\\" {z}"\r\n}\r\n'
    assert covered_bytes(records) == b'#TRANS50101a b5.00x "y" {z}'


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=30).map(b"".join))
def test_covered_at_speed_is_the_same_or_declines(records: bytes):
    assert covered_at_speed(records) in {None, covered_bytes(records)}


def test_covered_at_speed_takes_regular_records():
    assert covered_at_speed(b'#VER A 1 "a b"\r\n{\r\n') == b"#VERA1a b"
