import pytest

from core.errors import RuleViolation
from core.rules.long_texts import checked_text, checked_title, room_left


@pytest.mark.parametrize(
    ("length", "said"),
    [(0, ""), (89, ""), (90, "10 tecken kvar"), (100, "0 tecken kvar"), (103, "3 tecken för mycket")],
)
def test_room_left_is_told_before_the_limit_is_reached(length: int, said: str) -> None:
    assert room_left("a" * length, longest=100) == said


def test_checked_text_keeps_breaks_and_marks_and_drops_what_cannot_be_stored() -> None:
    assert checked_text("  <b>a</b>\n\nb\x00\ud800 ", what="texten") == "<b>a</b>\n\nb"


def test_checked_text_not_needed_may_be_empty() -> None:
    assert checked_text("  ", what="texten", needed=False) == ""


def test_checked_text_too_long_says_by_how_much() -> None:
    with pytest.raises(RuleViolation, match="Texten är 2 tecken för lång"):
        checked_text("abcde", what="texten", longest=3)


def test_checked_title_is_one_line() -> None:
    assert checked_title(" a\r\n b\t c ", what="titeln") == "a b c"
