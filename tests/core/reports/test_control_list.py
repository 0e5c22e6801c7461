from sqlmodel import Session

from core.enums import ControlVerdict
from core.periods import Period
from core.queries.control_list import unit_progress
from core.reports import control_list, control_progress
from core.reports.control_list import ListRow, Part
from core.reports.words import plain
from core.services.control_list import ControlPlace, Said, answer
from tests.core import control_town
from tests.core.control_town import LICENCE, PRINTER, ControlTown

OCTOBER = Period(2026, 10)


def build(session: Session, town: ControlTown, month: int = 10) -> control_list.ControlList:
    period = Period(2026, month)
    return control_list.build(session, town.actor(session, "maria"), unit_id=town.units["433"], period=period)


def say(session: Session, town: ControlTown, row: ListRow, verdict: ControlVerdict, key: str) -> None:
    place = ControlPlace(row.unit_id, row.period, row.rule, row.key)
    answer(
        session, town.actor(session, "maria"), place=place, said=Said(verdict, "Sett.", row.title), key=key
    )


def test_month_has_its_missing_invoice_and_points_and_what_september_left(session: Session) -> None:
    found = build(session, control_town.plant(session))

    assert [(row.part, row.title) for row in found.rows[:2]] == [
        (Part.MISSING, PRINTER),
        (Part.POINTS, "Timlön, OB och övertid i oktober avser arbete i september. Stämmer de med schemat?"),
    ]
    assert [(row.title, row.period) for row in found.earlier] == [(LICENCE, Period(2026, 9))]
    assert plain(found.sentence) == (
        "4 saker att titta på i oktober 2026. Från tidigare månader står 1 kvar utan svar."
    )
    assert (found.has_suppliers, found.preliminary) == (True, False)


def test_row_says_where_it_lies_and_how_its_lines_are_found(session: Session) -> None:
    town = control_town.plant(session)

    (licence,) = build(session, town, 9).asked(Part.MISCODED)
    missing, *_points = build(session, town).rows

    assert (licence.where, licence.unit_code, licence.search) == ("Ledning (4330)", "4330", "5477")
    assert control_list.amount_line(licence).replace("\u00a0", " ") == "186 000 kr"
    assert missing.search == PRINTER


def test_answered_things_are_never_asked_again_in_any_month(session: Session) -> None:
    town = control_town.plant(session)
    (licence,) = build(session, town, 9).asked(Part.MISCODED)
    say(session, town, licence, ControlVerdict.RIGHT, "k1")
    for number, row in enumerate(build(session, town).rows):
        say(session, town, row, ControlVerdict.NOTE, f"p{number}")

    found, september = build(session, town), build(session, town, 9)

    assert (found.earlier, [row for part in Part for row in found.asked(part)]) == ((), [])
    assert plain(found.sentence) == "Listan för oktober 2026 är klar."
    assert [row.title for row in september.answered] == [LICENCE]
    answered = september.answered[0].answer
    assert answered
    assert control_list.answer_line(answered) == "Stämmer: Sett. (Maria Sandell)"


def test_open_month_is_preliminary(session: Session) -> None:
    assert build(session, control_town.plant(session), 11).preliminary


def test_table_holds_everything_with_its_answers(session: Session) -> None:
    town = control_town.plant(session)
    row = build(session, town).rows[0]
    say(session, town, row, ControlVerdict.WRONG, "k1")

    table = build(session, town).table

    assert table.title == "Kontrollista oktober 2026"
    assert table.rows[0].cells[:2] == ("Fakturor som inte kommit", PRINTER)
    assert table.rows[0].cells[-1] == "Ska rättas: Sett. (Maria Sandell)"
    assert [one.cells[1] for one in table.rows][-1] == LICENCE


def test_progress_is_told_for_a_large_part_of_the_organisation(session: Session) -> None:
    town = control_town.plant(session)
    sara = town.actor(session, "sara")
    say(session, town, build(session, town).rows[0], ControlVerdict.WRONG, "k1")
    rows = unit_progress(session, sara, unit_id=town.units["1"], period=OCTOBER)

    assert plain(control_progress.sentence_of(rows, OCTOBER)) == (
        "1 av 2 enheter har svarat på listan för oktober 2026."
    )
    table = control_progress.table_of(rows, OCTOBER, too_large={town.units["432"]})
    assert [row.drill for row in table.rows] == [None, str(town.units["433"])]
    assert [row.cells for row in table.rows] == [
        ("Ekbackens skola F–6", "432", 0, 0),
        ("Norrängens skola F–6", "433", 1, 1),
    ]
