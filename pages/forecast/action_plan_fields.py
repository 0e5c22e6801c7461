"""The fields that say what a measure is, the same for a new one and for one that is changed."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.periods import MONTHS, month_name
from core.rules.typed_tkr import parse_tkr, typed_tkr
from core.texts import _


@dataclass(frozen=True, slots=True)
class MeasureFields:
    """What the fields hold: `typed` is the effect as it was written, in tkr."""

    title: str
    due: date
    body: str
    typed: str
    from_month: int
    row_key: str = ""

    def effect(self) -> int | None:
        """Return the effect in öre; empty is not known yet. Raises `RuleViolation` for no amount."""
        return parse_tkr(self.typed, what=_("Ger i år"))


def usual_fields(due: date, from_month: int) -> MeasureFields:
    """Return the fields of a measure that is not written yet."""
    return MeasureFields("", due, "", "", from_month)


def typed_effect(effect: int | None) -> str:
    """Return an effect in öre as it stands in its field."""
    return typed_tkr(effect)


def fields(stamp: str, held: MeasureFields, rows: dict[str, str]) -> MeasureFields:
    """Write the fields, and return what they hold; `rows` are the titles of the report rows by key."""
    title = st.text_input(
        _("Åtgärd"), held.title, max_chars=200, key=f"title_{stamp}",
        placeholder=_("Till exempel: inga vikarier i december"),
    )  # fmt: skip
    first, second, third = st.columns(3, gap="small")
    typed = first.text_input(
        _("Ger i år, tkr"), held.typed, max_chars=24, key=f"effect_{stamp}",
        help=_("Vad åtgärden förbättrar årets resultat med. Lämna tomt om det inte går att säga än."),
    )  # fmt: skip
    month = second.selectbox(
        _("Ger från"), list(MONTHS), index=held.from_month - 1, format_func=month_name, key=f"month_{stamp}"
    )
    due = third.date_input(_("Klart senast"), value=held.due, format="YYYY-MM-DD", key=f"due_{stamp}")
    titles = {"": _("Hela enheten"), **rows}
    keys = list(titles)
    row = st.selectbox(
        _("Vilken rad hjälper den?"), keys, index=keys.index(held.row_key) if held.row_key in titles else 0,
        format_func=titles.__getitem__, key=f"row_{stamp}",
    )  # fmt: skip
    body = st.text_area(_("Beskrivning"), held.body, key=f"body_{stamp}")
    return MeasureFields(title, due or held.due, body, typed, int(month or held.from_month), row or "")
