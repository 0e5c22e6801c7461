from datetime import date

import pytest

from core.rules.tasks import answer_by, due_words, nothing_words, waiting_words

TODAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 6), "3 dagar sen"),
        (date(2026, 11, 8), "1 dag sen"),
        (date(2026, 11, 9), "i dag"),
        (date(2026, 11, 10), "i morgon"),
        (date(2026, 11, 11), "om 2 dagar"),
        (date(2026, 11, 16), "om 7 dagar"),
        (date(2026, 11, 17), "senast 17 november"),
        (date(2027, 1, 2), "senast 2 januari 2027"),
    ],
)
def test_due_words_say_how_near_or_late(due: date, words: str) -> None:
    assert due_words(due, TODAY) == words


@pytest.mark.parametrize(
    ("count", "late", "words"),
    [
        (1, 0, "1 sak att göra."),
        (3, 0, "3 saker att göra."),
        (3, 1, "3 saker att göra, 1 är sen."),
        (3, 2, "3 saker att göra, 2 är sena."),
    ],
)
def test_waiting_words_say_how_much_and_how_much_is_late(count: int, late: int, words: str) -> None:
    assert waiting_words(count, late) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "Inget att göra."),
        (date(2026, 12, 15), "Inget att göra till 15 december."),
        (date(2027, 9, 15), "Inget att göra till 15 september 2027."),
    ],
)
def test_nothing_words_say_until_when(day: date | None, words: str) -> None:
    assert nothing_words(day, TODAY) == words


def test_answer_is_due_a_week_after_it_was_asked_for() -> None:
    assert answer_by(date(2026, 12, 28)) == date(2027, 1, 4)
