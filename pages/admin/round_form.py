"""The form of a round: what it asks for, its days, and who approves on the way up."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from core.db import Database
from core.enums import Role, RoundKind, RoundState, UnitKind
from core.queries.rounds import RoundRow
from core.queries.users import role_title
from core.reports.process_words import round_kind_word
from core.rules.access import GRANTS, Action, Actor
from core.rules.rounds import LONGEST_INSTRUCTION, LONGEST_NAME, LONGEST_SOURCE, UPWARDS, NewLevel, NewRound
from core.services import rounds
from core.services.transaction import transaction
from core.texts import _
from pages.admin import round_address
from pages.ui import forms, pieces
from pages.ui.feedback import shown_errors
from pages.ui.process_words import unit_kind_word

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_MOST_LEVELS = 4
_DAY = "YYYY-MM-DD"
_USUAL_DAYS, _USUAL_MINUTES = 14, 30
_ROLES = [role for role in Role if Action.APPROVE_SUBMISSION in GRANTS[role]]
_LEVEL_KINDS: list[UnitKind] = [kind for kind in UPWARDS if kind is not UnitKind.COST_CENTER]


def show_new(database: Database, actor: Actor) -> None:
    """Show an empty form; saved, it becomes a planned round."""
    st.header(_("Ny omgång"), anchor=False)
    with pieces.card("form"):
        content = _fields(_usual(database.today()), key="new", fixed=False)
        saved, left = _buttons(_("Planera omgången"))
    if left:
        round_address.go()
    if saved:
        with shown_errors():
            with transaction(database, actor) as session:
                made = rounds.create_round(
                    session, actor, content=content, key=forms.request_key("round_new")
                )
            forms.renew_key("round_new")
            st.toast(_("{name} är planerad. Välj nu enheter.").format(name=content.name))
            round_address.go(to_round=made, do=round_address.UNITS)


def show_change(database: Database, actor: Actor, row: RoundRow) -> None:
    """Show a round's own form; an open one only takes later days and another instruction."""
    is_open = row.state is RoundState.OPEN
    st.header(_("Ändra {name}").format(name=row.content.name), anchor=False)
    if is_open:
        pieces.show(
            pieces.muted(_("Omgången är öppen: instruktionen kan ändras och dagarna flyttas framåt."))
        )
    with pieces.card("form"):
        content = _fields(row.content, key=f"change_{row.id}", fixed=is_open)
        saved, left = _buttons(_("Spara ändringen"))
    if left:
        round_address.go(to_round=row.id)
    if saved:
        with shown_errors():
            with transaction(database, actor) as session:
                rounds.change_round(session, actor, round_id=row.id, content=content)
            st.toast(_("{name} är sparad.").format(name=content.name))
            round_address.go(to_round=row.id)


