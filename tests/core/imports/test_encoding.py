import pytest

from core.imports.encoding import decode, detect_encoding


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"#FNAMN Prov", "ascii"),
        ("#FNAMN Åäö".encode(), "utf-8"),
        ("#FNAMN Åäö".encode("utf-8-sig"), "utf-8-sig"),
        ("#FNAMN Åäö".encode("cp437"), "cp437"),
        ("#FNAMN Åäö".encode("cp1252"), "cp1252"),
        ("#FNAMN Åäöåäö".encode("cp437") + b"\xe5", "cp437"),
        ("#FNAMN Åäöåäö".encode("cp1252") + b"\x84", "cp1252"),
        ("#FNAMN Åäöåäö".encode() + b"\x84", "utf-8"),
        (b"\xb7", "cp1252"),
    ],
)
def test_detect_encoding_decides_by_the_letters_not_by_one_odd_byte(data: bytes, encoding: str):
    assert detect_encoding(data) == encoding


def test_decode_odd_byte_becomes_the_replacement_character():
    assert decode(b"a\x81b", "cp1252") == "a\ufffdb"
