"""The examples of the rulings 3.4, in mnkr."""

from dataclasses import replace

import pytest

from core.enums import BudgetDecisionKind
from core.errors import Severity
from core.rules.budget_decision_words import Decider, deciders_of, kind_help, kind_words, or_words
from core.rules.budget_decisions import DecisionDraft, DecisionLine, LaterEffect, check_decision

MNKR = 100_000_000
NBSP = "\u00a0"


def line(unit: str, mnkr: float, committee: str = "", **more: object) -> DecisionLine:
    return DecisionLine(unit, committee or unit, round(mnkr * MNKR), **more)  # type: ignore[arg-type]


def draft(kind: BudgetDecisionKind, *lines: DecisionLine, **more: object) -> DecisionDraft:
    return DecisionDraft(kind, "Beslutet", 2026, lines, **more)  # type: ignore[arg-type]


def codes(checked: DecisionDraft) -> list[str]:
    return [problem.code for problem in check_decision(checked)]


SUPPLEMENT = draft(
    BudgetDecisionKind.SUPPLEMENT,
    line("VON", 4),
    line("KS oförutsett", -4, "KS"),
    financing="KS till förfogande",
    body=Decider.COUNCIL,
)
REALLOCATION = draft(
    BudgetDecisionKind.REALLOCATION, line("BUN", -3), line("VON", 3), body=Decider.COUNCIL, effective_month=4
)
SALARIES = draft(
    BudgetDecisionKind.TECHNICAL,
    *(
        line(code, amount)
        for code, amount in zip(("BUN", "VON", "SON", "KS", "KFN", "SBN"), (10, 11, 2, 2, 1, 1), strict=True)
    ),
    line("FIN", -27, central=True),
    body=Decider.DELEGATE,
)
INTERNAL = draft(
    BudgetDecisionKind.INTERNAL,
    line("Skola A", -0.4, "BUN"),
    line("Skola B", 0.4, "BUN"),
    body=Decider.COMMITTEE,
)
CARRY_OVER = draft(
    BudgetDecisionKind.CARRY_OVER,
    line("Fastighet", 5.2, "SBN", project="Sporthall", left=520_000_000),
    body=Decider.COUNCIL,
)


@pytest.mark.parametrize("example", [SUPPLEMENT, REALLOCATION, SALARIES, INTERNAL, CARRY_OVER])
def test_check_decision_examples_of_the_rulings_pass(example: DecisionDraft) -> None:
    assert check_decision(example) == []


def test_check_decision_supplement_from_the_budgeted_result_passes() -> None:
    from_result = draft(
        BudgetDecisionKind.SUPPLEMENT,
        line("VON", 4),
        financing="Budgeterat resultat 29 → 25",
        from_result=4 * MNKR,
    )

    assert codes(from_result) == []


def test_check_decision_supplement_without_financing_names_the_law() -> None:
    problems = check_decision(replace(SUPPLEMENT, financing=" "))

    assert [problem.code for problem in problems] == ["financing"]
    assert "KL 11:15" in problems[0].message


def test_check_decision_supplement_says_how_much_is_not_paid_for() -> None:
    short = replace(SUPPLEMENT, lines=(line("VON", 4), line("KS", -3)))
    long = replace(SUPPLEMENT, lines=(line("VON", 4), line("KS", -5)))

    assert f"1{NBSP}000{NBSP}tkr saknas" in check_decision(short)[0].message
    assert f"1{NBSP}000{NBSP}tkr större" in check_decision(long)[0].message


@pytest.mark.parametrize("example", [REALLOCATION, INTERNAL, SALARIES])
def test_check_decision_moved_money_must_sum_to_zero(example: DecisionDraft) -> None:
    uneven = replace(example, lines=(*example.lines, replace(example.lines[0], amount=50_000_000)))

    assert codes(uneven) == ["balance"]
    assert f"det skiljer 500{NBSP}tkr" in check_decision(uneven)[0].message


def test_check_decision_reallocation_in_one_committee_is_another_kind() -> None:
    assert codes(replace(REALLOCATION, lines=INTERNAL.lines)) == ["committees"]


def test_check_decision_internal_over_two_committees_is_another_kind() -> None:
    assert codes(replace(INTERNAL, lines=REALLOCATION.lines)) == ["committees"]


def test_check_decision_technical_needs_the_central_side() -> None:
    assert codes(replace(SALARIES, lines=REALLOCATION.lines)) == ["central"]


def test_check_decision_carry_over_stays_within_what_is_left() -> None:
    more = replace(CARRY_OVER, lines=(replace(CARRY_OVER.lines[0], amount=6 * MNKR),))

    assert check_decision(more)[0].message == (
        f"Sporthall har 5{NBSP}200{NBSP}tkr kvar från i fjol, så 6{NBSP}000{NBSP}tkr kan inte ombudgeteras."
    )


def test_check_decision_carry_over_without_project_is_asked_and_minus_refused() -> None:
    problems = check_decision(draft(BudgetDecisionKind.CARRY_OVER, line("BUN", -1)))

    assert [(p.code, p.severity) for p in problems] == [
        ("carry_over_sign", Severity.ERROR),
        ("carry_over_project", Severity.WARNING),
    ]


def test_check_decision_wrong_body_is_told_who_decides() -> None:
    problems = check_decision(replace(SALARIES, body=Decider.COMMITTEE))

    assert problems[0].message == (
        "Teknisk justering beslutas av kommunstyrelsen eller den som har delegation."
    )


def test_check_decision_missing_parts_are_told() -> None:
    empty = DecisionDraft(BudgetDecisionKind.REALLOCATION, " ", 2026, (), effective_month=13)

    assert codes(empty) == ["title", "empty", "month"]
    assert codes(replace(REALLOCATION, lines=(line("A", 0.000_000_5), line("B", -0.000_000_5)))) == ["whole"]


def test_check_decision_permanent_says_what_later_years_get() -> None:
    permanent = replace(REALLOCATION, permanent=True, plan_years=(2027, 2028))
    effects = (
        LaterEffect("BUN", 2027, -4 * MNKR),
        LaterEffect("VON", 2027, 4 * MNKR),
        LaterEffect("BUN", 2028, -4 * MNKR),
        LaterEffect("VON", 2028, 5 * MNKR),
    )

    assert codes(permanent) == ["effect_missing", "effect_missing"]
    assert codes(replace(permanent, effects=effects)) == ["effect_balance"]
    assert codes(replace(permanent, effects=effects[:2], plan_years=(2027,))) == []
    assert codes(replace(REALLOCATION, effects=effects[:2])) == ["one_off"]


@pytest.mark.parametrize("kind", list(BudgetDecisionKind))
def test_words_every_kind_has_a_name_a_help_and_a_decider(kind: BudgetDecisionKind) -> None:
    assert kind_words(kind)
    assert kind_help(kind).endswith(".")
    assert or_words(deciders_of(kind))
