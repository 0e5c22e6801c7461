import pytest
from sqlmodel import Session, select

from core.enums import BudgetDecisionKind as Kind
from core.enums import BudgetDecisionState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import BudgetDecision, Version
from core.queries.budget_decision_draft import suggested_effects
from core.queries.budget_decisions import list_decision_lines, list_effects
from core.queries.plan_lines import coding_words
from core.services import budget_decision_rows, budget_decisions
from core.services.balances import find_faults
from core.services.budget_decisions import DecisionContent
from tests.core import decisions_town as t
from tests.core.decisions_town import MNKR, TKR


def _content(town: t.Town, **more: object) -> DecisionContent:
    values: dict[str, object] = {"title": "Ny titel", **more}
    return DecisionContent(Kind.REALLOCATION, 2026, unit_id=town.units["EKA"], **values)  # type: ignore[arg-type]


def test_draft_has_a_version_of_its_own_and_leaves_the_budget_alone(session: Session) -> None:
    town = t.plant(session)

    made = t.draft(session, town, Kind.REALLOCATION, [t.row(town, "6110", 3 * MNKR)])

    decision = session.get_one(BudgetDecision, made)
    assert (decision.state, decision.number) == (BudgetDecisionState.DRAFT, None)
    assert t.sums_of(session, decision.version_id) == {"6110": 3 * MNKR}
    assert t.sums_of(session, town.budget)["6110"] == 600 * MNKR
    assert find_faults(session) == []


def test_draft_row_takes_the_function_of_the_budget(session: Session) -> None:
    town = t.plant(session)

    made = t.draft(session, town, Kind.REALLOCATION, [t.row(town, "4110", MNKR, account="6410")])

    (line,) = list_decision_lines(session, town.sara, decision_id=made)
    words = coding_words(session, [line.coding_id])[line.coding_id]
    assert (words.account, words.function) == ("6410", "440")


def test_draft_row_is_removed_with_its_balance(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "6110", 3 * MNKR), t.row(town, "4120", -3 * MNKR)]
    made = t.draft(session, town, Kind.REALLOCATION, rows)
    first = list_decision_lines(session, town.sara, decision_id=made)[0]

    budget_decision_rows.remove_row(session, town.sara, decision_id=made, line_id=first.id)

    decision = session.get_one(BudgetDecision, made)
    assert t.sums_of(session, decision.version_id) == {"4120": -3 * MNKR}
    assert find_faults(session) == []


@pytest.mark.parametrize(
    ("unit", "account", "amount", "month", "refusal"),
    [
        ("6110", "5020", TKR, 1, "ligger utanför Barn- och utbildningsnämnden"),
        ("411", "5020", TKR, 1, "Ansvaret finns inte"),
        ("4110", "9999", TKR, 1, "Koden 9999 finns inte"),
        ("4110", "5020", TKR, 0, "Beslutet gäller från en senare månad"),
        ("4110", "5020", 150, 1, "utan ören"),
    ],
)
def test_draft_row_that_cannot_be_is_refused_with_the_reason(
    session: Session, unit: str, account: str, amount: int, month: int, refusal: str
) -> None:
    town = t.plant(session)
    made = t.draft(session, town, Kind.INTERNAL, [], unit="BUN", effective_month=4)
    months = tuple(amount if one == 5 * month + (1 - month) * 2 else None for one in range(1, 13))
    new = budget_decision_rows.NewRow(town.units[unit], account, months)

    with pytest.raises(RuleViolation, match=refusal):
        budget_decision_rows.add_rows(session, town.sara, decision_id=made, rows=[new], key="rows")


def test_permanent_from_july_2_this_year_means_4_the_next(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "6110", 2 * MNKR, month=7), t.row(town, "4120", -2 * MNKR, month=7)]
    made = t.draft(session, town, Kind.REALLOCATION, rows, effective_month=7, permanent=True)
    decision = session.get_one(BudgetDecision, made)

    effects = suggested_effects(session, town.sara.tree_id, decision)
    budget_decision_rows.set_effects(
        session, town.sara, decision_id=made, rev=decision.rev, effects=effects, key="effects"
    )

    von, bun = town.units["VON"], town.units["BUN"]
    assert list_effects(session, town.sara, decision_id=made) == {
        (von, 2027): 4 * MNKR, (von, 2028): 4 * MNKR, (von, 2029): 4 * MNKR,
        (bun, 2027): -4 * MNKR, (bun, 2028): -4 * MNKR, (bun, 2029): -4 * MNKR,
    }  # fmt: skip
    assert t.adopt(session, town.sara, made) == 1


