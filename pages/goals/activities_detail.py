"""One activity: how it stands, and what may be done with it."""

import streamlit as st

from core.db import Database
from core.money import ORE_PER_KRONA, format_number
from core.queries.activities import ActivityRow
from core.reports import activity_words
from core.reports.activities import ActivityPage
from core.rules.access import Actor
from core.rules.subjects import Subject, SubjectKind
from core.texts import _
from pages.goals import (
    activities_address,
    activities_change,
    activities_checks,
    activities_effect,
    activities_history,
    activities_pauses,
    activities_spread,
    activities_state,
)
from pages.ui import address, pieces, saving, side
from pages.ui.comments import said
from pages.ui.markup import Markup, fill, join

_DOES = {
    "lage": (_("Läge"), activities_state.show),
    "avstamningar": (_("Avstämningar"), activities_checks.show),
    "verkan": (_("Verkan"), activities_effect.show),
    "andra": (_("Ändra"), activities_change.show),
    "pauser": (_("Pauser"), activities_pauses.show),
    "sprid": (_("Sprid"), activities_spread.show),
    "historik": (_("Historik"), activities_history.show),
}
_FOR_OWNERS = ("lage", "avstamningar", "verkan", "historik")
_FOR_READERS = ("historik",)


def show(database: Database, actor: Actor, page: ActivityPage, row: ActivityRow) -> None:
    """Show the activity, with the form that is chosen below it and what is said about it."""
    _head(page, row)
    saving.show_conflict()
    if saving.moved_meanwhile(f"activity_{row.id}", row.rev):
        st.warning(_("Någon annan har ändrat aktiviteten medan du hade den öppen. Läs den och försök igen."))
    with pieces.card("activity"):
        pieces.show(_facts(page, row))
    chosen = _choose(_allowed(actor, page, row), row)
    with pieces.card("activity_does"):
        _DOES[chosen][1](database, actor, page, row)
    side.show(
        actor, Subject(SubjectKind.ACTIVITY, str(row.id), row.unit_id), title=_("Samtal om aktiviteten")
    )


def _head(page: ActivityPage, row: ActivityRow) -> None:
    if st.button(_("Alla aktiviteter"), icon=":material/arrow_back:", type="tertiary", key="activity_back"):
        activities_address.open_activity(None)
    _status, word = activity_words.standing(row, page.today)
    days = activity_words.days_words(row, page.today)
    pieces.head(
        row.title,
        _("Aktivitet hos {unit}: hur går det, och gjorde den verkan?").format(unit=row.unit),
        join([pieces.strong(word), ", ", days, "."]),
    )


def _facts(page: ActivityPage, row: ActivityRow) -> Markup:
    status, word = activity_words.standing(row, page.today)
    pairs = [(_("Ansvarig"), row.owner or _("Ingen än")), (_("Mål"), page.goal(row) or _("Inget mål"))]
    if row.cost is not None:
        pairs.append((_("Kostnad"), _("{n} kr").format(n=format_number(row.cost // ORE_PER_KRONA))))
    if row.hours is not None:
        pairs.append((_("Timmar"), format_number(row.hours)))
    if row.checks:
        done = sum(check.done for check in row.checks)
        pairs.append((_("Avstämningar"), _("{done} av {n} gjorda").format(done=done, n=len(row.checks))))
    facts = join(
        fill('<div><dt>{label}</dt><dd class="wrap">{value}</dd></div>', label=label, value=value)
        for label, value in pairs
    )
    led_to = row.effect_text or row.outcome
    return fill(
        '{chip}{text}<dl class="r-facts">{facts}</dl>{led_to}',
        chip=pieces.chip(status, word), text=said(row.text) if row.text else None, facts=facts,
        led_to=join([pieces.muted(_("Vad det ledde till")), said(led_to)]) if led_to else None,
    )  # fmt: skip


def _allowed(actor: Actor, page: ActivityPage, row: ActivityRow) -> tuple[str, ...]:
    """Return what the actor may do: everything, what she carries out, or only read."""
    if row.unit_id in page.editable:
        return tuple(_DOES)
    own = row.owner_id == actor.user_id and not actor.read_only
    return _FOR_OWNERS if own else _FOR_READERS


def _choose(options: tuple[str, ...], row: ActivityRow) -> str:
    return address.choose(
        _("Vad vill du göra?"), {one: _DOES[one][0] for one in options}, name=activities_address.DOES,
        key=f"activity_does_{row.id}", labelled=True,
    )  # fmt: skip
