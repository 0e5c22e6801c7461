from datetime import date

import pytest
from sqlmodel import Session

from core.errors import NotAllowed
from core.reports.process_state import Counts, build, submission_table
from core.services import submissions
from core.table import Status
from tests.core.process_town import Town, close, make_town, new_key, plan_and_open, submission
from tests.factories import TODAY

LATE_DAY = date(2026, 11, 16)


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


@pytest.fixture
def opened(session: Session, town: Town) -> int:
    """412 approved, 413 submitted, 512 working, 612 not started."""
    round_id = plan_and_open(session, town, codes="412 413 512 612")
    for who, what, code in (
        ("maria", "submit", "412"),
        ("berit", "approve", "412"),
        ("bo", "approve", "412"),
        ("lars", "submit", "413"),
        ("hanna", "begin", "512"),
    ):
        held = submission(session, town, round_id, code)
        getattr(submissions, what)(
            session, town.actor(session, who), submission_id=held.id, rev=held.rev, key=new_key()
        )
    return round_id


def test_state_is_the_tree_with_counts_in_the_order_of_trouble(
    session: Session, town: Town, opened: int
) -> None:
    sara = town.actor(session, "sara")
    state = build(session, sara, round_id=opened, unit_id=town.units["1"], today=LATE_DAY)

    assert state.counts == Counts(not_started=1, working=1, submitted=1, approved=1, late=2)
    assert state.sentence == "2 av 4 har lämnat in och 1 har godkänts. 2 är försenade."
    shown = [(row.level, *row.cells[:7], row.status) for row in state.table.rows]
    assert shown == [
        (0, "Ekarboda kommun", "1 av 4 klara", 1, 1, 1, 1, 2, Status.BAD),
        (1, "Kulturnämnden", "0 av 1 klara", 1, 0, 0, 0, 1, Status.BAD),
        (2, "Biblioteket", "Inte påbörjad, försenad", 1, 0, 0, 0, 1, Status.BAD),
        (1, "Socialnämnden", "0 av 1 klara", 0, 1, 0, 0, 1, Status.BAD),
        (2, "Socialförvaltningen", "0 av 1 klara", 0, 1, 0, 0, 1, Status.BAD),
        (3, "Hemtjänst norr", "Pågår, försenad", 0, 1, 0, 0, 1, Status.BAD),
        (1, "Barn- och utbildningsnämnden", "1 av 2 klara", 0, 0, 1, 1, 0, Status.PARTLY),
        (2, "Barn- och utbildningsförvaltningen", "1 av 2 klara", 0, 0, 1, 1, 0, Status.PARTLY),
        (3, "Ekbackens skola", "Godkänd", 0, 0, 0, 1, 0, Status.OK),
        (3, "Lindens skola", "Inlämnad", 0, 0, 1, 0, 0, Status.PARTLY),
    ]


def test_state_names_who_has_it_and_by_when(session: Session, town: Town, opened: int) -> None:
    sara = town.actor(session, "sara")
    table = build(session, sara, round_id=opened, unit_id=town.units["1"], today=TODAY).table
    linden, ekbacken = f"unit:{town.units['413']}", f"unit:{town.units['412']}"
    assert (table.value(linden, "people"), table.value(linden, "deadline")) == (
        "Berit Berg",
        date(2026, 11, 20),
    )
    assert (table.value(ekbacken, "people"), table.value(ekbacken, "deadline")) == ("", None)
    drills = {row.key: row.drill for row in table.rows}
    assert drills[linden] == f"submission:{submission(session, town, opened, '413').id}"


def test_state_of_one_part_counts_only_that_part(session: Session, town: Town, opened: int) -> None:
    bo = town.actor(session, "bo")
    state = build(session, bo, round_id=opened, unit_id=town.units["4"], today=TODAY)
    assert state.counts == Counts(submitted=1, approved=1)
    assert state.sentence == "2 av 2 har lämnat in och 1 har godkänts. Ingen är försenad."
    assert sorted(state.submissions) == sorted([town.units["412"], town.units["413"]])


@pytest.mark.parametrize("who", ["maria", "sol", "lars"])
def test_state_above_and_beside_ones_own_is_refused(
    session: Session, town: Town, opened: int, who: str
) -> None:
    with pytest.raises(NotAllowed):
        build(session, town.actor(session, who), round_id=opened, unit_id=town.units["4"], today=TODAY)


def test_state_where_nobody_is_asked_says_so(session: Session, town: Town) -> None:
    opened = plan_and_open(session, town, codes="412")
    sara = town.actor(session, "sara")
    state = build(session, sara, round_id=opened, unit_id=town.units["5"], today=TODAY)
    assert (state.counts.total, state.sentence) == (0, "Omgången frågar ingen enhet här.")


def test_submission_table_tells_the_history_and_stays_when_the_round_closes(
    session: Session, town: Town, opened: int
) -> None:
    from core.queries.snapshots import list_snapshots, read_snapshot

    sara = town.actor(session, "sara")
    held = submission(session, town, opened, "413").id or 0
    table = submission_table(session, sara, submission_id=held)
    assert [row.cells for row in table.rows] == [
        ("Inlämnad", "2026-11-09 08:12", "Lars Lind", "", ""),
    ]
    assert table.about == (("Läge", "Inlämnad"), ("Sista dag", "2026-11-13"), ("Försenad", "Nej"))

    close(session, town, opened, lambda one: submission_table(session, sara, submission_id=one))
    kept = list_snapshots(session, sara, subject=("submission", held))
    assert read_snapshot(session, sara, snapshot_id=kept[0].id).rows == table.rows
