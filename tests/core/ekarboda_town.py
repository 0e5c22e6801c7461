"""Ekarboda in small: a unit per nämnd and three of finance, the budget of 2026 with its two decisions,
and the forecasts of the year as the municipality made them. Amounts in mnkr, report sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlmodel import Session

from core.enums import BudgetDecisionKind, PlanOrigin, Role, RoundKind, RoundState, VersionKind
from core.models import PlanLine, Round, RoundUnit, RowLine, Version
from core.queries.budget_decisions import read_budget_decision
from core.rules.access import Actor
from core.rules.spreading import EQUAL, spread
from core.services import budget_decision_adoption
from core.services.decision_lines import NewLine, insert_lines
from core.services.decisions import DecisionText
from tests.core import decisions_town
from tests.core.decisions_town import MNKR
from tests.factories import close_months, make_actor, make_coding, make_tree, make_version, put_balance

YEAR, TKR = 2026, 100_000
COMMITTEES = ("KS", "BUN", "SON", "VON", "KFN", "SBN", "KF")
FINANCE = ("910", "920", "940")
TREE = "EKA K - Ekarboda kommun\n" + "\n".join(
    [
        *(f"{code} N EKA {code}\n{code}1 E {code} Enheten {code}\n{code}10 A {code}1 Ansvar {code}"
          for code in COMMITTEES),
        "FIN F EKA Finansförvaltningen",
        "910 E FIN Skatter och bidrag\n9100 A 910 Skatter",
        "920 E FIN Finansiering\n9200 A 920 Räntor",
        "940 E FIN Centrala poster\n9400 A 940 Lönepott",
    ]
)  # fmt: skip
KF_BUDGET = {"KS": 159, "BUN": 898, "SON": 147, "VON": 634, "KFN": 88, "SBN": 100, "KF": 15}
# finansförvaltningen −8, taxes and grants 2 086, finance −8: with the nämnder's 2 041 the result is 29
FIN_BUDGET = {"910": 2086, "920": -8, "940": -8}
FORECASTS = {
    "T1": {"KS": 1, "BUN": -2, "SON": -3, "VON": -4, "940": 4},
    "T2": {"KS": 3, "SON": -6, "VON": -9, "SBN": -1, "940": 2, "910": 5},
    "okt": {"KS": 5, "BUN": 4, "SON": -9, "VON": -14, "SBN": -2, "910": 8, "920": 1},
}
"""Each forecast against the budget of its day, in mnkr; the others are as budgeted."""
_ROWS = (("kostnader", "Kostnader", "5"), ("skatter", "Skatter", "80-83"), ("finans", "Finans", "84-89"))
_ACCOUNT = {"910": "8010", "920": "8510"}


@dataclass(frozen=True, slots=True)
class Ekarboda:
    units: dict[str, int]
    sara: Actor
    budget: int
    actual: int


def plant(session: Session) -> Ekarboda:
    """Make the municipality with its adopted budget and two decisions; ten months are closed."""
    units = make_tree(session, TREE)
    session.add_all(
        RowLine(definition="report", key=key, position=n, title=title, accounts=accounts)
        for n, (key, title, accounts) in enumerate(_ROWS)
    )
    session.flush()
    sara = make_actor(session, Role.CONTROLLER, units["EKA"])
    budget = make_version(session, VersionKind.BUDGET, YEAR, "Budget 2026")
    net = {**{code: -amount for code, amount in KF_BUDGET.items()}, **FIN_BUDGET}
    lines = [
        NewLine(*spot(session, units, code), spread(-amount * MNKR, EQUAL)) for code, amount in net.items()
    ]
    insert_lines(session, budget, lines)
    session.get_one(Version, budget).closed_at = datetime(2025, 11, 24, 12, tzinfo=UTC)
    session.flush()
    actual = make_version(session, VersionKind.ACTUAL, YEAR)
    for code, amount in net.items():
        ansvar, coding = spot(session, units, code)
        put_balance(session, actual, ansvar, coding, dict.fromkeys(range(1, 12), -amount * 7 * TKR))
    close_months(session, YEAR, range(1, 11))
    town = Ekarboda(units, sara, budget, actual)
    decide(session, town, {"BUN": 3, "VON": -3}, date(2026, 3, 30))
    pott = {"BUN": -10, "VON": -11, "SON": -2, "KS": -2, "KFN": -1, "SBN": -1, "940": 27}
    decide(session, town, pott, date(2026, 6, 22))
    return town


def spot(session: Session, units: Mapping[str, int], code: str) -> tuple[int, int]:
    """Return the ansvar and coding of a nämnd or a unit of finance."""
    ansvar = units[f"{code}10"] if code in COMMITTEES else units[f"{code}0"]
    return ansvar, make_coding(session, _ACCOUNT.get(code, "5020"))


def decide(session: Session, town: Ekarboda, change: Mapping[str, int], day: date) -> None:
    """Adopt a decision that moves budget (mnkr, report sign) from its month on."""
    world = decisions_town.Town(
        {**town.units, **{code: spot(session, town.units, code)[0] for code in change}},
        town.sara, town.sara, town.sara, town.budget,
    )  # fmt: skip
    kind = BudgetDecisionKind.TECHNICAL if "940" in change else BudgetDecisionKind.REALLOCATION
    rows = [
        decisions_town.row(world, code, -amount * MNKR, account="5020", month=day.month)
        for code, amount in change.items()
    ]
    made = decisions_town.draft(session, world, kind, rows, permanent=False, key=f"draft {day}")
    rev = read_budget_decision(session, town.sara, decision_id=made).rev
    text = DecisionText("Kommunfullmäktige", day, "41", "2026/118")
    budget_decision_adoption.adopt(
        session, town.sara, decision_id=made, rev=rev, text=text, key=f"adopt {day}"
    )


def forecast(session: Session, town: Ekarboda, name: str, closed: datetime | None = None) -> int:
    """Store a forecast of the year, closed at a moment or open; return its version."""
    version = make_version(session, VersionKind.FORECAST, YEAR, f"Prognos {name} 2026")
    budget = budget_at(closed.date() if closed else date(2026, 11, 9))
    asked = Round(
        kind=RoundKind.FORECAST, name=f"Prognos {name} 2026", year=YEAR, opens=date(2026, 5, 1),
        deadline=date(2026, 11, 15), closes=date(2026, 11, 30), version_id=version,
        state=RoundState.CLOSED if closed else RoundState.OPEN,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    for code, amount in budget.items():
        unit = town.units[f"{code}1" if code in COMMITTEES else code]
        session.add(RoundUnit(round_id=asked.id or 0, unit_id=unit, deadline=date(2026, 11, 15)))
        ansvar, coding = spot(session, town.units, code)
        year = -(amount + FORECASTS[name].get(code, 0)) * MNKR
        line = PlanLine(
            version_id=version, unit_id=ansvar, coding_id=coding, m12=year, origin=PlanOrigin.MANUAL,
            explain={"unit": unit, "row": "kostnader", "months": 0, "outcome": 0, "from": None},
        )  # fmt: skip
        session.add(line)
        put_balance(session, version, ansvar, coding, {12: year})
    if closed is not None:
        session.get_one(Version, version).closed_at = closed
    session.flush()
    return version


def budget_at(day: date) -> dict[str, int]:
    """Return the budget of each nämnd and unit of finance on a day, by hand: what KF has decided by then."""
    held = {**{code: -amount for code, amount in KF_BUDGET.items()}, **FIN_BUDGET}
    if day >= date(2026, 3, 30):
        held.update(BUN=-895, VON=-637)
    if day >= date(2026, 6, 22):
        held.update({"BUN": -905, "VON": -648, "SON": -149, "KS": -161, "KFN": -89, "SBN": -101, "940": 19})
    return held
