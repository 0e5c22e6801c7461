import pytest
from sqlmodel import Session, col, select

from core.enums import NoticeKind, SubmissionState
from core.errors import NotAllowed, RuleViolation
from core.models import Notice, RoundUnit, Submission, SubmissionStep
from core.rules.subjects import Subject, SubjectKind
from core.services.comments import write_comment
from core.services.round_members import add_to_open_round, remove_from_open_round
from tests.core.process_town import Town, close, do, make_town, new_key, plan, plan_and_open, submission


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def _add(session: Session, town: Town, round_id: int, codes: str, key: str = "", who: str = "sara") -> None:
    add_to_open_round(
        session,
        town.actor(session, who),
        round_id=round_id,
        unit_ids=[town.units[code] for code in codes.split()],
        key=key or new_key(),
    )


def _remove(session: Session, town: Town, round_id: int, code: str, who: str = "sara") -> None:
    remove_from_open_round(session, town.actor(session, who), round_id=round_id, unit_id=town.units[code])


def _asked(session: Session, round_id: int) -> tuple[set[int], set[int]]:
    """Return the asked units, and those with a submission."""
    units = session.exec(select(RoundUnit.unit_id).where(RoundUnit.round_id == round_id))
    held = session.exec(select(Submission.unit_id).where(Submission.round_id == round_id))
    return set(units), set(held)


def test_added_unit_gets_its_submission_its_steps_and_its_notice(session: Session, town: Town) -> None:
    round_id = plan_and_open(session, town, codes="412")

    _add(session, town, round_id, "413")

    held = submission(session, town, round_id, "413")
    steps = session.exec(
        select(SubmissionStep.unit_id)
        .where(SubmissionStep.submission_id == held.id)
        .order_by(col(SubmissionStep.level))
    ).all()
    told = session.exec(select(Notice.user_id).where(Notice.kind == NoticeKind.ROUND_OPENED)).all()
    assert (held.state, steps) == (SubmissionState.NOT_STARTED, [town.units["40"], town.units["4"]])
    assert sorted(told) == sorted(town.users[name] for name in ("maria", "eva", "lars"))


def test_added_unit_tells_nobody_of_the_others_again(session: Session, town: Town) -> None:
    round_id = plan_and_open(session, town, codes="412")
    do(session, town, "maria", "begin", round_id)

    _add(session, town, round_id, "413 512")

    opened = select(Notice.user_id).where(Notice.kind == NoticeKind.ROUND_OPENED)
    assert session.exec(opened).all().count(town.users["maria"]) == 1


def test_add_pressed_twice_adds_once(session: Session, town: Town) -> None:
    round_id = plan_and_open(session, town, codes="412")

    for _n in range(2):
        _add(session, town, round_id, "413", key="k")

    units = {town.units["412"], town.units["413"]}
    assert _asked(session, round_id) == (units, units)


@pytest.mark.parametrize(
    ("codes", "why"),
    [("412", "Ekbackens skola är redan med"), ("4120", "är ett ansvar"), ("413 413", "två gånger")],
)
def test_add_of_a_unit_that_cannot_be_asked_is_refused(
    session: Session, town: Town, codes: str, why: str
) -> None:
    round_id = plan_and_open(session, town, codes="412")

    with pytest.raises(RuleViolation, match=why):
        _add(session, town, round_id, codes)


def test_add_of_a_unit_that_is_not_there_is_refused(session: Session, town: Town) -> None:
    round_id = plan_and_open(session, town, codes="412")

    with pytest.raises(RuleViolation, match="finns inte i dagens organisation"):
        add_to_open_round(
            session, town.actor(session, "sara"), round_id=round_id, unit_ids=[4711], key=new_key()
        )


def test_unit_that_has_not_begun_is_let_off_and_can_be_asked_again(session: Session, town: Town) -> None:
    round_id = plan_and_open(session, town, codes="412 413")

    _remove(session, town, round_id, "413")
    left = _asked(session, round_id)
    _add(session, town, round_id, "413")

    assert left == ({town.units["412"]}, {town.units["412"]})
    assert submission(session, town, round_id, "413").state is SubmissionState.NOT_STARTED


def test_unit_that_has_begun_stays(session: Session, town: Town) -> None:
    round_id = plan_and_open(session, town, codes="412 413")
    do(session, town, "maria", "begin", round_id)

    with pytest.raises(RuleViolation, match=r"^Ekbackens skola har redan börjat"):
        _remove(session, town, round_id, "412")


def test_unit_with_a_comment_on_its_submission_stays(session: Session, town: Town) -> None:
    round_id = plan_and_open(session, town, codes="412 413")
    held = submission(session, town, round_id)
    subject = Subject(SubjectKind.SUBMISSION, str(held.id), town.units["412"])
    write_comment(session, town.actor(session, "maria"), key=new_key(), subject=subject, body="Hur då?")

    with pytest.raises(RuleViolation, match="samtal eller underlag"):
        _remove(session, town, round_id, "412")


def test_last_unit_of_a_round_and_one_that_is_not_in_it_stay(session: Session, town: Town) -> None:
    round_id = plan_and_open(session, town, codes="412")

    with pytest.raises(RuleViolation, match="enda enheten"):
        _remove(session, town, round_id, "412")
    with pytest.raises(RuleViolation, match="inte med"):
        _remove(session, town, round_id, "413")


def test_planned_and_closed_rounds_are_not_changed_here(session: Session, town: Town) -> None:
    planned, closed = plan(session, town), plan_and_open(session, town)
    close(session, town, closed)

    for round_id in (planned, closed):
        with pytest.raises(RuleViolation, match="öppen omgång"):
            _add(session, town, round_id, "612")
        with pytest.raises(RuleViolation, match="öppen omgång"):
            _remove(session, town, round_id, "412")


@pytest.mark.parametrize("who", ["maria", "berit", "disa", "rune"])
def test_units_of_an_open_round_are_for_whoever_manages_rounds(
    session: Session, town: Town, who: str
) -> None:
    round_id = plan_and_open(session, town)

    with pytest.raises(NotAllowed):
        _add(session, town, round_id, "612", who=who)
    with pytest.raises(NotAllowed):
        _remove(session, town, round_id, "412", who=who)
