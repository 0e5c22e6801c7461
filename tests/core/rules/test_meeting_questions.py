from dataclasses import replace
from datetime import date
from fractions import Fraction

from core.rules.meeting_facts import MeasureFacts, MeetingFacts, PromiseFacts, RowFacts
from core.rules.meeting_questions import QuestionRule, ask
from core.rules.variance import Limit

TKR = 100_000
ROW = RowFacts(
    title="Timlöner", value=-1_200 * TKR, budget=-1_200 * TKR, outcome=-1_000 * TKR, before=-1_200 * TKR,
    low=None, high=None, explained=True,
)  # fmt: skip
LIMIT = Limit()
"""The larger of 1 % and 100 tkr."""


def facts(*rows: RowFacts, **more: object) -> MeetingFacts:
    return MeetingFacts(rows, 10, LIMIT, **more)  # type: ignore[arg-type]


def rules(found: MeetingFacts) -> list[QuestionRule]:
    return [one.rule for one in ask(found)]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_row_as_planned_raises_no_question() -> None:
    assert ask(facts(ROW)) == ()


def test_row_without_cause_is_asked_about_over_the_limit_only() -> None:
    over = replace(ROW, value=-1_301 * TKR, before=-1_301 * TKR, outcome=-1_084 * TKR, explained=False)
    at_limit = replace(over, value=-1_300 * TKR, before=-1_300 * TKR)

    asked = ask(facts(over))

    assert [one.rule for one in asked] == [QuestionRule.NO_CAUSE, QuestionRule.NO_MEASURE]
    assert asked[0].text == "Timlöner: vad beror avvikelsen på?"
    assert plain(asked[0].reason) == "Prognosen är 101 tkr sämre än budget, och ingen orsak är angiven."
    assert rules(facts(at_limit)) == []


def test_lower_pace_to_come_is_asked_about_with_both_figures() -> None:
    # 1 000 in ten months is 100 a month; 160 in the two that are left is 80, 20 % lower
    row = replace(ROW, value=-11_600 * TKR, budget=-11_600 * TKR, before=None, outcome=-10_000 * TKR)

    asked = ask(facts(row))

    assert [one.rule for one in asked] == [QuestionRule.PACE]
    assert asked[0].text == "Timlöner: kvar per månad är 20 % lägre än hittills – vad ska ändras?"
    assert plain(asked[0].reason) == "Hittills 1,0 mnkr per månad, kvar 800 tkr per månad."
    assert asked[0].weight == 400 * TKR


def test_higher_pace_to_come_is_asked_about_too() -> None:
    row = replace(ROW, value=-12_600 * TKR, budget=-12_600 * TKR, before=None, outcome=-10_000 * TKR)

    assert ask(facts(row))[0].text == (
        "Timlöner: kvar per månad är 30 % högre än hittills – vad är det som kommer?"
    )


def test_pace_of_revenue_is_lower_when_less_is_to_come() -> None:
    row = replace(ROW, title="Avgifter", value=11_600 * TKR, budget=11_600 * TKR, before=None,
                  outcome=10_000 * TKR)  # fmt: skip

    assert ask(facts(row))[0].text == "Avgifter: kvar per månad är 20 % lägre än hittills – vad ska ändras?"


def test_pace_is_not_asked_about_when_it_is_little_money_or_the_year_is_over() -> None:
    little = replace(ROW, value=-1_160 * TKR, budget=-1_160 * TKR, before=None)
    over = MeetingFacts((replace(little, value=-20_000 * TKR, budget=-20_000 * TKR),), 12, LIMIT)

    assert rules(facts(little)) == []
    assert rules(over) == []


def test_forecast_that_got_worse_is_asked_about() -> None:
    row = replace(ROW, before=-1_050 * TKR)

    asked = ask(facts(row))

    assert [one.rule for one in asked] == [QuestionRule.WORSE]
    assert plain(asked[0].reason) == "Prognosen är 150 tkr sämre än den förra."


def test_forecast_outside_the_interval_is_asked_about() -> None:
    row = replace(ROW, low=-1_500 * TKR, high=-1_350 * TKR)

    asked = ask(facts(row))

    assert [one.rule for one in asked] == [QuestionRule.OUTSIDE]
    assert plain(asked[0].reason) == (
        "Prognosen ligger 150 tkr utanför det som årets månader och tidigare år talar för."
    )


def test_explained_surplus_is_asked_whether_it_lasts() -> None:
    row = replace(ROW, value=-1_000 * TKR, before=None, outcome=-834 * TKR)

    assert rules(facts(row)) == [QuestionRule.SURPLUS]


def test_deficit_that_measures_do_not_cover_is_asked_about() -> None:
    row = replace(ROW, value=-2_400 * TKR, before=None, outcome=-2_000 * TKR)
    measure = MeasureFacts("Vikariepool", 400 * TKR, 0, Fraction(0))

    asked = ask(facts(row, measures=(measure,)))
    covered = ask(facts(row, measures=(replace(measure, effect=1_100 * TKR),)))

    assert [one.rule for one in asked] == [QuestionRule.NO_MEASURE]
    assert plain(asked[0].reason) == (
        "Underskottet är 1,2 mnkr och åtgärderna ger 400 tkr. 800 tkr återstår."
    )
    assert covered == ()
    assert [plain(one.reason) for one in ask(facts(row))] == [
        "Underskottet är 1,2 mnkr, och ingen åtgärd har effekt i år."
    ]


def test_measure_that_has_given_less_than_half_of_its_time_is_asked_about() -> None:
    # 400 over four months of which three have passed: 300 expected, 149 is less than half
    behind = MeasureFacts("Vikariepool", 400 * TKR, 149 * TKR, Fraction(3, 4))

    assert rules(facts(ROW, measures=(behind,))) == [QuestionRule.MEASURE_BEHIND]
    assert rules(facts(ROW, measures=(replace(behind, realised=150 * TKR),))) == []


def test_late_promises_are_always_asked_about_last() -> None:
    rows = [
        replace(ROW, title=f"Rad {n}", value=-(1_400 + n) * TKR, before=None, explained=False,
                outcome=-1_170 * TKR)
        for n in range(6)
    ]  # fmt: skip
    late = PromiseFacts("Ny bemanningsplan", "Fatima", date(2026, 10, 1))

    asked = ask(facts(*rows, promises=(late,), today=date(2026, 11, 9)))

    assert len(asked) == 5
    assert asked[-1].rule is QuestionRule.PROMISE_LATE
    assert asked[-1].reason == "Ny bemanningsplan (Fatima, 2026-10-01)"


def test_promise_that_is_not_due_is_not_asked_about() -> None:
    promise = PromiseFacts("Ny bemanningsplan", "Fatima", date(2026, 11, 9))

    assert ask(facts(ROW, promises=(promise,), today=date(2026, 11, 9))) == ()
