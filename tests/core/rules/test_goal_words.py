import pytest

from core.queries.steering_models import goal_words
from core.rules.goal_words import GoalWords, advice, words_of

WORDS = words_of(
    [("direction", "fler minst"), ("direction", "högst"), ("vague", "verka för"), ("activity", "ta fram")]
)


def test_words_of_reads_lists_of_words_and_phrases() -> None:
    assert GoalWords(frozenset({"fler", "minst", "högst"}), ("verka för",), ("ta fram",)) == WORDS


@pytest.mark.parametrize(
    "title", ["Fler läser varje dag", "88 procent blir behöriga", "Högst 14 personer på två veckor"]
)
def test_goal_with_a_direction_needs_no_advice(title: str) -> None:
    assert advice(title, WORDS) == []


def test_each_sort_of_advice_is_given_once_in_plain_words() -> None:
    assert advice("Verka för en god skola", WORDS) == [
        "”verka för” går inte att mäta. Vad skulle någon se när det är nått?",
        "Det syns inte åt vilket håll det ska gå. Skriv till exempel fler, färre, minst eller högst.",
    ]
    assert advice("Ta fram minst en plan", WORDS) == [
        "”Ta fram” säger vad ni ska göra. Skriv vad som ska bli annorlunda, och gör det till en aktivitet."
    ]
    assert advice("Fler läser och räknar och trivs", WORDS) == [
        "Det kan vara flera mål i ett. Dela det, så går vart och ett att följa."
    ]
    assert advice("Fler " + "ord " * 16, WORDS) == [
        "Rubriken har 17 ord. Korta den och lägg resten i beskrivningen."
    ]


def test_word_inside_another_word_is_no_phrase() -> None:
    assert advice("Minst tio avverka förslag", WORDS) == []


def test_shipped_words_let_good_goals_of_a_municipality_pass() -> None:
    good = (
        "Minst 88 procent av niorna blir behöriga till ett yrkesprogram",
        "Den som har hemtjänst möter högst 14 personer på två veckor",
        "Sjukfrånvaron minskar varje år",
    )

    assert [advice(title, goal_words()) for title in good] == [[], [], []]
    assert advice("Kommunen ska främja hälsa", goal_words())
