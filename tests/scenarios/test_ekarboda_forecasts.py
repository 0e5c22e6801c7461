"""Ekarboda's forecast rounds read off the nämnd table: every round and nämnd to the mnkr, and the result.

The demo has gone the real way in; nothing here looks at the generator.
"""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from core.enums import ForecastCause, RoundKind, RoundState, SubmissionState, VersionKind
from core.models import ForecastProposal, ForecastReason, Round, Submission, Version
from core.money import ORE_PER, MoneyUnit
from core.queries.forecast_findings import find_forecast
from core.queries.forecast_nodes import ForecastNode, read_nodes
from core.queries.forecast_sheet import read_sheet
from core.queries.measures import MeasureSum, measure_sums
from core.rules.forecast_checks import Lack
from tests.demo.built import Reader, build_once, reader_of

MNKR, TKR = ORE_PER[MoneyUnit.MNKR], ORE_PER[MoneyUnit.TKR]
TOP, FINANCE = "EKA", "FIN"
COMMITTEES = ("KS", "BUN", "SON", "VON", "KFN", "SBN", "KF")
# 4.3: result against frame by round, in the order of the nämnder.
ROUNDS = {
    "Prognos T1 2024": (0, 0, -1, -3, 0, 0, 0),
    "Prognos T2 2024": (1, -3, -3, -9, 0, 1, 0),
    "Prognos oktober 2024": (2, -5, -4, -11, 1, 1, 0),
    "Prognos T1 2025": (1, -3, -2, -5, 0, 0, 0),
    "Prognos T2 2025": (2, -2, -5, -9, 0, 0, 0),
    "Prognos oktober 2025": (3, 1, -6, -11, 0, 1, 0),
    "Prognos T1 2026": (1, -2, -3, -4, 0, 0, 0),
    "Prognos T2 2026": (3, 0, -6, -9, 0, -1, 0),
    "Prognos oktober 2026": (5, 4, -9, -14, 0, -2, 0),
}
# Sum of the nämnder, finance with tax and finance, the result; kommunbidrag of the nämnder as of that day.
TOTALS_2026 = {
    "Prognos T1 2026": (-8, 4, 25),
    "Prognos T2 2026": (-13, 7, 23),
    "Prognos oktober 2026": (-16, 9, 22),
}
ALLOCATION_2026 = {
    "Prognos T1 2026": (159, 895, 147, 637, 88, 100, 15),
    "Prognos T2 2026": (161, 905, 149, 648, 89, 101, 15),
    "Prognos oktober 2026": (161, 905, 149, 648, 89, 101, 15),
}
OPEN = "Prognos november 2026"
MONTHS = {"T1": 4, "T2": 8, "oktober": 9}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    database = build_once(tmp_path_factory)
    with database.reading() as session:
        yield reader_of(session)
    database.dispose()


def version_of(reader: Reader, name: str) -> Version:
    return reader.session.exec(
        select(Version).where(Version.kind == VersionKind.FORECAST, Version.name == name)
    ).one()


def nodes(reader: Reader, name: str, *codes: str) -> dict[str, ForecastNode]:
    units = [reader.units[code] for code in codes]
    version_id = version_of(reader, name).id or 0
    found = read_nodes(reader.session, reader.actor, version_id=version_id, unit_ids=units)
    return {code: found[reader.units[code]] for code in codes}


@pytest.mark.parametrize("name", ROUNDS)
def test_every_committee_of_a_round_is_its_row_of_the_table(reader, name):
    held = nodes(reader, name, *COMMITTEES)

    assert tuple(held[code].variance for code in COMMITTEES) == tuple(mnkr * MNKR for mnkr in ROUNDS[name])
    assert {held[code].months for code in COMMITTEES} == {MONTHS[name.split()[1]]}


@pytest.mark.parametrize("name", TOTALS_2026)
def test_result_of_a_round_in_2026_is_the_table_s(reader, name):
    held = nodes(reader, name, *COMMITTEES, FINANCE, TOP)

    committees = sum(held[code].variance for code in COMMITTEES)
    read = (committees, held[FINANCE].variance, held[TOP].whole)
    assert read == tuple(mnkr * MNKR for mnkr in TOTALS_2026[name])
    assert held[TOP].unasked == 0


@pytest.mark.parametrize("name", ALLOCATION_2026)
def test_budget_of_a_round_in_2026_is_the_one_that_held_then(reader, name):
    held = nodes(reader, name, *COMMITTEES)

    budgets = tuple(-held[code].year_budget for code in COMMITTEES)
    assert budgets == tuple(mnkr * MNKR for mnkr in ALLOCATION_2026[name])


def test_forecast_before_is_the_round_before(reader):
    held = nodes(reader, "Prognos oktober 2026", "VON")["VON"]

    assert (held.previous_variance, held.change) == (-9 * MNKR, -5 * MNKR)


