from core.queries.goal_mergers import Moved, Returning
from core.reports.goal_returning import returning_words


def test_what_comes_back_is_counted_in_words() -> None:
    back = Moved(links=((2, 1), (2, 3)), indicators=((7, 1),), activities=(4,), money=(5, 6))

    (words,) = returning_words(Returning(2, "Fler når målen", back))

    assert words == (
        "Tillbaka från ”Fler når målen” kommer 2 kopplingar, 1 nyckeltal, 1 aktivitet och "
        "2 delar av pengarna."
    )


def test_what_stays_is_told_with_why() -> None:
    back, stays = returning_words(Returning(2, "Fler når målen", stays=Moved(tags=("a4",), money=(5,))))

    assert back == "Inget kommer tillbaka från ”Fler når målen”."
    assert stays.startswith("Kvar där blir 1 märkning och 1 del av pengarna: det har ändrats sedan dess")


def test_goal_that_may_not_be_changed_and_merger_that_was_not_kept_are_told() -> None:
    (foreign,) = returning_words(Returning(2, "Fler når målen", allowed=False))
    (unknown,) = returning_words(Returning(2, "Fler når målen", known=False))

    assert "Be den som har hand om båda målen" in foreign
    assert "sparades inte vad som flyttades" in unknown
