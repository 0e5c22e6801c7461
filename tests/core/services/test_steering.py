"""The steering model by configuration."""

import pytest
from sqlmodel import Session

from core.enums import GoalKind
from core.errors import Conflict, NotAllowed, RuleViolation
from core.periods import Period
from core.queries.goals import read_goals
from core.queries.steering import read_levels, read_scale, read_tags, read_weighing
from core.queries.steering_models import list_models
from core.rules.attainment import Weighing
from core.rules.steering import LevelDraft, StepDraft
from core.services import steering
from core.services.goal_assessments import NewAssessment, assess_goal
from core.services.steering_models import add_usual_tags, start_from
from core.table import Status
from tests.core.goals_town import make_town, put_goal

NEW = (None, LevelDraft("Program", GoalKind.FOCUS_AREA))


def test_level_with_goals_is_closed_and_one_without_is_removed(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "Fler läser")
    seen = steering.seen_levels(session)
    kept = [(row.id, row.draft) for row in seen if row.draft.name in {"Fullmäktiges mål", "Nämndens mål"}]

    steering.save_levels(session, town.sara, seen=seen, levels=[NEW, *kept], key="k1")

    levels = [(row.name, row.closed) for row in read_levels(session)]
    assert levels == [
        ("Program", False), ("Fullmäktiges mål", False), ("Nämndens mål", False), ("Enhetens mål", True),
    ]  # fmt: skip
    assert read_goals(session, town.maria, year=2026).goals[own].title == "Fler läser"


def test_closed_level_opens_when_it_is_named_again(session: Session) -> None:
    town = make_town(session)
    put_goal(session, town, "411", "unit", "Fler läser")
    all_levels = [(row.id, row.draft) for row in steering.seen_levels(session)]
    steering.save_levels(session, town.sara, seen=steering.seen_levels(session), levels=[NEW], key="k1")

    steering.save_levels(
        session, town.sara, seen=steering.seen_levels(session), key="k2",
        levels=[(None, LevelDraft("Vision", GoalKind.VISION)), all_levels[3]],
    )  # fmt: skip

    assert [(row.name, row.closed) for row in read_levels(session)] == [
        ("Vision", False), ("Enhetens mål", False),
    ]  # fmt: skip


def test_levels_that_somebody_else_has_changed_conflict(session: Session) -> None:
    town = make_town(session)
    seen = steering.seen_levels(session)
    steering.save_levels(session, town.sara, seen=seen, levels=[NEW], key="k1")

    with pytest.raises(Conflict):
        steering.save_levels(session, town.sara, seen=seen, levels=[NEW], key="k2")


def test_levels_saved_twice_with_the_same_key_are_saved_once(session: Session) -> None:
    town = make_town(session)
    seen = steering.seen_levels(session)

    for _click in range(2):
        steering.save_levels(session, town.sara, seen=seen, levels=[NEW], key="k1")

    assert [row.name for row in read_levels(session)] == ["Program"]


def test_kind_of_a_level_with_goals_stands(session: Session) -> None:
    town = make_town(session)
    put_goal(session, town, "411", "unit", "Fler läser")
    seen = steering.seen_levels(session)
    level_id = town.levels["unit"]

    with pytest.raises(RuleViolation):
        steering.save_levels(
            session, town.sara, seen=seen, key="k1",
            levels=[(level_id, LevelDraft("Enhetens mål", GoalKind.ASSIGNMENT))],
        )  # fmt: skip


def test_manager_may_not_change_the_steering_model(session: Session) -> None:
    town = make_town(session)

    with pytest.raises(NotAllowed):
        steering.save_levels(session, town.maria, seen=steering.seen_levels(session), levels=[NEW], key="k1")
    with pytest.raises(NotAllowed):
        start_from(session, town.maria, model="three_levels", key="k2")


def test_step_that_somebody_has_judged_by_cannot_be_left_out(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    assess_goal(
        session, town.maria, goal_id=goal_id, period=Period(2026, 10), key="k1",
        said=NewAssessment(town.steps[Status.PARTLY]),
    )  # fmt: skip
    seen = steering.seen_scale(session)

    with pytest.raises(RuleViolation):
        steering.save_scale(session, town.sara, seen=seen, steps=[seen[0], seen[2]], key="k2")


def test_scale_gets_new_words_and_points(session: Session) -> None:
    town = make_town(session)
    seen = steering.seen_scale(session)
    steps = [
        (seen[0][0], StepDraft("Nått", "Når", Status.OK, 10)),
        (seen[2][0], StepDraft("Inte nått", "Når inte", Status.BAD, 0)),
    ]

    steering.save_scale(session, town.sara, seen=seen, steps=steps, key="k1")

    assert [(row.word, row.points) for row in read_scale(session)] == [("Nått", 10), ("Inte nått", 0)]


def test_weighing_is_their_mean_until_chosen(session: Session) -> None:
    town = make_town(session)
    before = read_weighing(session)

    steering.choose_weighing(session, town.sara, weighing=Weighing.WORST)

    assert (before, read_weighing(session)) == (Weighing.MEAN, Weighing.WORST)


def test_start_from_each_ready_model_keeps_every_goal_and_judgement(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    assess_goal(
        session, town.maria, goal_id=goal_id, period=Period(2026, 10), key="k",
        said=NewAssessment(town.steps[Status.BAD]),
    )  # fmt: skip

    for model in list_models():
        start_from(session, town.sara, model=model.key, key=model.key)

        open_levels = [row.name for row in read_levels(session) if not row.closed]
        assert open_levels == [level.name for level in model.levels]
        assert [row.word for row in read_scale(session)] == [step.word for step in model.steps]
        assert list(read_goals(session, town.maria, year=2026).goals) == [goal_id]
    assert read_weighing(session) is Weighing.WORST


def test_start_from_an_unknown_model_is_refused(session: Session) -> None:
    town = make_town(session)

    with pytest.raises(RuleViolation):
        start_from(session, town.sara, model="finns-inte", key="k1")


def test_usual_tags_are_added_once_and_own_ones_stand(session: Session) -> None:
    town = make_town(session)
    own = steering.add_tag(session, town.sara, group="Eget", name="Landsbygd")

    added = add_usual_tags(session, town.sara)

    keys = {tag.key for tag in read_tags(session)}
    assert len(added) == 24
    assert add_usual_tags(session, town.sara) == ()
    assert {own, "agenda-17", "barn", "geh-finansiellt", "stat-scb"} <= keys
    with pytest.raises(RuleViolation):
        steering.add_tag(session, town.sara, group="Eget", name="Landsbygd")
