"""The rows of the control list: why each is asked about, the ways to answer, and the way to its lines."""

import hashlib
from typing import Any

import streamlit as st

from core.enums import ControlVerdict
from core.reports import control_list
from core.reports.control_list import ControlList, ListRow, Part
from core.rules.access import Actor
from core.services.control_list import ControlPlace, Said, answer, undo_answer
from core.texts import _
from pages.ui import forms, menu, pieces, saving
from pages.ui.markup import fill, join

MOST = 30
"""So many rows of a part are shown at once; the rest come when these are answered."""


def show_part(actor: Actor, found: ControlList, part: Part, *, answers: bool) -> None:
    """Show what is asked in a part; nothing to ask about is said, except for large postings."""
    rows = found.asked(part)
    nothing = _nothing(found, part)
    if not rows and not nothing:
        return
    st.header(control_list.part_words(part), anchor=False)
    if not rows:
        pieces.show(pieces.muted(nothing))
    for row in rows[:MOST]:
        show(actor, row, answers=answers)
    if len(rows) > MOST:
        pieces.show(pieces.muted(_("{n} till visas när du har svarat.").format(n=len(rows) - MOST)))


def show(actor: Actor, row: ListRow, *, answers: bool) -> None:
    """Show one row with its ways to answer."""
    name = _name(row)
    with pieces.card(name):
        pieces.show(_words(row))
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            if answers:
                _ways(actor, row, name)
            _to_lines(row)


def show_answered(actor: Actor, found: ControlList, *, answers: bool) -> None:
    """Show, folded, what has been answered, each with the way back."""
    rows = found.answered
    if not rows:
        return
    with st.expander(_("Besvarat ({n})").format(n=len(rows)), icon=":material/check:"):
        for row in rows:
            _answered(actor, row, answers=answers)


def _answered(actor: Actor, row: ListRow, *, answers: bool) -> None:
    if row.answer is None:
        return
    with st.container(key=f"answered_{_name(row)}", gap="xsmall"):
        line = pieces.muted(control_list.answer_line(row.answer))
        pieces.show(join([pieces.heading(_title(row)), line]))
        name = f"undo_{_name(row)}"
        if answers and st.button(_("Ångra svaret"), icon=":material/undo:", type="tertiary", key=name):
            place, key = _place(row), forms.request_key(name)
            saving.save(
                actor,
                name,
                lambda session: undo_answer(session, actor, place=place, key=key),
                told=_("Svaret är ångrat."),
            )


def _ways(actor: Actor, row: ListRow, name: str) -> None:
    if st.button(_("Stämmer"), icon=":material/check:", key=f"right_{name}"):
        _save(actor, row, name, ControlVerdict.RIGHT, "")
    with st.popover(_("Ska rättas"), icon=":material/build:"):
        help_line = _("Det blir en uppgift till din ekonom. Skriv gärna var den hör hemma.")
        _form(actor, row, f"wrong_{name}", ControlVerdict.WRONG, help_line)
    with st.popover(_("Kommentera"), type="tertiary"):
        help_line = _("Din kommentar sparas som svar på raden.")
        _form(actor, row, f"note_{name}", ControlVerdict.NOTE, help_line)


def _form(actor: Actor, row: ListRow, name: str, verdict: ControlVerdict, help_line: str) -> None:
    with st.form(name, border=False, enter_to_submit=False):
        pieces.show(pieces.muted(help_line))
        text = st.text_area(_("Kommentar"), key=f"text_{name}", height=96)
        wanted = st.form_submit_button(control_list.verdict_words(verdict))
    if wanted:
        _save(actor, row, name, verdict, text)


def _save(actor: Actor, row: ListRow, name: str, verdict: ControlVerdict, text: str) -> None:
    place, key = _place(row), forms.request_key(name)
    said = Said(verdict, text, _title(row), "\n".join(row.reasons))
    told = {
        ControlVerdict.RIGHT: _("Svaret är sparat."),
        ControlVerdict.WRONG: _("En uppgift är på väg till din ekonom."),
        ControlVerdict.NOTE: _("Kommentaren är sparad."),
    }

    def write(session: Any) -> None:
        answer(session, actor, place=place, said=said, key=key)

    saving.save(actor, name, write, told=told[verdict])


def _to_lines(row: ListRow) -> None:
    """Write the way to the lines behind the row; a point has none."""
    if row.part is Part.POINTS:
        return
    query = {"enhet": row.unit_code, "period": str(row.period)}
    if row.part is not Part.MISSING:
        query["tid"] = "manad"
    if row.search:
        query["sok"] = row.search
    else:
        query["rad"] = f"account:{row.account}"
    st.page_link(
        menu.file_of("transaktioner"), label=_("Se transaktionerna"), icon=":material/arrow_forward:",
        icon_position="right", query_params=query,
    )  # fmt: skip


def _words(row: ListRow) -> Any:
    if row.part is Part.POINTS:
        return pieces.heading(row.title)
    facts = [row.where, row.supplier if row.part is not Part.MISSING else "", row.voucher]
    facts.append(row.period.words())
    reasons = join(fill("<p>{reason}</p>", reason=reason) for reason in row.reasons)
    return join(
        [
            pieces.heading(_title(row)),
            reasons,
            pieces.muted(", ".join(filter(None, facts))),
        ]
    )


def _title(row: ListRow) -> str:
    amount = control_list.amount_line(row)
    return f"{row.title}, {amount}" if amount else row.title


def _nothing(found: ControlList, part: Part) -> str:
    """Return what is said of a part with nothing to ask about; "" to leave it out."""
    if part is Part.MISSING and not found.has_suppliers:
        return _("Huvudboken har ingen leverantör, så uteblivna fakturor går inte att se här.")
    held = any(row.part is part for row in found.rows)
    if held:
        return _("Allt är besvarat.")
    words = {
        Part.MISCODED: _("Inget som ser fel ut."),
        Part.MISSING: _("Alla återkommande fakturor har kommit."),
    }
    return words.get(part, "")


def _place(row: ListRow) -> ControlPlace:
    return ControlPlace(row.unit_id, row.period, row.rule, row.key)


def _name(row: ListRow) -> str:
    """Return a name of the row that is unique on the page and safe in a key."""
    text = f"{row.unit_id}/{row.period}/{row.rule}/{row.key}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]
