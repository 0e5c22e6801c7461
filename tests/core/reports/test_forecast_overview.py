from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from core.enums import ForecastCause, Role, SubmissionState, VersionKind
from core.errors import NotAllowed
from core.models import MonthStatus, Submission, Version
from core.money import MoneyUnit
from core.reports.forecast_overview import Overview, build_overview
from core.reports.forecast_overview_words import Trouble
from core.reports.words import plain
from core.rules.subjects import Subject, SubjectKind
from core.services.comments import ask_for_change
from core.services.forecast_adjustments import Adjustment, add_adjustment
from core.services.forecast_values import ValueEdit, save_value, say_reason
from tests.core.forecast_town import TKR, Town, put
from tests.core.services.test_forecast_proposals import book, open_forecast
from tests.factories import close_months, make_actor, make_version, put_balance


def rich(session: Session) -> tuple[Town, int]:
    """Both schools asked, with the forecast before; 412 has its budget and nothing else."""
    town = book(session)
    put(session, town.budget[2026], town.units["4120"], town.pay, (100_000,) * 12)
    put(session, town.actual[2026], town.units["4120"], town.pay, (100_000,) * 8)
    open_forecast(session, town, "Prognos 1 2026", "411", "412")
    return town, open_forecast(session, town, "Prognos 2 2026", "411", "412")


def overview(session: Session, town: Town, version_id: int, code: str = "EKA", **more: bool) -> Overview:
    where = {"version_id": version_id, "unit_id": town.units[code], "money": MoneyUnit.TKR}
    return build_overview(session, town.sara, **where, **more)


def first_of(found: Overview, town: Town) -> dict[str, Trouble]:
    codes = {town.units[code]: code for code in ("411", "412")}
    return {codes[one.row.unit.id]: one.first for one in found.rows}


def say(session: Session, town: Town, version_id: int, new: int) -> None:
    edit = ValueEdit(town.units["411"], "loner", -1230 * TKR, new)
    save_value(session, town.maria, version_id=version_id, edit=edit, key=f"say {new}")


def test_units_in_order_are_folded_into_one_line(session: Session) -> None:
    town, version_id = rich(session)

    found = overview(session, town, version_id)

    assert first_of(found, town) == {"411": Trouble.NONE, "412": Trouble.NONE}
    assert found.folded
    assert [row.key for row in found.table.rows] == ["rest", "total"]
    assert found.table.value("rest", "name") == "2 enheter i ordning"
    assert found.table.value("total", "variance") == -30 * TKR
    assert not overview(session, town, version_id, show_all=True).folded


def test_unit_that_has_changed_since_last_time_comes_first(session: Session) -> None:
    town, version_id = rich(session)
    say(session, town, version_id, -1400 * TKR)

    found = overview(session, town, version_id)

    first = found.rows[0]
    assert (first.row.unit.code, first.troubles) == (
        "411", (Trouble.CHANGED, Trouble.CAUSE, Trouble.MEASURE),
    )  # fmt: skip
    key = f"unit:{first.row.unit.id}"
    assert found.table.value(key, "change") == -170 * TKR
    assert found.table.value(key, "variance") == -200 * TKR
    assert "orsak saknas" in found.table.rows[0].note
    assert "1 av 2 enheter behöver dig" in plain(found.answer)
    assert "Förra prognosen sa 30 tkr sämre än budget" in plain(found.answer).replace("\u00a0", " ")


def test_cause_that_is_given_is_not_missing(session: Session) -> None:
    town, version_id = rich(session)
    say(session, town, version_id, -1400 * TKR)
    say_reason(
        session, town.maria, version_id=version_id, unit_id=town.units["411"], row_key="loner",
        cause=ForecastCause.STAFFING, text="Vikarier",
    )  # fmt: skip

    found = overview(session, town, version_id)

    assert Trouble.CAUSE not in found.rows[0].troubles


def test_approved_unit_has_nothing_the_matter(session: Session) -> None:
    town, version_id = rich(session)
    say(session, town, version_id, -1400 * TKR)
    for row in session.exec(select(Submission).where(Submission.unit_id == town.units["411"])):
        row.state = SubmissionState.APPROVED
    session.flush()

    found = overview(session, town, version_id)

    assert first_of(found, town)["411"] is Trouble.NONE
    assert "1 av 2 har lämnat in" in plain(found.answer)


def test_row_that_is_asked_to_be_changed_is_told(session: Session) -> None:
    town, version_id = rich(session)
    subject = Subject(SubjectKind.FORECAST, str(version_id), town.units["411"], "loner")
    ask_for_change(session, town.sara, key="k", subject=subject, body="Räkna om lönerna.")

    found = overview(session, town, version_id)

    assert first_of(found, town)["411"] is Trouble.ASKED
    assert "1 att ändra" in found.table.rows[0].note


def test_unit_whose_forecasts_use_to_err_is_told_by_how_much(session: Session) -> None:
    town = book(session)
    session.merge(MonthStatus(year=2024, month=1))
    close_months(session, 2024, range(1, 13))
    put(session, town.actual[2024], town.units["4110"], town.pay, (90_000,) * 12)
    for n in (1, 2, 3):
        said = make_version(session, VersionKind.FORECAST, 2024, f"Prognos {n} 2024")
        put_balance(session, said, town.units["4110"], town.pay, {12: 1_200_000_00})
        session.get_one(Version, said).closed_at = datetime(2024, 3 * n, 1, tzinfo=UTC)
    session.flush()
    version_id = open_forecast(session, town)

    found = overview(session, town, version_id)

    assert first_of(found, town) == {"411": Trouble.BIAS}
    words = found.table.rows[0].note.replace("\u00a0", " ")
    assert "brukar bli 120 tkr bättre än prognosen" in words


def test_adjustments_and_what_nobody_is_asked_for_are_rows_that_make_the_sum(session: Session) -> None:
    town = book(session)
    put(session, town.budget[2026], town.units["6110"], town.pay, (50_000,) * 12)
    version_id = open_forecast(session, town)
    pension = Adjustment(town.units["4009"], town.pay, -400 * TKR, "Pension enligt KPA")
    line_id = add_adjustment(session, town.sara, version_id=version_id, adjustment=pension, key="k")

    found = overview(session, town, version_id, show_all=True)

    rows = {row.key: row for row in found.table.rows}
    assert found.table.value("unasked", "forecast") == -600 * TKR
    assert found.table.value(f"adjustment:{line_id}", "variance") == -400 * TKR
    at = found.table.column("forecast")
    parts = [int(row.cells[at] or 0) for key, row in rows.items() if key != "total"]
    assert sum(parts) == found.table.value("total", "forecast") == (-990 - 600 - 400) * TKR


def test_overview_shows_ones_own_units_and_no_others(session: Session) -> None:
    town, version_id = rich(session)
    bo = make_actor(session, Role.CONTROLLER, town.units["BUN"])
    where = {"version_id": version_id, "money": MoneyUnit.TKR}

    found = build_overview(session, bo, unit_id=town.units["BUN"], **where)

    assert len(found.rows) == 2
    with pytest.raises(NotAllowed):
        build_overview(session, bo, unit_id=town.units["EKA"], **where)
