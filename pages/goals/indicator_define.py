"""What a key figure is: the fields of its definition, for a new one and for one that is changed."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.db import Database
from core.queries.subjects import PersonRow, list_people
from core.reports import indicator_words as words
from core.reports.indicator_page import OnePage
from core.rules.access import Action, Actor
from core.rules.indicator_economy import BUILT_IN
from core.rules.indicator_numbers import read_number, typed
from core.rules.indicator_texts import Definition
from core.services.indicators import add_indicator, change_indicator
from core.texts import _
from pages.goals import indicator_room
from pages.ui import forms, pieces, saving
from pages.ui.context import Context
from pages.ui.markup import fill, join

_LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_UNIT, _LONGEST_CODE, _LONGEST_FORMULA = 200, 4000, 40, 40, 500
_FACTORS = (1, 100, 1_000, 10_000, 100_000)
_DECIMALS = (0, 1, 2, 3)
_EMPTY = Definition("", "", _("procent"), decimals=1)


def add(database: Database, actor: Actor, here: Context) -> None:
    """Show the form for a new key figure of the unit."""
    form = f"indicator_new_{here.unit.id}"
    stamp = forms.request_key(form)
    people = _people(database, actor, here.unit.id)
    why = indicator_room.why(database, actor, [(here.unit.id, here.unit.name)], stamp=stamp)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        written = _fields(stamp, replace(_EMPTY, owner_id=_writer(actor, people)), people)
        wanted = st.form_submit_button(_("Lägg till nyckeltalet"), type="primary")
    _named_amounts()
    if wanted and written is not None:
        saving.save(
            actor, form,
            lambda session: add_indicator(
                session, actor, definition=written, unit_ids=[here.unit.id], key=stamp, why=why
            ),
            told=_("Nyckeltalet är tillagt."),
        )  # fmt: skip


def change(database: Database, actor: Actor, here: Context, one: OnePage) -> None:
    """Show the form for a definition, which all units share."""
    form = f"indicator_change_{one.indicator.id}_{one.indicator.rev}"
    stamp = forms.request_key(form)
    people = _people(database, actor, here.unit.id)
    if len(one.places) > 1:
        pieces.show(pieces.muted(_("Ändringen gäller alla {n} enheter.").format(n=len(one.places))))
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        written = _fields(stamp, one.indicator.definition, people)
        wanted = st.form_submit_button(_("Spara"), type="primary")
    _named_amounts()
    if wanted and written is not None:
        saving.save(
            actor, form,
            lambda session: change_indicator(
                session, actor, indicator_id=one.indicator.id, rev=one.indicator.rev, definition=written,
                key=stamp,
            ),
            told=_("Nyckeltalet är ändrat."),
        )  # fmt: skip


def _fields(stamp: str, held: Definition, people: Sequence[PersonRow]) -> Definition | None:
    """Write the fields; return what they say, or None when a number cannot be read."""
    title = st.text_input(_("Namn"), held.title, max_chars=_LONGEST_TITLE, key=f"title_{stamp}")
    text = st.text_area(
        _("Vad mäter det?"), held.text, max_chars=_LONGEST_TEXT, key=f"text_{stamp}", height=90
    )
    first, second, third = st.columns(3, gap="small")
    unit = first.text_input(_("Enhet"), held.measure_unit, max_chars=_LONGEST_UNIT, key=f"unit_{stamp}")
    decimals = second.selectbox(
        _("Decimaler"), _DECIMALS, index=min(held.decimals, _DECIMALS[-1]), key=f"decimals_{stamp}"
    )
    code = third.text_input(
        _("Kod"), held.code, max_chars=_LONGEST_CODE, key=f"code_{stamp}",
        placeholder=_("Görs av namnet"),
        help=_(
            "Koden används i filer och formler: bokstäver, siffror och understreck. Lämna tomt, så blir "
            "Frånvaro i skolan till franvaro_i_skolan."
        ),
    )  # fmt: skip
    written = _how(
        stamp, replace(held, title=title, text=text, measure_unit=unit, decimals=decimals, code=code)
    )
    return _where_from(stamp, written, people)


def _how(stamp: str, held: Definition) -> Definition:
    """Write the fields about how values are judged and added up."""
    first, second, third = st.columns(3, gap="small")
    direction = first.selectbox(
        _("Vad är bra?"), list(words.DIRECTIONS), index=list(words.DIRECTIONS).index(held.direction),
        format_func=lambda one: words.DIRECTIONS[one], key=f"direction_{stamp}",
    )  # fmt: skip
    periodicity = second.selectbox(
        _("Hur ofta"), list(words.PERIODS), index=list(words.PERIODS).index(held.periodicity),
        format_func=lambda one: words.PERIODS[one], key=f"periodicity_{stamp}",
    )  # fmt: skip
    aggregation = third.selectbox(
        _("Läggs ihop för flera enheter"), list(words.SUMS),
        index=list(words.SUMS).index(held.aggregation), format_func=lambda one: words.SUMS[one],
        key=f"aggregation_{stamp}",
    )  # fmt: skip
    fourth, fifth = st.columns(2, gap="small")
    factor = fourth.selectbox(
        _("En andel räknas per"), _FACTORS, index=_FACTORS.index(held.factor), key=f"factor_{stamp}",
        help=_("100 ger procent, 1 000 ger per tusen invånare."),
    )  # fmt: skip
    by_sex = fifth.checkbox(_("Delas upp på kvinnor och män"), held.by_sex, key=f"sex_{stamp}")
    return replace(
        held, direction=direction, periodicity=periodicity, aggregation=aggregation, factor=factor,
        by_sex=by_sex,
    )  # fmt: skip


def _where_from(stamp: str, held: Definition, people: Sequence[PersonRow]) -> Definition | None:
    """Write the fields about where values come from and who answers for them."""
    first, second = st.columns(2, gap="small")
    partly = first.text_input(
        _("Delvis uppfyllt inom"), typed(held.partly), key=f"partly_{stamp}", max_chars=20,
        help=_("Hur långt från målet, i nyckeltalets egen enhet, som räknas som delvis."),
    )  # fmt: skip
    source = second.text_input(_("Källa"), held.source, max_chars=_LONGEST_TITLE, key=f"source_{stamp}")
    formula = st.text_input(
        _("Formel, om det räknas ut"), held.formula, max_chars=_LONGEST_FORMULA, key=f"formula_{stamp}",
        placeholder=_("Till exempel nettokostnad / elever"),
    )  # fmt: skip
    third, fourth, fifth = st.columns(3, gap="small")
    kolada_id = third.text_input(
        _("Koladas kod, om det hämtas"), held.kolada_id, max_chars=20, key=f"kolada_{stamp}"
    )
    ids = [None, *(person.user_id for person in people)]
    names = {person.user_id: person.name for person in people}
    if held.owner_id is not None and held.owner_id not in names:
        ids.append(held.owner_id)
        names[held.owner_id] = _("Den som har det i dag")
    owner = fourth.selectbox(
        _("Ägare"), ids, index=ids.index(held.owner_id), key=f"owner_{stamp}",
        format_func=lambda one: _("Ingen än") if one is None else names[one],
    )  # fmt: skip
    following = fifth.date_input(
        _("Nästa uppdatering"), value=held.next_update, format="YYYY-MM-DD", key=f"next_{stamp}"
    )
    try:
        near = read_number(partly)
    except ValueError as error:
        st.error(str(error))
        return None
    return replace(
        held, partly=near or _EMPTY.partly, source=source, formula=formula, kolada_id=kolada_id,
        owner_id=owner, next_update=following,
    )  # fmt: skip


def _named_amounts() -> None:
    """Explain the amounts of the economy that a formula may name."""
    pairs = (
        fill('<div><dt>{name}</dt><dd class="wrap">{words}</dd></div>', name=one.name, words=one.words)
        for one in BUILT_IN.values()
    )
    with st.expander(_("Vad kan en formel läsa?"), icon=":material/functions:"):
        pieces.show(
            pieces.muted(
                _(
                    "Andra nyckeltal med sina koder, tal med decimalpunkt, + − * / och parenteser, och "
                    "min, max, summa, medel, abs och avrunda. Ur ekonomin, för enheten med allt under den:"
                )
            ),
            fill('<dl class="r-facts">{pairs}</dl>', pairs=join(pairs)),
        )


def _writer(actor: Actor, people: Sequence[PersonRow]) -> int | None:
    """Return who has a new figure to begin with: the one who writes, where she may."""
    return actor.user_id if any(person.user_id == actor.user_id for person in people) else None


def _people(database: Database, actor: Actor, unit_id: int) -> list[PersonRow]:
    with database.reading() as session:
        return list_people(session, actor, unit_id=unit_id, action=Action.VIEW_GOALS)
