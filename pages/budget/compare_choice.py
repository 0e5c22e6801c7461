"""What Jämför versioner compares, in the address: the unit, the two versions, by what rows, which months."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.enums import VersionKind
from core.periods import MONTHS, month_name
from core.queries.comparable_versions import VersionRow
from core.reports.compare_versions import CompareView
from core.reports.follow_up_view import ACCOUNTS, FUNCTIONS, REPORT, UNITS
from core.texts import _
from pages.ui.context import Context

_ONE, _OTHER, _ROWS, _ROW, _MONTHS, _ALL = "fran", "till", "rader", "rad", "manad", "alla"
_ROW_NAMES = {"enheter": UNITS, "rapport": REPORT, "verksamhet": FUNCTIONS, "konto": ACCOUNTS}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is compared, and the row that is opened."""

    view: CompareView
    opened: str


def read(here: Context, versions: Sequence[VersionRow]) -> Choice | None:
    """Return what the address asks for; None when there are not two versions to compare."""
    pair = _pair(versions, here.period.year)
    if pair is None:
        return None
    rows = _ROW_NAMES.get(st.query_params.get(_ROWS, ""), UNITS)
    last = st.query_params.get(_MONTHS, "")
    view = CompareView(
        unit_id=here.unit.id,
        one=pair[0],
        other=pair[1],
        rows=REPORT if rows == UNITS and here.unit.kind == "cost_center" else rows,
        months=(1, int(last) if last.isdigit() and int(last) in MONTHS else MONTHS[-1]),
        money_unit=here.money,
        show_all=st.query_params.get(_ALL) == "ja",
    )
    return Choice(view, st.query_params.get(_ROW, ""))


def bar(choice: Choice, versions: Sequence[VersionRow]) -> None:
    """Draw the choices; each is written to the address and the page runs again."""
    view = choice.view
    names = {version.id: version_words(version) for version in versions}
    first, second = st.columns(2, gap="small")
    for place, word, key, held in (
        (first, _("Från"), _ONE, view.one),
        (second, _("Till"), _OTHER, view.other),
    ):
        chosen = place.selectbox(
            word, list(names), index=list(names).index(held), format_func=names.__getitem__,
            key=f"{key}_{held}", placeholder=_("Sök version"),
        )  # fmt: skip
        if chosen is not None and chosen != held:
            write({key: str(chosen), _ROW: ""})
    labels = {
        UNITS: _("Enheter"),
        REPORT: _("Rapportrader"),
        FUNCTIONS: _("Verksamhet"),
        ACCOUNTS: _("Konton"),
    }
    with st.container(key="choices", horizontal=True, vertical_alignment="bottom", gap="small"):
        rows = st.segmented_control(
            _("Rader"), list(labels), default=view.rows, required=True, format_func=labels.__getitem__,
            label_visibility="collapsed", key=f"rows_{view.rows}",
        )  # fmt: skip
        last = st.selectbox(
            _("Månader"), list(reversed(MONTHS)), index=MONTHS[-1] - view.months[1], width=200,
            format_func=_months_words, key=f"months_{view.months[1]}",
        )  # fmt: skip
    if rows is not None and rows != view.rows:
        write({_ROWS: next(word for word, one in _ROW_NAMES.items() if one == rows), _ROW: "", _ALL: ""})
    if last is not None and last != view.months[1]:
        write({_MONTHS: "" if last == MONTHS[-1] else str(last)})


def version_words(version: VersionRow) -> str:
    """Return a version as it is chosen: its name, and that it is being worked on."""
    if version.open and version.kind not in {VersionKind.ACTUAL, VersionKind.REVISED}:
        return _("{name} (under arbete)").format(name=version.name)
    return version.name


def open_row(choice: Choice, drill: str) -> None:
    """Open a row, or close it when it is the one that is open."""
    write({_ROW: "" if choice.opened == drill else drill})


def toggle_all(choice: Choice) -> None:
    """Show every row, or only those that differ."""
    write({_ALL: "" if choice.view.show_all else "ja"})


def write(changes: dict[str, str]) -> None:
    """Write choices to the address and run again; an empty one is taken out."""
    for key, value in changes.items():
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)
    st.rerun()


def _pair(versions: Sequence[VersionRow], year: int) -> tuple[int, int] | None:
    """Return the two of the address, else the year's adopted budget and what came of it."""
    known = {str(version.id): version.id for version in versions}
    usual = _usual(versions, year)
    if usual is None:
        return None
    one = known.get(st.query_params.get(_ONE, ""), usual[0])
    return one, known.get(st.query_params.get(_OTHER, ""), usual[1])


def _usual(versions: Sequence[VersionRow], year: int) -> tuple[int, int] | None:
    if len(versions) < 2:  # noqa: PLR2004 two are compared
        return None
    of_year = {version.kind: version.id for version in versions if version.year == year}
    for one, other in (
        (VersionKind.BUDGET, VersionKind.REVISED),
        (VersionKind.BUDGET, VersionKind.ACTUAL),
    ):
        if one in of_year and other in of_year:
            return of_year[one], of_year[other]
    return versions[1].id, versions[0].id


def _months_words(last: int) -> str:
    return _("Helår") if last == MONTHS[-1] else _("Januari–{month}").format(month=month_name(last))
