from datetime import timedelta

from sqlmodel import Session

from core.enums import ForecastCause
from core.exports.document import Bullets, Heading, Paragraph, TablePart
from core.exports.docx import document_to_docx
from core.exports.web_page import document_to_html
from core.money import MoneyUnit
from core.queries.access import units_in_scope
from core.reports.executive import build_executive
from core.reports.meeting import Meeting, build_meeting, promise_words
from core.reports.meeting_document import deviation_table, meeting_document
from core.rules.access import Action, Actor
from core.rules.meeting_questions import QuestionRule
from core.services.forecast_values import ValueEdit, save_value, say_reason
from core.services.measures import NewMeasure, add_measure
from core.services.tasks import finish_task
from tests.core.forecast_town import TKR, Town
from tests.core.queries.test_meeting import promise
from tests.core.services.test_forecast_proposals import book, open_forecast
from tests.factories import LOADED_AT, TODAY


def plant(session: Session) -> Town:
    """A school 220 over on pay, explained; one promise kept, one late, and a measure of 150."""
    town = book(session)
    version_id = open_forecast(session, town)
    edit = ValueEdit(town.units["411"], "loner", -1_230 * TKR, -1_420 * TKR)
    save_value(session, town.maria, version_id=version_id, edit=edit, key="pay")
    say_reason(
        session, town.maria, version_id=version_id, unit_id=town.units["411"], row_key="loner",
        cause=ForecastCause.STAFFING, text="Vikarier i maj–augusti.",
    )  # fmt: skip
    kept = promise(session, town, "Ny bemanningsplan", TODAY - timedelta(days=30))
    finish_task(session, town.maria, task_id=kept, rev=0, outcome="Färre vikarier.")
    promise(session, town, "Avtal om hyra", TODAY - timedelta(days=1))
    measure = NewMeasure(
        unit_id=town.units["411"], row_key="loner", year=2026, title="Vikariepool",
        owner_id=town.maria.user_id, due=TODAY + timedelta(days=20), effect=100 * TKR, from_month=5,
    )  # fmt: skip
    add_measure(session, town.maria, measure=measure, key="m")
    return town


def meeting(session: Session, actor: Actor, code: str) -> Meeting:
    units = units_in_scope(session, actor, Action.VIEW_PROCESS)
    unit = next(one for one in units if one.code == code)
    return build_meeting(session, actor, unit=unit, year=2026, today=TODAY)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_meeting_gathers_deviations_promises_and_questions(session: Session) -> None:
    town = plant(session)

    found = meeting(session, town.maria, "411")

    table = deviation_table(found, MoneyUnit.TKR)
    assert [(row.cells[0], row.cells[-1], row.note) for row in table.rows] == [
        ("Loner", -220 * TKR, "Vikarier i maj–augusti.")
    ]
    assert [(one.title, one.outcome) for one in found.promised] == [
        ("Ny bemanningsplan", "Färre vikarier."), ("Avtal om hyra", ""),
    ]  # fmt: skip
    assert promise_words(found.promised, TODAY) == "1 av 2 löften är klara, 1 är sent."
    # 830 in eight months is 103,75 a month; 590 in the four that are left is 147,5: 42 % more, 175 in all
    # half of the measure's months have passed: 50 expected, nothing has come; 120 of 220 has no measure
    assert [one.rule for one in found.questions] == [
        QuestionRule.PACE, QuestionRule.NO_MEASURE, QuestionRule.MEASURE_BEHIND, QuestionRule.PROMISE_LATE,
    ]  # fmt: skip
    assert found.questions[0].text == (
        "Loner: kvar per månad är 42 % högre än hittills – vad är det som kommer?"
    )
    assert not found.empty


def test_node_talks_about_its_units(session: Session) -> None:
    town = plant(session)

    found = meeting(session, town.sara, "BUN")

    assert [voice.code for voice in found.deviations] == ["411"]
    assert found.promised == ()


def test_unit_without_a_forecast_still_has_its_promises(session: Session) -> None:
    town = book(session)
    empty = meeting(session, town.maria, "411")
    promise(session, town, "Samtal", TODAY, met=TODAY)

    found = meeting(session, town.maria, "411")

    assert empty.empty
    assert (found.node, found.questions, found.deviations) == (None, (), ())
    assert [one.title for one in found.today] == ["Samtal"]
    assert promise_words(found.promised, TODAY) == "Inget är lovat sedan tidigare."


def test_page_to_print_holds_everything_in_order(session: Session) -> None:
    town = plant(session)
    promise(session, town, "Samtal med fack", TODAY + timedelta(days=30), met=TODAY)

    document = meeting_document(meeting(session, town.maria, "411"), MoneyUnit.TKR, made_at=LOADED_AT)

    assert document.title == "Mötesunderlag Ekbackens skola"
    assert [part.text for part in document.parts if isinstance(part, Heading)] == [
        "De tre största avvikelserna", "Frågor att tala om", "Lovat tidigare", "Åtgärder",
        "Vad lovar vi nu?",
    ]  # fmt: skip
    assert plain(document.parts[0].text) == (  # type: ignore[union-attr]
        "Prognosen är 220 tkr sämre än budget, mest vikarier i maj–augusti."
    )
    page = document_to_html(document)
    for words in ("Vikarier i maj–augusti.", "Färre vikarier.", "Samtal med fack", "Vikariepool"):
        assert words in page
    assert document_to_docx(document)[:2] == b"PK"
    assert {type(part) for part in document.parts} == {Heading, Paragraph, Bullets, TablePart}


def test_page_to_print_without_anything_leaves_room_to_write(session: Session) -> None:
    town = book(session)

    document = meeting_document(meeting(session, town.maria, "411"), MoneyUnit.TKR, made_at=LOADED_AT)

    assert document.parts[-1] == Paragraph("Skriv upp vad ni kommer överens om: vad, vem och när.")


def test_late_promise_calls_the_executive(session: Session) -> None:
    town = plant(session)
    units = units_in_scope(session, town.sara, Action.VIEW_ECONOMY)
    unit = next(one for one in units if one.code == "BUN")

    found = build_executive(session, town.sara, unit=unit, year=2026, today=TODAY)

    assert found
    late = next(call for call in found.calls if call.key == "promises")
    assert (late.title, late.line) == ("1 löfte är sent", "Äldst: Avtal om hyra, Maria, Ekbackens skola.")
