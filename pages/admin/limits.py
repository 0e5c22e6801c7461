"""Gränser och regler, for everybody: what governs us, what it means in kronor, and who changed it."""

import streamlit as st

from core.db import current_database
from core.queries.access import may
from core.queries.limits import LimitRow, list_limits, read_limits
from core.reports.words import Sentence, sentence
from core.rules.access import Action, may_anywhere
from core.rules.limit_types import LimitGroup
from core.rules.limits import LimitValues
from core.texts import _, ngettext
from pages.admin import limit_card
from pages.ui import address, context, guard, links, menu, pieces, saving, sentences
from pages.ui.feedback import shown_errors

_PART = "del"

actor = guard.require_actor(Action.VIEW_UNIT)
database = current_database()

_GROUPS: dict[str, str] = {
    LimitGroup.FORECAST: _("Prognos"),
    LimitGroup.ACTION_PLAN: _("Åtgärdsplan"),
    LimitGroup.BUDGET: _("Budget"),
    LimitGroup.FOLLOW_UP: _("Uppföljning"),
    LimitGroup.CONTROL_LIST: _("Kontrollista"),
    LimitGroup.GOALS: _("Mål och nyckeltal"),
    LimitGroup.ACTIVITIES: _("Aktiviteter"),
    LimitGroup.REMINDERS: _("Påminnelser och filer"),
    LimitGroup.MUNICIPALITY: _("Kommunen"),
}
# What is set on a page of its own, for those who may.
_ELSEWHERE: dict[str, tuple[tuple[Action, str, str], ...]] = {
    LimitGroup.FORECAST: (
        (Action.MANAGE_BUDGET, "/ledningsvy", _("Mått för varje område ställs in på Ledningsvy")),
    ),
    LimitGroup.BUDGET: (
        (Action.VIEW_PLAN, "/budgetforutsattningar", _("Index, PO och räntor står på Förutsättningar")),
    ),
    LimitGroup.CONTROL_LIST: (
        (Action.MANAGE_PERIODS, "/kontrollista", _("Månadens punkter skrivs på Kontrollista")),
    ),
    LimitGroup.GOALS: (
        (Action.MANAGE_STEERING, "/styrmodell?del=skala", _("Hur mål bedöms och vägs står på Styrmodell")),
        (Action.MANAGE_STEERING, "/kolada", _("Egen kommun och jämförelse väljs på Kolada")),
    ),
    LimitGroup.REMINDERS: (
        (Action.MANAGE_USERS, "/anvandare?del=forval", _("Vad som mejlas väljs på Användare och roller")),
    ),
}


def _answer(rows: list[LimitRow]) -> Sentence:
    own = sum(row.own for row in rows)
    if not own:
        return sentence(_("Alla {n} har sitt ursprungliga värde."), n=_("{n} gränser").format(n=len(rows)))
    words = ngettext("{n} gräns är er egen", "{n} gränser är era egna", own).format(n=own)
    rest = _("De andra {n} har sitt ursprungliga värde.").format(n=len(rows) - own)
    return sentence("{own}. " + rest, own=words)


def _links(group: str, rows: list[LimitRow]) -> None:
    """Write where the group's limits are felt, and what of it is set elsewhere."""
    titles = {entry.url_path: entry for part in menu.MENU for entry in part.entries}
    with st.container(horizontal=True, gap="small"):
        for page in dict.fromkeys(row.type.page for row in rows):
            entry = titles[page]
            if may_anywhere(actor, entry.action):
                links.link(f"/{page}", _("Syns på {page}").format(page=entry.title))
        for action, target, words in _ELSEWHERE.get(group, ()):
            if may_anywhere(actor, action):
                links.link(target, words)


def _group(group: str, rows: list[LimitRow], values: LimitValues) -> None:
    st.header(_GROUPS[group], anchor=False)
    _links(group, rows)
    with database.reading() as session:
        rights = {
            right
            for right in {row.type.right for row in rows}
            if not actor.read_only and may(session, actor, right, actor.top_unit_id).allowed
        }
    for row in rows:
        limit_card.show(actor, row, values, changes=row.type.right in rights)


def _page() -> None:
    with database.reading() as session:
        rows, values = list_limits(session, actor), read_limits(session)
    context.help_bar("granser")
    pieces.head(
        _("Gränser och regler"), _("Vad styr oss, vad betyder det, och vem har ändrat det?"),
        sentences.markup(_answer(rows)),
    )  # fmt: skip
    saving.show_conflict()
    chosen = address.choose(_("Visa"), _GROUPS, name=_PART, key="limit_group")
    _group(chosen, [row for row in rows if row.type.group == chosen], values)


with shown_errors():
    _page()
