"""How many key figures units follow beside how many are meant, at the forms that add one to them."""

from collections.abc import Collection

import streamlit as st

from core.db import Database
from core.queries.indicator_room import Room, read_room
from core.reports.words import listed
from core.rules.access import Actor
from core.table import Status
from core.texts import _, ngettext
from pages.ui import pieces

_LONGEST_WHY = 1000
_MOST_NAMED = 30


def why(database: Database, actor: Actor, units: Collection[tuple[int, str]], *, stamp: str) -> str:
    """Say how many the units, (id, name), follow; ask for a reason only where one more is too many."""
    with database.reading() as session:
        rooms = [(name, read_room(session, actor, unit_id=unit_id)) for unit_id, name in units]
    full = [(name, room) for name, room in rooms if room.full]
    if not full:
        pieces.show(*(pieces.muted(_count(name, room)) for name, room in rooms))
        return ""
    for name, room in full:
        pieces.notice(Status.PARTLY, _count(name, room), _ask(room))
    return st.text_input(_("Varför behövs ett till?"), max_chars=_LONGEST_WHY, key=f"why_{stamp}")


def _count(name: str, room: Room) -> str:
    words = ngettext(
        "{unit} följer {n} nyckeltal.", "{unit} följer {n} nyckeltal.", len(room.titles)
    ) if not room.most else _("{unit} följer {n} nyckeltal. Högst {most} är tänkt.")  # fmt: skip
    return words.format(unit=name, n=len(room.titles), most=room.most)


def _ask(room: Room) -> str:
    shown = [f"”{title}”" for title in room.titles[:_MOST_NAMED]]
    return _("Kan något avslutas först? {titles}. Annars skriver du varför ett till behövs.").format(
        titles=listed(shown)
    )
