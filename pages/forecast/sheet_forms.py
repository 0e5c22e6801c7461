"""What a form of Prognos was drawn from: kept until it is saved, so that a typed value is never lost.

A form keeps its name, and so what is typed in it, until it has been saved or the value behind it
has changed without anything being typed. What it was drawn from is what a save compares with.
"""

import streamlit as st

from core.reports.forecast_rows import SheetRow
from core.reports.forecast_sheet import UnitForecast

_TOLD, _OPENED, _TALK = "forecast_told", "forecast_opened", "forecast_talk"


def form_of(unit: UnitForecast, row: SheetRow) -> tuple[str, int | None]:
    """Return the name of a row's form and the value that it was drawn from."""
    held = _held(unit, row)
    if held[1] != row.row.value and not submitted(_name(unit, row, held[0])):
        renew(unit, row)
        held = _held(unit, row)
    return _name(unit, row, held[0]), held[1]


def submitted(form: str) -> bool:
    """Return whether this run was asked for by the form."""
    return bool(st.session_state.get(f"{form}_go"))


def typed_in_vain(unit: UnitForecast) -> tuple[str, str] | None:
    """Return the row and the text that this run was to save, where the unit may not be changed any more."""
    for row in unit.rows:
        form = _name(unit, row, _held(unit, row)[0])
        if submitted(form):
            return row.title, str(st.session_state.get(f"{form}_value", ""))
    return None


def renew(unit: UnitForecast, row: SheetRow) -> None:
    """Draw a row's form anew from the value as it is stored."""
    n = _held(unit, row)[0]
    st.session_state[_key(unit, row)] = (n + 1, row.row.value)


def forget(unit: UnitForecast, row: SheetRow) -> None:
    """Draw a row's form anew in the next run, from what is stored then."""
    n = _held(unit, row)[0]
    st.session_state.pop(_key(unit, row), None)
    st.session_state[f"{_key(unit, row)}_n"] = n + 1


def seen_now(unit: UnitForecast, row: SheetRow, value: int | None) -> None:
    """Let the form stand as it is typed, and the next save compare with what stands there now."""
    st.session_state[_key(unit, row)] = (_held(unit, row)[0], value)


def tell(unit: UnitForecast, row_key: str, message: str) -> None:
    """Say something at a row, or with an empty key at its unit, in the next run."""
    st.session_state[_TOLD] = (unit.unit.id, row_key, message)


def told(unit: UnitForecast, row_key: str) -> str:
    """Return what is to be said at a row now, once."""
    held = st.session_state.get(_TOLD)
    if held is None or held[:2] != (unit.unit.id, row_key):
        return ""
    del st.session_state[_TOLD]
    return str(held[2])


def is_opened(unit: UnitForecast, row_key: str) -> bool:
    """Return whether a quiet row has been opened by hand."""
    return (unit.unit.id, row_key) in st.session_state.get(_OPENED, ())


def open_row(unit: UnitForecast, row_key: str) -> None:
    """Open a quiet row."""
    st.session_state[_OPENED] = (*st.session_state.get(_OPENED, ()), (unit.unit.id, row_key))


def open_at(unit_id: int, row_key: str) -> None:
    """Open a row and its conversation: what an address points at."""
    st.session_state[_OPENED] = (*st.session_state.get(_OPENED, ()), (unit_id, row_key))
    st.session_state[_TALK] = (unit_id, row_key)


def talks(unit: UnitForecast, row_key: str) -> bool:
    """Return whether the conversation of a row is open."""
    return bool(st.session_state.get(_TALK) == (unit.unit.id, row_key))


def talk_about(unit: UnitForecast, row_key: str) -> None:
    """Open the conversation of a row, or close it when it is open."""
    here = (unit.unit.id, row_key)
    st.session_state[_TALK] = None if st.session_state.get(_TALK) == here else here


def _held(unit: UnitForecast, row: SheetRow) -> tuple[int, int | None]:
    key = _key(unit, row)
    n = int(st.session_state.get(f"{key}_n", 0))
    held: tuple[int, int | None] = st.session_state.setdefault(key, (n, row.row.value))
    return held


def _name(unit: UnitForecast, row: SheetRow, n: int) -> str:
    return f"{_key(unit, row)}_{n}"


def _key(unit: UnitForecast, row: SheetRow) -> str:
    return f"value_{unit.version_id}_{unit.unit.id}_{row.key}"
