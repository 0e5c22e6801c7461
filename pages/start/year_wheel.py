"""Årshjul, for everybody: what happens when in the year, what is mine, and what the law says."""

import streamlit as st

from core.db import current_database
from core.queries.access import units_in_scope
from core.queries.submission_duties import DeadlineRow, Duty, list_deadlines
from core.queries.waiting import list_waiting
from core.reports import year_wheel
from core.reports.year_wheel import MarkState, YearWheel
from core.rules.access import Action, may_anywhere
from core.rules.tasks import day_words, nothing_words
from core.texts import _
from pages.start import wheel_calendar, wheel_drawing, wheel_list
from pages.ui import context, downloads, guard, menu, picture, pieces
from pages.ui.feedback import shown_errors
from pages.ui.markup import Markup, fill
from pages.ui.process_words import days_left
from pages.ui.sparks import legend

_YEAR = "ar"
_REACH = 2

actor = guard.require_actor(Action.VIEW_UNIT)
database = current_database()
today = database.today()


def _chosen_year() -> int:
    years = list(range(today.year - 1, today.year + _REACH))
    named = st.query_params.get(_YEAR, "")
    held = int(named) if named.isdigit() and int(named) in years else today.year
    chosen = st.segmented_control(
        _("År"), years, default=held, required=True, label_visibility="collapsed", key=f"year_{held}"
    )
    if chosen is not None and chosen != held:
        st.query_params[_YEAR] = str(chosen)
        st.rerun()
    return held


def _duties() -> list[DeadlineRow]:
    if not may_anywhere(actor, Action.VIEW_PROCESS):
        return []
    with database.reading() as session:
        return list_deadlines(session, actor, today=today)


def _answer(duties: list[DeadlineRow]) -> Markup:
    if not duties:
        with database.reading() as session:
            waiting = list_waiting(session, actor, today=today)
        return fill("{text}", text=nothing_words(waiting.next_day, today))
    first = duties[0]
    return fill(
        _("Näst på tur är {name}, {day}: {what}."),
        name=pieces.strong(first.round_name),
        day=pieces.strong(day_words(first.day, today)),
        what=_what(first),
    )


def _what(duty: DeadlineRow) -> str:
    pattern = {
        Duty.SUBMIT: _("lämna in för {units}"),
        Duty.APPROVE: _("godkänn {units}"),
        Duty.CONFIRM: _("bekräfta {units}"),
    }[duty.duty]
    return pattern.format(units=_named(duty.units))


def _named(units: tuple[str, ...]) -> str:
    if len(units) > _REACH:
        return _("{name} och {n} till").format(name=units[0], n=len(units) - 1)
    return _(" och ").join(units)


def _mine(duties: list[DeadlineRow]) -> None:
    """Show the days that ask something of the person herself."""
    if not duties:
        return
    with pieces.card("mine"):
        pieces.show(pieces.heading(_("Det här väntar på dig"), level=2))
        for duty in duties:
            what = _what(duty)
            line = f"{what[:1].upper()}{what[1:]}, {days_left(duty.day, today)}"
            pieces.show(pieces.task(duty.day, duty.round_name, line, late=duty.day < today))


def _read(year: int) -> YearWheel:
    with database.reading() as session:
        return year_wheel.build(session, actor, year=year, today=today)


def _list(drawn: YearWheel, year: int) -> None:
    linked = may_anywhere(actor, Action.VIEW_PROCESS)
    over, coming = wheel_list.split(drawn.table, today)
    with pieces.card("list"):
        if not coming:
            pieces.show(pieces.muted(_("Inget mer är planerat i år.")))
        picked = picture.picture("coming", wheel_list.months(drawn.table, coming, linked=linked))
        if over and st.toggle(_("Visa det som har varit ({n})").format(n=len(over))):
            before = wheel_list.months(drawn.table, over, linked=linked)
            picked = picture.picture("over", before) or picked
        downloads.buttons(drawn.table, name_parts=(_("årshjul"), _("kommunen"), year))
    if picked is not None:
        where = {**context.carried(), "omgang": picked.partition(":")[2]}
        st.switch_page(menu.file_of("laget"), query_params=where)


def _wheel(year: int, drawn: YearWheel) -> None:
    with pieces.card("wheel"):
        markup = wheel_drawing.wheel(year, drawn, wheel_list.numbers_of(drawn.table))
        picture.picture("wheel", markup)
        pieces.show(legend([(mark, word, "") for mark, word in _legend(drawn)]))
        pieces.show(
            pieces.muted(_("Siffran är omgångens nummer i listan. Den bleka delen är efter sista dagen."))
        )


def _legend(drawn: YearWheel) -> list[tuple[str, str]]:
    """Return the marks that the wheel has, with what they mean."""
    states = {mark.state for mark in drawn.marks if mark.kind is not None}
    return [
        *([("own", _("Pågår"))] if MarkState.NOW in states else []),
        *([("reference", _("Planerad"))] if MarkState.COMING in states else []),
        *([("waiting", _("Har varit"))] if MarkState.OVER in states else []),
        ("worse", _("Datum i lag")),
        *([("budget", _("I dag"))] if drawn.today else []),
    ]


def _about(unit: str) -> str:
    if not may_anywhere(actor, Action.VIEW_PROCESS):
        return _("Datum som står i lag. Omgångarna visas för dem som lämnar in och godkänner.")
    return _("Omgångar som rör {unit}, och datum i lag.").format(unit=unit)


def _page() -> None:
    context.help_bar("arshjul")
    duties = _duties()
    with database.reading() as session:
        unit = next(iter(units_in_scope(session, actor, Action.VIEW_UNIT)), None)
    pieces.head(
        _("Årshjul"),
        _("Vad händer när, och vad väntar på mig?"),
        _answer(duties),
        _about(unit.name if unit else ""),
    )
    year = _chosen_year()
    drawn = _read(year)
    left, right = st.columns([6, 5], gap="small")
    with left:
        _mine(duties)
        _list(drawn, year)
    with right:
        _wheel(year, drawn)
        wheel_calendar.show(database, actor)


with shown_errors():
    _page()
