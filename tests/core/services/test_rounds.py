from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role, RoundState, UnitKind
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import AuditEvent, Round, RoundUnit, SubmissionStep
from core.queries.rounds import preview_copy, read_round
from core.rules.access import Actor
from core.rules.rounds import NewLevel
from core.rules.trees import Close
from core.services import rounds
from core.services.organisation import reorganise
from core.services.transaction import transaction
from tests.core.process_town import BUDGET, Town, close, make_town, new_key, plan, plan_and_open, submission
from tests.factories import TODAY


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


@pytest.fixture
def sara(session: Session, town: Town) -> Actor:
    return town.actor(session, "sara")


def _asked(session: Session, town: Town, round_id: int) -> dict[str, date]:
    codes = {unit_id: code for code, unit_id in town.units.items()}
    rows = session.exec(select(RoundUnit).where(RoundUnit.round_id == round_id))
    return {codes[row.unit_id]: row.deadline for row in rows}


def test_create_round_is_read_back_as_it_was_asked_for(session: Session, town: Town, sara: Actor) -> None:
    round_id = plan(session, town)
    row = read_round(session, sara, round_id=round_id)
    assert (row.state, row.content) == (RoundState.PLANNED, BUDGET)
    assert _asked(session, town, round_id) == dict.fromkeys(("412", "413", "512"), date(2026, 11, 13))


def test_create_round_twice_with_one_key_makes_one(session: Session, sara: Actor) -> None:
    first = rounds.create_round(session, sara, content=BUDGET, key="k")
    assert rounds.create_round(session, sara, content=BUDGET, key="k") == first
    with pytest.raises(Conflict):
        rounds.create_round(session, sara, content=replace(BUDGET, name="Annan"), key="k")
    assert session.exec(select(Round.id)).all() == [first]


def test_create_round_with_bad_dates_leaves_nothing(session: Session, sara: Actor) -> None:
    with pytest.raises(RuleViolation):
        rounds.create_round(session, sara, content=replace(BUDGET, opens=date(2027, 1, 1)), key="k")
    assert session.exec(select(Round.id)).all() == []


@pytest.mark.parametrize("who", ["maria", "berit", "bo", "disa", "rune"])
def test_rounds_are_planned_by_controllers_and_administrators_only(
    session: Session, town: Town, who: str
) -> None:
    round_id = plan(session, town)
    actor = town.actor(session, who)
    with pytest.raises(NotAllowed):
        rounds.create_round(session, actor, content=BUDGET, key=new_key())
    with pytest.raises(NotAllowed):
        rounds.change_round(session, actor, round_id=round_id, content=BUDGET)
    with pytest.raises(NotAllowed):
        rounds.remove_round(session, actor, round_id=round_id)
    ada = town.actor(session, "ada")
    rounds.create_round(session, ada, content=BUDGET, key=new_key())


def test_choose_units_of_kind_adds_those_under_a_unit_that_are_not_asked_yet(
    session: Session, town: Town, sara: Actor
) -> None:
    round_id = plan(session, town, codes="412")
    added = rounds.choose_units_of_kind(
        session, sara, round_id=round_id, kind=UnitKind.UNIT, under_id=town.units["4"]
    )
    assert (added, sorted(_asked(session, town, round_id))) == (1, ["412", "413"])
    assert rounds.choose_units_of_kind(
        session, sara, round_id=round_id, kind=UnitKind.UNIT, under_id=town.units["1"]
    ) == 2  # fmt: skip


def test_choose_units_of_kind_follows_the_tree_of_today(session: Session, town: Town, sara: Actor) -> None:
    reorganise(session, town.actor(session, "ada"), valid_from=TODAY, changes=[Close("413")])
    round_id = plan(session, town, codes="")
    sara = town.actor(session, "sara")
    rounds.choose_units_of_kind(
        session, sara, round_id=round_id, kind=UnitKind.UNIT, under_id=town.units["4"]
    )
    assert sorted(_asked(session, town, round_id)) == ["412"]
    with pytest.raises(RuleViolation, match="Lindens skola är stängd"):
        rounds.choose_units(session, sara, round_id=round_id, unit_ids=[town.units["413"]])


