"""Fields two and two, in the order that they are read on a phone too."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_BESIDE = 2


def fields_side_by_side(count: int) -> list["DeltaGenerator"]:
    """Return a place for each of `count` fields."""
    places: list[DeltaGenerator] = []
    while len(places) < count:
        places += st.columns(_BESIDE, gap="small")
    return places
