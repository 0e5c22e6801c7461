from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from core.enums import CommitmentKind, Role
from core.errors import Conflict, ImportFileError, NotAllowed, RuleViolation
from core.models import Commitment, CommitmentLoad
from core.periods import Period
from core.queries.commitments import committed, list_commitments, list_sources
from core.services import commitments
from tests.core.forecast_town import KR, Town, make_town, put
from tests.factories import make_actor

HEADER = "ansvar;konto;verksamhet;leverantör;text;belopp;från;till;slag"
CONTRACT = "4110;6410;440;Skafferiet;Frukt;120 000;2026-01-01;2026-12-31;avtal"
ORDER = "4111;6460;;Tryckhuset;Böcker;30 000;;2026-11-20;order"
AUGUST = Period(2026, 8)


def csv(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


@pytest.fixture
def town(session: Session) -> Town:
    town = make_town(session)
    put(session, town.actual[2026], town.units["4110"], town.material, (10_000,) * 8)
    put(session, town.actual[2026], town.units["4111"], town.paper, (1_000,) * 8)
    return town


def load(session: Session, town: Town, *lines: str, source: str = "Inköp", key: str = "k1") -> int:
    return commitments.load(
        session, town.sara, source=source, file_name="ataganden.csv", data=csv(*lines), key=key
    )


def left(session: Session, town: Town) -> list[tuple[str, int]]:
    rows = list_commitments(session, town.maria, unit_id=town.units["411"], period=AUGUST)
    return [(row.supplier, row.left) for row in rows]


def test_file_is_shown_before_it_is_read_and_then_binds_the_unit(session: Session, town: Town) -> None:
    shown = commitments.preview(session, town.sara, source="Inköp", data=csv(CONTRACT, ORDER))
    assert (len(shown.lines), shown.amount, shown.problems, shown.old_rows) == (2, 150_000 * KR, (), 0)

    load(session, town, CONTRACT, ORDER)

    assert left(session, town) == [("Skafferiet", 40_000 * KR), ("Tryckhuset", 30_000 * KR)]


def test_new_file_replaces_its_own_source_only_and_undo_brings_the_old_back(
    session: Session, town: Town
) -> None:
    load(session, town, CONTRACT)
    load(session, town, ORDER, source="Avtal", key="k2")
    second = load(session, town, ORDER, key="k3")
    assert left(session, town) == [("Tryckhuset", 30_000 * KR), ("Tryckhuset", 30_000 * KR)]

    commitments.undo(session, town.sara, load_id=second, key="k4")
    commitments.undo(session, town.sara, load_id=second, key="k4")

    assert left(session, town) == [("Skafferiet", 40_000 * KR), ("Tryckhuset", 30_000 * KR)]
    assert [row.source for row in list_sources(session, town.sara)] == ["Avtal", "Inköp"]


def test_preview_tells_what_the_file_replaces(session: Session, town: Town) -> None:
    load(session, town, CONTRACT)

    shown = commitments.preview(session, town.sara, source=" Inköp ", data=csv(ORDER))

    assert (shown.old_rows, shown.old_amount) == (1, 120_000 * KR)


def test_only_the_latest_load_of_a_source_can_be_taken_back(session: Session, town: Town) -> None:
    first = load(session, town, CONTRACT)
    load(session, town, ORDER, key="k2")

    with pytest.raises(Conflict, match="Källan har ändrats"):
        commitments.undo(session, town.sara, load_id=first, key="k3")
    with pytest.raises(Conflict, match="Källan har ändrats"):
        commitments.undo(session, town.sara, load_id=999, key="k4")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("411;6410;;;;1;;2026-12-31;", "Ansvaret 411 finns inte, eller är stängt."),
        ("4110;9999;;;;1;;2026-12-31;", "Kontot 9999 finns inte i kodplanen."),
        ("4110;6410;999;;;1;;2026-12-31;", "Verksamheten 999 finns inte i kodplanen."),
        ("4110;6410;;;;ett;;2026-12-31;", "”ett” är inget belopp. Skriv till exempel 1 234,50 eller 12 tkr."),
    ],
)
def test_line_that_is_wrong_is_told_and_nothing_is_saved(
    session: Session, town: Town, line: str, said: str
) -> None:
    shown = commitments.preview(session, town.sara, source="Inköp", data=csv(CONTRACT, line))
    assert [(one.line, one.message) for one in shown.problems] == [(3, said)]

    with pytest.raises(RuleViolation, match="Ingenting är sparat"):
        load(session, town, CONTRACT, line)

    assert session.exec(select(CommitmentLoad)).all() == []


def test_file_without_rows_or_source_and_what_is_no_table_are_refused(session: Session, town: Town) -> None:
    with pytest.raises(RuleViolation, match="inga rader"):
        load(session, town)
    with pytest.raises(RuleViolation, match="Fyll i källans namn"):
        load(session, town, CONTRACT, source="  ", key="k2")
    with pytest.raises(ImportFileError):
        commitments.preview(session, town.sara, source="Inköp", data=b"%PDF")


def test_three_clicks_read_the_file_once(session: Session, town: Town) -> None:
    ids = {load(session, town, CONTRACT) for _click in range(3)}

    assert len(ids) == 1
    assert len(session.exec(select(Commitment)).all()) == 1


def test_manager_neither_loads_nor_lists_sources_and_the_neighbour_sees_nothing(
    session: Session, town: Town
) -> None:
    load(session, town, CONTRACT)

    with pytest.raises(NotAllowed):
        commitments.preview(session, town.maria, source="Inköp", data=csv(ORDER))
    with pytest.raises(NotAllowed):
        list_sources(session, town.maria)
    with pytest.raises(NotAllowed):
        list_commitments(session, town.nils, unit_id=town.units["411"], period=AUGUST)
    auditor = make_actor(session, Role.AUDITOR, town.units["EKA"])
    rows = list_commitments(session, auditor, unit_id=town.units["EKA"], period=AUGUST)
    assert [(row.kind, row.account, row.function) for row in rows] == [
        (CommitmentKind.CONTRACT, "6410", "440")
    ]


def test_what_is_bound_is_told_by_unit_and_report_row_in_report_sign(session: Session, town: Town) -> None:
    load(session, town, CONTRACT, ORDER)
    units = [town.units["411"], town.units["412"]]

    bound = committed(session, tree_id=town.sara.tree_id, unit_ids=units, year=2026)

    assert list(bound) == [(town.units["411"], "material")]
    months = bound[town.units["411"], "material"]
    assert (months[0], months[8], months[11], months[12]) == (
        -150_000 * KR, -70_000 * KR, -10_000 * KR, 0,
    )  # fmt: skip


def test_back_test_knows_only_what_was_loaded_when_the_months_were_closed(
    session: Session, town: Town
) -> None:
    load_id = load(session, town, CONTRACT)
    row = session.get_one(CommitmentLoad, load_id)
    row.at = datetime(2026, 7, 20, tzinfo=UTC)
    session.add(row)
    session.flush()

    then = committed(
        session, tree_id=town.sara.tree_id, unit_ids=[town.units["411"]], year=2026, as_then=True
    )

    months = then[town.units["411"], "material"]
    assert months[:7] == (0,) * 7  # June was closed by 15 July, five days before
    assert months[7:9] == (-50_000 * KR, -40_000 * KR)
    assert date(2026, 7, 20) < AUGUST.last_day
