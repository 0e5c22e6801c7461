from dataclasses import replace
from datetime import date
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from core.db import Database
from core.enums import Role, TaskStatus
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import AuditEvent, Measure, Task
from core.queries.measures import MeasureSum, list_follow_ups, list_measures, measure_sums
from core.queries.notices import list_notices
from core.queries.tasks import list_own_tasks
from core.rules.forecast import Measures
from core.rules.tasks import TaskText
from core.services import audit, tasks
from core.services.measures import (
    MeasureChange,
    NewMeasure,
    add_measure,
    change_measure,
    follow_measure,
)
from core.services.transaction import transaction
from tests.core.measures_town import MNKR, YEAR, Town, make_town, measure, row_of, take_measures
from tests.factories import TODAY, make_actor

LATER = date(2026, 12, 1)


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def test_add_measure_is_a_task_that_its_owner_is_told_of(session: Session, town: Town) -> None:
    task_id = add_measure(
        session, town.sara, measure=measure(town, "611", "Färre vikarier", 2 * MNKR), key="m1"
    )

    (own,) = list_own_tasks(session, town.vera)
    (notice,) = list_notices(session, town.vera)
    assert (own.id, own.title, own.due) == (task_id, "Färre vikarier", TODAY)
    assert own.address == "/atgardsplan?enhet=611&ar=2026"
    assert "Färre vikarier" in notice.text


def test_measures_of_the_example_leave_ten_and_a_half_of_fourteen(session: Session, town: Town) -> None:
    take_measures(session, town)

    held = measure_sums(session, town.sara, unit_ids=[town.units["VON"]], year=YEAR)[town.units["VON"]]
    told = Measures(-14 * MNKR, held.effect, held.realised)
    assert (told.effect, told.realised) == (350_000_000, 120_000_000)
    assert (told.after, told.to_come) == (-1_050_000_000, 230_000_000)


def test_add_measure_asked_for_twice_is_there_once(session: Session, town: Town) -> None:
    asked = measure(town, "611", "Färre vikarier", MNKR)

    ids = {add_measure(session, town.vera, measure=asked, key="m1") for _click in range(3)}

    assert len(ids) == 1
    assert len(session.exec(select(Measure)).all()) == len(session.exec(select(Task)).all()) == 1
    with pytest.raises(Conflict):
        add_measure(session, town.vera, measure=replace(asked, effect=2 * MNKR), key="m1")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": " "}, "Fyll i vad som ska göras"),
        ({"effect": -MNKR}, "utan minus"),
        ({"effect": 150}, "hela kronor"),
        ({"from_month": 13}, "från vilken månad"),
        ({"row_key": "finns_inte"}, "Raden finns inte"),
    ],
)
def test_add_measure_refuses_in_words_and_keeps_nothing(
    session: Session, town: Town, change: dict[str, object], told: str
) -> None:
    asked = replace(measure(town, "611", "Färre vikarier", MNKR), **change)  # type: ignore[arg-type]

    with pytest.raises(RuleViolation, match=told):
        add_measure(session, town.vera, measure=asked, key="m1")

    assert session.exec(select(Measure)).all() == []


def test_add_measure_takes_the_row_that_it_helps_and_no_amount(session: Session, town: Town) -> None:
    asked = replace(measure(town, "611", "Ny bemanning", None), row_key="loner")

    task_id = add_measure(session, town.vera, measure=asked, key="m1")

    row = row_of(session, town, task_id)
    assert (row.row_key, row.row, row.effect, row.realised, row.followed) == (
        "loner", "Löner", None, None, None,
    )  # fmt: skip


def test_add_measure_owner_without_a_role_there_is_refused_with_her_name(
    session: Session, town: Town
) -> None:
    other = make_actor(session, Role.MANAGER, town.units["411"])

    with pytest.raises(RuleViolation, match="ingen roll"):
        add_measure(
            session,
            town.sara,
            measure=replace(measure(town, "611", "X", MNKR), owner_id=other.user_id),
            key="m1",
        )


