"""The choices of the follow-up beside the context, in the address: rows, span, internal rows, tree."""

import streamlit as st

from core.enums import UnitKind
from core.reports.follow_up_view import (
    ACCOUNTS,
    FUNCTIONS,
    REPORT,
    RESULT,
    UNITS,
    FollowUpView,
)
from core.rules.follow_up import Span, TreeChoice
from core.table import Table
from core.texts import _
from pages.ui.context import Context

_ROWS, _SPAN, _INTERNAL, _TREE, _ALL, _ROW = "rader", "tid", "interna", "organisation", "alla", "rad"
_REVISION = "forandring"
_ROW_NAMES = {
    "rapport": REPORT,
    "grupper": "groups",
    "verksamhet": FUNCTIONS,
    "enheter": UNITS,
    "resultat": RESULT,
}
_SPAN_NAMES = {"hittills": Span.YTD, "manad": Span.MONTH, "helar": Span.YEAR}
_WITH_RESULT = {UnitKind.MUNICIPALITY, UnitKind.COMMITTEE}
_PHONE = ("variance", "left", "actual")


def read_view(here: Context) -> FollowUpView:
    """Return the view of the address; what it does not say has its usual value."""
    rows = _ROW_NAMES.get(st.query_params.get(_ROWS, ""), REPORT)
    internal = {"med": True, "utan": False}.get(st.query_params.get(_INTERNAL, ""))
    return FollowUpView(
        unit_id=here.unit.id,
        period=here.period,
        rows=rows if rows in _offered(here).values() else REPORT,
        span=_SPAN_NAMES.get(st.query_params.get(_SPAN, ""), Span.YTD),
        comparison=here.comparison,
        internal=internal,
        tree=TreeChoice.THEN if st.query_params.get(_TREE) == "da" else TreeChoice.TODAY,
        money_unit=here.money,
        show_all=st.query_params.get(_ALL) == "ja",
    )


def bar(view: FollowUpView, here: Context, *, several_trees: bool) -> None:
    """Draw the choices; each is written to the address and the page runs again.

    Which organisation is asked only where there has been more than one.
    """
    offered = _offered(here)
    labels = {
        REPORT: _("Rapportrader"),
        "groups": _("Kontogrupper"),
        FUNCTIONS: _("Verksamhet"),
        UNITS: _("Enheter"),
        RESULT: _("Resultaträkning"),
    }
    spans = {Span.YTD: _("Hittills"), Span.MONTH: _("Månaden"), Span.YEAR: _("Helår")}
    internal = view.internal if view.internal is not None else here.unit.kind is not UnitKind.MUNICIPALITY
    with st.container(key="choices", horizontal=True, vertical_alignment="center", gap="small"):
        rows = st.segmented_control(
            _("Rader"), list(offered.values()), default=view.rows, required=True,
            format_func=labels.__getitem__, label_visibility="collapsed", key=f"rows_{view.rows}",
        )  # fmt: skip
        span = st.segmented_control(
            _("Tid"), list(spans), default=view.span, required=True,
            format_func=spans.__getitem__, label_visibility="collapsed", key=f"span_{view.span}",
        )  # fmt: skip
        wanted = st.toggle(_("Interna poster"), value=internal, key=f"internal_{here.unit.id}_{internal}")
        tree = _tree(view) if several_trees else view.tree
    if rows is not None and rows != view.rows:
        _write({_ROWS: _word(_ROW_NAMES, rows), _ROW: None, _ALL: None})
    if span is not None and span != view.span:
        _write({_SPAN: _word(_SPAN_NAMES, span)})
    if wanted != internal:
        _write({_INTERNAL: "med" if wanted else "utan"})
    if tree is not view.tree:
        _write({_TREE: "da" if tree is TreeChoice.THEN else None, _ROW: None})


def _tree(view: FollowUpView) -> TreeChoice:
    """Draw which organisation the figures are summed by, and return the one that is chosen."""
    words = {TreeChoice.TODAY: _("Dagens"), TreeChoice.THEN: _("Periodens")}
    chosen = st.segmented_control(
        _("Organisation"), list(words), default=view.tree, required=True, format_func=words.__getitem__,
        label_visibility="collapsed", key=f"tree_{view.tree}",
        help=_("Summera efter dagens organisation, eller efter den som gällde i perioden."),
    )  # fmt: skip
    return chosen or view.tree


def shows_revision() -> bool:
    """Return whether the address asks for the budget before and after its decisions."""
    return st.query_params.get(_REVISION) == "ja"


def revision_toggle() -> None:
    """Draw the choice between the outcome and how the year's budget has changed."""
    held = shows_revision()
    wanted = st.toggle(_("Budgetens förändring"), value=held, key=f"revision_{held}")
    if wanted != held:
        _write({_REVISION: "ja" if wanted else None, _ROW: None})


def address_of(view: FollowUpView) -> dict[str, str]:
    """Return the choices of a view as they stand in an address, the usual ones left out."""
    words = {_ROWS: _word(_ROW_NAMES, view.rows), _SPAN: _word(_SPAN_NAMES, view.span)}
    if view.internal is not None:
        words[_INTERNAL] = "med" if view.internal else "utan"
    if view.tree is TreeChoice.THEN:
        words[_TREE] = "da"
    return {key: word for key, word in words.items() if word is not None}


def opened_row() -> str | None:
    """Return the drill of the row that the address opens."""
    return st.query_params.get(_ROW)


def open_row(drill: str) -> None:
    """Open a row, or close it when it is the one that is open."""
    _write({_ROW: None if st.query_params.get(_ROW) == drill else drill})


def close_row() -> None:
    """Close the row that is open."""
    _write({_ROW: None})


def toggle_all(view: FollowUpView) -> None:
    """Show every row, or only those outside their limit."""
    _write({_ALL: None if view.show_all else "ja"})


def columns_to_show(table: Table) -> tuple[list[str], str | None]:
    """Return what a phone shows beside the name, and the column that gets variance bars."""
    held = [column.key for column in table.columns]
    return [next(key for key in _PHONE if key in held)], "variance" if "variance" in held else None


def limited_to(view: FollowUpView, row: str) -> FollowUpView:
    """Return the view of one row's accounts."""
    return FollowUpView(
        unit_id=view.unit_id, period=view.period, rows=ACCOUNTS, row=row, definition=view.rows,
        span=view.span, comparison=view.comparison, internal=view.internal, tree=view.tree,
        money_unit=view.money_unit, show_all=True,
    )  # fmt: skip


def _offered(here: Context) -> dict[str, str]:
    offered = dict(_ROW_NAMES)
    if here.unit.kind not in _WITH_RESULT:
        del offered["resultat"]
    if here.unit.kind is UnitKind.COST_CENTER:
        del offered["enheter"]
    return offered


def _word(names: dict[str, str] | dict[str, Span], value: str) -> str | None:
    word = next(word for word, one in names.items() if one == value)
    return None if word in {"rapport", "hittills"} else word


def _write(changes: dict[str, str | None]) -> None:
    for key, value in changes.items():
        if value is None:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = value
    st.rerun()
