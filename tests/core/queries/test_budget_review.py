import pytest
from sqlmodel import Session, select

from core.errors import NotAllowed
from core.models import Round, Submission
from core.queries.budget_review import ReviewedBudget, budget_of
from core.reports.budget_sheet import budget_subject
from core.services.comments import ask_for_change, resolve_thread, write_comment
from tests.core.budget_town import Town, make_town


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def submission_id(session: Session, town: Town, unit: str = "411") -> int:
    return session.exec(select(Submission.id).where(Submission.unit_id == town.units[unit])).one() or 0


def ask(session: Session, town: Town, cell: str, body: str) -> int:
    subject = budget_subject(town.version_id, town.units["4110"], cell)
    return ask_for_change(session, town.sara, key=body, subject=subject, body=body)


def reviewed(session: Session, town: Town) -> ReviewedBudget:
    found = budget_of(session, town.maria, submission_id=submission_id(session, town))
    assert found
    return found


def test_budget_of_a_submission_opens_on_its_unit(session: Session, town: Town) -> None:
    found = reviewed(session, town)

    assert found == ReviewedBudget(f"/budget?enhet=411&budget={town.version_id}", ())


def test_budget_tells_what_is_asked_each_with_its_cell(session: Session, town: Town) -> None:
    ask(session, town, f"{town.pay}/3", "Räkna med tolv lärare.")
    ask(session, town, "", "Hela ligger för högt.")

    found = reviewed(session, town)

    assert [(cell.where, cell.body, cell.asked_by, cell.done) for cell in found.asked] == [
        ("Konto (5020), mars, Ekbacken undervisning", "Räkna med tolv lärare.", "Sara", False),
        ("Hela budgeten, Ekbacken undervisning", "Hela ligger för högt.", "Sara", False),
    ]
    assert found.asked[0].address == f"/budget?enhet=4110&budget={town.version_id}&cell={town.pay}%2F3"


def test_budget_cell_that_is_answered_is_ticked_off(session: Session, town: Town) -> None:
    thread_id = ask(session, town, f"{town.pay}/3", "Räkna med tolv lärare.")
    ask(session, town, str(town.material), "Vad är det här?")
    resolve_thread(session, town.maria, thread_id=thread_id)

    found = reviewed(session, town)

    assert [(cell.done, cell.done_by) for cell in found.asked] == [(True, "Maria"), (False, "")]
    assert [cell.body for cell in found.left] == ["Vad är det här?"]


def test_budget_comments_that_ask_for_nothing_are_not_listed(session: Session, town: Town) -> None:
    subject = budget_subject(town.version_id, town.units["4110"], str(town.pay))
    write_comment(session, town.maria, key="k", subject=subject, body="Två tjänster är vakanta.")

    assert reviewed(session, town).asked == ()


def test_submission_of_a_round_without_a_version_has_no_budget(session: Session, town: Town) -> None:
    session.get_one(Round, town.round_id).version_id = None
    session.flush()

    assert budget_of(session, town.maria, submission_id=submission_id(session, town)) is None


def test_budget_of_another_units_submission_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        budget_of(session, town.maria, submission_id=submission_id(session, town, "412"))
