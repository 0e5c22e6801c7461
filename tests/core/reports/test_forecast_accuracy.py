from decimal import Decimal

import pytest
from sqlmodel import Session

from core.money import MoneyUnit
from core.queries.access import units_in_scope
from core.reports.forecast_accuracy import AccuracyReport, build_accuracy
from core.reports.forecast_accuracy_words import answer, habit_word, seen_words
from core.reports.words import plain
from core.rules.access import Action, Actor
from core.rules.forecast_accuracy import Accuracy, Band, PastYear, SaidVariance
from core.rules.variance import Limit
from core.table import RowRole, Status
from tests.core.accuracy_town import make_past
from tests.core.forecast_town import TKR, make_town


def build(session: Session, actor: Actor, code: str) -> AccuracyReport:
    unit = next(one for one in units_in_scope(session, actor, Action.VIEW_PLAN) if one.code == code)
    return build_accuracy(session, actor, unit=unit, money=MoneyUnit.TKR)


def last(mean: int, typical: int, *, same_way: bool, of: int = 2) -> list[Accuracy]:
    return [Accuracy(9, "Prognos oktober", of, mean * TKR, typical * TKR, same_way)]


def words(rounds: list[Accuracy], *, own: bool = True) -> str:
    return plain(answer(rounds, "Björkdalens skola", own=own)).replace("\xa0", " ")


def test_manager_reads_how_her_own_forecasts_did_year_by_year(session: Session) -> None:
    town = make_past(session)

    found = build(session, town.maria, "411")

    rows = {row.key: row for row in found.table.rows}
    assert list(rows) == ["2024/4", "2024/9", "2024", "2025/4", "2025/9", "2025", "2026/4"]
    assert rows["2024/4"].cells == (
        "Prognos vår 2024", -10 * TKR, -60 * TKR, 50 * TKR, Decimal(50) / Decimal(1200), "för hoppfull"
    )  # fmt: skip
    assert rows["2025/9"].cells[3:] == (-50 * TKR, Decimal(-50) / Decimal(1200), "för dyster")
    assert rows["2024/9"].cells[3:] == (-20 * TKR, Decimal(-20) / Decimal(1200), "träffade")
    assert rows["2026/4"].cells[2:] == (None, None, None, "vet vi inte än")
    assert (rows["2024"].cells[2], rows["2024"].role) == (-60 * TKR, RowRole.SUM)
    assert found.below is None
    assert found.band == Band(4, -50 * TKR, 20 * TKR, 2)


def test_controller_sees_the_units_below_and_reads_the_name(session: Session) -> None:
    town = make_past(session)

    found = build(session, town.sara, "BUN")

    assert found.below is not None
    assert [(row.cells[0], row.drill) for row in found.below.rows] == [
        ("Ekbackens skola", f"unit:{town.units['411']}")
    ]
    assert found.below.rows[0].cells[2:] == (15 * TKR, -35 * TKR, 35 * TKR, "träffsäker")
    assert plain(found.answer).startswith("Barn- och utbildningsnämnden har träffat")
    assert plain(build(session, town.maria, "411").answer).startswith("Ni har träffat på 35")


def test_without_closed_forecasts_the_report_is_empty_and_says_so(session: Session) -> None:
    town = make_town(session)

    found = build(session, town.maria, "411")

    assert found.empty
    assert plain(found.answer) == "Det finns inget avslutat år med prognoser att jämföra med än."


@pytest.mark.parametrize(
    ("rounds", "said"),
    [
        (last(-357, 357, same_way=True), "Ni har i snitt legat 357 tkr för dystert i Prognos oktober, "
         "räknat på 2 år."),
        (last(400, 400, same_way=True, of=1), "Ni har i snitt legat 400 tkr för hoppfullt i Prognos oktober, "
         "räknat på ett år."),
        (last(80, 1000, same_way=False), "Ni har i snitt legat rätt i Prognos oktober, men 1,0 mnkr fel åt "
         "ena eller andra hållet, räknat på 2 år."),
        (last(-30, 30, same_way=True), "Ni har träffat på 30 tkr när i Prognos oktober, räknat på 2 år."),
    ],
)  # fmt: skip
def test_answer_says_how_much_and_which_way(rounds: list[Accuracy], said: str) -> None:
    assert words(rounds) == said


def test_answer_about_somebody_else_s_unit_has_its_name() -> None:
    said = words(last(-357, 357, same_way=True), own=False)

    assert said.startswith("Björkdalens skola har i snitt legat 357 tkr för dystert")


def test_habit_is_told_only_when_every_year_erred_the_same_way() -> None:
    assert habit_word(last(-300, 300, same_way=True)) == ("för dyster", Status.PARTLY)
    assert habit_word(last(300, 300, same_way=True)) == ("för hoppfull", Status.BAD)
    assert habit_word(last(0, 300, same_way=False)) == ("åt båda hållen", Status.NONE)
    assert habit_word(last(-40, 40, same_way=True)) == ("träffsäker", Status.OK)


def past(*said: int) -> PastYear:
    made = tuple(
        SaidVariance(f"Prognos {n} 2024", months, tkr * TKR)
        for (n, months), tkr in zip(((1, 4), (2, 8)), said, strict=True)
    )
    return PastYear(2024, -5_000 * TKR, 6_000 * TKR, made, -400 * TKR)


def test_deficit_is_told_with_the_forecast_that_saw_it() -> None:
    late, never = (
        seen_words(past(*said), Limit()).replace("\xa0", " ") for said in ((0, -300), (-300, -100))
    )

    assert late == "2024: underskottet på 400 tkr syntes till hälften i Prognos 2 2024, efter augusti."
    assert never == "2024: underskottet på 400 tkr syntes inte till hälften i någon prognos."
