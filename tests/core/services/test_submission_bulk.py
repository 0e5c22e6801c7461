from sqlmodel import Session, select

from core.enums import SubmissionState
from core.models import Submission
from core.services.submission_bulk import submit_many
from tests.core.forecast_desk_town import make_example, open_example, tighten


def test_all_that_are_ready_are_handed_in_and_the_others_are_told_why(session: Session) -> None:
    town = make_example(session)
    open_example(session, town)
    tighten(session)
    held = {row.unit_id: row for row in session.exec(select(Submission))}
    wanting, ready = held[town.units["411"]], held[town.units["412"]]
    chosen = [(wanting.id or 0, wanting.rev), (ready.id or 0, ready.rev)]

    first, second = (submit_many(session, town.sara, chosen=chosen, key="all") for _time in range(2))

    assert first == second
    assert first.done == (ready.id,)
    assert [number for number, _why in first.told] == [wanting.id]
    assert "Loner avviker" in first.told[0][1]
    session.refresh(ready)
    assert ready.state is SubmissionState.APPROVED
