"""What the address of Budgetbeslut names: the year, the decision, what is being done, and the filters."""

import streamlit as st

from core.enums import BudgetDecisionKind, BudgetDecisionState
from pages.ui import address

_YEAR, _DECISION, _DOING, _LINE = "ar", "beslut", "gor", "rad"
_UNIT, _KIND, _STATE = "enhet", "slag", "lage"
NEW, MOVE, CHANGE = "nytt", "flytta", "andra"


def year(known: tuple[int, ...], usual: int) -> int:
    """Return the year of the address, if there is one to choose."""
    named = st.query_params.get(_YEAR, "")
    return int(named) if named.isdigit() and int(named) in known else usual


def decision_id() -> int | None:
    """Return the decision of the address."""
    return address.number(_DECISION)


def line_id() -> int | None:
    """Return the row of the decision that is chosen."""
    return address.number(_LINE)


def doing() -> str:
    """Return what the address says is being done; nothing is looking."""
    return st.query_params.get(_DOING, "")


def unit_code() -> str:
    """Return the code of the unit that the list is limited to, "" for none."""
    return st.query_params.get(_UNIT, "")


def kind() -> BudgetDecisionKind | None:
    """Return the kind that the list is limited to."""
    named = st.query_params.get(_KIND, "")
    return BudgetDecisionKind(named) if named in set(BudgetDecisionKind) else None


def state() -> BudgetDecisionState | None:
    """Return the state that the list is limited to."""
    named = st.query_params.get(_STATE, "")
    return BudgetDecisionState(named) if named in set(BudgetDecisionState) else None


def choose(
    *,
    of_year: int | None = None,
    unit: str | None = None,
    of_kind: BudgetDecisionKind | str | None = None,
    of_state: BudgetDecisionState | str | None = None,
) -> None:
    """Limit the list and run again; an empty text takes a limit away, None leaves it."""
    for key, value in ((_YEAR, of_year), (_UNIT, unit), (_KIND, of_kind), (_STATE, of_state)):
        if value is not None:
            address.put(key, str(value))
    st.rerun()


def choose_line(wanted: int | None) -> None:
    """Choose a row of the decision, or none, and run again."""
    address.put(_LINE, str(wanted or ""))
    st.rerun()


def go(*, to: int | None = None, do: str = "") -> None:
    """Show a decision, or the list, and what is being done; then run again."""
    st.query_params.pop(_LINE, None)
    address.put(_DECISION, str(to or ""))
    address.put(_DOING, do)
    st.rerun()
