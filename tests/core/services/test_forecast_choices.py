from sqlmodel import Session, select

from core.db import Database
from core.enums import ForecastMethod, JobState
from core.jobs import run_waiting
from core.models import ForecastChoice, Job
from core.rules.backtest import choose, run_trials
from core.services.forecast_choices import ask_for_due, keep_choices, past_years, run_choices
from core.services.transaction import transaction
from tests.core.forecast_town import BUS, make_town, put
from tests.factories import make_batch


def book(session: Session) -> None:
    """Pay follows its budget; material has last year's season, which its flat budget has not."""
    town = make_town(session)
    for n, code in enumerate(("4110", "4120", "6110", "4009")):
        for year, dearer in ((2024, 0), (2025, n + 2)):
            material = tuple(share * (10 + dearer) for share in BUS)
            put(session, town.actual[year], town.units[code], town.material, material)
            put(session, town.budget[year], town.units[code], town.material, (80,) * 12)
            pay = tuple(range(100 + year % 5, 112 + year % 5)) if year == 2025 else tuple(range(112, 100, -1))
            put(session, town.actual[year], town.units[code], town.pay, pay)
            put(session, town.budget[year], town.units[code], town.pay, pay)


def by_row(session: Session) -> dict[str, ForecastMethod]:
    return {row.row_key: row.method for row in session.exec(select(ForecastChoice)) if row.row_key}


def test_past_years_are_the_ones_that_are_over_and_have_one_before(session: Session) -> None:
    book(session)
    tree_id = 1

    past = past_years(session, tree_id=tree_id)

    assert {(one.year, one.row_key) for one in past} == {(2025, "material"), (2025, "loner")}
    assert len(past) == 8


def test_choices_are_kept_by_row_with_the_total(session: Session) -> None:
    book(session)
    verdict = choose(run_trials(past_years(session, tree_id=1)))

    keep_choices(session, verdict)
    keep_choices(session, verdict)
    session.flush()

    assert by_row(session) == {
        "material": ForecastMethod.LAST_YEAR,
        "loner": ForecastMethod.REST_OF_BUDGET,
    }
    total = session.exec(select(ForecastChoice).where(ForecastChoice.row_key == "")).one()
    assert (total.method, total.error, total.errors["used"]) == (ForecastMethod.REST_OF_BUDGET, 0, 1)
    material = session.exec(select(ForecastChoice).where(ForecastChoice.row_key == "material")).one()
    assert (material.unit_id, material.error, material.bias, material.coverage) == (None, 0, 0, 10_000)
    assert material.spread == [[0, 0]] * 3
    assert material.errors["budget"] > 0


def test_backtest_is_asked_for_once_after_each_load_and_run_as_a_job(database: Database) -> None:
    with transaction(database) as session:
        book(session)
    before = ask_for_due(database)
    with transaction(database) as session:
        make_batch(session)

    asked = [ask_for_due(database), ask_for_due(database)]
    run_waiting(database)

    assert not before
    assert asked == [True, False]
    with database.reading() as session:
        job = session.exec(select(Job)).one()
        assert (job.state, job.message) == (
            JobState.DONE,
            "Prognosmetoderna är prövade på 88 tidigare lägen.",
        )
        assert by_row(session)["material"] is ForecastMethod.LAST_YEAR


def test_backtest_without_a_whole_year_says_so(database: Database) -> None:
    with transaction(database) as session:
        make_town(session)

    assert run_choices(database) == "Det finns inget helt år att pröva prognosmetoderna på än."