def test_permanent_without_later_years_is_not_adopted(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "6110", 2 * MNKR), t.row(town, "4120", -2 * MNKR)]
    made = t.draft(session, town, Kind.REALLOCATION, rows, permanent=True)

    with pytest.raises(RuleViolation, match="Skriv vad beslutet betyder för 2027"):
        t.adopt(session, town.sara, made)


def test_permanent_inside_a_committee_changes_no_frame(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "4110", -400 * TKR), t.row(town, "4120", 400 * TKR)]
    made = t.draft(session, town, Kind.INTERNAL, rows, unit="BUN", permanent=True)

    assert t.adopt(session, town.sara, made) == 1
    assert list_effects(session, town.sara, decision_id=made) == {}


def test_suggested_effects_of_what_does_not_divide_still_sum_to_zero(session: Session) -> None:
    town = t.plant(session)
    rows = [
        t.row(town, "6110", 1_000_100, month=2), t.row(town, "4120", 1_000_000, month=2),
        t.row(town, "9410", -2_000_100, month=2),
    ]  # fmt: skip
    made = t.draft(session, town, Kind.TECHNICAL, rows, effective_month=2, permanent=True)

    effects = suggested_effects(session, town.sara.tree_id, session.get_one(BudgetDecision, made))

    assert sum(amount for (_unit, year), amount in effects.items() if year == 2027) == 0


def test_change_of_a_draft_forgets_the_later_years(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "6110", 2 * MNKR, month=7), t.row(town, "4120", -2 * MNKR, month=7)]
    made = t.draft(session, town, Kind.REALLOCATION, rows, permanent=True)
    effects = {(town.units["VON"], 2027): MNKR}
    budget_decision_rows.set_effects(
        session, town.sara, decision_id=made, rev=1, effects=effects, key="effects"
    )

    content = _content(town, effective_month=7, permanent=True)
    budget_decisions.change_draft(session, town.sara, decision_id=made, rev=2, content=content, key="change")

    decision = session.get_one(BudgetDecision, made)
    assert (decision.title, decision.effective_month, decision.rev) == ("Ny titel", 7, 3)
    assert list_effects(session, town.sara, decision_id=made) == {}
    assert session.get_one(Version, decision.version_id).name == "Budgetbeslut: Ny titel"


def test_change_to_a_month_after_the_rows_begin_is_refused(session: Session) -> None:
    town = t.plant(session)
    made = t.draft(session, town, Kind.REALLOCATION, [t.row(town, "6110", MNKR, month=4)])

    with pytest.raises(RuleViolation, match="pengar före den månaden"):
        budget_decisions.change_draft(
            session, town.sara, decision_id=made, rev=1, content=_content(town, effective_month=5), key="c"
        )


def test_change_of_what_somebody_else_changed_is_a_conflict(session: Session) -> None:
    town = t.plant(session)
    made = t.draft(session, town, Kind.REALLOCATION, [t.row(town, "6110", MNKR)])

    with pytest.raises(Conflict):
        budget_decisions.change_draft(
            session, town.sara, decision_id=made, rev=0, content=_content(town), key="c"
        )


def test_adopted_decision_is_neither_changed_nor_dropped(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "6110", MNKR), t.row(town, "4120", -MNKR)]
    made = t.draft(session, town, Kind.REALLOCATION, rows)
    t.adopt(session, town.sara, made)

    with pytest.raises(RuleViolation, match="motbeslut"):
        budget_decisions.change_draft(
            session, town.sara, decision_id=made, rev=2, content=_content(town), key="c"
        )
    with pytest.raises(RuleViolation, match="motbeslut"):
        budget_decisions.drop(session, town.sara, decision_id=made, rev=2, reason="Fel", key="d")
    with pytest.raises(RuleViolation, match="motbeslut"):
        budget_decision_rows.add_rows(session, town.sara, decision_id=made, rows=rows, key="r")


def test_draft_of_council_is_not_there_for_the_manager(session: Session) -> None:
    town = t.plant(session)
    made = t.draft(session, town, Kind.REALLOCATION, [t.row(town, "4110", MNKR)])

    with pytest.raises(NotAllowed):
        list_decision_lines(session, town.maria, decision_id=made)


def test_draft_same_key_begins_it_once(session: Session) -> None:
    town = t.plant(session)
    content = _content(town)

    first, again = (
        budget_decisions.create_draft(session, town.sara, content=content, key="k") for _n in range(2)
    )

    assert first == again
    assert len(session.exec(select(BudgetDecision)).all()) == 1
