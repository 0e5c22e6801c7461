from core.enums import UnitPlanState
from core.queries.plan_overview import PlanState
from core.reports.plan_overview import overview_sentence, overview_table
from core.table import Status

STATES = [
    PlanState(1, "Barn- och utbildningsnämnden", "BUN", UnitPlanState.ADOPTED, 7, 7, 3, 2, 1),
    PlanState(2, "Vård- och omsorgsnämnden", "VON", None, 0, 7, 0, 0, 0),
]


def test_sentence_counts_every_unit_below_once() -> None:
    words = "".join(part.text for part in overview_sentence(STATES))

    assert words == "3 av 5 enheter under har en plan, 2 är antagna."


def test_nothing_adopted_is_said_in_words() -> None:
    words = "".join(part.text for part in overview_sentence(STATES[1:]))

    assert words == "0 av 1 enhet under har en plan, ingen är antagen."


def test_row_tells_state_headings_and_what_lies_under() -> None:
    table = overview_table(STATES, year=2027)

    assert [(row.cells, row.status, row.drill) for row in table.rows] == [
        (
            ("Barn- och utbildningsnämnden", "Antagen", "7 av 7", "2 av 3 har en plan, 1 antagen"),
            Status.OK, "BUN",
        ),
        (("Vård- och omsorgsnämnden", "Inte påbörjad", "–", "–"), Status.NONE, "VON"),
    ]  # fmt: skip
