import pytest

from core.rules.limit_examples import example_of
from core.rules.limit_types import LimitKind
from core.rules.limits import LIMITS, USUAL, LimitKey, LimitValues


def example(key: LimitKey, values: LimitValues = USUAL) -> str:
    return example_of(key, values).replace("\u00a0", " ")


def test_every_limit_but_the_municipalitys_own_texts_has_an_example() -> None:
    without = {key for key in LimitKey if not example(key)}

    assert without == {
        LimitKey.NAME, LimitKey.ALLOCATION_MODEL, LimitKey.ALLOCATION_ACCOUNTS, LimitKey.ALLOCATION_WORD,
        LimitKey.FINANCE_UNIT, LimitKey.INVESTMENT_PROJECTS, LimitKey.NOT_OPERATING,
    }  # fmt: skip
    assert LimitKind.MONEY not in {LIMITS[key].kind for key in without}


@pytest.mark.parametrize(
    ("key", "texts", "words"),
    [
        # 1 % of 5 mnkr is 50 tkr, less than 100 tkr; of 50 mnkr it is 500 tkr.
        (LimitKey.FORECAST_SHARE, {},
         "Med 5,0 mnkr i budget behövs en orsak när prognosen skiljer mer än 100 000 kr. "
         "Med 50,0 mnkr är det 500 000 kr."),
        # 3 % of 5 mnkr is 150 tkr, of 50 mnkr 1.5 mnkr.
        (LimitKey.FORECAST_AMOUNT, {"forecast_limit_share": "0.03"},
         "Med 5,0 mnkr i budget behövs en orsak när prognosen skiljer mer än 150 000 kr. "
         "Med 50,0 mnkr är det 1 500 000 kr."),
        (LimitKey.PLAN_DAYS, {},
         "Rapporteras ett underskott den 15 september ska åtgärderna vara beslutade senast 15 oktober."),
        # Ten times 20 tkr is 200 tkr, which is more than 50 tkr; twice is 40 tkr, which is less.
        (LimitKey.BUDGET_TIMES, {}, "En rad som var 20 000 kr förra året frågas det om från 200 000 kr."),
        (LimitKey.BUDGET_TIMES_FROM, {"budget_times": "2"},
         "En rad som var 20 000 kr förra året frågas det om från 50 000 kr."),
        (LimitKey.BUDGET_MIRROR, {}, "Har köparen budgeterat 200 000 kr går säljarens 199 000 kr till "
         "201 000 kr igenom."),
        (LimitKey.OWN_REDISTRIBUTION, {"own_redistribution": "free"},
         "En rektor som flyttar 50 000 kr från läromedel till vikarier gör det direkt."),
        (LimitKey.CONTROL_ASK, {}, "En ovanlig rad på 24 999 kr frågas det inte om, men en på 25 000 kr."),
        (LimitKey.INDICATOR_MOST, {"indicator_most": "5"},
         "Den som lägger till nyckeltal nummer 6 på en enhet skriver varför."),
        (LimitKey.INDICATOR_MOST, {"indicator_most": "0"},
         "En enhet kan följa hur många nyckeltal som helst."),
        (LimitKey.PLAN_LEVEL, {}, "Underskottet räknas ihop per nämnd, och där beslutas om åtgärder."),
        (LimitKey.REMIND_BEFORE, {}, "Det som ska vara klart 15 september påminns det om 12 september."),
        (LimitKey.REMIND_AFTER, {"reminder_days_after": "-"}, "Ingen påminns."),
        (LimitKey.ATTACHMENT_SIZE, {}, "En fil på 21 MB tas inte emot."),
    ],
)  # fmt: skip
def test_example_follows_the_values_that_hold(key: LimitKey, texts: dict[str, str], words: str) -> None:
    assert example(key, LimitValues(texts)) == words
