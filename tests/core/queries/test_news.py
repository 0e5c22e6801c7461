from datetime import timedelta

import pytest
from sqlmodel import Session, select

from core.enums import Role, SubmissionEventKind
from core.errors import NotAllowed
from core.models import Decision, Submission, SubmissionEvent
from core.queries.news import NewsKind, list_news
from core.rules.subjects import unit_subject
from core.services.comments import write_comment
from tests import factories
from tests.core.forecast_town import Town
from tests.core.services.test_forecast_proposals import book, open_forecast
from tests.factories import LOADED_AT

BEFORE = LOADED_AT - timedelta(days=1)


def happened(session: Session) -> Town:
    """A school whose forecast was returned, with a comment of the controller's and a decision."""
    town = book(session)
    open_forecast(session, town)
    submission = session.exec(select(Submission)).one()
    session.add(
        SubmissionEvent(
            submission_id=submission.id or 0, n=1, kind=SubmissionEventKind.RETURN, level=1,
            user_id=town.sara.user_id, reason="Vad beror ökningen på?", at=LOADED_AT + timedelta(hours=1),
        )
    )  # fmt: skip
    session.add(
        Decision(
            unit_id=town.units["411"], subject_kind="unit", subject_id=str(town.units["411"]),
            body="Barn- och utbildningsnämnden", day=factories.TODAY, paragraph="§ 98",
            user_id=town.sara.user_id, at=LOADED_AT + timedelta(hours=2),
        )
    )  # fmt: skip
    session.flush()
    for actor, key in ((town.sara, "sara"), (town.maria, "maria")):
        write_comment(
            session, actor, key=key, subject=unit_subject(town.units["411"]), body="Bra.", mentions=()
        )
    return town


def test_news_are_what_others_have_done_latest_first(session: Session) -> None:
    town = happened(session)

    found = list_news(session, town.maria, unit_id=town.units["411"], since=BEFORE)

    assert [(one.kind, one.user) for one in found if one.kind is not NewsKind.OPENED] == [
        (NewsKind.DECISION, "Sara"), (NewsKind.RETURNED, "Sara"), (NewsKind.COMMENT, "Sara"),
    ]  # fmt: skip
    returned = next(one for one in found if one.kind is NewsKind.RETURNED)
    assert (returned.about, returned.text, returned.unit) == (
        "Prognos 2 2026", "Vad beror ökningen på?", "Ekbackens skola",
    )  # fmt: skip
    assert returned.address.startswith("/inlamning?")


def test_nothing_new_is_an_empty_list(session: Session) -> None:
    town = happened(session)

    later = LOADED_AT + timedelta(days=1)

    assert list_news(session, town.maria, unit_id=town.units["411"], since=later) == []


def test_who_takes_no_part_in_the_process_is_told_of_decisions_only(session: Session) -> None:
    town = happened(session)
    elected = factories.make_actor(session, Role.ELECTED_OFFICIAL, town.units["BUN"])

    found = list_news(session, elected, unit_id=town.units["411"], since=BEFORE)

    assert {one.kind for one in found} == {NewsKind.DECISION, NewsKind.COMMENT}
    with pytest.raises(NotAllowed):
        list_news(session, town.nils, unit_id=town.units["411"], since=BEFORE)
