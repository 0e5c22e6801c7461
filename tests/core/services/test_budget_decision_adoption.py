import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from core.enums import BudgetDecisionKind as Kind
from core.enums import BudgetDecisionState, PlanOrigin, VersionKind
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import BudgetDecision, Decision, PlanLine, Version
from core.queries.budget_bases import bases_of
from core.services import budget_decision_adoption, budget_decisions, revised_budget
from core.services.balances import rebuild_from_plan
from tests import factories
from tests.core import decisions_town as t
from tests.core.decisions_town import MNKR, TKR


def test_supplement_von_plus_4_from_unforeseen_minus_4_changes_both(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "6110", 4 * MNKR), t.row(town, "1009", -4 * MNKR, account="7640")]
    made = t.draft(session, town, Kind.SUPPLEMENT, rows, financing="KS oförutsett")

    number = t.adopt(session, town.sara, made)

    assert number == 1
    assert t.changes(session, town) == {"1009": -4 * MNKR, "6110": 4 * MNKR}


def test_supplement_from_the_result_takes_29_to_25(session: Session) -> None:
    town = t.plant(session)
    made = t.draft(
        session, town, Kind.SUPPLEMENT, [t.row(town, "6110", 4 * MNKR)], financing="Årets resultat"
    )

    t.adopt(session, town.sara, made, from_result=4 * MNKR)

    assert -sum(t.sums_of(session, town.budget).values()) == 29 * MNKR
    assert -sum(t.sums_of(session, bases_of(session, 2026).revised or 0).values()) == 25 * MNKR


def test_supplement_without_financing_is_refused_and_nothing_is_numbered(session: Session) -> None:
    town = t.plant(session)
    made = t.draft(session, town, Kind.SUPPLEMENT, [t.row(town, "6110", 4 * MNKR)])

    with pytest.raises(RuleViolation, match="KL 11:15"):
        t.adopt(session, town.sara, made, from_result=4 * MNKR)

    assert session.get_one(BudgetDecision, made).number is None


def test_reallocation_bun_minus_3_von_plus_3(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "4120", -3 * MNKR, month=4), t.row(town, "6110", 3 * MNKR, month=4)]
    made = t.draft(session, town, Kind.REALLOCATION, rows, effective_month=4)

    t.adopt(session, town.sara, made)

    assert t.changes(session, town) == {"4120": -3 * MNKR, "6110": 3 * MNKR}
    body = session.exec(select(Decision)).one()
    assert (body.body, body.day.isoformat(), body.paragraph) == ("Kommunfullmäktige", "2026-03-30", "41")


def test_technical_27_out_of_the_pott_leaves_nothing_in_it(session: Session) -> None:
    town = t.plant(session)
    rows = [
        t.row(town, "4110", 10 * MNKR), t.row(town, "6110", 11 * MNKR), t.row(town, "4120", 6 * MNKR),
        t.row(town, "9410", -27 * MNKR),
    ]  # fmt: skip
    made = t.draft(session, town, Kind.TECHNICAL, rows)

    t.adopt(session, town.sara, made)

    assert t.changes(session, town) == {
        "4110": 10 * MNKR, "4120": 6 * MNKR, "6110": 11 * MNKR, "9410": -27 * MNKR,
    }  # fmt: skip


def test_internal_minus_400_plus_400_by_the_controller_of_the_committee(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "4110", -400 * TKR), t.row(town, "4120", 400 * TKR)]
    made = t.draft(session, town, Kind.INTERNAL, rows, actor=town.bo, unit="BUN")

    t.adopt(session, town.bo, made)

    assert t.changes(session, town) == {"4110": -400 * TKR, "4120": 400 * TKR}


