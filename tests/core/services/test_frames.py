from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from core.enums import BudgetDecisionKind, BudgetDecisionState, FrameItem, FramePart, VersionKind
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import BudgetDecision, BudgetFrame, DecisionEffect, FrameAmount, Snapshot
from core.queries.decisions import list_decisions_of
from core.queries.frames import list_frames, read_frame
from core.rules.frame_result import result_budget
from core.rules.frames import frame_of, parts_of
from core.rules.subjects import Subject, SubjectKind
from core.services.assumptions import set_assumption
from core.services.frame_adoption import adopt_frame
from core.services.frame_edits import FrameEdit, save_changes
from core.services.frames import FrameFacts, create_frame, describe_frame, refresh_frame
from core.table import Column, Kind, Row, Table
from tests.core.frame_town import DECISION, LOADED_AT, TKR, Town, make_town, put_frame
from tests.factories import make_version

TABLE = Table("Ramar", (Column("unit", "Nämnd", Kind.TEXT),), (Row("BUN", ("BUN",)),))


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def key() -> str:
    return str(uuid4())


def decide(
    session: Session, town: Town, unit: str, effects: dict[int, int], *, permanent: bool = True
) -> None:
    """Put an adopted decision of 2027 with its effect in later years (tkr)."""
    decision = BudgetDecision(
        year=2027, number=None, kind=BudgetDecisionKind.SUPPLEMENT, state=BudgetDecisionState.ADOPTED,
        title="Fler elever", unit_id=town.units[unit], permanent=permanent, decided_on=date(2027, 6, 14),
        version_id=make_version(session, VersionKind.DECISION, 2027, f"Beslut {unit} {permanent}"),
        created_by_id=town.actors["sara"].user_id, created_at=LOADED_AT,
    )  # fmt: skip
    session.add(decision)
    session.flush()
    for year, tkr in effects.items():
        session.add(
            DecisionEffect(
                decision_id=decision.id or 0, unit_id=town.units[unit], year=year, amount=tkr * TKR
            )
        )
    session.flush()


def create(session: Session, town: Town, year: int = 2028) -> int:
    return create_frame(session, town.actors["sara"], year=year, key=key())