def test_add_measure_on_another_unit_or_as_an_elected_member_is_refused(session: Session, town: Town) -> None:
    for actor, unit in ((town.vera, "612"), (town.bo, "611")):
        with pytest.raises(NotAllowed):
            add_measure(session, actor, measure=measure(town, unit, "X", MNKR), key=unit)


def test_change_measure_changes_task_and_effect_and_keeps_both_in_the_log(
    session: Session, town: Town
) -> None:
    first, _second = take_measures(session, town)
    row = row_of(session, town, first)
    change = MeasureChange(row.task_rev, row.rev, TaskText("Färre timmar", LATER), 3 * MNKR, 10, "loner")

    change_measure(session, town.vera, task_id=first, change=change)

    now = row_of(session, town, first)
    assert (now.title, now.due, now.effect, now.from_month, now.row, now.realised) == (
        "Färre timmar", LATER, 3 * MNKR, 10, "Löner", 120_000_000,
    )  # fmt: skip
    assert (now.rev, now.task_rev) == (row.rev + 1, row.task_rev + 1)
    audit.seal(session, session.info["database"].now())
    events = session.exec(select(AuditEvent).where(AuditEvent.action == "measure_changed")).all()
    assert [(event.old["effect"], event.new["effect"]) for event in events] == [(2 * MNKR, 3 * MNKR)]


def test_change_measure_only_the_effect_of_one_that_is_done_leaves_the_task(
    session: Session, town: Town
) -> None:
    first, _second = take_measures(session, town)
    tasks.finish_task(session, town.vera, task_id=first, rev=0, outcome="Schemat är nytt")
    row = row_of(session, town, first)
    change = MeasureChange(row.task_rev, row.rev, TaskText(row.title, row.due, row.body), MNKR, 9, "")

    change_measure(session, town.vera, task_id=first, change=change)

    assert row_of(session, town, first).effect == MNKR


def test_change_measure_from_what_was_read_before_another_changed_it_is_refused(
    session: Session, town: Town
) -> None:
    first, _second = take_measures(session, town)
    row = row_of(session, town, first)
    text = TaskText(row.title, row.due, row.body)
    change_measure(session, town.vera, task_id=first, change=MeasureChange(0, row.rev, text, 3 * MNKR, 9, ""))

    with pytest.raises(Conflict, match="ändrat åtgärden"):
        change_measure(session, town.sara, task_id=first, change=MeasureChange(0, row.rev, text, MNKR, 9, ""))

    assert row_of(session, town, first).effect == 3 * MNKR


def test_follow_measure_keeps_who_when_how_much_and_every_word(session: Session, town: Town) -> None:
    first, _second = take_measures(session, town)
    row = row_of(session, town, first)

    follow_measure(
        session, town.vera, task_id=first, rev=row.rev, realised=150_000_000, text="Även okt", key="f2"
    )

    now = row_of(session, town, first)
    assert now.realised == 150_000_000
    assert now.followed is not None
    assert (now.followed.amount, now.followed.text, now.followed.user) == (150_000_000, "Även okt", "Vera")
    said = list_follow_ups(session, town.sara, task_id=first)
    assert [(one.amount, one.text) for one in said] == [
        (150_000_000, "Även okt"),
        (120_000_000, "Sept och okt"),
    ]


def test_follow_measure_three_clicks_are_one_and_a_stale_page_is_told(session: Session, town: Town) -> None:
    first, _second = take_measures(session, town)
    rev = row_of(session, town, first).rev

    for _click in range(3):
        follow_measure(session, town.vera, task_id=first, rev=rev, realised=MNKR, key="f2")

    assert len(list_follow_ups(session, town.vera, task_id=first)) == 2
    with pytest.raises(Conflict):
        follow_measure(session, town.vera, task_id=first, rev=rev, realised=2 * MNKR, key="f3")


def test_follow_measure_after_it_is_done_but_not_when_it_is_dropped(session: Session, town: Town) -> None:
    first, second = take_measures(session, town)
    tasks.finish_task(session, town.vera, task_id=first, rev=0, outcome="Klart")
    tasks.drop_task(session, town.sara, task_id=second, rev=0, reason="Tjänsterna behövs")

    follow_measure(session, town.vera, task_id=first, rev=1, realised=2 * MNKR, key="f2")

    assert row_of(session, town, first).realised == 2 * MNKR
    with pytest.raises(RuleViolation, match="struken"):
        follow_measure(session, town.sara, task_id=second, rev=0, realised=MNKR, key="f3")