def test_central_adjustment_stands_apart_from_the_units_of_its_committee(reader):
    held = nodes(reader, "Prognos oktober 2026", "VON", "VOF")

    assert {code: node.adjustment for code, node in held.items()} == {"VON": -800 * TKR, "VOF": -800 * TKR}
    assert held["VON"].forecast - held["VON"].year_budget == -13_200 * TKR


def test_told_stories_stand_on_their_units(reader):
    first, last = (
        nodes(reader, f"Prognos {name} 2026", "611", "431", "513", "731") for name in ("T1", "oktober")
    )

    assert {code: node.variance // TKR for code, node in first.items()} == {
        "611": 10, "431": -700, "513": -1710, "731": -2400
    }  # fmt: skip
    assert {code: node.variance // TKR for code, node in last.items()} == {
        "611": -1150, "431": -310, "513": -6150, "731": -2400
    }  # fmt: skip


def test_cause_of_a_known_story_is_in_its_manager_s_words(reader):
    version_id = version_of(reader, "Prognos oktober 2026").id or 0

    sheet = read_sheet(reader.session, reader.actor, version_id=version_id, unit_id=reader.units["611"])

    row = next(row for row in sheet.rows if row.row_key == "timloner")
    assert (row.cause, row.text.split(",")[0]) == (ForecastCause.STAFFING, "Vikarier maj–augusti")
    assert sheet.cause is ForecastCause.STAFFING


def test_every_round_that_is_over_is_closed_with_its_version_on_its_day(reader):
    closed = reader.session.exec(
        select(Round, Version)
        .where(Round.kind == RoundKind.FORECAST, Round.state == RoundState.CLOSED)
        .where(Round.version_id == Version.id)
    ).all()

    assert {stored.name for stored, _version in closed} == set(ROUNDS)
    assert all(version.closed_at.date() == stored.closes for stored, version in closed)


def test_every_answer_of_a_closed_round_is_approved(reader):
    rows = reader.session.exec(
        select(Submission).where(Submission.round_id == Round.id).where(
            Round.kind == RoundKind.FORECAST, Round.state == RoundState.CLOSED
        )
    ).all()  # fmt: skip

    assert {row.state for row in rows} == {SubmissionState.APPROVED}
    assert len(rows) == 9 * 122


def test_every_reason_has_words(reader):
    texts = reader.session.exec(select(ForecastReason.text)).all()

    assert len(texts) > 500
    assert min(map(len, texts)) > 20


def test_open_round_starts_from_october_and_shows_what_is_new(reader):
    held = nodes(reader, OPEN, *COMMITTEES, TOP)

    assert tuple(held[code].variance // TKR for code in COMMITTEES) == (
        5000, 3840, -9650, -14060, 0, -1650, 0
    )  # fmt: skip
    assert (held[TOP].months, held[TOP].whole) == (10, 22_480 * TKR)
    assert (held["SON"].change, held["VON"].change) == (-650 * TKR, -60 * TKR)


def test_open_round_has_some_of_every_state(reader):
    rows = reader.session.exec(
        select(Submission).where(Submission.round_id == Round.id, Round.name == OPEN)
    ).all()

    states = {state: sum(row.state is state for row in rows) for state in SubmissionState}
    assert states == {
        SubmissionState.NOT_STARTED: 71,
        SubmissionState.WORKING: 11,
        SubmissionState.SUBMITTED: 26,
        SubmissionState.APPROVED: 14,
        SubmissionState.ADOPTED: 0,
    }
    assert sum(row.returned for row in rows) == 1


def test_what_is_handed_in_has_nothing_missing_and_what_is_not_begun_has(reader):
    version_id = version_of(reader, OPEN).id or 0
    rows = reader.session.exec(
        select(Submission).where(Submission.round_id == Round.id, Round.name == OPEN)
    ).all()
    missing = {
        row.unit_id: find_forecast(reader.session, reader.actor, version_id=version_id, unit_id=row.unit_id)
        for row in rows
    }

    done = {SubmissionState.SUBMITTED, SubmissionState.APPROVED}
    assert not any(missing[row.unit_id] for row in rows if row.state in done)
    school = [(one.lack, one.row_key) for one in missing[reader.units["431"]]]
    assert school == [(Lack.CAUSE, ""), (Lack.MEASURE, "")]


def test_proposals_of_the_open_round_have_intervals_tried_on_earlier_years(reader):
    proposals = reader.session.exec(
        select(ForecastProposal).where(ForecastProposal.version_id == version_of(reader, OPEN).id)
    ).all()

    assert len(proposals) > 900
    assert sum(row.low < row.amount < row.high for row in proposals) > 400


def test_measures_bring_vard_och_omsorg_from_14_to_10_5(reader):
    sums = measure_sums(reader.session, reader.actor, unit_ids=[reader.units["VON"]], year=2026)

    assert sums[reader.units["VON"]] == MeasureSum(3_500 * TKR, 1_200 * TKR)
