import pytest
from sqlmodel import Session, select

from core.enums import ControlVerdict, Role, TaskStatus
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import AuditEvent, ControlAnswer, RoleAssignment, Task
from core.periods import Period
from core.queries.control_list import control_settings, list_answers, unit_progress
from core.rules.control_lines import ControlRule, Limits
from core.rules.control_settings import ControlSettings, points_of
from core.services import audit
from core.services.control_list import ControlPlace, Said, answer, change_points, undo_answer
from tests import factories
from tests.core import control_town
from tests.core.control_town import ControlTown

SEPTEMBER = Period(2026, 9)
RIGHT = Said(ControlVerdict.RIGHT)
WRONG = Said(ControlVerdict.WRONG, "Hör till Ekbacken.", "Licens, 186 000 kr", "Texten nämner Ekbacken.")


@pytest.fixture
def town(session: Session) -> ControlTown:
    return control_town.plant(session)


def place(town: ControlTown, code: str = "4330", key: str = "A/5477/1") -> ControlPlace:
    return ControlPlace(town.units[code], SEPTEMBER, ControlRule.OTHER_UNIT, key)


def test_right_is_kept_with_who_and_when(session: Session, town: ControlTown) -> None:
    maria = town.actor(session, "maria")

    answer(session, maria, place=place(town), said=RIGHT, key="k1")

    (held,) = list_answers(session, maria, unit_id=town.units["433"], year=2026)
    assert (held.verdict, held.user, held.month, held.task_id) == (
        ControlVerdict.RIGHT, "Maria Sandell", 9, None,
    )  # fmt: skip


def test_wrong_becomes_a_task_for_the_economist_with_reason_and_comment(
    session: Session, town: ControlTown
) -> None:
    task_id = answer(session, town.actor(session, "maria"), place=place(town), said=WRONG, key="k1")

    task = session.get_one(Task, task_id)
    assert task.owner_id == town.people["sara"]
    assert task.title == "Rätta bokföringen: Licens, 186 000 kr"
    assert task.body == "Hör till Ekbacken.\n\nTexten nämner Ekbacken."
    assert (task.subject_kind, task.subject_id) == ("control_list", f"{town.units['4330']}/2026-09")


def test_without_an_economist_the_task_is_ones_own(session: Session, town: ControlTown) -> None:
    held = select(RoleAssignment).where(RoleAssignment.role == Role.CONTROLLER)
    session.delete(session.exec(held).one())
    session.flush()

    task_id = answer(session, town.actor(session, "maria"), place=place(town), said=WRONG, key="k1")

    assert session.get_one(Task, task_id).owner_id == town.people["maria"]


def test_three_clicks_answer_once_and_make_one_task(session: Session, town: ControlTown) -> None:
    maria = town.actor(session, "maria")

    tasks = {answer(session, maria, place=place(town), said=WRONG, key="k1") for _click in range(3)}

    assert len(tasks) == 1
    assert len(session.exec(select(Task)).all()) == 1


def test_second_answer_from_somebody_else_is_told_of_the_first(session: Session, town: ControlTown) -> None:
    answer(session, town.actor(session, "maria"), place=place(town), said=RIGHT, key="k1")

    with pytest.raises(Conflict, match="redan svarat"):
        answer(session, town.actor(session, "sara"), place=place(town), said=WRONG, key="k2")


def test_comment_needs_words_and_room(session: Session, town: ControlTown) -> None:
    maria = town.actor(session, "maria")

    with pytest.raises(RuleViolation, match="Fyll i kommentaren"):
        answer(session, maria, place=place(town), said=Said(ControlVerdict.NOTE, "  "), key="k1")
    with pytest.raises(RuleViolation, match="5 tecken för lång"):
        answer(session, maria, place=place(town), said=Said(ControlVerdict.RIGHT, "å" * 2005), key="k2")


def test_undone_answer_is_asked_again_and_its_open_task_is_struck(
    session: Session, town: ControlTown
) -> None:
    maria = town.actor(session, "maria")
    task_id = answer(session, maria, place=place(town), said=WRONG, key="k1")

    undo_answer(session, maria, place=place(town), key="k2")
    undo_answer(session, maria, place=place(town), key="k2")

    assert session.exec(select(ControlAnswer)).all() == []
    assert session.get_one(Task, task_id).status is TaskStatus.DROPPED
    answer(session, maria, place=place(town), said=RIGHT, key="k3")


def test_undo_of_what_is_undone_is_told(session: Session, town: ControlTown) -> None:
    with pytest.raises(Conflict, match="redan ångrat"):
        undo_answer(session, town.actor(session, "maria"), place=place(town), key="k1")


def test_others_lists_are_not_answered(session: Session, town: ControlTown) -> None:
    for username in ("bo", "rut"):
        with pytest.raises(NotAllowed):
            answer(session, town.actor(session, username), place=place(town), said=RIGHT, key=username)


def test_progress_counts_the_answers_of_a_units_ansvar_and_its_own_points(
    session: Session, town: ControlTown
) -> None:
    maria, sara = town.actor(session, "maria"), town.actor(session, "sara")
    answer(session, maria, place=place(town), said=WRONG, key="k1")
    answer(session, maria, place=place(town, "433", "punkt"), said=RIGHT, key="k2")

    rows = unit_progress(session, sara, unit_id=town.units["1"], period=SEPTEMBER)

    assert [(row.unit.code, row.answered, row.wrong) for row in rows] == [("432", 0, 0), ("433", 2, 1)]


def test_finance_sets_points_and_others_do_not(session: Session, town: ControlTown) -> None:
    change_points(session, town.actor(session, "sara"), points=["Är allt rätt?", ""], key="k1")

    assert control_settings(session) == ControlSettings(Limits(), points_of(["Är allt rätt?"]))
    with pytest.raises(NotAllowed):
        change_points(session, town.actor(session, "maria"), points=["Hyra?"], key="k2")


def test_answers_are_in_the_audit(session: Session, town: ControlTown) -> None:
    maria = town.actor(session, "maria")
    answer(session, maria, place=place(town), said=RIGHT, key="k1")
    undo_answer(session, maria, place=place(town), key="k2")
    audit.seal(session, factories.LOADED_AT)

    actions = session.exec(select(AuditEvent.action).where(AuditEvent.subject_kind == "control_list")).all()

    assert actions == ["control_answered", "control_undone"]
