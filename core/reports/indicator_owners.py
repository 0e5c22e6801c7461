"""Owners that exist: what nobody active answers for, or nobody updates, and how much of it each has.

build(session, actor, *, units, unit_id, days) -> OwnersPage
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from core.enums import ActivityState, UnitKind
from core.queries.access import UnitRow
from core.queries.activities import ActivityRow, list_activities
from core.queries.indicator_owners import (
    Neglect,
    NeglectedRow,
    active_people,
    list_neglected,
    names_of_owners,
)
from core.rules.access import Actor
from core.table import Column, Kind, Row, Table
from core.texts import _, ngettext

WORDS: dict[Neglect, str] = {
    Neglect.NO_OWNER: _("Ingen ägare"),
    Neglect.LEFT: _("Ägaren har slutat eller saknar roll"),
    Neglect.NEVER: _("Aldrig uppdaterat"),
    Neglect.OLD: _("Inte uppdaterat på länge"),
}


@dataclass(frozen=True, slots=True)
class OwnersPage:
    """The key figures and activities listed, and for each förvaltning how many of how many."""

    figures: tuple[NeglectedRow, ...]
    activities: tuple[tuple[ActivityRow, Neglect], ...]
    shares: tuple[tuple[str, int, int], ...]
    names: dict[int, str]
    units: dict[int, UnitRow]

    @property
    def answer(self) -> str:
        """The answer in one sentence."""
        if not self.figures and not self.activities:
            return _("Allt har en ägare och är uppdaterat.")
        figures = ngettext("{n} nyckeltal", "{n} nyckeltal", len(self.figures)).format(n=len(self.figures))
        activities = ngettext("{n} aktivitet", "{n} aktiviteter", len(self.activities)).format(
            n=len(self.activities)
        )
        return _("{figures} och {activities} behöver någon.").format(figures=figures, activities=activities)


def build(session: Session, actor: Actor, *, units: Sequence[UnitRow], unit_id: int, days: int) -> OwnersPage:
    """Return what is listed of a unit and all under it; `units` are those in scope in the tree's order."""
    within = {unit.id for unit in _under(units, unit_id)}
    neglected = list_neglected(session, actor, days=days)
    counted = neglected.counted
    shares = []
    for unit in units:
        if unit.kind is UnitKind.DEPARTMENT and unit.id in within:
            below = [counted[one.id] for one in _under(units, unit.id) if one.id in counted]
            if below:
                shares.append((unit.name, sum(n for _all, n in below), sum(n for n, _listed in below)))
    return OwnersPage(
        figures=tuple(row for row in neglected.rows if row.unit_id in within),
        activities=tuple(_activities(session, actor, within, days)),
        shares=tuple(sorted(shares, key=lambda one: -one[1] * 1_000 // one[2])),
        names=names_of_owners(session, actor),
        units={unit.id: unit for unit in units},
    )


def shares_table(page: OwnersPage) -> Table:
    """Return how many key figures of each förvaltning are listed."""
    return Table(
        title=_("Andel per förvaltning"),
        columns=(
            Column("unit", _("Förvaltning"), Kind.TEXT),
            Column("listed", _("Behöver någon"), Kind.COUNT),
            Column("all", _("Nyckeltal"), Kind.COUNT),
            Column("share", _("Andel"), Kind.TEXT),
        ),
        rows=tuple(
            Row(name, (name, listed, of, f"{round(100 * listed / of)} %")) for name, listed, of in page.shares
        ),
    )


def reason_words(row: NeglectedRow, names: dict[int, str]) -> str:
    """Return why a key figure is listed, with who has it on paper and when it was updated."""
    words = [WORDS[reason] for reason in row.reasons]
    if Neglect.LEFT in row.reasons and row.owner_id in names:
        words.append(names[row.owner_id or 0])
    if row.updated is not None:
        words.append(_("Senast {day}").format(day=row.updated.date()))
    return ". ".join(words)


def _activities(
    session: Session, actor: Actor, within: set[int], days: int
) -> list[tuple[ActivityRow, Neglect]]:
    """Return activities in work that nobody active answers for, or that began long ago and never moved."""
    today: date = session.info["database"].today()
    active = active_people(session)
    found = []
    for row in list_activities(session, actor, year=today.year):
        if row.unit_id not in within or row.state in {ActivityState.DONE, ActivityState.STOPPED}:
            continue
        if row.owner_id is None:
            found.append((row, Neglect.NO_OWNER))
        elif row.owner_id not in active:
            found.append((row, Neglect.LEFT))
        elif not _has_moved(row) and row.starts < today - timedelta(days=days):
            found.append((row, Neglect.NEVER))
    return found


def _has_moved(row: ActivityRow) -> bool:
    """Return whether somebody has changed an activity, or ticked one of its reconciliations."""
    return row.rev > 0 or any(check.done for check in row.checks)


def _under(units: Sequence[UnitRow], unit_id: int) -> list[UnitRow]:
    """Return a unit and what lies under it."""
    at = next((n for n, unit in enumerate(units) if unit.id == unit_id), None)
    if at is None:
        return []
    found = [units[at]]
    for unit in units[at + 1 :]:
        if unit.depth <= units[at].depth:
            break
        found.append(unit)
    return found