@pytest.mark.parametrize(
    ("codes", "words"),
    [("512 512", "Hemtjänst norr står med två gånger"), ("412", "Ekbackens skola står med två gånger"),
     ("4120", "är ett ansvar")],
)  # fmt: skip
def test_choose_units_that_cannot_be_asked_is_refused(
    session: Session, town: Town, sara: Actor, codes: str, words: str
) -> None:
    round_id = plan(session, town, codes="412")
    with pytest.raises(RuleViolation, match=words):
        rounds.choose_units(
            session, sara, round_id=round_id, unit_ids=[town.units[code] for code in codes.split()]
        )


def test_choose_units_that_do_not_exist_is_refused(session: Session, town: Town, sara: Actor) -> None:
    with pytest.raises(RuleViolation, match="finns inte i dagens organisation"):
        rounds.choose_units(session, sara, round_id=plan(session, town), unit_ids=[9999])


def test_choose_cost_centers_is_refused(session: Session, town: Town, sara: Actor) -> None:
    with pytest.raises(RuleViolation, match="inte ansvar"):
        rounds.choose_units_of_kind(
            session, sara, round_id=plan(session, town), kind=UnitKind.COST_CENTER, under_id=town.units["1"]
        )


def test_leave_out_units_takes_them_out(session: Session, town: Town, sara: Actor) -> None:
    round_id = plan(session, town)
    rounds.leave_out_units(session, sara, round_id=round_id, unit_ids=[town.units["413"]])
    assert sorted(_asked(session, town, round_id)) == ["412", "512"]


def test_change_of_planned_round_moves_units_that_had_its_day(
    session: Session, town: Town, sara: Actor
) -> None:
    round_id = plan(session, town)
    own, new = date(2026, 11, 16), date(2026, 11, 12)
    rounds.set_unit_deadline(session, sara, round_id=round_id, unit_ids=[town.units["512"]], deadline=own)
    content = replace(BUDGET, name="Budget", deadline=new, levels=BUDGET.levels[:1])
    rounds.change_round(session, sara, round_id=round_id, content=content)

    assert read_round(session, sara, round_id=round_id).content == content
    assert _asked(session, town, round_id) == {"412": new, "413": new, "512": own}


def test_change_of_open_round_moves_its_steps_days_later(session: Session, town: Town, sara: Actor) -> None:
    round_id = plan_and_open(session, town)
    later = replace(BUDGET.levels[1], deadline=date(2026, 12, 11))
    rounds.change_round(
        session, sara, round_id=round_id, content=replace(BUDGET, levels=(BUDGET.levels[0], later))
    )
    days = session.exec(select(SubmissionStep.level, SubmissionStep.deadline).distinct()).all()
    assert sorted(days) == [(1, date(2026, 11, 20)), (2, date(2026, 12, 11))]


def test_change_of_open_rounds_levels_or_units_is_refused(session: Session, town: Town, sara: Actor) -> None:
    round_id = plan_and_open(session, town)
    new = NewLevel(UnitKind.MUNICIPALITY, Role.EXECUTIVE, date(2026, 12, 11))
    with pytest.raises(RuleViolation, match="Omgången är öppen"):
        rounds.change_round(
            session, sara, round_id=round_id, content=replace(BUDGET, levels=(*BUDGET.levels, new))
        )
    with pytest.raises(RuleViolation, match="redan öppen"):
        rounds.choose_units(session, sara, round_id=round_id, unit_ids=[town.units["612"]])
    with pytest.raises(RuleViolation, match="redan öppen"):
        rounds.leave_out_units(session, sara, round_id=round_id, unit_ids=[town.units["412"]])
    with pytest.raises(RuleViolation, match="redan öppen"):
        rounds.remove_round(session, sara, round_id=round_id)


def test_unit_deadline_in_an_open_round_is_only_moved_later(
    session: Session, town: Town, sara: Actor
) -> None:
    round_id, unit = plan_and_open(session, town), town.units["412"]
    rounds.set_unit_deadline(session, sara, round_id=round_id, unit_ids=[unit], deadline=date(2026, 11, 16))
    assert _asked(session, town, round_id)["412"] == date(2026, 11, 16)
    for day, words in ((date(2026, 11, 13), "bara flyttas framåt"), (date(2026, 11, 23), "till 2026-11-20")):
        with pytest.raises(RuleViolation, match=words):
            rounds.set_unit_deadline(session, sara, round_id=round_id, unit_ids=[unit], deadline=day)
    with pytest.raises(RuleViolation, match="inte med i omgången"):
        rounds.set_unit_deadline(
            session, sara, round_id=round_id, unit_ids=[town.units["612"]], deadline=date(2026, 11, 16)
        )


