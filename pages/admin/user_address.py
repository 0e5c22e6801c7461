"""What the address of Användare och roller names: the part, the person, what is being done, the search."""

import streamlit as st

from pages.ui import address

_PART, _PERSON, _DOING = "del", "person", "gor"
SEARCH = "sok"
LIST, FILE, UNITS, RIGHTS, MAIL, CHOICES = "lista", "fil", "enheter", "ratt", "post", "forval"
NEW = "ny"


def part(known: list[str]) -> str:
    """Return the part of the address, the list when it names none."""
    named = st.query_params.get(_PART, "")
    return named if named in known else LIST


def person() -> int | None:
    """Return the person of the address."""
    return address.number(_PERSON)


def doing() -> str:
    """Return what the address says is being done; nothing is looking."""
    return st.query_params.get(_DOING, "")


def go(*, to_part: str | None = None, to_person: int | None = None, do: str = "") -> None:
    """Show a part, or a person and what is being done; then run again."""
    if to_part is not None:
        address.put(_PART, to_part if to_part != LIST else "")
    address.put(_PERSON, str(to_person or ""))
    address.put(_DOING, do)
    st.rerun()
