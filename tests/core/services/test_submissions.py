from datetime import date
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import RoundKind, SubmissionEventKind, SubmissionState
from core.errors import Conflict, NotAllowed, RodretError, RuleViolation
from core.models import Decision, SubmissionEvent, SubmissionStep
from core.queries.access import load_actor
from core.queries.submissions import read_submission
from core.rules.rounds import NewRound
from core.rules.trees import Move
from core.services import submissions
from core.services.decisions import DecisionText
from core.services.organisation import reorganise
from core.services.transaction import transaction
from tests.core.process_town import (
    BUDGET,
    UP,
    Town,
    close,
    do,
    events_of,
    make_town,
    new_key,
    plan_and_open,
    submission,
    way,
)
from tests.factories import TODAY

Event = SubmissionEventKind
State = SubmissionState
DECISION = DecisionText("Barn- och utbildningsnämnden", date(2026, 11, 9), "98", "BUN 2026/211")
REPORT = NewRound(
    RoundKind.REPORT, "Delår", 2026, BUDGET.opens, BUDGET.deadline, BUDGET.closes, BUDGET.levels
)


def test_submission_goes_up_every_step_and_is_adopted(session: Session, town: Town, opened: int) -> None:
    do(session, town, "maria", "begin", opened)
    assert do(session, town, "maria", "submit", opened, comment="Klart.").level == 1
    assert do(session, town, "berit", "approve", opened).level == 2
    assert do(session, town, "bo", "approve", opened).state is State.APPROVED
    done = do(session, town, "sara", "adopt", opened, decision=DECISION)

    assert (done.state, done.rev, done.level) == (State.ADOPTED, 5, 2)
    assert events_of(session, done.submission_id) == [
        (1, Event.START, 0, ""),
        (2, Event.SUBMIT, 0, "Klart."),
        (3, Event.APPROVE, 1, ""),
        (4, Event.APPROVE, 2, ""),
        (5, Event.ADOPT, 2, "Barn- och utbildningsnämnden 2026-11-09 § 98, dnr BUN 2026/211"),
    ]


def test_return_goes_one_step_back_with_its_reason_and_round_again(
    session: Session, town: Town, opened: int
) -> None:
    way(session, town, opened, ("maria", "submit"), ("berit", "approve"))
    assert do(session, town, "bo", "return_submission", opened, reason="Över ramen.").level == 1
    assert submission(session, town, opened).returned
    back = do(session, town, "berit", "return_submission", opened, reason="Se rad 3.")
    assert (back.state, back.level) == (State.WORKING, 0)

    assert way(session, town, opened, *UP).state is State.APPROVED
    assert not submission(session, town, opened).returned


def test_return_without_reason_is_refused(session: Session, town: Town, opened: int) -> None:
    do(session, town, "maria", "submit", opened)
    with pytest.raises(RuleViolation, match="Skriv varför"):
        do(session, town, "berit", "return_submission", opened, reason=" ")


def test_withdraw_is_possible_until_somebody_has_approved(session: Session, town: Town, opened: int) -> None:
    do(session, town, "maria", "submit", opened)
    assert do(session, town, "maria", "withdraw", opened).state is State.WORKING

    way(session, town, opened, ("maria", "submit"), ("berit", "approve"))
    with pytest.raises(RuleViolation, match="redan godkänt ett steg upp"):
        do(session, town, "maria", "withdraw", opened)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("berit", True),  # the step itself
        ("bo", True),  # above
        ("disa", True),  # an executive where a manager is asked
        ("maria", False),  # below
        ("sol", False),  # beside
        ("sara", False),  # a controller is not a manager
        ("rune", False),
        ("ada", False),
    ],
)
def test_approve_needs_the_role_of_the_step_on_its_unit_or_above(
    session: Session, town: Town, opened: int, who: str, allowed: bool
) -> None:
    do(session, town, "maria", "submit", opened)
    if allowed:
        assert do(session, town, who, "approve", opened).level == 2
    else:
        with pytest.raises(NotAllowed):
            do(session, town, who, "approve", opened)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("maria", True), ("eva", True), ("berit", True), ("sara", True), ("disa", False), ("lars", False),
     ("sol", False), ("rune", False), ("ada", False)],
)  # fmt: skip
def test_submit_needs_the_right_to_edit_on_the_unit(
    session: Session, town: Town, opened: int, who: str, allowed: bool
) -> None:
    if allowed:
        assert do(session, town, who, "submit", opened).level == 1
    else:
        with pytest.raises(NotAllowed):
            do(session, town, who, "submit", opened)