@pytest.mark.parametrize(
    ("amount", "refusal"), [(52, ""), (53, "Nytt badhus \\(8001\\) har 5 200 tkr kvar från i fjol")]
)
def test_carry_over_of_a_project_with_5_2_of_12_left(session: Session, amount: int, refusal: str) -> None:
    town = t.plant(session)
    factories.make_code(session, factories.Dimension.PROJECT, "8001", "Nytt badhus")
    coding = factories.make_coding(session, "4010", project="8001")
    for kind, spent in ((VersionKind.BUDGET, 120), (VersionKind.ACTUAL, 68)):
        version = factories.make_version(session, kind, 2025)
        factories.put_balance(session, version, town.units["1009"], coding, {6: spent * MNKR // 10})
    row = t.row(town, "1009", amount * MNKR // 10, account="4010", project="8001")
    made = t.draft(session, town, Kind.CARRY_OVER, [row])

    if refusal:
        with pytest.raises(
            RuleViolation, match=refusal.replace(" tkr", "\u00a0tkr").replace("5 2", "5\u00a02")
        ):
            t.adopt(session, town.sara, made)
    else:
        t.adopt(session, town.sara, made)
        revised = t.sums_of(session, bases_of(session, 2026).revised or 0)
        assert revised["1009"] == 12 * MNKR + 520_000_000


def test_first_adopted_decision_makes_the_revised_budget_and_the_next_one_uses_it(session: Session) -> None:
    town = t.plant(session)
    numbers = []
    for n in range(3):
        rows = [t.row(town, "4110", -TKR), t.row(town, "4120", TKR)]
        made = t.draft(session, town, Kind.INTERNAL, rows, unit="BUN", key=f"draft {n}")
        numbers.append(t.adopt(session, town.sara, made, key=f"adopt {n}"))

    revised = session.exec(select(Version).where(Version.kind == VersionKind.REVISED)).all()

    assert numbers == [1, 2, 3]
    assert [(one.base_id, one.name) for one in revised] == [(town.budget, "Reviderad budget 2026")]
    assert t.changes(session, town) == {"4110": -3 * TKR, "4120": 3 * TKR}


def test_revised_lines_are_deltas_that_name_their_decision(session: Session) -> None:
    town = t.plant(session)
    made = t.draft(
        session, town, Kind.INTERNAL, [t.row(town, "4110", -TKR), t.row(town, "4120", TKR)], unit="BUN"
    )
    t.adopt(session, town.sara, made)

    lines = session.exec(select(PlanLine).where(PlanLine.version_id == bases_of(session, 2026).revised)).all()

    assert {(line.origin, line.origin_id) for line in lines} == {(PlanOrigin.DECISION, made)}
    assert len(lines) == 2


def test_revised_rebuilt_from_its_base_and_lines_is_the_same(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "9410", -27 * MNKR), t.row(town, "4120", 27 * MNKR)]
    t.adopt(session, town.sara, t.draft(session, town, Kind.TECHNICAL, rows))
    before = t.changes(session, town)

    rebuild_from_plan(session, bases_of(session, 2026).revised or 0)

    assert t.changes(session, town) == before == {"4120": 27 * MNKR, "9410": -27 * MNKR}


def test_adopted_decision_is_closed_by_the_database_itself(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "4110", -TKR), t.row(town, "4120", TKR)]
    made = t.draft(session, town, Kind.INTERNAL, rows, unit="BUN")
    t.adopt(session, town.sara, made)
    version = session.get_one(BudgetDecision, made).version_id

    with pytest.raises(DatabaseError, match="closed version"):
        revised_budget.move_balances(
            session,
            version,
            session.exec(select(PlanLine).where(PlanLine.version_id == version)).all(),
            sign=1,
        )


def test_counter_decision_turns_the_signs_and_takes_it_all_back(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "4120", -3 * MNKR, month=4), t.row(town, "6110", 3 * MNKR, month=4)]
    wrong = t.draft(session, town, Kind.REALLOCATION, rows, effective_month=4)
    t.adopt(session, town.sara, wrong)

    mended = budget_decisions.create_counter(session, town.sara, decision_id=wrong, key="counter")
    number = t.adopt(session, town.sara, mended, key="adopt counter")

    assert number == 2
    assert t.changes(session, town) == {}
    assert session.get_one(BudgetDecision, mended).title == "Rättar beslut 1: Ett beslut"


def test_adopt_before_the_budget_is_adopted_is_refused(session: Session) -> None:
    town = t.plant(session, adopted=False)

    with pytest.raises(RuleViolation, match="inte antagen än"):
        t.draft(session, town, Kind.INTERNAL, [], unit="BUN")


def test_adopt_with_the_same_key_again_gives_the_number_once(session: Session) -> None:
    town = t.plant(session)
    rows = [t.row(town, "4110", -TKR), t.row(town, "4120", TKR)]
    made = t.draft(session, town, Kind.INTERNAL, rows, unit="BUN")
    call = {"decision_id": made, "rev": 1, "text": t.ADOPTED_IN_MARCH, "key": "adopt"}

    first, again = (budget_decision_adoption.adopt(session, town.sara, **call) for _n in range(2))  # type: ignore[arg-type]

    assert (first, again) == (1, 1)
    assert t.changes(session, town) == {"4110": -TKR, "4120": TKR}


def test_adopt_of_what_has_changed_meanwhile_is_a_conflict(session: Session) -> None:
    town = t.plant(session)
    made = t.draft(
        session, town, Kind.INTERNAL, [t.row(town, "4110", -TKR), t.row(town, "4120", TKR)], unit="BUN"
    )

    with pytest.raises(Conflict, match="Någon annan"):
        budget_decision_adoption.adopt(
            session, town.sara, decision_id=made, rev=0, text=t.ADOPTED_IN_MARCH, key="adopt"
        )


@pytest.mark.parametrize("kind", [Kind.SUPPLEMENT, Kind.REALLOCATION, Kind.TECHNICAL, Kind.CARRY_OVER])
def test_controller_of_a_committee_prepares_no_decision_of_council(session: Session, kind: Kind) -> None:
    town = t.plant(session)

    with pytest.raises(NotAllowed):
        t.draft(session, town, kind, [], actor=town.bo)


def test_adopt_twice_is_refused(session: Session) -> None:
    town = t.plant(session)
    made = t.draft(
        session, town, Kind.INTERNAL, [t.row(town, "4110", -TKR), t.row(town, "4120", TKR)], unit="BUN"
    )
    t.adopt(session, town.sara, made)

    with pytest.raises(RuleViolation, match="redan antaget"):
        t.adopt(session, town.sara, made, key="again")

    assert session.get_one(BudgetDecision, made).state is BudgetDecisionState.ADOPTED
