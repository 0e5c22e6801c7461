"""What the address of Användare och roller names: the part, the person, what is being done, the search."""

import streamlit as st

_PART, _PERSON, _DOING = "del", "person", "gor"
SEARCH = "sok"
LIST, FILE, UNITS, RIGHTS, MAIL, CHOICES = "lista", "fil", "enheter", "ratt", "post", "forval"
NEW = "ny"
_LONGEST_NUMBER = 18


def part(known: list[str]) -> str:
    """Return the part of the address, the list when it names none."""
    named = st.query_params.get(_PART, "")
    return named if named in known else LIST


def person() -> int | None:
    """Return the person of the address."""
    named = st.query_params.get(_PERSON, "")
    usable = named.isascii() and named.isdigit() and len(named) <= _LONGEST_NUMBER
    return int(named) if usable else None


def doing() -> str:
    """Return what the address says is being done; nothing is looking."""
    return st.query_params.get(_DOING, "")


def write(key: str, value: str) -> None:
    """Write one part of the address, or take it away when it is empty; does not run again."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def go(*, to_part: str | None = None, to_person: int | None = None, do: str = "") -> None:
    """Show a part, or a person and what is being done; then run again."""
    if to_part is not None:
        write(_PART, to_part if to_part != LIST else "")
    write(_PERSON, str(to_person or ""))
    write(_DOING, do)
    st.rerun()
