from core.reports.rights_words import ACTION_WORDS, action_title, asked_of_a_unit
from core.rules.access import WHOLE_MUNICIPALITY, Action


def test_every_right_has_its_words() -> None:
    assert ACTION_WORDS.keys() == set(Action)


def test_words_of_a_right_begin_a_line_with_a_capital() -> None:
    assert action_title(Action.COMMENT) == "Skriva kommentarer"


def test_rights_of_a_unit_are_asked_for_before_those_of_the_municipality() -> None:
    last = asked_of_a_unit()[-len(WHOLE_MUNICIPALITY) :]

    assert set(last) == WHOLE_MUNICIPALITY
