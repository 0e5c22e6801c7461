from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from core.enums import SubmissionState
from core.errors import NotAllowed, RuleViolation
from core.models import ClosedPart, Snapshot, Submission, Version
from core.queries.internal_budget import list_readiness, readiness_of
from core.services.decisions import DecisionText
from core.services.internal_budget import adopt_internal_budget
from core.services.plan_edits import CellEdit, save_cells
from core.table import Table
from tests.core.frame_town import LOADED_AT, TKR, Town, make_town, put_frame, put_plan

DECISION = DecisionText("Barn- och utbildningsnämnden", date(2026, 11, 9), "112", "BUN 2026/88")
TABLE = Table("Internbudget", (), ())
FULL = {"4110": 500_000, "4120": 415_400, "4009": 6_600}
"""Tkr: 915 400 at the units and 6 600 undistributed are the frame of 922 000 (rulings 3.3)."""


@pytest.fixture
def town(session: Session) -> Town:
    made = make_town(session)
    put_frame(session, made, adopted=LOADED_AT)
    return made


def approve(session: Session, *, but: int | None = None) -> None:
    for row in session.exec(select(Submission)):
        row.state = SubmissionState.WORKING if row.unit_id == but else SubmissionState.APPROVED
        row.level = 1
        session.add(row)
    session.flush()


def adopt(session: Session, town: Town, unit: str = "BUN", *, who: str = "sara", key: str = "") -> bool:
    return adopt_internal_budget(
        session, town.actors[who], version_id=town.version_id, committee_id=town.units[unit],
        decision=DECISION, table=TABLE, key=key or str(uuid4()),
    )  # fmt: skip


def test_adopt_internal_budget_closes_every_ansvar_of_the_committee(session: Session, town: Town) -> None:
    put_plan(session, town, FULL)
    approve(session)

    closed = adopt(session, town, who="bo")

    parts = session.exec(select(ClosedPart.unit_id)).all()
    assert not closed
    assert set(parts) == {town.units[code] for code in ("4110", "4111", "4120", "4009")}
    assert set(session.exec(select(Submission.state))) == {SubmissionState.ADOPTED}
    assert session.exec(select(Snapshot.title)).one() == "Budget 2027, Barn- och utbildningsnämnden"
    ready = readiness_of(
        session, town.actors["bo"], version_id=town.version_id, committee_id=town.units["BUN"]
    )
    assert ready.adopted == "Barn- och utbildningsnämnden 2026-11-09 § 112"


def test_adopted_part_refuses_changes_by_service_and_by_database(session: Session, town: Town) -> None:
    put_plan(session, town, FULL)
    approve(session)
    adopt(session, town)
    edit = CellEdit(None, town.units["4009"], town.pay, 1, 6_600 * TKR, 0)

    with pytest.raises(RuleViolation, match="antagit sin budget"):
        save_cells(session, town.actors["sara"], version_id=town.version_id, edits=[edit], key="x")
    with pytest.raises(DatabaseError, match="closed version"):
        put_plan(session, town, {"4110": 1})


@pytest.mark.parametrize(
    ("undistributed", "words"),
    [
        (6_500, "100\u00a0000 kr mindre än ramen"),
        (6_750, "150\u00a0000 kr större än ramen"),
    ],
)
def test_adopt_internal_budget_that_is_not_the_frame_says_by_how_much(
    session: Session, town: Town, undistributed: int, words: str
) -> None:
    put_plan(session, town, {**FULL, "4009": undistributed})
    approve(session)

    with pytest.raises(RuleViolation, match=words):
        adopt(session, town)


def test_adopt_internal_budget_names_the_units_that_are_not_approved(session: Session, town: Town) -> None:
    put_plan(session, town, FULL)
    approve(session, but=town.units["412"])

    with pytest.raises(RuleViolation, match="inte godkända än: Björkdalens skola"):
        adopt(session, town)


def test_adopt_internal_budget_twice_is_refused(session: Session, town: Town) -> None:
    put_plan(session, town, FULL)
    approve(session)
    adopt(session, town)

    with pytest.raises(RuleViolation, match="redan antagit"):
        adopt(session, town)


def test_adopt_internal_budget_with_the_same_key_adopts_once(session: Session, town: Town) -> None:
    put_plan(session, town, FULL)
    approve(session)
    adopt(session, town, key="same")

    assert adopt(session, town, key="same") is False


def test_adopt_internal_budget_of_a_department_is_refused(session: Session, town: Town) -> None:
    put_plan(session, town, FULL)
    approve(session)

    with pytest.raises(RuleViolation, match="Välj en nämnd"):
        adopt(session, town, "BUF")


def test_adopt_internal_budget_of_another_committee_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        adopt(session, town, "VON", who="bo")


def test_last_committee_closes_the_whole_budget(session: Session, town: Town) -> None:
    # FIN has 16 mnkr more than the nämnder get: its net cost is −(1 190 + 430 + 12 − 23) = −1 609.
    put_plan(session, town, {**FULL, "6110": 671_000})
    put_plan(session, town, {"9100": -1_609_000}, coding_id=town.tax)
    approve(session)

    closed = [adopt(session, town, unit) for unit in ("BUN", "VON", "FIN")]

    assert closed == [False, False, True]
    assert session.get_one(Version, town.version_id).closed_at is not None


def test_readiness_shows_each_committee_with_its_gap(session: Session, town: Town) -> None:
    put_plan(session, town, {"4110": 900_000, "6110": 671_000})

    rows = list_readiness(session, town.actors["sara"], version_id=town.version_id)

    assert [(row.unit.code, row.gap, row.ready) for row in rows] == [
        ("BUN", 22_000 * TKR, False),
        ("VON", 0, True),
        ("FIN", -1_609_000 * TKR, False),
    ]
    assert rows[0].missing == ("Ekbackens skola", "Björkdalens skola")


def test_readiness_before_council_has_adopted_is_not_ready(session: Session) -> None:
    town = make_town(session)
    put_frame(session, town)
    put_plan(session, town, FULL)
    approve(session)

    with pytest.raises(RuleViolation, match="Fullmäktige har inte antagit ramarna för 2027"):
        adopt(session, town)


def test_readiness_holds_only_the_committees_in_scope(session: Session, town: Town) -> None:
    rows = list_readiness(session, town.actors["bo"], version_id=town.version_id)

    assert [row.unit.code for row in rows] == ["BUN"]
