"""What the address of Måluppfyllelse names: the view, the cell that is open, and the goal read beside it."""

from dataclasses import dataclass

import streamlit as st

from core.reports.goal_map import GoalMap
from core.table import Status
from core.texts import _
from pages.ui import address

VIEW, CELL, NODE, ALL, CHANGES = "vy", "ruta", "nod", "alla", "andrat"
MAP, DEVIATING, TABLE = "karta", "avviker", "tabell"


@dataclass(frozen=True, slots=True)
class Opened:
    """A choice in the map: a row's goal, in one unit or in all (None)."""

    goal_id: int
    unit_id: int | None

    @property
    def key(self) -> str:
        """Return the choice as it stands in the address and on its button."""
        return str(self.goal_id) if self.unit_id is None else f"{self.goal_id}-{self.unit_id}"


def choose_view() -> str:
    """Draw the choice of view; return the one that is shown."""
    words = {MAP: _("Karta"), DEVIATING: _("Bara det som avviker"), TABLE: _("Tabell")}
    named = st.query_params.get(VIEW, "")
    held = named if named in words else MAP
    chosen = st.segmented_control(
        _("Visa"), list(words), default=held, required=True, label_visibility="collapsed",
        format_func=words.__getitem__, key=f"attainment_view_{held}",
    )  # fmt: skip
    if chosen is not None and chosen != held:
        write(VIEW, None if chosen == MAP else chosen)
    return held


def opened(found: GoalMap) -> Opened | None:
    """Return the choice of the address; else the first cell that is not reached, so that it is seen."""
    named = st.query_params.get(CELL, "")
    goal, _dash, unit = named.partition("-")
    goal_id, unit_id = address.as_number(goal), address.as_number(unit)
    is_whole = not unit or unit_id is not None
    if goal_id is not None and goal_id in found.read.world.goals and is_whole:
        return Opened(goal_id, unit_id)
    return _usual(found)


def node() -> int | None:
    """Return the goal that is read beside the thread."""
    return address.number(NODE)


def open_choice(key: str) -> None:
    """Open another cell or row, and run the page again."""
    st.query_params.pop(NODE, None)
    st.query_params.pop(ALL, None)
    write(CELL, key)


def write(key: str, value: str | None) -> None:
    """Put a choice in the address, or take it away, and run the page again."""
    address.put(key, value or "")
    st.rerun()


def _usual(found: GoalMap) -> Opened | None:
    goals = [goal.id for _title, rows in found.read.rows for goal in rows]
    cells = [(goal_id, unit.id) for goal_id in goals for unit in found.read.columns]
    for wanted in (Status.BAD, Status.PARTLY):
        for goal_id, unit_id in cells:
            cell = found.cell(goal_id, unit_id)
            if cell is not None and cell.status is wanted:
                return Opened(goal_id, unit_id)
    return Opened(goals[0], None) if goals else None
