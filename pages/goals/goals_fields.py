"""The fields that say what a goal is, the same for a new one and for one that is changed."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.db import Database
from core.enums import GoalKind
from core.queries.goals import GoalWorld
from core.queries.steering import LevelRow, TagRow, read_tags
from core.queries.steering_models import goal_words
from core.queries.subjects import PersonRow, list_people
from core.reports.goal_hints import goals_above
from core.rules.access import Action, Actor
from core.rules.goal_words import advice
from core.services.goal_store import GoalText
from core.table import Status
from core.texts import _
from pages.ui import pieces

_LONGEST_TITLE = 300
_LONGEST_TEXT = 4000


def people_of(database: Database, actor: Actor, unit_id: int) -> list[PersonRow]:
    """Return those who may answer for a goal of a unit."""
    with database.reading() as session:
        return list_people(session, actor, unit_id=unit_id, action=Action.VIEW_GOALS)


def tags_of(database: Database) -> tuple[TagRow, ...]:
    """Return the marks to choose among."""
    with database.reading() as session:
        return read_tags(session)


def title(stamp: str, held: str, kind: GoalKind) -> str:
    """Write the field of the title, and below it what makes a goal hard to follow: advice, no refusal."""
    written = st.text_input(
        _("Vad ska uppnås?"), held, max_chars=_LONGEST_TITLE, key=f"title_{stamp}",
        placeholder=_("Till exempel: Minst 88 procent av niorna blir behöriga"),
    )  # fmt: skip
    if written.strip() and kind is GoalKind.GOAL:
        for line in advice(written, goal_words()):
            pieces.notice(Status.NONE, _("Tips"), line)
    return written


def text(stamp: str, written: str, held: GoalText, people: Sequence[PersonRow], kind: GoalKind) -> GoalText:
    """Write the other fields, and return what all of them hold."""
    body = st.text_area(_("Beskrivning"), held.text, max_chars=_LONGEST_TEXT, key=f"text_{stamp}")
    ids = [None, *(person.user_id for person in people)]
    names = {person.user_id: person.name for person in people}
    if held.owner_id is not None and held.owner_id not in names:
        ids.append(held.owner_id)
        names[held.owner_id] = _("Den som har det i dag")
    first, second = st.columns(2, gap="small")
    owner = first.selectbox(
        _("Ansvarig"), ids, index=ids.index(held.owner_id), key=f"owner_{stamp}",
        format_func=lambda one: _("Ingen än") if one is None else names[one],
    )  # fmt: skip
    report_by: date | None = None
    if kind is GoalKind.ASSIGNMENT:
        report_by = second.date_input(
            _("Återrapporteras"), value=held.report_by, format="YYYY-MM-DD", key=f"report_{stamp}"
        )
    weight = _weight(second, stamp, held.weight) if kind is not GoalKind.ASSIGNMENT else held.weight
    return GoalText(written, body, owner, report_by, weight)


def serves(stamp: str, world: GoalWorld, level_id: int, held: Sequence[int]) -> tuple[int, ...]:
    """Write the choice of goals that a goal of a level contributes to: those in use on the levels above."""
    levels = {level.id: level.name for level in world.levels}
    options = list(dict.fromkeys([*held, *goals_above(world, level_id)]))
    chosen = st.multiselect(
        _("Bidrar till"), options, default=list(held),
        format_func=lambda one: f"{world.goals[one].title} ({levels[world.goals[one].level_id]})",
        placeholder=_("Välj ett eller flera mål ovanför"), key=f"serves_{stamp}_{level_id}",
    )  # fmt: skip
    return tuple(chosen)


def tags(stamp: str, known: Sequence[TagRow], held: Sequence[str]) -> tuple[str, ...]:
    """Write the choice of marks."""
    names = {tag.key: f"{tag.group}: {tag.name}" for tag in known}
    chosen = st.multiselect(
        _("Märkningar"), list(names), default=[key for key in held if key in names],
        format_func=names.__getitem__, placeholder=_("Till exempel Agenda 2030 eller barnets rättigheter"),
        key=f"tags_{stamp}",
    )  # fmt: skip
    return tuple(chosen)


def kind_of(levels: Sequence[LevelRow], level_id: int) -> GoalKind:
    """Return what a level holds."""
    return next(level.kind for level in levels if level.id == level_id)


def _weight(place: "st.delta_generator.DeltaGenerator", stamp: str, held: int) -> int:
    options = sorted({0, 1, 2, 3, 5, held})
    return int(
        place.selectbox(
            _("Vikt"), options, index=options.index(held), key=f"weight_{stamp}",
            help=_("Hur tungt målet väger när flera blir en bedömning. 0 räknas inte."),
        )
    )  # fmt: skip
