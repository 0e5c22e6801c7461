from hypothesis import given
from hypothesis import strategies as st

from core.exports.safe_text import clean_text, looks_like_formula


def test_clean_text_forbidden_characters_are_dropped_and_line_breaks_kept() -> None:
    assert clean_text("a\x00b\x0bc\nd\te\ud800\uffff") == "abc\nd\te"


@given(st.text())
def test_looks_like_formula_any_text_after_each_start_is_one(text: str) -> None:
    assert [start for start in "=+-@\t\r" if not looks_like_formula(start + text)] == []


def test_looks_like_formula_ordinary_text_is_none() -> None:
    assert [text for text in ("Lön", "3 - 2", "", "’=") if looks_like_formula(text)] == []
