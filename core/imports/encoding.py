"""Which characters a file's bytes stand for, decided from the bytes and not from what they claim."""

import codecs

_CP437_LETTERS = b"\x84\x86\x94\x8e\x8f\x99"
_LATIN_LETTERS = b"\xe4\xe5\xf6\xc4\xc5\xd6"
_ASCII = bytes(range(128))
_UTF8_LETTERS = (b"\xc3\xa4", b"\xc3\xa5", b"\xc3\xb6", b"\xc3\x84", b"\xc3\x85", b"\xc3\x96")


def detect_encoding(data: bytes) -> str:
    """Return utf-8-sig, ascii, utf-8, cp437 or cp1252; an odd byte does not change the answer."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.isascii():
        return "ascii"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _weigh_letters(data)
    return "utf-8"


def _weigh_letters(data: bytes) -> str:
    """Return the encoding whose Swedish letters are the most frequent; cp1252 when none are."""
    high = data.translate(None, _ASCII)
    cp437 = sum(high.count(letter) for letter in _CP437_LETTERS)
    latin = sum(high.count(letter) for letter in _LATIN_LETTERS)
    utf8 = sum(high.count(pair) for pair in _UTF8_LETTERS)
    if utf8 > cp437 and utf8 > latin:
        return "utf-8"
    return "cp437" if cp437 > latin else "cp1252"


def decode(data: bytes, encoding: str) -> str:
    """Return bytes as text; what the encoding lacks becomes U+FFFD, never an error."""
    return data.decode(encoding, errors="replace")
