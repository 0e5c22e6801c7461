"""What the address of the page about Kolada says: the search, the key figure, the sex and the job."""

import streamlit as st

from core.enums import Sex
from pages.ui import address

SEARCH, KPI, _SEX, _JOB = "sok", "nyckeltal", "visa", "hamtar"
_SEXES = {"kvinnor": Sex.WOMEN, "man": Sex.MEN}


def searched() -> str:
    """Return what is searched for."""
    return st.query_params.get(SEARCH, "")


def search(words: str) -> None:
    """Search for something else and run the page again."""
    address.put(SEARCH, words.strip())
    st.query_params.pop(KPI, None)
    st.rerun()


def kpi_id() -> str:
    """Return the id of the key figure that is open; empty for none."""
    return st.query_params.get(KPI, "")


def open_kpi(one: str) -> None:
    """Open a key figure, or close it with an empty id, and run the page again."""
    address.put(KPI, one)
    st.rerun()


def sex() -> Sex:
    """Return whom the picture is about."""
    return _SEXES.get(st.query_params.get(_SEX, ""), Sex.TOTAL)


def choose_sex(chosen: Sex) -> None:
    """Draw the picture of somebody else and run the page again."""
    address.put(_SEX, next((word for word, one in _SEXES.items() if one is chosen), ""))
    st.rerun()


def job_id() -> int | None:
    """Return the job that is followed."""
    return address.number(_JOB)


def follow(job: int | None) -> None:
    """Follow a job, or none any longer, and run the page again."""
    address.put(_JOB, str(job) if job else "")
    st.rerun()