def test_refusal_names_who_has_the_step(session: Session, town: Town, opened: int) -> None:
    do(session, town, "maria", "submit", opened)
    with pytest.raises(NotAllowed, match="Det väntar på Berit Berg"):
        do(session, town, "maria", "approve", opened)


def test_submission_outside_and_unknown_look_the_same(session: Session, town: Town, opened: int) -> None:
    lars = town.actor(session, "lars")
    held = submission(session, town, opened).id or 0
    told = set()
    for submission_id in (held, 999):
        with pytest.raises(NotAllowed) as refused:
            submissions.submit(session, lars, submission_id=submission_id, rev=0, key=new_key())
        told.add(refused.value.message)

    assert told == {"Enheten ligger utanför det du har hand om. Fråga Ada Lind, som är administratör."}


def test_acting_as_somebody_never_writes(session: Session, town: Town, opened: int) -> None:
    held = submission(session, town, opened)
    actor = load_actor(session, town.users["sara"], today=TODAY, acting_as_id=town.users["maria"])
    assert actor
    with pytest.raises(NotAllowed, match="bara att läsa"):
        submissions.submit(session, actor, submission_id=held.id or 0, rev=0, key=new_key())
    with pytest.raises(NotAllowed, match="bara att läsa"):
        submissions.ensure_editable(session, actor, round_id=opened, unit_id=held.unit_id)
    seen = read_submission(session, actor, submission_id=held.id or 0, today=TODAY)
    assert (seen.events, seen.editable.allowed) == (frozenset(), False)


def test_submit_by_controller_names_the_manager_until_she_confirms(
    session: Session, town: Town, opened: int
) -> None:
    do(session, town, "sara", "submit", opened)
    held = submission(session, town, opened)
    assert held.to_confirm_id == town.users["maria"]
    event = session.exec(select(SubmissionEvent)).one()
    assert (event.user_id, event.for_user_id) == (town.users["sara"], town.users["maria"])

    with pytest.raises(NotAllowed, match="inget för dig att bekräfta"):
        do(session, town, "sara", "confirm", opened)
    done = do(session, town, "maria", "confirm", opened)
    assert (done.state, done.level) == (State.SUBMITTED, 1)
    assert submission(session, town, opened).to_confirm_id is None


def test_submit_by_deputy_is_for_the_manager_without_confirmation(
    session: Session, town: Town, opened: int
) -> None:
    do(session, town, "eva", "submit", opened)
    assert submission(session, town, opened).to_confirm_id is None
    assert session.exec(select(SubmissionEvent.for_user_id)).one() == town.users["maria"]


def test_submit_for_unit_without_manager_asks_nobody_to_confirm(session: Session, town: Town) -> None:
    opened = plan_and_open(session, town, codes="612")
    do(session, town, "sara", "submit", opened, code="612")
    held = submission(session, town, opened, "612")
    assert (held.to_confirm_id, held.level) == (None, 1)


def test_stale_rev_is_a_conflict_that_says_who_and_when(session: Session, town: Town, opened: int) -> None:
    way(session, town, opened, ("maria", "submit"), ("berit", "approve"))
    held = submission(session, town, opened)
    with pytest.raises(Conflict, match=r"Berit Berg godkände 2026-11-09 08:12, innan du hann"):
        submissions.approve(
            session, town.actor(session, "disa"), submission_id=held.id or 0, rev=1, key=new_key()
        )


def test_same_key_twice_is_done_once(session: Session, town: Town, opened: int) -> None:
    held = submission(session, town, opened)
    maria = town.actor(session, "maria")
    first = submissions.submit(session, maria, submission_id=held.id or 0, rev=0, key="k")
    again = submissions.submit(session, maria, submission_id=held.id or 0, rev=0, key="k")

    assert first == again == submissions.Handled(held.id or 0, 1, State.SUBMITTED, 1)
    assert len(events_of(session, held.id or 0)) == 1


def test_two_approvers_at_once_one_succeeds_and_the_other_is_told(database: Database) -> None:
    with transaction(database) as session:
        town = make_town(session)
        opened = plan_and_open(session, town)
        do(session, town, "maria", "submit", opened)
        held = submission(session, town, opened).id or 0
    start, told = Barrier(2), []

    def approve(who: str) -> None:
        start.wait()
        try:
            with transaction(database) as own:
                submissions.approve(own, town.actor(own, who), submission_id=held, rev=1, key=new_key())
            told.append("approved")
        except RodretError as error:
            told.append(f"{type(error).__name__}: {error.message.partition(' godkände ')[0]}")

    threads = [Thread(target=approve, args=(who,)) for who in ("berit", "disa")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told)[1] == "approved"
    assert sorted(told)[0] in {"Conflict: Berit Berg", "Conflict: Disa Dahl"}
    with database.reading() as session:
        assert [event[:3] for event in events_of(session, held)] == [
            (1, Event.SUBMIT, 0),
            (2, Event.APPROVE, 1),
        ]


