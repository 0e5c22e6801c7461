from collections.abc import Callable

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import BudgetDecisionKind, BudgetDecisionState
from core.models import BudgetDecision
from core.queries.own_redistribution import list_own_rows
from core.services import budget_decision_rows, budget_decisions
from core.services.own_redistribution import Move, request_move
from core.services.transaction import transaction
from tests.pages.budget_town import actor_of, adopt_budget, unit_id
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "budgetbeslut"


@pytest.fixture
def adopted(town: Database) -> Database:
    adopt_budget(town)
    return town


def press(run: AppTest, label: str) -> AppTest:
    next(one for one in run.main.button if one.label == label).click()
    return run.run()


def pick(run: AppTest, label: str, part: str) -> None:
    """Choose the option whose words hold a part."""
    box = next(one for one in run.selectbox if one.label == label)
    box.select_index(next(n for n, option in enumerate(box.options) if part in option))


def stored(database: Database) -> list[tuple[str, BudgetDecisionState, int | None]]:
    with database.reading() as session:
        rows = session.exec(select(BudgetDecision).order_by(BudgetDecision.id))  # type: ignore[arg-type]
        return [(row.title, row.state, row.number) for row in rows]


def ask(database: Database) -> int:
    """Let maria ask to move 30 000 kr from hourly to monthly pay."""
    with transaction(database) as session:
        maria = actor_of(database, session, "maria")
        unit = unit_id(session, "411")
        rows = {
            row.account: (row.unit_id, row.coding_id)
            for row in list_own_rows(session, maria, year=2026, unit_id=unit)
        }
        move = Move(rows["5030"], rows["5010"], 30_000_00, 11)
        return request_move(session, maria, unit_id=unit, year=2026, move=move, key="ask")


def draft(database: Database) -> int:
    """Make a draft of sara's inside the nämnd with two rows that sum to zero."""
    with transaction(database) as session:
        sara = actor_of(database, session, "sara")
        content = budget_decisions.DecisionContent(
            BudgetDecisionKind.INTERNAL, 2026, "Fler lärare", unit_id(session, "4")
        )
        made = budget_decisions.create_draft(session, sara, content=content, key="draft")
        months = (*(None,) * 11, 50_000_00)
        rows = [
            budget_decision_rows.NewRow(unit_id(session, "4110"), "5010", months),
            budget_decision_rows.NewRow(
                unit_id(session, "4120"), "6420", tuple(-one if one else None for one in months)
            ),
        ]
        budget_decision_rows.add_rows(session, sara, decision_id=made, rows=rows, key="rows")
    return made