def _usual(today: date) -> NewRound:
    """Return what an empty form starts from."""
    deadline = today + timedelta(days=_USUAL_DAYS)
    return NewRound(
        kind=RoundKind.FORECAST,
        name="",
        year=today.year,
        opens=today,
        deadline=deadline,
        closes=deadline + timedelta(days=_USUAL_DAYS),
        levels=(NewLevel(UnitKind.DEPARTMENT, Role.MANAGER, deadline + timedelta(days=_USUAL_DAYS // 2)),),
        minutes=_USUAL_MINUTES,
    )


def _buttons(word: str) -> tuple[bool, bool]:
    with st.container(horizontal=True, gap="small"):
        return st.button(word, type="primary"), st.button(_("Avbryt"), type="tertiary")


def _fields(old: NewRound, *, key: str, fixed: bool) -> NewRound:
    """Draw the fields and return what they hold; `fixed` is what an open round may not change."""
    kinds = list(RoundKind)
    first, second, third = st.columns([3, 6, 2], gap="small")
    kind = first.selectbox(
        _("Gäller"), kinds, index=kinds.index(old.kind), format_func=round_kind_word, disabled=fixed,
        key=f"{key}_kind",
    )  # fmt: skip
    name = second.text_input(
        _("Namn"), old.name, max_chars=LONGEST_NAME, disabled=fixed, key=f"{key}_name",
        placeholder=_("Till exempel Prognos 1 2027"),
    )  # fmt: skip
    year = third.number_input(
        _("År"), 2000, 2100, old.year, 1, format="%d", disabled=fixed, key=f"{key}_year"
    )
    opens, deadline, closes = _days(old, key=key, fixed=fixed)
    levels = _levels(old, deadline, key=key, fixed=fixed)
    instruction = st.text_area(
        _("Instruktion till enheterna"), old.instruction, max_chars=LONGEST_INSTRUCTION, height=120,
        key=f"{key}_instruction",
    )  # fmt: skip
    first, second = st.columns([2, 6], gap="small")
    minutes = first.number_input(
        _("Tid per chef, minuter"), 0, 10_000, old.minutes, 5, format="%d", key=f"{key}_minutes"
    )
    source = second.text_input(
        _("Varför frågar vi? Beslut eller lag"), old.source, max_chars=LONGEST_SOURCE, key=f"{key}_source"
    )
    by_itself = st.toggle(
        _("Öppnas och stängs av sig själv på sina dagar"), old.by_itself, key=f"{key}_by_itself",
        help=_("Omgången öppnas tidigt på morgonen den dag den öppnar, och stängs när sista dagen är slut."),
    )  # fmt: skip
    return NewRound(
        kind=kind or old.kind, name=name, year=int(year), opens=opens, deadline=deadline, closes=closes,
        levels=levels, instruction=instruction, minutes=int(minutes), source=source,
        by_itself=by_itself,
    )  # fmt: skip


def _days(old: NewRound, *, key: str, fixed: bool) -> tuple[date, date, date]:
    first, second, third = st.columns(3, gap="small")
    return (
        _day(first, _("Öppnar"), old.opens, f"{key}_opens", disabled=fixed),
        _day(second, _("Enheternas sista dag"), old.deadline, f"{key}_deadline"),
        _day(third, _("Stänger"), old.closes, f"{key}_closes"),
    )


def _levels(old: NewRound, deadline: date, *, key: str, fixed: bool) -> tuple[NewLevel, ...]:
    """Draw the steps upwards, nearest the unit first."""
    count = st.segmented_control(
        _("Antal steg som godkänner, närmast enheten först"), list(range(_MOST_LEVELS + 1)),
        default=len(old.levels), required=True, disabled=fixed, key=f"{key}_levels",
    )  # fmt: skip
    wanted = len(old.levels) if count is None else int(count)
    start = NewLevel(UnitKind.DEPARTMENT, Role.MANAGER, deadline)
    return tuple(
        _level(n, old.levels[n] if n < len(old.levels) else start, key=f"{key}_level_{n}", fixed=fixed)
        for n in range(wanted)
    )


def _level(n: int, old: NewLevel, *, key: str, fixed: bool) -> NewLevel:
    first, second, third = st.columns(3, gap="small")
    role = first.selectbox(
        _("Steg {n}: vem").format(n=n + 1), _ROLES, index=_ROLES.index(old.role), format_func=role_title,
        disabled=fixed, key=f"{key}_role",
    )  # fmt: skip
    kind = second.selectbox(
        _("Steg {n}: på närmaste").format(n=n + 1), _LEVEL_KINDS, index=_LEVEL_KINDS.index(old.unit_kind),
        format_func=lambda one: unit_kind_word(one).capitalize(), disabled=fixed, key=f"{key}_kind",
    )  # fmt: skip
    day = _day(third, _("Steg {n}: sista dag").format(n=n + 1), old.deadline, f"{key}_day")
    return NewLevel(kind or old.unit_kind, role or old.role, day)


def _day(place: "DeltaGenerator", label: str, old: date, key: str, *, disabled: bool = False) -> date:
    chosen = place.date_input(label, old, format=_DAY, disabled=disabled, key=key)
    return chosen if isinstance(chosen, date) else old