def test_reopen_gives_an_approved_one_back_with_the_reason(session: Session, town: Town, opened: int) -> None:
    way(session, town, opened, *UP)
    with pytest.raises(NotAllowed):
        do(session, town, "bo", "reopen", opened, reason="Fel ram.")
    done = do(session, town, "sara", "reopen", opened, reason="Fel ram.")
    assert (done.state, done.level) == (State.WORKING, 0)
    assert submission(session, town, opened).returned


def test_adopted_budget_is_never_reopened_but_a_report_is(session: Session, town: Town, opened: int) -> None:
    report = plan_and_open(session, town, REPORT)
    for round_id in (opened, report):
        way(session, town, round_id, *UP)
        do(session, town, "sara", "adopt", round_id, decision=DECISION)

    with pytest.raises(RuleViolation, match="antagen budget öppnas inte"):
        do(session, town, "sara", "reopen", opened, reason="Fel §.")
    assert do(session, town, "sara", "reopen", report, reason="Fel §.").state is State.WORKING


def test_adopt_writes_the_decision_once(session: Session, town: Town, opened: int) -> None:
    way(session, town, opened, *UP)
    held = submission(session, town, opened)
    sara = town.actor(session, "sara")
    for _click in range(2):
        submissions.adopt(session, sara, submission_id=held.id or 0, rev=3, key="adopt", decision=DECISION)
    row = session.exec(select(Decision)).one()
    assert (row.subject_kind, row.subject_id, row.unit_id) == ("submission", str(held.id), held.unit_id)
    assert (row.body, row.day, row.paragraph) == ("Barn- och utbildningsnämnden", date(2026, 11, 9), "98")


@pytest.mark.parametrize("decision", [DecisionText("", TODAY), DecisionText("Nämnden", date(2026, 11, 10))])
def test_adopt_with_a_bad_decision_is_refused(
    session: Session, town: Town, opened: int, decision: DecisionText
) -> None:
    way(session, town, opened, *UP)
    with pytest.raises(RuleViolation):
        do(session, town, "sara", "adopt", opened, decision=decision)


def test_adopt_before_every_step_has_approved_is_refused(session: Session, town: Town, opened: int) -> None:
    way(session, town, opened, *UP[:2])
    with pytest.raises(RuleViolation, match="Alla har inte godkänt än"):
        do(session, town, "sara", "adopt", opened, decision=DECISION)


def test_closed_round_refuses_everything(session: Session, town: Town, opened: int) -> None:
    way(session, town, opened, *UP)
    do(session, town, "hanna", "begin", opened, code="512")
    close(session, town, opened)

    wanted = [("sara", "adopt", "412", {"decision": DECISION}), ("sara", "reopen", "412", {"reason": "Fel."}),
              ("lars", "begin", "413", {}), ("hanna", "submit", "512", {})]  # fmt: skip
    for who, what, code, more in wanted:
        with pytest.raises(RuleViolation, match="Budget 2027 är stängd"):
            do(session, town, who, what, opened, code, **more)
    with pytest.raises(RuleViolation, match="Budget 2027 är stängd"):
        submissions.ensure_editable(
            session, town.actor(session, "hanna"), round_id=opened, unit_id=town.units["512"]
        )


def test_reorganisation_in_mid_round_moves_no_step(session: Session, town: Town, opened: int) -> None:
    do(session, town, "maria", "submit", opened)
    before = session.exec(select(SubmissionStep).order_by(col(SubmissionStep.submission_id))).all()
    frozen = [(step.submission_id, step.level, step.unit_id, step.role, step.deadline) for step in before]
    reorganise(session, town.actor(session, "ada"), valid_from=TODAY, changes=[Move("412", "50")])

    after = session.exec(select(SubmissionStep).order_by(col(SubmissionStep.submission_id))).all()
    assert [(s.submission_id, s.level, s.unit_id, s.role, s.deadline) for s in after] == frozen
    with pytest.raises(NotAllowed, match="väntar på Berit Berg"):
        do(session, town, "sol", "approve", opened)
    assert do(session, town, "berit", "approve", opened).level == 2