def test_follow_measure_by_its_owner_who_manages_nothing_there(session: Session, town: Town) -> None:
    asked = replace(measure(town, "VON", "Sälj fastigheten", MNKR), owner_id=town.bo.user_id)
    task_id = add_measure(session, town.sara, measure=asked, key="m1")

    follow_measure(session, town.bo, task_id=task_id, rev=0, realised=MNKR, key="f1")

    assert row_of(session, town, task_id).realised == MNKR
    with pytest.raises(NotAllowed):
        follow_measure(session, town.vera, task_id=task_id, rev=1, realised=MNKR, key="f2")


def test_follow_measure_that_is_no_measure_is_refused_as_what_lies_outside(
    session: Session, town: Town
) -> None:
    with pytest.raises(NotAllowed):
        follow_measure(session, town.sara, task_id=4711, rev=0, realised=MNKR, key="f1")


def test_sums_are_of_the_subtree_without_dropped_ones(session: Session, town: Town) -> None:
    first, second = take_measures(session, town)
    units = [town.units[code] for code in ("EKA", "VON", "611", "612", "6110")]

    held = measure_sums(session, town.sara, unit_ids=units, year=YEAR)

    both, one = MeasureSum(350_000_000, 120_000_000), MeasureSum(200_000_000, 120_000_000)
    assert [held[unit] for unit in units] == [both, both, one, MeasureSum(), MeasureSum()]
    tasks.drop_task(session, town.sara, task_id=first, rev=0, reason="Blev inte av")
    now = measure_sums(session, town.sara, unit_ids=units, year=YEAR)
    assert now[town.units["VON"]] == MeasureSum(150_000_000, 0)
    assert measure_sums(session, town.sara, unit_ids=units, year=YEAR - 1)[town.units["VON"]] == MeasureSum()
    assert row_of(session, town, second).status is TaskStatus.OPEN


def test_sums_leave_out_units_that_the_actor_may_not_see(session: Session, town: Town) -> None:
    take_measures(session, town)
    units = [town.units[code] for code in ("VON", "611")]

    held = measure_sums(session, town.vera, unit_ids=units, year=YEAR)

    assert held == {town.units["611"]: MeasureSum(200_000_000, 120_000_000)}


def test_list_measures_stands_in_tree_order_with_own_units_only(session: Session, town: Town) -> None:
    first, second = take_measures(session, town)

    everything = list_measures(session, town.lisa, unit_id=town.units["VON"], year=YEAR)
    own = list_measures(session, town.vera, unit_id=town.units["611"], year=YEAR)

    assert [row.task_id for row in everything] == [second, first]
    assert [(row.task_id, row.unit, row.owner) for row in own] == [(first, "Hemtjänst Norr", "Vera")]
    with pytest.raises(NotAllowed):
        list_measures(session, town.vera, unit_id=town.units["VON"], year=YEAR)
    assert list_follow_ups(session, town.vera, task_id=second) == []


def test_two_follow_ups_at_once_keep_one_and_tell_the_other(database: Database) -> None:
    with transaction(database) as session:
        town = make_town(session)
        task_id = add_measure(session, town.sara, measure=measure(town, "611", "X", MNKR), key="m1")
    start, told = Barrier(2), []

    def follow(actor_name: str, amount: int) -> None:
        start.wait()
        try:
            with transaction(database) as own:
                actor = getattr(town, actor_name)
                follow_measure(own, actor, task_id=task_id, rev=0, realised=amount, key=actor_name)
        except Conflict as conflict:
            told.append(conflict.message)

    threads = [Thread(target=follow, args=one) for one in (("vera", MNKR), ("sara", 2 * MNKR))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as session:
        assert len(list_follow_ups(session, town.sara, task_id=task_id)) == 1
    assert len(told) == 1


def test_new_measure_holds_no_text_by_itself() -> None:
    assert NewMeasure(1, "", YEAR, "X", 2, TODAY, None, 1).body == ""
