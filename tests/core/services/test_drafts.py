import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from core.errors import RuleViolation
from core.queries.access import load_actor
from core.services import drafts
from tests.core.side_town import Town, add_town
from tests.factories import TODAY


@pytest.fixture
def town(session: Session) -> Town:
    return add_town(session)


def test_keep_draft_survives_as_it_was_last_written(session: Session, town: Town) -> None:
    maria = town.actor(session, "maria")
    for body in ("Först", "  Sedan <b>\n"):
        drafts.keep_draft(session, maria, subject="comment:unit:7", body=body)

    kept = drafts.draft_of(session, maria, subject="comment:unit:7")
    assert kept
    assert (kept.body, kept.at) == ("  Sedan <b>\n", session.info["database"].now())
    assert drafts.draft_of(session, maria, subject="comment:unit:8") is None
    assert drafts.draft_of(session, town.actor(session, "sara"), subject="comment:unit:7") is None


def test_drop_draft_and_an_emptied_one_are_gone(session: Session, town: Town) -> None:
    maria = town.actor(session, "maria")
    for subject in ("a", "b"):
        drafts.keep_draft(session, maria, subject=subject, body="x")

    drafts.drop_draft(session, maria, subject="a")
    drafts.keep_draft(session, maria, subject="b", body=" \n")

    assert [drafts.draft_of(session, maria, subject=subject) for subject in ("a", "b")] == [None, None]


@pytest.mark.parametrize(("subject", "body"), [("", "x"), ("s" * 201, "x"), ("s", "x" * 100_001)])
def test_keep_draft_too_long_or_without_a_place_is_refused(
    session: Session, town: Town, subject: str, body: str
) -> None:
    with pytest.raises(RuleViolation):
        drafts.keep_draft(session, town.actor(session, "maria"), subject=subject, body=body)


def test_draft_through_anothers_eyes_is_neither_seen_nor_kept(session: Session, town: Town) -> None:
    sara = town.actor(session, "sara")
    drafts.keep_draft(session, sara, subject="a", body="mitt")
    acting = load_actor(session, sara.user_id, today=TODAY, acting_as_id=town.people["maria"])
    assert acting

    drafts.keep_draft(session, acting, subject="a", body="annat")
    drafts.drop_draft(session, acting, subject="a")

    assert drafts.draft_of(session, acting, subject="a") is None
    kept = drafts.draft_of(session, sara, subject="a")
    assert kept
    assert kept.body == "mitt"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(min_size=1, max_size=200))
@example(body="\x00")
def test_keep_draft_any_text_comes_back(session: Session, town: Town, body: str) -> None:
    maria = town.actor(session, "maria")
    drafts.drop_draft(session, maria, subject="a")
    drafts.keep_draft(session, maria, subject="a", body=body)

    kept = drafts.draft_of(session, maria, subject="a")
    stored = body.replace("\x00", "").encode("utf-8", "ignore").decode()
    assert (kept.body if kept else "") == (stored if stored.strip() else "")
