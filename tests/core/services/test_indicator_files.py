from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from core.enums import ValueOrigin
from core.errors import NotAllowed, RuleViolation
from core.models import IndicatorValue
from core.queries.indicators import read_values
from core.services.indicator_files import load_values, preview_values
from tests.core.goals_town import Town, make_town
from tests.core.indicators_town import READERS, SICK, put_indicator

HEADER = "period;enhetskod;nyckeltalskod;kön;värde;täljare;nämnare"


def csv(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


GOOD = csv("2026-10;411;sjukfranvaro;;6,4;;", "2026-09;411;LASARE;;;18;20")


def _town(session: Session) -> Town:
    town = make_town(session)
    put_indicator(session, town, SICK, "411", "412")
    put_indicator(session, town, READERS, "411")
    put_indicator(session, town, replace(SICK, code="reknat", formula="2 * sjukfranvaro"), "411")
    return town


def test_file_is_previewed_without_a_trace_and_then_read_whole(session: Session) -> None:
    town = _town(session)

    before = preview_values(session, town.maria, data=GOOD)
    nothing = read_values(session, town.maria, years=[2026])
    written = load_values(session, town.maria, file_name="a.csv", data=GOOD, key="load")
    again = load_values(session, town.maria, file_name="a.csv", data=GOOD, key="load")

    assert (before.new, before.replaced, before.problems, nothing) == (2, (), (), [])
    assert (written, again) == (2, 2)
    found = {row.measured.at: row.measured.value for row in read_values(session, town.maria, years=[2026])}
    assert found == {(2026, 10): Decimal("6.4"), (2026, 9): Decimal(90)}
    assert set(session.exec(select(IndicatorValue.origin))) == {ValueOrigin.FILE}
    session.flush()
    assert preview_values(session, town.maria, data=GOOD).new == 0


def test_value_that_is_there_is_replaced_and_one_that_is_the_same_left(session: Session) -> None:
    town = _town(session)
    load_values(session, town.maria, file_name="a.csv", data=GOOD, key="load")
    changed = csv("2026-10;411;sjukfranvaro;;6,9;;", "2026-09;411;lasare;;;18;20")

    found = preview_values(session, town.maria, data=changed)

    (replaced,) = found.replaced
    assert found.new == 0
    assert (replaced.title, replaced.unit_code) == ("Sjukfrånvaro", "411")
    assert (replaced.old, replaced.new) == (Decimal("6.4"), Decimal("6.9"))


def test_share_that_is_replaced_is_told_by_what_its_parts_come_to(session: Session) -> None:
    town = _town(session)
    load_values(session, town.maria, file_name="a.csv", data=GOOD, key="load")

    (replaced,) = preview_values(session, town.maria, data=csv("2026-09;411;lasare;;;15;20")).replaced

    assert (replaced.old, replaced.new) == (Decimal(90), Decimal(75))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-10;412;sjukfranvaro;;6;;", "Enheten 412 finns inte här, eller är inte din"),
        ("2026-10;0180;sjukfranvaro;;6;;", "Enheten 0180 finns inte här, eller är inte din"),
        ("2026-10;411;okant;;6;;", "Nyckeltalet okant finns inte"),
        ("2026-10;411;reknat;;6;;", "räknas ut"),
        ("2026-10;411;lasare;;;1;0", "Nämnaren är större än noll"),
    ],
)
def test_one_wrong_line_keeps_all_of_the_file_out(session: Session, row: str, words: str) -> None:
    town = _town(session)
    data = csv("2026-10;411;sjukfranvaro;;6,4;;", row)

    (problem,) = preview_values(session, town.maria, data=data).problems

    assert problem.line == 3
    assert words in problem.message
    with pytest.raises(RuleViolation, match="Ingenting är sparat"):
        load_values(session, town.maria, file_name="a.csv", data=data, key="load")
    assert read_values(session, town.sara, years=[2026]) == []


def test_month_that_has_not_begun_keeps_all_of_the_file_out(session: Session) -> None:
    town = _town(session)

    with pytest.raises(RuleViolation, match="inte börjat"):
        load_values(
            session, town.maria, file_name="a.csv", data=csv("2027-10;411;sjukfranvaro;;6;;"), key="load"
        )


def test_whoever_reports_for_no_unit_is_refused(session: Session) -> None:
    town = _town(session)
    nobody = replace(town.maria, grants=())

    with pytest.raises(NotAllowed):
        preview_values(session, nobody, data=GOOD)