def test_decisions_without_any_says_how_the_first_one_begins(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")

    shown = words_of(open_page(PATH))

    assert "Inget beslut har ändrat budgeten 2026." in shown
    assert "Inga beslut att visa" in shown


def test_decisions_of_a_year_without_adopted_budget_says_so(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")

    run = open_page(PATH)

    assert list(run.exception) == []
    assert "är inte antagen än" in words_of(run)


def test_decisions_form_makes_a_draft_and_asks_for_rows(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = press(open_page(PATH), "Nytt beslut")
    run.selectbox(key="new_kind").set_value(BudgetDecisionKind.REALLOCATION).run()
    run.text_input(key="new_title").input("Till grannskolan")

    run = press(run, "Spara och lägg till rader")

    assert list(run.exception) == []
    assert stored(adopted) == [("Till grannskolan", BudgetDecisionState.DRAFT, None)]
    shown = words_of(run)
    assert "Lägg till minst en enhet med ett belopp." in shown
    assert "Lägg till en rad" in shown


def test_decisions_draft_gets_a_row_typed_in_thousands(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    made = draft(adopted)
    sign_in_as("sara")
    run = open_page(PATH, beslut=str(made))
    pick(run, "Ansvar", "4110")
    pick(run, "Konto", "5030")
    next(one for one in run.text_input if one.label == "Belopp i år").input("12 tkr")

    run = press(run, "Lägg till raden")

    assert list(run.exception) == []
    shown = words_of(run)
    assert "+12\u00a0000" in shown
    assert "ska summera till noll" in shown


def test_decisions_draft_is_adopted_with_its_number(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    made = draft(adopted)
    sign_in_as("sara")
    run = open_page(PATH, beslut=str(made))
    assert "Allt är klart för beslut" in words_of(run)
    next(one for one in run.text_input if one.label == "Vem har beslutat?").input("Nämnden")
    next(one for one in run.text_input if one.label == "Paragraf").input("17")

    run = press(run, "Anta beslutet")

    assert list(run.exception) == []
    assert stored(adopted) == [("Fler lärare", BudgetDecisionState.ADOPTED, 1)]
    shown = words_of(run)
    assert "§ 17" in shown
    assert "Rätta med motbeslut" in [button.label for button in run.main.button]


def test_decisions_adopted_one_is_countered_with_the_signs_turned(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    made = draft(adopted)
    sign_in_as("sara")
    run = open_page(PATH, beslut=str(made))
    next(one for one in run.text_input if one.label == "Vem har beslutat?").input("Nämnden")
    run = press(run, "Anta beslutet")

    run = press(run, "Rätta med motbeslut")

    assert list(run.exception) == []
    assert stored(adopted)[1] == ("Rättar beslut 1: Fler lärare", BudgetDecisionState.DRAFT, None)
    assert "Allt är klart för beslut" in words_of(run)


def test_decisions_manager_asks_in_three_fields(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    run = press(open_page(PATH), "Flytta pengar inom min enhet")
    pick(run, "Från rad", "5030")
    pick(run, "Till rad", "5010")
    run.text_input(key="move_amount").input("30 tkr")

    run = press(run, "Be om flytten")

    assert list(run.exception) == []
    assert stored(adopted) == [("Från Timlön till Månadslön", BudgetDecisionState.REQUESTED, None)]
    assert "Väntar på godkännande" in words_of(run)


def test_decisions_manager_who_asks_for_too_much_is_told_what_is_left(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    run = press(open_page(PATH), "Flytta pengar inom min enhet")
    pick(run, "Från rad", "5030")
    pick(run, "Till rad", "5010")
    run.text_input(key="move_amount").input("3 mnkr")

    run = press(run, "Be om flytten")

    assert [error.value.replace("\u00a0", " ") for error in run.error] == [
        "Timlön har 40 000 kr kvar av årets budget. Flytta högst det."
    ]
    assert run.text_input(key="move_amount").value == "3 mnkr"


def test_decisions_controller_approves_what_the_manager_asked(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    made = ask(adopted)
    sign_in_as("sara")

    run = press(open_page(PATH, beslut=str(made)), "Anta beslutet")

    assert list(run.exception) == []
    assert stored(adopted) == [("Från Timlön till Månadslön", BudgetDecisionState.ADOPTED, 1)]


def test_decisions_controller_drops_with_a_reason(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    made = ask(adopted)
    sign_in_as("sara")
    run = open_page(PATH, beslut=str(made))
    run.text_input(key=f"reason_{made}").input("Ryms redan.")

    run = press(run, "Lägg ned")

    assert list(run.exception) == []
    assert stored(adopted)[0][1] is BudgetDecisionState.DROPPED


def test_decisions_filters_stand_in_the_address(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    ask(adopted)
    sign_in_as("sara")

    hidden = words_of(open_page(PATH, lage="adopted"))
    shown = words_of(open_page(PATH, lage="requested"))

    assert "Inga beslut att visa" in hidden
    assert "Från Timlön till Månadslön" in shown


def test_decisions_never_show_the_neighbour(
    adopted: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    made = draft(adopted)
    sign_in_as("maria")

    run = open_page(PATH, beslut=str(made))

    assert "Grannskolan" not in words_of(run)
    assert "Fler lärare" not in words_of(run)
