"""Ägare som finns, for everybody: what does nobody answer for, and who takes it over?"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from core.db import current_database
from core.queries.access import may
from core.queries.activities import ActivityRow
from core.queries.indicator_owners import Neglect, NeglectedRow
from core.reports import indicator_owners as report
from core.reports.indicator_owners import OwnersPage
from core.rules.access import Action
from core.services.activities import change_activity
from core.services.indicator_places import name_owner
from core.texts import _
from pages.goals.activities_change import text_of
from pages.ui import context, guard, links, pieces, saving, tables
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_GOALS)
database = current_database()
_DAYS = (30, 90, 180, 365)
_USUAL = 180
_MOST = 40
_DAYS_NAME = "dagar"


def _days() -> int:
    named = st.query_params.get(_DAYS_NAME, "")
    held = int(named) if named in {str(one) for one in _DAYS} else _USUAL
    chosen = st.segmented_control(
        _("Inte uppdaterat på så här många dagar"),
        _DAYS,
        default=held,
        required=True,
        key=f"days_{held}",
        help=_("Ett nyckeltal som kommer en gång om året får så här många dagar utöver sitt år."),
    )
    if chosen is not None and chosen != held:
        st.query_params[_DAYS_NAME] = str(chosen)
        st.rerun()
    return held


def _figure(page: OwnersPage, row: NeglectedRow, *, allowed: bool) -> None:
    unit = page.units.get(row.unit_id)
    code, name = (unit.code, unit.name) if unit else ("", "")
    key = f"{row.indicator_id}_{row.unit_id}"
    with _row(key, row.title, f"{name}. {report.reason_words(row, page.names)}."):
        if allowed and row.owner_id != actor.user_id and _takes(key):
            saving.save(
                actor, f"take_{key}",
                lambda session: name_owner(
                    session, actor, indicator_id=row.indicator_id, unit_id=row.unit_id,
                    owner_id=actor.user_id,
                ),
                told=_("Nyckeltalet är ditt på {unit}.").format(unit=name),
            )  # fmt: skip
        address = f"nyckeltal?nyckeltal={row.indicator_id}&enhet={code}"
        links.link(address, _("Öppna"))
        if allowed:
            links.link(f"{address}&gor=avsluta", _("Avsluta eller slå ihop"))


@contextmanager
def _row(key: str, title: str, why: str) -> Iterator[None]:
    """Write one thing with why it is listed; what is written inside stands beside it, below on a phone."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"listed_{key}"
    ):
        with st.container(width=420):
            pieces.show(pieces.heading(title), pieces.muted(why))
        with st.container(horizontal=True, gap="small", vertical_alignment="center", width="content"):
            yield


def _takes(key: str) -> bool:
    return st.button(_("Ta över"), key=f"take_{key}", icon=":material/person_add:")


def _figures(page: OwnersPage) -> None:
    if not page.figures:
        return
    st.header(_("Nyckeltal"), anchor=False)
    allowed = _allowed(row.unit_id for row in page.figures[:_MOST])
    with pieces.card("neglected"):
        for row in page.figures[:_MOST]:
            _figure(page, row, allowed=row.unit_id in allowed)
        _more(len(page.figures))


def _activity(row: ActivityRow, why: Neglect, *, allowed: bool) -> None:
    key, about = f"activity_{row.id}", f"{row.unit}. {report.WORDS[why]}. {row.owner}".strip()
    address = f"aktiviteter?aktivitet={row.id}&enhet={row.unit_code}"
    with _row(key, row.title, about):
        if allowed and row.owner_id != actor.user_id and _takes(key):
            text = replace(text_of(row), owner_id=actor.user_id)
            saving.save(
                actor, f"take_{key}",
                lambda session: change_activity(
                    session, actor, activity_id=row.id, rev=row.rev, goal_id=row.goal_id, text=text
                ),
                told=_("Aktiviteten är din."),
            )  # fmt: skip
        links.link(address, _("Öppna"))
        if allowed:
            links.link(f"{address}&gor=lage&till=stopped", _("Avsluta"))


def _activities(page: OwnersPage) -> None:
    if not page.activities:
        return
    st.header(_("Aktiviteter"), anchor=False)
    allowed = _allowed(row.unit_id for row, _why in page.activities[:_MOST])
    with pieces.card("neglected_activities"):
        for row, why in page.activities[:_MOST]:
            _activity(row, why, allowed=row.unit_id in allowed)
        _more(len(page.activities))


def _more(count: int) -> None:
    if count > _MOST:
        text = _("och {n} till. Välj en enhet ovanför för att se dem.").format(n=count - _MOST)
        pieces.show(pieces.muted(text))


def _allowed(unit_ids: Iterable[int]) -> set[int]:
    """Return the units where the actor may change something."""
    if actor.read_only:
        return set()
    with database.reading() as session:
        return {one for one in set(unit_ids) if may(session, actor, Action.EDIT_GOALS, one).allowed}


def _page() -> None:
    here = context.read(actor, Action.VIEW_GOALS)
    if here is None:
        context.help_bar("agare")
        pieces.head(_("Ägare som finns"), _("Vad ansvarar ingen för?"), _("Det finns inget att visa än."))
        return
    context.bar(here, actor, help_page="agare", comparison=False, money=False)
    named = st.query_params.get(_DAYS_NAME, "")
    days = int(named) if named in {str(one) for one in _DAYS} else _USUAL
    with database.reading() as session:
        page = report.build(session, actor, units=here.units, unit_id=here.unit.id, days=days)
    pieces.head(
        _("Ägare som finns"),
        _("Vad på {unit} ansvarar ingen för, eller uppdaterar ingen?").format(unit=here.unit.name),
        pieces.strong(page.answer),
    )
    saving.show_conflict()
    _days()
    if not page.figures and not page.activities:
        pieces.empty(_("Allt har en ägare och är uppdaterat"), _("Det som tappar sin ägare hamnar här."))
    _figures(page)
    _activities(page)
    if page.shares:
        st.header(_("Andel per förvaltning"), anchor=False)
        with pieces.card("shares"):
            tables.plain(report.shares_table(page))


with shown_errors():
    _page()
