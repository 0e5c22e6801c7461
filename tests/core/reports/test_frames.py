import pytest
from sqlmodel import Session

from core.queries.unit_frames import distribution_of
from core.reports import frames
from core.reports.frame_distribution import distribution_answer, distribution_table
from core.reports.words import plain
from core.services.unit_frames import FrameShare, distribute_frame
from core.table import RowRole
from tests.core.frame_town import TKR, Town, make_town, put_frame


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def test_answer_says_the_frames_the_result_and_its_share(session: Session, town: Town) -> None:
    # 16 of 1 190 + 430 = 1 620 is 1,0 %.
    frame_id = put_frame(session, town)

    report = frames.build(session, town.actors["sara"], frame_id=frame_id)

    assert plain(report.answer) == (
        "Ramarna 2027 är 1\u00a0593,0\u00a0mnkr, resultatet blir +16,0\u00a0mnkr, 1,0\u00a0% av skatt och "
        "bidrag. De är inte antagna än."
    )


def test_result_table_adds_up_row_by_row(session: Session, town: Town) -> None:
    frame_id = put_frame(session, town)

    table = frames.build(session, town.actors["sara"], frame_id=frame_id).result

    assert {row.key: row.cells[1] for row in table.rows if row.role is not RowRole.DETAIL} == {
        "net_cost": -1_593_000 * TKR,
        "operating": 27_000 * TKR,
        "result": 16_000 * TKR,
    }


def test_whole_table_holds_frames_investments_and_result(session: Session, town: Town) -> None:
    frame_id = put_frame(session, town)

    table = frames.whole_table(frames.build(session, town.actors["sara"], frame_id=frame_id))

    assert table.value("Kommunbidrag/BUN", "2027") == 922_000 * TKR
    assert table.value("Investeringar/BUN", "2027") == 5_000 * TKR
    assert table.value("Resultatbudget/result", "2027") == 16_000 * TKR
    assert ("Skattesats", "21,65") in table.about


def test_distribution_of_the_rulings_example_leaves_nothing(session: Session, town: Town) -> None:
    put_frame(session, town)
    bo, units = town.actors["bo"], town.units
    shares = [
        FrameShare(units["BUF"], None, 915_400 * TKR),
        FrameShare(units["4009"], None, 6_600 * TKR),
    ]
    distribute_frame(session, bo, version_id=town.version_id, parent_id=units["BUN"], shares=shares, key="a")

    found = distribution_of(session, bo, version_id=town.version_id, unit_id=units["BUN"])

    assert plain(distribution_answer(found)).endswith("Allt är fördelat vidare.")
    assert distribution_table(found).value("total", "frame") == 922_000 * TKR
