"""The forecast rounds of the demo that are over: what every unit said, when, and why.

Three rounds a year, each with its version, closed on its day. They are laid the way a municipality
that begins with the system brings its history along: rows and states at once, with the days that
they had, and nobody is told of what is long past.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from sqlmodel import Session, insert

from core.db import Database
from core.enums import ForecastMethod, PlanOrigin, Role, RoundKind, RoundState, UnitKind, VersionKind
from core.models import ForecastProposal, ForecastReason, PlanLine, Round, Version
from core.money import ORE_PER_KRONA
from core.periods import MONTHS
from core.queries import trees
from core.queries.classes import read_definition
from core.queries.forecast_series import ROWS
from core.queries.forecast_versions import Spot
from core.queries.rounds import preview_opening
from core.queries.users import user_ids
from core.rules.access import Actor
from core.rules.forecast import rows_with_cause
from core.rules.rounds import NewLevel, NewRound
from core.rules.row_lines import place_accounts
from core.rules.variance import Limit
from core.services import audit, balances, rounds, versions
from core.services.forecast_nominations import ensure_nominations
from core.services.submission_steps import freeze_steps
from core.services.transaction import transaction
from demo.account_use import uses
from demo.facts import LEDGER_YEARS
from demo.facts_forecast import (
    ADJUSTED_AT,
    ADJUSTMENT,
    ADJUSTMENT_TEXT,
    CLOSED_ROUNDS,
    OCTOBER,
    RoundFacts,
)
from demo.forecast_figures import Ints, Place, Said, YearFigures, said_in, unit_of
from demo.forecast_states import Happened, manager_of, usual_course, write_history
from demo.forecast_words import Words, words_of, words_of_net
from demo.seasons import share_out
from demo.stories import STORY_YEAR

Rows: TypeAlias = list[dict[str, Any]]
_NOT_OPERATING = ("40", "89")
_CLOSING_HOUR = 14
_INSTRUCTION = (
    "Se över förslaget rad för rad. Ändra det som inte stämmer, och skriv orsaken till avvikelser över "
    "gränsen."
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where every unit's row is stored, and the ids of units and users."""

    spots: Mapping[Place, Spot]
    units: Mapping[str, int]
    users: Mapping[str, int]


def lay(database: Database, actor: Actor) -> tuple[Places, list[Said]]:
    """Lay every round that is over, one transaction each; return the places, and what the last one said."""
    with transaction(database, actor) as session:
        places = _places(session, actor)
        row_of = _row_of(session)
    figures = {year: YearFigures(year, row_of) for year in LEDGER_YEARS}
    said: list[Said] = []
    for facts in CLOSED_ROUNDS:
        said = said_in(figures[facts.year], facts)
        with transaction(database, actor) as session:
            _lay_round(session, actor, facts, said, places)
    return places, said


def asked_units(places: Places) -> list[int]:
    """Return the ids of the units that a forecast asks: all that have an ansvar right below them."""
    return sorted(places.units[code] for code in set(unit_of().values()))


def _places(session: Session, actor: Actor) -> Places:
    """Choose where every row is stored, the latest budget before the earlier ones."""
    units = trees.unit_ids(session)
    codes = {unit_id: code for code, unit_id in units.items()}
    asked = sorted(units[code] for code in set(unit_of().values()))
    spots: dict[tuple[int, str], Spot] = {}
    for year in reversed(LEDGER_YEARS):
        spots = ensure_nominations(session, year=year, tree_id=actor.tree_id, unit_ids=asked)
    named = {(codes[unit_id], row): spot for (unit_id, row), spot in spots.items()}
    return Places(named, units, user_ids(session))


def _row_of(session: Session) -> dict[str, str]:
    """Return the report row of every account of operations."""
    accounts = [account for account in uses() if not account.startswith(_NOT_OPERATING)]
    return place_accounts(read_definition(session, ROWS), accounts)


def _lay_round(
    session: Session, actor: Actor, facts: RoundFacts, said: Sequence[Said], places: Places
) -> None:
    """Create a round with its version, what was said in it, and its closing."""
    round_id = rounds.create_round(session, actor, content=_content(facts), key=key_of(facts.name))
    rounds.choose_units(session, actor, round_id=round_id, unit_ids=asked_units(places))
    version_id = versions.create_version(
        session, actor, kind=VersionKind.FORECAST, year=facts.year, name=facts.name
    )
    freeze_steps(session, round_id, preview_opening(session, actor, round_id=round_id))
    courses = {
        unit: usual_course(unit, facts.opens, facts.deadline, facts.reviewed, salt=facts.name)
        for unit in sorted(set(unit_of().values()))
    }
    write_history(session, round_id, courses)
    _write_figures(session, version_id, facts, said, places)
    write_reasons(session, version_id, reasons_of(facts.year, facts.key, said), courses, places)
    _close(session, actor, facts, round_id, version_id)


