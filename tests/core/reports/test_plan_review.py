from datetime import date
from decimal import Decimal

import pytest

from core.queries.plan_review import ReviewItem
from core.reports.plan_review import result_table, result_words, standing_words
from core.rules.plan_review import ItemChoice, PlanChoice, PlanItem

KEEP, CHANGE, CLOSE = PlanChoice
TEXT = ReviewItem(PlanItem.TEXT, "lage", 1, "Läget", text="Vi är färre.", goes_on=False)
GOAL = ReviewItem(PlanItem.GOAL, "1", 0, "Fler läser")
TASK = ReviewItem(PlanItem.GOAL, "2", 0, "Utred skolskjuts", day=date(2026, 10, 1))
FIGURE = ReviewItem(
    PlanItem.INDICATOR, "3", 0, "Sjukfrånvaro", target=Decimal("6.5"), measure_unit="procent", decimals=1
)
ENDING = ReviewItem(PlanItem.ACTIVITY, "4", 0, "Läslyft", goes_on=False, day=date(2026, 12, 18))
GOING = ReviewItem(PlanItem.ACTIVITY, "5", 0, "Rastvärdar", day=date(2027, 6, 11))


def _choice(item: ReviewItem, what: PlanChoice, **facts: object) -> ItemChoice:
    return ItemChoice(item.kind, item.item, item.rev, what, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (TEXT, ""),
        (GOAL, ""),
        (TASK, "Återrapporteras 2026-10-01"),
        (FIGURE, "Målvärde 2026: 6,5\u00a0procent"),
        (ReviewItem(PlanItem.INDICATOR, "6", 0, "Elever"), "Inget målvärde 2026"),
        (ENDING, "Sista dag 2026-12-18"),
        (ReviewItem(PlanItem.ACTIVITY, "7", 0, "Läxhjälp"), "Pågår tills vidare"),
        (ReviewItem(PlanItem.GOAL, "8", 0, "Lugn", goes_on=False), "Gäller till och med 2026"),
    ],
)
def test_what_stands_is_told_in_words(item: ReviewItem, expected: str) -> None:
    assert standing_words(item, year=2026) == expected


@pytest.mark.parametrize(
    ("item", "choice", "expected"),
    [
        (TEXT, _choice(TEXT, CLOSE), "Rubriken börjar tom."),
        (TEXT, _choice(TEXT, CHANGE, text="Nytt"), "Din nya text står i planen."),
        (GOAL, _choice(GOAL, KEEP), "Gäller även 2027."),
        (GOAL, _choice(GOAL, CHANGE, title="Alla  läser"), "Från 2027: ”Alla läser”. Årets mål ändras inte."),
        (GOAL, _choice(GOAL, CLOSE), "Gäller till och med 2026 och följs upp som vanligt."),
        (FIGURE, _choice(FIGURE, KEEP), "Målvärde 2027: 6,5\u00a0procent"),
        (FIGURE, _choice(FIGURE, CHANGE, target=Decimal("5.8")), "Målvärde 2027: 5,8\u00a0procent"),
        (FIGURE, _choice(FIGURE, CLOSE), "Följs till och med 2026. Värdena finns kvar."),
        (
            ENDING,
            _choice(ENDING, KEEP, day=date(2027, 12, 18)),
            "”Läslyft” pågår 2027-01-01 till 2027-12-18. Årets aktivitet ändras inte.",
        ),
        (ENDING, _choice(ENDING, CLOSE), "Följer inte med. Årets aktivitet avslutas när året är slut."),
        (GOING, _choice(GOING, KEEP), "Pågår som den är."),
        (GOING, _choice(GOING, CHANGE, day=date(2027, 12, 1)), "Ny sista dag 2027-12-01."),
        (GOING, _choice(GOING, CLOSE), "Slutar 2026-12-31."),
    ],
)
def test_what_a_choice_leads_to_is_told_in_words(item: ReviewItem, choice: ItemChoice, expected: str) -> None:
    assert result_words(item, choice, year=2027) == expected


def test_result_is_a_row_a_choice() -> None:
    table = result_table([(GOAL, _choice(GOAL, KEEP)), (ENDING, _choice(ENDING, CLOSE))], year=2027)

    assert [row.cells[:2] for row in table.rows] == [("Fler läser", "Behåll"), ("Läslyft", "Avsluta")]
