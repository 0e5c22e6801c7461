import pytest

from core.enums import GoalKind
from core.errors import RuleViolation
from core.rules.steering import LevelDraft, StepDraft, check_levels, check_scale, in_order, tag_key
from core.table import Status

GOAL = GoalKind.GOAL
YES, NO = StepDraft("Ja", "Troligen", Status.OK, 2), StepDraft("Nej", "Knappast", Status.BAD, 0)

NEARLY = StepDraft("I huvudsak", "Nästan", Status.OK, 1)
NOT_BEGUN = StepDraft("Ej påbörjat", "Inte i gång", Status.NONE, 0)


def test_levels_get_tidy_names() -> None:
    assert check_levels([LevelDraft("  Nämndens \n mål ", GOAL, 3)]) == [LevelDraft("Nämndens mål", GOAL, 3)]


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([], "Styrmodellen ska ha mellan en och 12 nivåer."),
        ([LevelDraft(" ", GOAL)], "Fyll i nivåns namn."),
        ([LevelDraft("Mål", GOAL), LevelDraft("mål", GOAL)], "Mål finns två gånger. Ge dem olika namn."),
        (
            [LevelDraft("Mål", GOAL, 100)],
            "Skriv hur många mål en enhet får ha som ett tal mellan 1 och 99, eller 0 för fritt.",
        ),
    ],
)
def test_levels_that_cannot_hold_are_refused_in_words(levels: list[LevelDraft], words: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        check_levels(levels)

    assert refusal.value.message == words


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([YES], "Skalan ska ha mellan två och 8 steg."),
        ([YES] * 9, "Skalan ska ha mellan två och 8 steg."),
        ([YES, StepDraft("Nej", "Troligen", Status.BAD, 0)], "Troligen finns två gånger. Ge dem olika namn."),
        ([YES, StepDraft("Ja", "Nej", Status.BAD, 0)], "Ja finns två gånger. Ge dem olika namn."),
        ([YES, StepDraft("Nej", "Nej", Status.BETTER, 0)], "Välj en färg för varje steg."),
        ([YES, NEARLY], "Skalan behöver minst två färger, så att det syns vad som är nått."),
        ([YES, NOT_BEGUN], "Skalan behöver minst två färger, så att det syns vad som är nått."),
        (
            [StepDraft("Nej", "Knappast", Status.BAD, 3), YES],
            "Färgerna ska följa poängen: grönt överst, sedan gult och rött.",
        ),
        ([NO, YES], "Poängen ska minska uppifrån och ned och ligga mellan 0 och 100."),
        (
            [YES, StepDraft("Nej", "Nej", Status.BAD, 2)],
            "Poängen ska minska uppifrån och ned och ligga mellan 0 och 100.",
        ),
    ],
)
def test_scales_that_cannot_hold_are_refused_in_words(steps: list[StepDraft], words: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        check_scale(steps)

    assert refusal.value.message == words


def test_scale_of_two_steps_holds() -> None:
    assert check_scale([YES, NO]) == [YES, NO]


def test_scale_with_two_steps_of_a_colour_and_one_that_is_not_counted_holds() -> None:
    counted = [YES, NEARLY, NO]

    assert check_scale([*counted, StepDraft("Ej påbörjat", "Inte i gång", Status.NONE, 7)]) == [
        *counted, NOT_BEGUN,
    ]  # fmt: skip


def test_steps_stand_in_the_order_of_their_points_and_uncounted_ones_last() -> None:
    assert in_order([NOT_BEGUN, NO, NEARLY, YES]) == [3, 2, 1, 0]


def test_tag_key_is_plain_and_free() -> None:
    assert tag_key("Jämställdhet & lika villkor", []) == "jamstalldhet-lika-villkor"
    assert tag_key("Landsbygd", ["landsbygd", "landsbygd-2"]) == "landsbygd-3"
    assert tag_key("→", []) == "tag"
