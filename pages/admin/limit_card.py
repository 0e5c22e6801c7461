"""One limit: its value, what it means, its history, and the form that changes it."""

from typing import Any

import streamlit as st

from core.periods import local_time
from core.queries.limits import LimitRow
from core.rules.access import Actor
from core.rules.limit_examples import example_of
from core.rules.limit_types import LONGEST_TEXT, NO, YES, LimitKind, said, typed
from core.rules.limits import LimitValues
from core.services.limits import LONGEST_WHY, change_limit, restore_limit
from core.texts import _, ngettext
from pages.ui import address, forms, pieces, saving
from pages.ui.markup import Markup, fill

_CHANGE = "andra"
_UNITS = {LimitKind.MONEY: _("kr"), LimitKind.SHARE: _("%"), LimitKind.DAYS: _("dagar")}


def show(actor: Actor, row: LimitRow, values: LimitValues, *, changes: bool) -> None:
    """Show a limit; whoever `changes` it gets the form behind a button."""
    with pieces.card(f"limit_{row.key.replace('.', '_')}"):
        pieces.show(
            _title(row),
            fill("<p>{means}</p>", means=row.type.means),
            _example(row, values),
            pieces.muted(_last(row)),
            _history(row),
        )
        if not changes:
            return
        if st.query_params.get(_CHANGE) == row.key:
            _form(actor, row)
        elif st.button(_("Ändra"), key=f"change_{row.key}"):
            st.query_params[_CHANGE] = row.key
            st.rerun()


def _title(row: LimitRow) -> Markup:
    return fill(
        '<div class="r-boxhead r-tight">{name}<span class="r-answer"><b>{value}</b></span></div>',
        name=pieces.heading(row.type.name), value=said(row.type, row.value),
    )  # fmt: skip


def _example(row: LimitRow, values: LimitValues) -> Markup | None:
    words = example_of(row.key, values)
    return (
        fill('<p class="r-example"><b>{label}</b> {words}</p>', label=_("Exempel:"), words=words)
        if words
        else None
    )


def _last(row: LimitRow) -> str:
    usual = said(row.type, row.type.usual)
    if not row.history:
        return _("Ursprungligt värde.") if not row.own else _("Ursprungligt: {usual}.").format(usual=usual)
    event = row.history[0]
    words = _("{name} ändrade {when}.") if event.user else _("Ändrad {when}.")
    first = words.format(name=event.user, when=local_time(event.at))
    return f"{first} {_('Ursprungligt: {usual}.').format(usual=usual)}" if row.own else first


def _history(row: LimitRow) -> Markup | None:
    if not row.history:
        return None
    entries = [
        (
            local_time(event.at),
            fill(
                "{who}: {change}{why}", who=event.user or _("Systemet"), change=_change(event.old, event.new),
                why=f". {event.why}" if event.why else "",
            ),
        )
        for event in row.history
    ]  # fmt: skip
    title = ngettext("{n} ändring", "{n} ändringar", len(entries)).format(n=len(entries))
    return fill(
        '<details class="r-help"><summary>{title}</summary>{log}</details>', title=title,
        log=pieces.log(entries),
    )  # fmt: skip


def _change(old: str, new: str) -> str:
    return _("från {old} till {new}").format(old=old, new=new)


def _form(actor: Actor, row: LimitRow) -> None:
    form = f"limit_{row.key}"
    stamp = forms.request_key(form)
    # A change is compared with what the writer saw when the form was opened, not with what is read now.
    seen = st.session_state.setdefault(f"seen_{stamp}", row.held)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        value = _field(row, stamp)
        pieces.show(pieces.muted(_hint(row)))
        why = st.text_input(
            _("Varför ändras den?"), max_chars=LONGEST_WHY, key=f"why_{stamp}",
            placeholder=_("Till exempel: beslutat i budgetberedningen"),
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            save = st.form_submit_button(_("Spara"), type="primary")
            usual = row.own and st.form_submit_button(
                _("Återställ till {usual}").format(usual=said(row.type, row.type.usual))
            )
            cancel = st.form_submit_button(_("Avbryt"))
    if cancel:
        forms.renew_key(form)
        address.put(_CHANGE, "")
        st.rerun()

    def write(session: Any) -> None:
        if save:
            change_limit(session, actor, limit=row.key, value=value, seen=seen, why=why, key=stamp)
        else:
            restore_limit(session, actor, limit=row.key, seen=seen, why=why, key=stamp)
        address.put(_CHANGE, "")

    if save or usual:
        saving.save(actor, form, write, told=_("{name} är sparad.").format(name=row.type.name))


def _field(row: LimitRow, stamp: str) -> str:
    """Write the field of a limit by its kind; return what is written or chosen."""
    limit, held, key = row.type, typed(row.type, row.value), f"value_{stamp}"
    if limit.kind in {LimitKind.CHOICE, LimitKind.YES_NO}:
        words = dict(limit.choices) or {YES: _("Ja"), NO: _("Nej")}
        options = list(words)
        return str(
            st.radio(
                limit.name, options, index=options.index(held), format_func=words.__getitem__, key=key,
                horizontal=True,
            )
        )  # fmt: skip
    unit = _UNITS.get(limit.kind, limit.unit)
    label = f"{limit.name} ({unit})" if unit else limit.name
    return str(st.text_input(label, held, max_chars=LONGEST_TEXT, key=key))


def _hint(row: LimitRow) -> str:
    limit = row.type
    if limit.kind is LimitKind.CODES:
        return _("Koder och intervall med komma mellan, till exempel 9, 801-809.")
    if limit.kind in {LimitKind.CHOICE, LimitKind.YES_NO, LimitKind.TEXT}:
        return _("Gäller för hela kommunen så snart du har sparat.")
    most = said(limit, limit.most)
    words = _("Mellan {least} och {most}.").format(least=typed(limit, limit.least), most=most)
    return f"{words} {_('Ett streck betyder {off}.').format(off=limit.off)}" if limit.off else words
