"""The card of a key figure: what it is, in words."""

import streamlit as st

from core.reports import indicator_words as words
from core.reports.indicator_page import OnePage
from core.texts import _
from pages.ui import pieces
from pages.ui.comments import said
from pages.ui.markup import fill, join


def show(one: OnePage) -> None:
    """Show the definition."""
    what = one.indicator.definition
    short = [
        (_("Källa"), words.source_words(what)),
        (_("Ägare"), one.names.get(what.owner_id or 0, "") or _("Ingen än")),
        (_("Nästa uppdatering"), what.next_update.isoformat() if what.next_update else _("Inte sagt")),
        (_("Hur ofta"), words.PERIODS[what.periodicity]),
        (_("Vad är bra?"), words.DIRECTIONS[what.direction]),
        (_("Kod"), what.code),
    ]
    long = (
        (_("Räknas så"), words.formula_words(what, one.others)),
        (_("Läge"), words.threshold_words(what)),
        (_("För flera enheter"), words.SUMS[what.aggregation]),
    )
    cells = (
        fill('<div><dt>{label}</dt><dd class="wrap">{value}</dd></div>', label=label, value=value)
        for label, value in short
    )
    st.header(_("Vad är nyckeltalet?"), anchor=False)
    with pieces.card("definition"):
        pieces.show(
            said(what.text) if what.text else None,
            pieces.log(long),
            fill('<dl class="r-facts">{cells}</dl>', cells=join(cells)),
        )