def test_closed_round_cannot_be_changed(session: Session, town: Town, sara: Actor) -> None:
    round_id = plan_and_open(session, town)
    close(session, town, round_id)
    with pytest.raises(RuleViolation, match="stängd"):
        rounds.change_round(session, sara, round_id=round_id, content=BUDGET)
    with pytest.raises(RuleViolation, match="stängd"):
        rounds.set_unit_deadline(
            session, sara, round_id=round_id, unit_ids=[town.units["412"]], deadline=date(2026, 11, 16)
        )
    with pytest.raises(RuleViolation, match="stängd"):
        rounds.remove_round(session, sara, round_id=round_id)


def test_remove_planned_round_leaves_nothing_but_the_log(database: Database) -> None:
    with transaction(database) as session:
        town = make_town(session)
        round_id = plan(session, town)
        rounds.remove_round(session, town.actor(session, "sara"), round_id=round_id)
    with database.reading() as session:
        assert session.exec(select(Round)).all() == []
        told = session.exec(select(AuditEvent.action).order_by(col(AuditEvent.k))).all()
    assert [action for action in told if action.startswith("round")] == [
        "round_created",
        "round_units_chosen",
        "round_removed",
    ]


def test_round_that_is_gone_is_told(session: Session, sara: Actor) -> None:
    with pytest.raises(RuleViolation, match="finns inte längre"):
        rounds.remove_round(session, sara, round_id=999)


def test_copy_to_another_year_is_what_the_preview_showed(session: Session, town: Town) -> None:
    source = plan(session, town)
    reorganise(session, town.actor(session, "ada"), valid_from=TODAY, changes=[Close("413")])
    sara = town.actor(session, "sara")
    preview = preview_copy(session, sara, year_from=2027, year_to=2028)
    made = rounds.copy_rounds_to_year(session, sara, year_from=2027, year_to=2028, key="copy")

    copy = read_round(session, sara, round_id=made[0])
    assert (len(preview), len(made)) == (1, 1)
    assert (copy.content, copy.units, copy.copied_from_id) == (
        preview[0].content, preview[0].units, source,
    )  # fmt: skip
    assert (copy.content.name, copy.content.deadline) == ("Budget 2028", date(2027, 11, 12))
    assert preview[0].left_out == ("Lindens skola",)
    assert _asked(session, town, made[0]) == dict.fromkeys(("412", "512"), date(2027, 11, 12))


def test_copy_twice_makes_nothing_more(session: Session, town: Town, sara: Actor) -> None:
    plan(session, town)
    made = rounds.copy_rounds_to_year(session, sara, year_from=2027, year_to=2028, key="copy")
    assert rounds.copy_rounds_to_year(session, sara, year_from=2027, year_to=2028, key="copy") == made
    assert rounds.copy_rounds_to_year(session, sara, year_from=2027, year_to=2028, key="again") == ()
    assert preview_copy(session, sara, year_from=2027, year_to=2028) == []


def test_copy_takes_only_the_chosen_rounds(session: Session, town: Town, sara: Actor) -> None:
    plan(session, town)
    second = plan(session, town, replace(BUDGET, name="Mål 2027"))
    made = rounds.copy_rounds_to_year(
        session, sara, year_from=2027, year_to=2028, key="copy", source_ids=[second]
    )
    assert [read_round(session, sara, round_id=one).content.name for one in made] == ["Mål 2028"]


def test_copy_to_an_earlier_year_is_refused(session: Session, sara: Actor) -> None:
    with pytest.raises(RuleViolation, match="senare år"):
        rounds.copy_rounds_to_year(session, sara, year_from=2027, year_to=2027, key="copy")


def test_copied_round_opens_like_any_other(session: Session, town: Town, sara: Actor) -> None:
    from core.services.round_opening import open_round

    plan(session, town)
    made = rounds.copy_rounds_to_year(session, sara, year_from=2027, year_to=2028, key="copy")
    assert open_round(session, sara, round_id=made[0], key=new_key()).submissions == 3
    assert submission(session, town, made[0]).level == 0