def parts(session: Session, town: Town, frame_id: int, unit: str, year: int) -> dict[FramePart, int]:
    content = read_frame(session, town.actors["sara"], frame_id=frame_id)
    item = FrameItem.FINANCE if unit == "FIN" else FrameItem.ALLOCATION
    held = parts_of(content.cells, town.units[unit], year, item)
    return {part: amount // TKR for part, amount in held.items()}


def change(town: Town, unit: str, old: int | None, new: int | None, year: int = 2027) -> FrameEdit:
    item = FrameItem.ALLOCATION if unit != "EKA" else FrameItem.TAX
    return FrameEdit(
        town.units[unit], item, year, None if old is None else old * TKR, None if new is None else new * TKR
    )


def test_create_frame_starts_from_last_years_adopted_one_with_decisions_and_index(
    session: Session, town: Town
) -> None:
    put_frame(session, town, adopted=LOADED_AT)
    decide(session, town, "4110", {2028: 4_000})
    decide(session, town, "4110", {2028: 900}, permanent=False)
    set_assumption(
        session, town.actors["sara"], place=("frame_index", 2028), value="2,5", source="Anvisning", seen="",
        key=key(),
    )  # fmt: skip

    frame_id = create(session, town)

    # 922 000 + 4 000 = 926 000; 2,5 % of that is 23 150; the plan years have no index of their own.
    assert parts(session, town, frame_id, "BUN", 2028) == {
        FramePart.START: 922_000, FramePart.DECISIONS: 4_000, FramePart.INDEXATION: 23_150,
        FramePart.CHANGE: 0,
    }  # fmt: skip
    assert parts(session, town, frame_id, "BUN", 2030)[FramePart.INDEXATION] == 23_150


def test_create_frame_lifts_what_decisions_cost_finansforvaltningen(session: Session, town: Town) -> None:
    put_frame(session, town, adopted=LOADED_AT)
    decide(session, town, "9100", {2028: -27_000})

    frame_id = create(session, town)

    assert parts(session, town, frame_id, "FIN", 2028) == {
        FramePart.START: 0, FramePart.DECISIONS: 27_000, FramePart.INDEXATION: 0, FramePart.CHANGE: 0,
    }  # fmt: skip


def test_create_frame_takes_tax_from_the_forecast_else_from_last_year(session: Session, town: Town) -> None:
    put_frame(session, town, adopted=LOADED_AT)
    set_assumption(
        session, town.actors["sara"], place=("tax_forecast", 2028), value="1 240 000", source="SKR", seen="",
        key=key(),
    )  # fmt: skip

    content = read_frame(session, town.actors["sara"], frame_id=create(session, town))

    assert result_budget(content.cells, 2028).tax == 1_240_000 * TKR
    assert result_budget(content.cells, 2029).tax == 1_190_000 * TKR


def test_create_frame_without_an_adopted_one_before_starts_empty(session: Session, town: Town) -> None:
    put_frame(session, town)

    frame_id = create(session, town)

    content = read_frame(session, town.actors["sara"], frame_id=frame_id)
    assert (content.cells, content.last) == ((), ())
    assert content.row.years == (2028, 2029, 2030)


def test_create_frame_is_refused_when_the_year_has_one(session: Session, town: Town) -> None:
    put_frame(session, town)

    with pytest.raises(RuleViolation, match="Det finns redan ramar för 2027"):
        create(session, town, 2027)


def test_create_frame_with_the_same_key_creates_one(session: Session, town: Town) -> None:
    same = key()
    first = create_frame(session, town.actors["sara"], year=2028, key=same)

    again = create_frame(session, town.actors["sara"], year=2028, key=same)

    assert again == first


def test_create_frame_is_finances_alone(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        create_frame(session, town.actors["bo"], year=2028, key=key())


def test_save_changes_writes_and_takes_back_a_change(session: Session, town: Town) -> None:
    frame_id = put_frame(session, town)
    sara = town.actors["sara"]

    saved = save_changes(
        session, sara, frame_id=frame_id, key=key(),
        edits=[change(town, "BUN", 922_000, 923_500), change(town, "VON", 671_000, None)],
    )  # fmt: skip

    cells = read_frame(session, sara, frame_id=frame_id).cells
    assert saved == 2
    assert frame_of(cells, town.units["BUN"], 2027) == 923_500 * TKR
    assert frame_of(cells, town.units["VON"], 2027) == 0


def test_save_changes_of_what_another_has_changed_is_refused_whole(session: Session, town: Town) -> None:
    frame_id = put_frame(session, town)

    with pytest.raises(Conflict):
        save_changes(
            session, town.actors["sara"], frame_id=frame_id, key=key(),
            edits=[change(town, "VON", 671_000, 672_000), change(town, "BUN", 900_000, 923_500)],
        )  # fmt: skip

    cells = read_frame(session, town.actors["sara"], frame_id=frame_id).cells
    assert frame_of(cells, town.units["VON"], 2027) == 671_000 * TKR


@pytest.mark.parametrize(
    ("unit", "item", "year", "new"),
    [
        ("BUF", FrameItem.ALLOCATION, 2027, TKR),
        ("BUN", FrameItem.TAX, 2027, TKR),
        ("BUN", FrameItem.ALLOCATION, 2031, TKR),
        ("VON", FrameItem.INVESTMENT, 2027, TKR + 1),
    ],
)
def test_save_changes_refuses_what_is_no_row_of_a_frame(
    session: Session, town: Town, unit: str, item: FrameItem, year: int, new: int
) -> None:
    frame_id = put_frame(session, town)

    with pytest.raises(RuleViolation):
        save_changes(
            session, town.actors["sara"], frame_id=frame_id, key=key(),
            edits=[FrameEdit(town.units[unit], item, year, None, new)],
        )  # fmt: skip


def test_refresh_frame_takes_new_decisions_and_keeps_what_was_typed(session: Session, town: Town) -> None:
    put_frame(session, town, adopted=LOADED_AT)
    frame_id = create(session, town)
    save_changes(
        session, town.actors["sara"], frame_id=frame_id, key=key(),
        edits=[change(town, "BUN", None, 1_500, 2028)],
    )  # fmt: skip
    decide(session, town, "BUN", {2028: 4_000})

    refresh_frame(session, town.actors["sara"], frame_id=frame_id)

    assert parts(session, town, frame_id, "BUN", 2028) == {
        FramePart.START: 922_000, FramePart.DECISIONS: 4_000, FramePart.INDEXATION: 0,
        FramePart.CHANGE: 1_500,
    }  # fmt: skip


def test_adopt_frame_records_the_decision_keeps_the_table_and_locks_the_frame(
    session: Session, town: Town
) -> None:
    frame_id = put_frame(session, town)
    sara = town.actors["sara"]

    adopt_frame(session, sara, frame_id=frame_id, decision=DECISION, table=TABLE, key=key())

    row = list_frames(session, town.actors["yvonne"])[0]
    assert (row.adopted, row.decision) == (True, "Kommunfullmäktige 2026-11-09 § 98, dnr KS 2026/211")
    subject = Subject(SubjectKind.FRAME, str(frame_id), town.units["EKA"])
    assert [one.paragraph for one in list_decisions_of(session, sara, subject=subject)] == ["98"]
    assert session.exec(select(Snapshot.subject_id)).one() == str(frame_id)
    with pytest.raises(RuleViolation, match="är antagna"):
        save_changes(session, sara, frame_id=frame_id, edits=[change(town, "BUN", 922_000, 1)], key=key())


def test_adopted_frame_is_kept_by_the_database_itself(session: Session, town: Town) -> None:
    frame_id = put_frame(session, town)
    adopt_frame(session, town.actors["sara"], frame_id=frame_id, decision=DECISION, table=TABLE, key=key())
    row = session.exec(select(FrameAmount)).first()
    assert row

    row.amount += TKR

    with pytest.raises(DatabaseError, match="adopted frame"):
        session.flush()


def test_adopt_frame_without_a_tax_rate_says_what_is_missing(session: Session, town: Town) -> None:
    frame_id = put_frame(session, town)
    sara = town.actors["sara"]
    seen = FrameFacts("Ramar 2027", "21,65")
    describe_frame(session, sara, frame_id=frame_id, seen=seen, facts=FrameFacts("Ramar 2027", ""))

    with pytest.raises(RuleViolation, match="Fyll i skattesatsen"):
        adopt_frame(session, sara, frame_id=frame_id, decision=DECISION, table=TABLE, key=key())


def test_describe_frame_that_another_has_described_is_refused(session: Session, town: Town) -> None:
    frame_id = put_frame(session, town)
    facts = FrameFacts("Ramar 2027", "21,75")

    with pytest.raises(Conflict):
        describe_frame(
            session, town.actors["sara"], frame_id=frame_id, seen=FrameFacts("Ramar", "21,65"), facts=facts
        )


def test_frame_that_is_not_adopted_is_hidden_from_elected_officials(session: Session, town: Town) -> None:
    frame_id = put_frame(session, town)
    yvonne = town.actors["yvonne"]

    assert list_frames(session, yvonne) == []
    with pytest.raises(NotAllowed):
        read_frame(session, yvonne, frame_id=frame_id)


def test_result_of_the_frame_is_what_is_left_of_tax_and_grants(session: Session, town: Town) -> None:
    frame_id = put_frame(session, town)

    result = result_budget(read_frame(session, town.actors["sara"], frame_id=frame_id).cells, 2027)

    assert result.net_result == 16_000 * TKR
    assert session.get(BudgetFrame, frame_id) is not None
