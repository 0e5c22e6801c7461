import pytest
from sqlmodel import Session, col, select

from core.enums import PlanOrigin, SubmissionState
from core.errors import NotAllowed, RuleViolation
from core.models import AuditEvent, PlanChange, PlanLine, Submission
from core.services import audit
from core.services.forecast_accept import Accepted, accept_rows
from core.services.forecast_values import ValueEdit, save_value
from tests.core.forecast_desk_town import make_example, open_example
from tests.core.forecast_town import TKR, Town

SEEN = {"avgifter": 240 * TKR, "loner": -1260 * TKR}


def accept(session: Session, town: Town, version_id: int, seen: dict[str, int], key: str = "k") -> Accepted:
    return accept_rows(
        session, town.maria, version_id=version_id, unit_id=town.units["411"], seen=seen, key=key
    )


def origins(session: Session, version_id: int) -> list[PlanOrigin]:
    rows = session.exec(
        select(PlanLine.origin).where(PlanLine.version_id == version_id).order_by(col(PlanLine.coding_id))
    )
    return list(rows)


def events(session: Session) -> int:
    audit.seal(session, session.info["database"].now())
    return len(session.exec(select(AuditEvent).where(AuditEvent.action == "forecast_accepted")).all())


def test_quiet_rows_are_accepted_at_once_with_one_event(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)

    done = accept(session, town, version_id, SEEN)

    assert done == Accepted(2, ())
    assert origins(session, version_id) == [PlanOrigin.MANUAL] * 2
    assert session.exec(select(PlanChange)).all() == []
    assert events(session) == 1
    states = select(Submission.state).where(Submission.unit_id == town.units["411"])
    assert session.exec(states).all() == [SubmissionState.WORKING]


def test_same_press_again_does_nothing_more(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)

    first, second = (accept(session, town, version_id, SEEN) for _time in range(2))

    assert first == second
    assert events(session) == 1


def test_row_that_somebody_has_changed_meanwhile_is_left_and_told(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    edit = ValueEdit(town.units["411"], "loner", -1260 * TKR, -1250 * TKR)
    save_value(session, town.sara, version_id=version_id, edit=edit, key="sara")

    done = accept(session, town, version_id, SEEN)

    assert done == Accepted(1, ("loner",))


@pytest.mark.parametrize("seen", [{}, {"bidrag": 0}])
def test_foreign_row_is_refused_and_nothing_is_accepted(session: Session, seen: dict[str, int]) -> None:
    town = make_example(session)
    version_id = open_example(session, town)

    with pytest.raises(RuleViolation, match="hör inte till"):
        accept(session, town, version_id, {**seen, **(SEEN if seen else {})})

    assert origins(session, version_id) == [PlanOrigin.PROPOSAL] * 2


def test_another_version_and_another_unit_are_refused(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)

    with pytest.raises(RuleViolation, match="öppen prognos"):
        accept(session, town, town.budget[2026], SEEN)
    with pytest.raises(NotAllowed):
        accept_rows(
            session, town.nils, version_id=version_id, unit_id=town.units["411"], seen=SEEN, key="nils"
        )


def test_rows_of_what_is_handed_in_are_refused(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    row = session.exec(select(Submission).where(Submission.unit_id == town.units["411"])).one()
    row.state = SubmissionState.APPROVED
    session.add(row)
    session.flush()

    with pytest.raises(RuleViolation, match="godkänt"):
        accept(session, town, version_id, SEEN)