def _write_figures(
    session: Session, version_id: int, facts: RoundFacts, said: Sequence[Said], places: Places
) -> None:
    """Write a line and a proposal for every row, the central adjustment, and the balances of them all."""
    spots = [places.spots[one.place] for one in said]
    months = _laid_out(said, facts.months)
    lines = [
        _line(version_id, spot, row, explain=_explain(one, facts, places))
        for one, spot, row in zip(said, spots, months.tolist(), strict=True)
    ]
    if (facts.year, facts.key) == (STORY_YEAR, OCTOBER):
        left = [0] * facts.months + [1] * (len(MONTHS) - facts.months)
        year = -share_out(np.array(left, dtype=np.float64), ADJUSTMENT) * ORE_PER_KRONA
        spots.append(places.spots[ADJUSTED_AT])
        months = np.vstack([months, year])
        adjusted = {"origin": PlanOrigin.ADJUSTMENT, "text": ADJUSTMENT_TEXT}
        lines.append(_line(version_id, spots[-1], year.tolist(), explain=None) | adjusted)
    session.execute(insert(PlanLine), lines)
    session.execute(insert(ForecastProposal), [_proposal(version_id, one, facts, places) for one in said])
    amounts = np.zeros((len(months), len(balances.AMOUNT_COLUMNS)), dtype=np.int64)
    amounts[:, 1 : len(MONTHS) + 1] = months
    units, codings = np.array(spots, dtype=np.int64).T
    balances.add_deltas(session, version_id, balances.Deltas(units, codings, amounts))


def _laid_out(said: Sequence[Said], known: int) -> Ints:
    """Return values over their months in öre, ledger sign: those that were known, the rest as budgeted."""
    months = np.array([one.months[:known] for one in said])
    rest = np.abs(np.array([one.budget[known:] for one in said])).astype(np.float64)
    rest[~rest.any(axis=1)] = 1
    left = share_out(rest, np.array([one.value for one in said]) - months.sum(axis=1))
    years: Ints = -np.hstack([months, left]) * ORE_PER_KRONA
    return years


def _line(version_id: int, spot: Spot, year: Sequence[int], explain: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "version_id": version_id, "unit_id": spot[0], "coding_id": spot[1], "origin": PlanOrigin.MANUAL,
        "explain": explain, "text": "", **{f"m{month}": year[month - 1] for month in MONTHS},
    }  # fmt: skip


def _explain(one: Said, facts: RoundFacts, places: Places) -> dict[str, Any]:
    outcome = int(one.months[: facts.months].sum()) * ORE_PER_KRONA
    unit, row = one.place
    return {"unit": places.units[unit], "row": row, "months": facts.months, "outcome": outcome, "from": None}


def _proposal(version_id: int, one: Said, facts: RoundFacts, places: Places) -> dict[str, Any]:
    """Return what the system would have proposed: what had come, and the rest of the budget."""
    come = int(one.months[: facts.months].sum())
    amount = (come + int(one.budget[facts.months :].sum())) * ORE_PER_KRONA
    return {
        "version_id": version_id, "unit_id": places.units[one.place[0]], "row_key": one.place[1],
        "method": ForecastMethod.REST_OF_BUDGET, "amount": amount, "low": amount, "high": amount,
        "months_known": facts.months,
        "explain": {
            "outcome": come * ORE_PER_KRONA, "budget": int(one.budget.sum()) * ORE_PER_KRONA,
            "last_year": None, "last_year_so_far": None, "tested": False,
        },
    }  # fmt: skip


def reasons_of(year: int, key: str, said: Sequence[Said]) -> dict[Place, Words]:
    """Return the causes of a round: of every row and, by the empty row, every net beyond the limit."""
    by_unit: defaultdict[str, dict[str, tuple[int, int | None]]] = defaultdict(dict)
    for one in said:
        unit, row = one.place
        by_unit[unit][row] = one.value * ORE_PER_KRONA, int(one.budget.sum()) * ORE_PER_KRONA
    found: dict[Place, Words] = {}
    for unit, rows in by_unit.items():
        variances = {row: value - (budget or 0) for row, (value, budget) in rows.items()}
        net, beyond = rows_with_cause(rows, Limit())
        found |= {(unit, row): words_of(year, key, (unit, row), variances[row]) for row in beyond}
        if net:
            found[unit, ""] = words_of_net(year, key, unit, variances)
    return found


def write_reasons(
    session: Session,
    version_id: int,
    reasons: Mapping[Place, Words],
    courses: Mapping[str, Sequence[Happened]],
    places: Places,
) -> None:
    """Write the causes, said by whoever handed the unit in."""
    rows: Rows = [
        {
            "version_id": version_id, "unit_id": places.units[unit], "row_key": row, "cause": cause,
            "text": text, "user_id": places.users[manager_of(unit)], "at": courses[unit][1].at,
        }
        for (unit, row), (cause, text) in sorted(reasons.items())
    ]  # fmt: skip
    session.execute(insert(ForecastReason), rows)


def _close(session: Session, actor: Actor, facts: RoundFacts, round_id: int, version_id: int) -> None:
    """Close a round and its version for ever, on the day that it had."""
    closed = session.get_one(Round, round_id)
    closed.version_id, closed.state = version_id, RoundState.CLOSED
    version = session.get_one(Version, version_id)
    day = facts.closes
    version.closed_at = datetime(day.year, day.month, day.day, _CLOSING_HOUR, tzinfo=UTC)
    session.add_all((closed, version))
    session.flush()
    rounds.record_round(session, actor, "round_closed", round_id, (RoundState.OPEN, RoundState.CLOSED))
    audit.record(
        session, actor, "version_closed", subject=("version", version_id), change=(None, version.name)
    )


def _content(facts: RoundFacts) -> NewRound:
    return NewRound(
        kind=RoundKind.FORECAST,
        name=facts.name,
        year=facts.year,
        opens=facts.opens,
        deadline=facts.deadline,
        closes=facts.closes,
        levels=(NewLevel(UnitKind.COMMITTEE, Role.CONTROLLER, facts.reviewed),),
        instruction=_INSTRUCTION,
        minutes=15,
        by_itself=False,
    )


def key_of(name: str) -> str:
    """Return the request key of something that the demo does once."""
    return str(uuid5(NAMESPACE_URL, f"demo forecasts {name}"))
