from collections.abc import Callable

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import ForecastCause, PlanOrigin, RoundState, SubmissionState
from core.models import ForecastReason, Measure, PlanLine, Round, Submission, Version
from core.reports.forecast_sheet import UnitForecast, build_forecasts, forecast_subject
from core.services.comments import ask_for_change
from core.services.forecast_values import ValueEdit, save_value
from core.services.transaction import transaction
from tests import factories
from tests.pages.conftest import Open
from tests.pages.forecast_town import CODES, TKR, plant_forecast, states, version_id
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Desk:
    """The forecast of six schools in browsers of its own people."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.database, self.sign_in_as, self.open_page = database, sign_in_as, open_page
        plant_forecast(database)
        with database.reading() as session:
            self.units = factories.unit_ids(session)
            self.version_id = version_id(session)

    def open_as(self, username: str, **query: str) -> AppTest:
        self.sign_in_as(username)
        run = self.open_page("prognos", **query)
        assert list(run.exception) == []
        return run

    def unit(self, code: str = "411", username: str = "mona") -> UnitForecast:
        with self.database.reading() as session:
            actor = actor_named(session, self.database, username)
            (found,) = build_forecasts(
                session, actor, version_id=self.version_id, unit_ids=[self.units[code]]
            )
            return found

    def value(self, row: str, code: str = "411") -> int:
        return next(one.value for one in self.unit(code).rows if one.key == row) // TKR

    def save(self, row: str, old: int, new: int, username: str = "sara", code: str = "411") -> None:
        with transaction(self.database) as session:
            edit = ValueEdit(self.units[code], row, old * TKR, new * TKR)
            actor = actor_named(session, self.database, username)
            save_value(session, actor, version_id=self.version_id, edit=edit, key=f"{username} {row} {new}")

    def key(self, what: str, code: str = "411", row: str = "") -> str:
        tail = f"_{row}" if row else ""
        return f"{what}_{self.version_id}_{self.units[code]}{tail}"


@pytest.fixture
def desk(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Desk:
    return Desk(process_database, sign_in_as, open_page)


def shown(run: AppTest) -> str:
    return words_of(run).replace("\xa0", " ")


def write(
    run: AppTest, desk: Desk, text: str, row: str = "timloner", code: str = "411", n: int = 0
) -> AppTest:
    form = f"{desk.key('value', code, row)}_{n}"
    run.text_input(key=f"{form}_value").set_value(text)
    return run.button(key=f"{form}_go").click().run()


def labels(run: AppTest) -> list[str]:
    return [button.label for button in run.main.button]


def test_manager_of_six_units_sees_them_all_with_only_what_stands_out_open(desk: Desk) -> None:
    run = desk.open_as("mona")

    words = shown(run)
    assert "Prognosen är <b>100 tkr sämre än budget</b>, mest Skola 411." in words
    assert [words.count(f"({code})</span>") for code in CODES] == [1] * 6
    assert words.count("9 rader enligt förslaget") == 2
    assert words.count("10 rader enligt förslaget") == 3
    assert words.count("11 rader enligt förslaget") == 1
    assert [box.label for box in run.main.text_input].count("Prognos, tkr") == 2
    assert "Timlöner och vikarier avviker med −300 tkr. Välj en orsak." in words
    assert "Lämna in 4 enheter" in labels(run)


def test_one_press_accepts_the_quiet_rows_of_a_unit_however_often_it_is_pressed(desk: Desk) -> None:
    run = desk.open_as("mona")

    for _press in range(2):
        run.button(key=desk.key("accept")).click()
    run = run.run()

    touched = [row.key for row in desk.unit().rows if row.row.touched]
    assert (len(touched), "timloner" in touched) == (9, False)
    assert "9 rader stämmer" in shown(run)
    with pytest.raises(KeyError):
        run.button(key=desk.key("accept"))


def test_value_is_saved_in_thousands_with_its_cause(desk: Desk) -> None:
    run = desk.open_as("mona")
    form = f"{desk.key('value', row='timloner')}_0"
    run.main.button_group(key=f"{form}_cause").set_value(ForecastCause.STAFFING)
    run.text_input(key=f"{form}_words").set_value("Två vikarier.")

    run = write(run, desk, "1 450")

    assert list(run.error) == []
    assert desk.value("timloner") == -1450
    with desk.database.reading() as session:
        reason = session.exec(select(ForecastReason)).one()
        assert (reason.cause, reason.text) == (ForecastCause.STAFFING, "Två vikarier.")


def test_word_in_the_value_is_refused_and_what_is_typed_stands(desk: Desk) -> None:
    run = write(desk.open_as("mona"), desk, "ungefär 7")

    assert "är inget belopp" in run.error[0].value
    assert run.text_input(key=f"{desk.key('value', row='timloner')}_0_value").value == "ungefär 7"
    assert desk.value("timloner") == -1500


def test_stale_value_shows_both_and_a_second_save_holds(desk: Desk) -> None:
    run = desk.open_as("mona")
    desk.save("timloner", -1500, -1480)

    run = write(run, desk, "1 450")

    assert "Någon annan skrev −1 480 tkr innan du hann. Du skrev −1 450 tkr." in shown(run)
    assert desk.value("timloner") == -1480
    run = write(run, desk, "1 450")
    assert desk.value("timloner") == -1450
    assert "Någon annan skrev" not in shown(run)


def test_value_below_what_is_booked_is_saved_and_asked_about(desk: Desk) -> None:
    run = write(desk.open_as("mona"), desk, "900")

    assert desk.value("timloner") == -900
    assert "Prognosen är mindre än det som redan är bokfört." in shown(run)


def test_undo_takes_back_ones_own_latest(desk: Desk) -> None:
    run = write(desk.open_as("mona"), desk, "1 450")

    run = run.button(key=desk.key("undo")).click().run()

    assert desk.value("timloner") == -1500
    assert run.text_input(key=f"{desk.key('value', row='timloner')}_2_value").value == "−1\xa0500"


def test_quiet_row_is_opened_from_the_unfolded_table(desk: Desk) -> None:
    run = desk.open_as("mona")

    run = run.button(key=f"{desk.key('unfolded')}_go").click().run()

    assert "Rader enligt förslaget" in shown(run)
    run.session_state["forecast_opened"] = ((desk.units["411"], "lokaler"),)
    run = write(run.run(), desk, "1 210", row="lokaler")
    assert desk.value("lokaler") == -1210


def test_open_row_is_accepted_by_itself_and_by_month(desk: Desk) -> None:
    run = desk.open_as("mona")

    run = run.button(key=desk.key("accept", row="timloner")).click().run()

    assert [row.row.touched for row in desk.unit().open_rows] == [True]
    with transaction(desk.database) as session:
        coding, actual = factories.make_coding(session, "5030"), session.exec(select(Version.id)).all()[0]
        factories.put_balance(session, actual or 0, desk.units["4110"], coding, {11: 150 * TKR})
        factories.close_months(session, 2026, [11])
    run = run.run()
    assert "Månadsläge: −1 550 tkr" in shown(run)
    run = run.button(key=desk.key("month", row="timloner")).click().run()
    assert desk.value("timloner") == -1550


def test_measure_is_added_where_one_is_missing_once(desk: Desk) -> None:
    run = desk.open_as("mona")
    next(box for box in run.text_input if box.label == "Åtgärd").set_value("Inga vikarier i december")
    next(box for box in run.text_input if box.label == "Ger i år, tkr").set_value("80")

    run = next(one for one in run.main.button if one.label == "Lägg till åtgärden").click().run()

    assert list(run.error) == []
    assert "Före åtgärder −300 tkr, åtgärder +80 tkr" in shown(run)
    with desk.database.reading() as session:
        held = session.exec(select(Measure)).one()
        assert (held.effect, held.year, held.from_month, held.row_key) == (80 * TKR, 2026, 11, "")


def test_handing_in_what_lacks_something_is_refused_in_words_and_all_that_are_ready_go_at_once(
    desk: Desk,
) -> None:
    run = desk.open_as("mona")
    with desk.database.reading() as session:
        held = select(Submission.id).where(Submission.unit_id == desk.units["411"])
        form = f"hand_in_{session.exec(held).one()}"

    run = run.button(key=form).click().run()

    assert "2 saker saknas innan prognosen kan lämnas in" in run.error[0].value
    run = run.button(key="hand_in_all").click().run()
    with desk.database.reading() as session:
        waiting = SubmissionState.NOT_STARTED
        assert {code for code, state in states(session).items() if state == waiting} == {"411", "413"}
    assert shown(run).count("Inlämnad</span>") == 4


def test_what_is_typed_when_it_has_just_been_approved_is_told_and_not_saved(desk: Desk) -> None:
    run = desk.open_as("mona", enhet="411")
    with transaction(desk.database) as session:
        row = session.exec(select(Submission).where(Submission.unit_id == desk.units["411"])).one()
        row.state = SubmissionState.APPROVED
        session.add(row)

    run = write(run, desk, "1 450")

    words = shown(run)
    assert "Timlöner och vikarier: det du skrev, 1 450, sparades inte." in words
    assert "Det är godkänt." in words
    assert [box.label for box in run.main.text_input].count("Prognos, tkr") == 0
    assert desk.value("timloner") == -1500


def test_closed_round_is_read_only(desk: Desk) -> None:
    with transaction(desk.database) as session:
        held = session.exec(select(Round)).one()
        held.state = RoundState.CLOSED
        session.add(held)

    run = desk.open_as("mona", enhet="411")

    assert "Prognos november 2026 är stängd. Inget ändras mer." in shown(run)
    assert "Stämmer" not in labels(run)
    assert "Lämna in" not in labels(run)


def test_reviewer_sees_one_unit_of_the_address_and_the_unit_sees_what_she_asks(desk: Desk) -> None:
    with transaction(desk.database) as session:
        subject = forecast_subject(desk.version_id, desk.units["411"], "timloner")
        sara = actor_named(session, desk.database, "sara")
        ask_for_change(session, sara, key="ask", subject=subject, body="Är december med?")

    run = desk.open_as("mona", enhet="411", cell="timloner")

    words = shown(run)
    assert "Prognos november 2026, Skola 411" in words
    assert words.count("Sara Holm: Är december med?") == 1
    assert "Samtal om Timlöner och vikarier" in words
    run = next(one for one in run.main.button if one.label == "Klart").click().run()
    assert "Sara Holm: Är december med?" not in shown(run)


def test_units_outside_ones_own_are_not_shown(desk: Desk) -> None:
    run = desk.open_as("maria", enhet="412")

    words = shown(run)
    assert "Enheten i adressen finns inte, eller är inte din att se." in words
    assert "Skola 411" in words
    assert "Skola 412" not in words


def test_forecast_under_way_is_no_official_reading(desk: Desk) -> None:
    assert "Det finns ingen prognos än." in shown(desk.open_as("elsa"))
    assert "Du har inte tillgång till sidan" in shown(desk.open_as("ada"))


def test_nothing_is_asked_of_a_node_without_units(desk: Desk) -> None:
    with transaction(desk.database) as session:
        for line in session.exec(select(PlanLine)).all():
            assert line.origin is PlanOrigin.PROPOSAL

    run = desk.open_as("sara", enhet="4110")

    assert "Ingen enhet här är tillfrågad i prognosen." in shown(run)


def test_approver_sees_the_forecast_in_the_submission(desk: Desk) -> None:
    with desk.database.reading() as session:
        held = session.exec(select(Submission.id).where(Submission.unit_id == desk.units["411"])).one()
    desk.sign_in_as("berit")

    run = desk.open_page("inlamning", inlamning=str(held))

    assert list(run.exception) == []
    words = shown(run)
    assert "Prognosen är <b>300 tkr sämre än budget</b>, mest timlöner och vikarier." in words
    assert "Öppna prognosen" in labels(run)
    assert "2 saker saknas" in words


def test_foreign_row_of_an_address_is_told_and_the_rest_is_shown(desk: Desk) -> None:
    run = desk.open_as("mona", enhet="411", cell="finans")

    assert "Raden i adressen finns inte i enhetens prognos." in run.warning[0].value
    assert [box.label for box in run.main.text_input].count("Prognos, tkr") == 1


def test_elected_official_reads_a_closed_forecast_and_is_not_asked_to_change_it(desk: Desk) -> None:
    with transaction(desk.database) as session:
        session.get_one(Version, desk.version_id).closed_at = desk.database.now()

    run = desk.open_as("elsa", prognos=str(desk.version_id), enhet="411")

    words = shown(run)
    assert "är stängd." in words
    assert "Ta med ändringen" not in words
    assert "sak saknas" not in words
    assert [one.value for one in run.error] == []
