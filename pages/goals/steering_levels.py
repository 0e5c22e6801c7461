"""The levels of the steering model: their names and order, what they hold, how many goals a unit may have."""

from dataclasses import replace
from typing import Any

import streamlit as st

from core.db import Database
from core.enums import GoalKind
from core.queries.steering import goals_per_level
from core.reports.goal_words import kind_word
from core.rules.access import Actor
from core.rules.steering import LONGEST_LEVEL, MOST_LEVELS, LevelDraft
from core.services.steering import SeenLevel, save_levels, seen_levels
from core.texts import _, ngettext
from pages.ui import forms, pieces, saving

_FORM = "steering_levels"


def show(database: Database, actor: Actor) -> None:
    """Show every level with its fields; all are saved at once."""
    with database.reading() as session:
        seen, used = seen_levels(session), goals_per_level(session)
    stamp = forms.request_key(_FORM)
    pieces.show(
        pieces.muted(
            _(
                "Uppifrån och ned. Ta bort bocken för en nivå som inte används: har den mål stängs den, och "
                "målen finns kvar. Högst per enhet är ett riktmärke. Den som vill ha fler skriver varför."
            )
        )
    )
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        rows = [_row(row, n, used.get(row.id, 0), stamp) for n, row in enumerate(seen, start=1)]
        st.subheader(_("Ny nivå"), anchor=False)
        new = _fields(LevelDraft("", GoalKind.GOAL), "new", stamp)
        place = st.selectbox(
            _("Ny nivå läggs"), list(range(len(seen) + 1)), index=len(seen), key=f"place_{stamp}",
            format_func=lambda at: _place(seen, at),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Spara nivåerna"), type="primary")
    if wanted:
        levels = [(at, row.id, draft) for row, (at, keeps, draft) in zip(seen, rows, strict=True) if keeps]
        kept = [(level_id, draft) for _at, level_id, draft in sorted(levels, key=lambda one: one[0])]
        wished: list[tuple[int | None, LevelDraft]] = list(kept)
        if new.name.strip():
            wished.insert(min(int(place), len(wished)), (None, new))
        _save(actor, seen, wished, stamp)


def _place(seen: tuple[SeenLevel, ...], at: int) -> str:
    return _("efter {name}").format(name=seen[at - 1].draft.name) if at else _("överst")


def _save(
    actor: Actor, seen: tuple[SeenLevel, ...], levels: list[tuple[int | None, LevelDraft]], stamp: str
) -> None:
    def write(session: Any) -> None:
        save_levels(session, actor, seen=seen, levels=levels, key=stamp)

    saving.save(actor, _FORM, write, told=_("Nivåerna är sparade."))


def _row(row: SeenLevel, n: int, goals: int, stamp: str) -> tuple[float, bool, LevelDraft]:
    """Write a level's fields; return its place, whether it is used, and what it says."""
    with st.container(key=f"level_{row.id}"):
        at, rest = st.columns([1, 9], gap="small")
        places = list(range(1, MOST_LEVELS + 1))
        place = at.selectbox(
            _("Plats"), places, index=min(n, len(places)) - 1, key=f"at_{row.id}_{stamp}",
        )  # fmt: skip
        with rest:
            draft = _fields(row.draft, str(row.id), stamp, may_change_kind=not goals)
        count = ngettext("{n} mål", "{n} mål", goals).format(n=goals)
        keeps = st.checkbox(
            _("{name} används ({count})").format(name=row.draft.name, count=count),
            value=not row.closed, key=f"keep_{row.id}_{stamp}",
        )  # fmt: skip
    return place + n / 100, keeps, draft


def _fields(held: LevelDraft, name: str, stamp: str, *, may_change_kind: bool = True) -> LevelDraft:
    first, second, third = st.columns([3, 2, 2], gap="small")
    written = first.text_input(
        _("Namn"), held.name, max_chars=LONGEST_LEVEL, key=f"name_{name}_{stamp}",
        placeholder=_("Till exempel Nämndens mål"),
    )  # fmt: skip
    kinds = list(GoalKind) if may_change_kind else [held.kind]
    kind = second.selectbox(
        _("Innehåller"), kinds, index=kinds.index(held.kind), key=f"kind_{name}_{stamp}",
        format_func=lambda one: kind_word(one).capitalize(),
    )  # fmt: skip
    options = sorted({*range(13), 15, 20, held.most})
    most = third.selectbox(
        _("Högst per enhet"), options, index=options.index(held.most), key=f"most_{name}_{stamp}",
        format_func=lambda n: _("Fritt") if n == 0 else str(n),
    )  # fmt: skip
    return replace(held, name=written, kind=kind, most=int(most))
