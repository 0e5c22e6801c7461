"""The fields that say what an activity is, the same for a new one and for one that is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.db import Database
from core.errors import RuleViolation
from core.queries.subjects import PersonRow, list_people
from core.reports.activities import ActivityPage
from core.rules.access import Action, Actor
from core.rules.activities import ActivityText
from core.rules.activity_typing import parse_cost, parse_hours, typed_cost, typed_hours
from core.texts import _

_LONGEST_TITLE, _LONGEST_TEXT = 200, 4000


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields, before its amounts are read."""

    title: str
    text: str
    owner_id: int | None
    starts: date | None
    ends: date | None
    cost: str
    hours: str

    def read(self) -> ActivityText:
        """Return what the fields say; `RuleViolation` for an amount that is none, or no first day."""
        if self.starts is None:
            raise RuleViolation(_("Välj en första dag för aktiviteten."))
        return ActivityText(
            self.title, self.starts, self.ends, self.text, self.owner_id, parse_cost(self.cost),
            parse_hours(self.hours),
        )  # fmt: skip


def people_of(database: Database, actor: Actor, unit_id: int) -> list[PersonRow]:
    """Return those who may carry out an activity of a unit."""
    with database.reading() as session:
        return list_people(session, actor, unit_id=unit_id, action=Action.VIEW_GOALS)


def show(stamp: str, held: ActivityText, people: Sequence[PersonRow]) -> Typed:
    """Write the fields and return what they hold."""
    title = st.text_input(
        _("Vad ska göras?"), held.title, max_chars=_LONGEST_TITLE, key=f"title_{stamp}",
        placeholder=_("Till exempel: Läslyft i årskurs 1"),
    )  # fmt: skip
    text = st.text_area(_("Beskrivning"), held.text, max_chars=_LONGEST_TEXT, key=f"text_{stamp}")
    first, second, third = st.columns(3, gap="small")
    starts = first.date_input(
        _("Första dagen"), value=held.starts, format="YYYY-MM-DD", key=f"starts_{stamp}"
    )
    ends = second.date_input(_("Sista dagen"), value=held.ends, format="YYYY-MM-DD", key=f"ends_{stamp}")
    owner_id = _owner(third, stamp, held, people)
    first, second, _rest = st.columns(3, gap="small")
    cost = first.text_input(
        _("Kostnad, kr"), typed_cost(held.cost), key=f"cost_{stamp}",
        help=_("Det som aktiviteten kostar utöver det vanliga. Lämna tomt om den inte kostar något."),
    )  # fmt: skip
    hours = second.text_input(_("Timmar"), typed_hours(held.hours), key=f"hours_{stamp}")
    return Typed(title, text, owner_id, starts, ends, cost, hours)


def _owner(
    place: "st.delta_generator.DeltaGenerator", stamp: str, held: ActivityText, people: Sequence[PersonRow]
) -> int | None:
    ids = [None, *(person.user_id for person in people)]
    names = {person.user_id: person.name for person in people}
    if held.owner_id is not None and held.owner_id not in names:
        ids.append(held.owner_id)
        names[held.owner_id] = _("Den som har den i dag")
    chosen: int | None = place.selectbox(
        _("Ansvarig"), ids, index=ids.index(held.owner_id), key=f"owner_{stamp}",
        format_func=lambda one: _("Ingen än") if one is None else names[one],
    )  # fmt: skip
    return chosen


def goal(stamp: str, page: ActivityPage, unit_id: int, held: int | None) -> int | None:
    """Write the choice of goal: the unit's own first, then those in sight above and below."""
    open_goals = [one for one in page.goals.values() if not one.ended or one.id == held]
    open_goals.sort(key=lambda one: (one.unit_id != unit_id, one.own))
    options = [None, *(one.id for one in open_goals)]
    if held is not None and held not in options:
        options.append(held)
    chosen: int | None = st.selectbox(
        _("För vilket mål?"), options, index=options.index(held), key=f"goal_{stamp}",
        format_func=lambda one: _goal_label(page, one),
    )  # fmt: skip
    return chosen


def _goal_label(page: ActivityPage, goal_id: int | None) -> str:
    if goal_id is None:
        return _("Inget mål")
    found = page.goals.get(goal_id)
    return f"{found.title} ({found.unit})" if found else _("Ett mål från ett annat år")
