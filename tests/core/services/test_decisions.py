from datetime import date

import pytest
from sqlmodel import Session, select

from core.db import Database
from core.errors import NotAllowed, RuleViolation
from core.models import AuditEvent
from core.queries.decisions import list_decisions, list_decisions_of
from core.rules.subjects import unit_subject
from core.services import decisions
from core.services.decisions import DecisionText
from core.services.transaction import transaction
from tests.core.side_town import COMMITTEE, OTHER, SCHOOL, Town, add_town, key, stored_town

TEXT = DecisionText("Bildningsnämnden", date(2026, 10, 21), "§ 84", "BN 2026/112", "Nämnden antar budgeten.")


@pytest.fixture
def town(session: Session) -> Town:
    return add_town(session)


def record(session: Session, town: Town, who: str, unit: str = SCHOOL, text: DecisionText = TEXT) -> int:
    return decisions.record_decision(
        session, town.actor(session, who), key=key(1), subject=unit_subject(town.units[unit]), text=text
    )


def test_record_decision_is_read_where_the_subject_is_seen(session: Session, town: Town) -> None:
    decision_id = record(session, town, "sara")
    record(session, town, "sara")

    (row,) = list_decisions_of(
        session, town.actor(session, "maria"), subject=unit_subject(town.units[SCHOOL])
    )
    (above,) = list_decisions(session, town.actor(session, "eva"), unit_id=town.units[COMMITTEE])
    assert (row.id, row.body, row.day, row.paragraph, row.diary_number, row.text, row.user) == (
        decision_id,
        "Bildningsnämnden",
        date(2026, 10, 21),
        "§ 84",
        "BN 2026/112",
        "Nämnden antar budgeten.",
        "Sara Holm",
    )
    assert above == row


@pytest.mark.parametrize("who", ["maria", "nils", "siv", "eva", "ada"])
def test_record_decision_without_the_right_is_refused(session: Session, town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        record(session, town, who)


def test_list_decisions_of_a_neighbour_are_refused(session: Session, town: Town) -> None:
    record(session, town, "sara", OTHER)

    with pytest.raises(NotAllowed):
        list_decisions(session, town.actor(session, "maria"), unit_id=town.units[OTHER])
    assert list_decisions(session, town.actor(session, "maria"), unit_id=town.units[SCHOOL]) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DecisionText("", date(2026, 10, 21)), "Fyll i vem som har beslutat"),
        (DecisionText("KF", date(2026, 11, 10)), "i framtiden"),
        (DecisionText("KF", date(2026, 11, 9), "§" * 41), "1 tecken för lång"),
    ],
)
def test_record_decision_incomplete_or_to_come_is_refused(
    session: Session, town: Town, text: DecisionText, said: str
) -> None:
    with pytest.raises(RuleViolation, match=said):
        record(session, town, "sara", text=text)


def test_correct_decision_keeps_the_old_words_and_the_reason_in_the_log(database: Database) -> None:
    town = stored_town(database)
    with transaction(database) as session:
        decision_id = record(session, town, "sara")
    fixed = DecisionText("Bildningsnämnden", date(2026, 10, 21), "§ 85", "BN 2026/112", "Nämnden antar.")
    with transaction(database) as session:
        decisions.correct_decision(
            session, town.actor(session, "sara"), decision_id=decision_id, text=fixed, reason="Fel paragraf"
        )

    with database.reading() as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.action == "decision_corrected")).one()
        (row,) = list_decisions(session, town.actor(session, "sara"), unit_id=town.units[SCHOOL])
        assert (event.old["paragraph"], event.new["paragraph"], event.cause) == (
            "§ 84",
            "§ 85",
            "Fel paragraf",
        )
    assert (row.paragraph, row.text) == ("§ 85", "Nämnden antar.")


def test_correct_decision_without_a_reason_or_the_right_is_refused(session: Session, town: Town) -> None:
    decision_id = record(session, town, "sara")

    with pytest.raises(RuleViolation, match="varför beslutet rättas"):
        decisions.correct_decision(
            session, town.actor(session, "sara"), decision_id=decision_id, text=TEXT, reason=""
        )
    for one in (decision_id, 999):
        with pytest.raises(NotAllowed):
            decisions.correct_decision(
                session, town.actor(session, "maria"), decision_id=one, text=TEXT, reason="x"
            )
