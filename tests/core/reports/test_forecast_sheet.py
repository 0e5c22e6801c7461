from datetime import date

import pytest
from sqlmodel import Session

from core.enums import ForecastCause, Role, SubmissionState
from core.errors import NotAllowed
from core.models import Version
from core.reports.forecast_answer import answer, large_enough, measure_line, missing_line, mostly, quiet_line
from core.reports.forecast_rows import proposal_words, reason_words
from core.reports.forecast_sheet import build_forecasts, forecast_subject
from core.reports.forecast_table import outcome_title, rows_table, said_words, units_table
from core.reports.words import plain
from core.rules.forecast import Measures, OpenReason
from core.services.comments import ask_for_change, write_comment
from core.services.forecast_accept import accept_rows
from core.services.forecast_values import ValueEdit, save_value, say_reason
from core.services.measures import NewMeasure, add_measure
from tests.core.forecast_desk_town import book_september, make_example, open_example, tighten, unit_of
from tests.core.forecast_town import TKR
from tests.factories import LOADED_AT, make_actor

NBSP = "\u00a0"


def test_worked_example_the_value_stands_when_september_comes_in(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    august = unit_of(session, town.maria, version_id, town.units["411"]).rows[1]
    book_september(session, town)

    september = unit_of(session, town.maria, version_id, town.units["411"]).rows[1]

    assert (august.value, august.row.outcome, august.pace and august.pace.left) == (
        -1260 * TKR,
        -830 * TKR,
        -430 * TKR,
    )
    assert august.pace is not None
    assert not august.pace.flagged
    assert (september.value, september.row.outcome) == (-1260 * TKR, -970 * TKR)
    assert september.pace is not None
    assert september.pace.left == -290 * TKR
    assert september.pace.flagged
    assert september.pace.words() == "kvar 97 per månad, planerat 108"
    assert (august.month_mode, september.month_mode) == (None, -1295 * TKR)


def test_only_what_stands_out_is_open_and_a_value_over_the_limit_asks_for_its_cause(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)

    within = unit_of(session, town.maria, version_id, town.units["411"])
    tighten(session)
    over = unit_of(session, town.maria, version_id, town.units["411"])

    assert (within.open_rows, [row.key for row in within.quiet_rows]) == ((), ["avgifter", "loner"])
    assert within.missing == ()
    assert [(row.key, row.reasons) for row in over.open_rows] == [("loner", (OpenReason.OVER_LIMIT,))]
    assert len(over.missing) == 2
    assert missing_line(over) == "2 saker saknas"


def test_sums_are_of_all_rows_and_measures_stand_beside(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    new = NewMeasure(
        town.units["411"], "loner", 2026, "Inga vikarier", town.maria.user_id, date(2026, 12, 1), 35 * TKR, 11
    )
    add_measure(session, town.maria, measure=new, key="measure")

    unit = unit_of(session, town.maria, version_id, town.units["411"])

    assert (unit.value, unit.budget, unit.outcome) == (-1020 * TKR, -960 * TKR, -670 * TKR)
    assert (unit.previous, unit.variance) == (None, -60 * TKR)
    assert unit.effect == Measures(-60 * TKR, 35 * TKR, 0)
    assert unit.effect.after == -25 * TKR


def test_forecast_before_stands_beside_and_a_changed_value_is_open(session: Session) -> None:
    town = make_example(session)
    open_example(session, town, "Prognos 1 2026")
    version_id = open_example(session, town)
    edit = ValueEdit(town.units["411"], "loner", -1260 * TKR, -1250 * TKR)
    save_value(session, town.maria, version_id=version_id, edit=edit, key="k")

    unit = unit_of(session, town.maria, version_id, town.units["411"])

    assert unit.previous == -1020 * TKR
    assert [(row.key, row.reasons) for row in unit.open_rows] == [("loner", (OpenReason.CHANGED,))]
    assert unit.may_undo


def test_state_and_rights_follow_the_submission(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)

    own = unit_of(session, town.maria, version_id, town.units["411"])

    assert (own.state, own.may_submit, own.editing.allowed) == (SubmissionState.NOT_STARTED, True, True)
    with pytest.raises(NotAllowed):
        unit_of(session, town.nils, version_id, town.units["411"])


def test_closed_forecast_is_read_by_an_official_without_its_talk(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    subject = forecast_subject(version_id, town.units["411"], "loner")
    write_comment(session, town.maria, key="c", subject=subject, body="Två vikarier till jul.")
    ask_for_change(session, town.sara, key="a", subject=subject, body="Är julen med?")
    version = session.get_one(Version, version_id)
    version.closed_at = LOADED_AT
    session.flush()
    official = make_actor(session, Role.ELECTED_OFFICIAL, town.units["EKA"])

    read = unit_of(session, official, version_id, town.units["411"])
    own = unit_of(session, town.maria, version_id, town.units["411"])

    assert (read.threads, read.editing.allowed, read.may_submit) == ((), False, False)
    assert (len(own.threads), [thread.comments[0].body for thread in own.asked]) == (2, ["Är julen med?"])


def test_answer_says_how_much_and_mostly_why(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)

    units = build_forecasts(
        session, town.sara, version_id=version_id, unit_ids=[town.units["411"], town.units["412"]]
    )

    assert plain(answer(units[:1])) == f"Prognosen är 60{NBSP}tkr sämre än budget, mest loner."
    assert plain(answer(units)) == f"Prognosen är 60{NBSP}tkr sämre än budget, mest Ekbackens skola."
    assert plain(answer(units[1:])) == "Prognosen är som budget."
    assert [large_enough(ore) for ore in (49_999, 50_000)] == [False, True]


def test_mostly_names_a_second_only_when_it_is_half_of_the_first() -> None:
    parts = [("a", -10), ("b", -30), ("c", 90), ("d", -20)]

    assert mostly(parts, -40) == "b och d"
    assert mostly([("b", -30), ("a", -14)], -44) == "b"
    assert mostly([], -1) == ""


def test_quiet_line_tells_whether_they_are_accepted(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    before = unit_of(session, town.maria, version_id, town.units["411"])
    seen = {row.key: row.value for row in before.rows}
    accept_rows(session, town.maria, version_id=version_id, unit_id=town.units["411"], seen=seen, key="k")

    after = unit_of(session, town.maria, version_id, town.units["411"])

    assert quiet_line(before.rows) == f"2 rader enligt förslaget, sammanlagt −60{NBSP}tkr mot budget"
    assert quiet_line(after.rows) == f"2 rader stämmer, sammanlagt −60{NBSP}tkr mot budget"


def test_measures_are_told_before_and_after() -> None:
    line = measure_line(Measures(-1_400_000_000, 350_000_000, 120_000_000))

    assert line == (
        f"Före åtgärder −14,0{NBSP}mnkr, åtgärder +3,5{NBSP}mnkr (varav +1,2{NBSP}mnkr har kommit), "
        f"efter −10,5{NBSP}mnkr."
    )
    assert measure_line(Measures(-1, 0, 0)) == ""


def test_rows_as_a_table_carry_the_cause_and_a_net(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    say_reason(
        session, town.maria, version_id=version_id, unit_id=town.units["411"], row_key="loner",
        cause=ForecastCause.PRICE, text="Nytt avtal.",
    )  # fmt: skip
    unit = unit_of(session, town.maria, version_id, town.units["411"])

    table = rows_table("Prognosen", unit.rows, unit.months)

    assert [column.title for column in table.columns][2] == "Utfall t.o.m. aug"
    assert table.value("loner", "variance") == -60 * TKR
    assert table.value("", "value") == -1020 * TKR
    assert [row.note for row in table.rows] == ["", "Priser och avtal: Nytt avtal.", ""]
    assert said_words(unit.rows[0]) == ""
    assert outcome_title(0) == "Utfall"


def test_units_as_a_table_have_their_net_and_state(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    ids = [town.units["411"], town.units["412"]]

    table = units_table(session, town.sara, version_id=version_id, unit_ids=ids)

    assert table.rows[0].cells == (
        "Ekbackens skola", "411", -960 * TKR, -1020 * TKR, -60 * TKR, "Inte påbörjad",
    )  # fmt: skip
    assert [row.drill for row in table.rows] == ["411", "412"]


def test_words_of_a_proposal_and_of_why_a_row_is_open(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    row = unit_of(session, town.maria, version_id, town.units["411"]).rows[1]

    assert row.row.proposal is not None
    assert proposal_words(row.row.proposal) == (
        f"Förslag −1{NBSP}260{NBSP}tkr: utfall och resten av budgeten."
    )
    assert [reason_words(reason) for reason in OpenReason] == ["Osäker", "Över gränsen", "Ändrad"]
