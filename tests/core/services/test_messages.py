from datetime import date

import pytest
from sqlmodel import Session

from core.errors import NotAllowed, RuleViolation
from core.queries.messages import list_current_messages, list_messages
from core.queries.notices import list_notices
from core.services import messages
from core.services.messages import MessageText
from tests.core.side_town import COMMITTEE, OTHER, SCHOOL, TOP, Town, add_town, key

TODAY = date(2026, 11, 9)
TEXT = MessageText("Stängning av november", date(2026, 11, 9), date(2026, 11, 11), "Boka <b>nu</b>.")


@pytest.fixture
def town(session: Session) -> Town:
    return add_town(session)


def send(session: Session, town: Town, who: str, unit: str, text: MessageText = TEXT, n: int = 1) -> int:
    return messages.send_message(
        session, town.actor(session, who), key=key(n), unit_id=town.units[unit], text=text
    )


def readers(session: Session, town: Town, day: date = TODAY) -> list[str]:
    return [who for who in town.people if list_current_messages(session, town.actor(session, who), today=day)]


def test_send_message_to_a_school_is_shown_to_those_with_a_role_there(session: Session, town: Town) -> None:
    send(session, town, "sara", SCHOOL)

    (row,) = list_current_messages(session, town.actor(session, "maria"), today=TODAY)
    assert readers(session, town) == ["maria", "dina", "siv"]
    assert (row.title, row.body, row.unit, row.user) == (
        "Stängning av november",
        "Boka <b>nu</b>.",
        "Ekbackens skola",
        "Sara Holm",
    )


def test_send_message_to_the_municipality_reaches_all_and_tells_all_but_the_sender(
    session: Session, town: Town
) -> None:
    send(session, town, "sara", TOP)
    send(session, town, "sara", TOP)

    told = [who for who in town.people if list_notices(session, town.actor(session, who))]
    assert readers(session, town) == list(town.people)
    assert told == [who for who in town.people if who != "sara"]
    assert len(list_notices(session, town.actor(session, "maria"))) == 1


@pytest.mark.parametrize(("day", "shown"), [(8, False), (9, True), (11, True), (12, False)])
def test_message_is_shown_from_its_first_to_its_last_day(
    session: Session, town: Town, day: int, shown: bool
) -> None:
    send(session, town, "sara", SCHOOL)

    assert bool(readers(session, town, date(2026, 11, day))) is shown


@pytest.mark.parametrize("who", ["maria", "nils", "siv", "eva"])
def test_send_message_without_the_right_is_refused(session: Session, town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        send(session, town, who, SCHOOL)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MessageText(" ", TODAY, TODAY), "Fyll i rubriken"),
        (MessageText("a", date(2026, 11, 12), date(2026, 11, 11)), "före den första"),
        (MessageText("a", date(2026, 11, 1), date(2026, 11, 8)), "har redan varit"),
        (MessageText("a", TODAY, date(2027, 11, 9)), "högst 92 dagar"),
        (MessageText("a" * 121, TODAY, TODAY), "1 tecken för lång"),
    ],
)
def test_send_message_with_wrong_days_or_words_is_refused(
    session: Session, town: Town, text: MessageText, said: str
) -> None:
    with pytest.raises(RuleViolation, match=said):
        send(session, town, "sara", SCHOOL, text)


def test_send_message_for_later_tells_nobody_yet(session: Session, town: Town) -> None:
    send(session, town, "sara", SCHOOL, MessageText("Senare", date(2026, 12, 1), date(2026, 12, 2)))

    assert list_notices(session, town.actor(session, "maria")) == []
    assert readers(session, town, date(2026, 12, 1)) == ["maria", "dina", "siv"]


def test_end_message_hides_it_and_leaves_it_out_of_the_list(session: Session, town: Town) -> None:
    first, second = send(session, town, "sara", SCHOOL), send(session, town, "ada", OTHER, n=2)
    ada = town.actor(session, "ada")

    before = [row.id for row in list_messages(session, ada, today=TODAY)]
    messages.end_message(session, ada, message_id=first)
    messages.end_message(session, ada, message_id=first)

    assert before == [second, first]
    assert [row.id for row in list_messages(session, ada, today=TODAY)] == [second]
    assert readers(session, town) == ["bo"]


def test_end_message_without_the_right_and_of_none_are_refused_in_the_same_words(
    session: Session, town: Town
) -> None:
    message_id = send(session, town, "sara", COMMITTEE)
    said = []
    for one in (message_id, 999):
        with pytest.raises(NotAllowed) as refused:
            messages.end_message(session, town.actor(session, "nils"), message_id=one)
        said.append(refused.value.message)

    assert said[0] == said[1]
    assert list_messages(session, town.actor(session, "nils"), today=TODAY) == []
