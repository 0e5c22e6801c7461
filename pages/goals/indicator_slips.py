"""What is asked and told about reported values: likely slips, somebody else's value, a target not reached."""

from dataclasses import dataclass

import streamlit as st

from core.enums import Sex
from core.reports import indicator_words as words
from core.reports.indicator_sheet import SheetRow
from core.rules.indicator_doubts import doubts
from core.rules.indicator_status import status_by
from core.rules.indicator_sums import Measured, value_of
from core.services.indicator_values import SavedValues, ValueEdit
from core.table import Status
from core.texts import _
from pages.goals import indicator_fields
from pages.goals.indicator_fields import Field
from pages.ui import links, pieces

_ASKED, _OTHERS, _RED = "indicator_report_asked_", "indicator_report_others", "indicator_report_red"


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the form and what its fields say."""

    row: SheetRow
    fields: list[Field]

    @property
    def edits(self) -> list[ValueEdit]:
        """The changes."""
        return [field.edit for field in self.fields if field.edit is not None]

    @property
    def problems(self) -> list[str]:
        """What cannot be read, in words."""
        return [field.problem for field in self.fields if field.problem]


def ask(stamp: str) -> bool:
    """Show what looked like slips at the last press; return whether the writer is sure of it."""
    asked = st.session_state.get(_ASKED + stamp, ())
    for title, question in asked:
        pieces.notice(Status.PARTLY, _("{title}. ").format(title=title), question)
    if not asked:
        return False
    return st.checkbox(_("Ja, värdena stämmer"), key=f"sure_{stamp}")


def is_sure(stamp: str, told: list[Told], *, sure: bool) -> bool:
    """Return whether the values may be saved: no doubts, or the very ones that were asked about.

    Else the questions are kept, for the page to be drawn anew with; what is typed stands.
    """
    found = {
        (one.row.indicator.definition.title, question): None for one in told for question in _doubts(one)
    }
    if sure and found.keys() <= set(st.session_state.get(_ASKED + stamp, ())):
        return True
    st.session_state[_ASKED + stamp] = tuple(found)
    return not found


def keep(told: list[Told], saved: SavedValues) -> None:
    """Keep what is to be told once, over the fields as they stand when it is saved."""
    others, red = [], []
    for one in told:
        said = one.row.indicator.definition
        for edit in one.edits:
            if edit.place in saved.conflicts:
                others.append(
                    _("{title}: nu står {theirs}. Du skrev {yours}, som inte är sparat.").format(
                        title=said.title, theirs=words.value_words(said, saved.conflicts[edit.place]),
                        yours=indicator_fields.edit_words(said, edit),
                    )
                )  # fmt: skip
            elif _is_red(one.row, edit):
                red.append((one.row.indicator.id, said.title, indicator_fields.edit_words(said, edit)))
    st.session_state[_OTHERS], st.session_state[_RED] = others, red


def show(unit_code: str) -> None:
    """Say once whose value stands where somebody else was first, and what a red value asks for."""
    for line in st.session_state.pop(_OTHERS, []):
        pieces.notice(Status.PARTLY, _("Någon annan hann före. "), line)
    for indicator_id, title, value in st.session_state.pop(_RED, []):
        pieces.notice(
            Status.BAD,
            _("{title}: {value} når inte målet. ").format(title=title, value=value),
            _("Skriv varför, så att den som läser förstår."),
        )
        links.link(f"nyckeltal?nyckeltal={indicator_id}&enhet={unit_code}", _("Skriv varför"))


def _doubts(one: Told) -> tuple[str, ...]:
    if not one.edits:
        return ()
    row, period = one.row, one.edits[0].place.period
    values: dict[Sex, Measured] = dict(row.held)
    for edit in one.edits:
        if edit.new is None:
            values.pop(edit.place.sex, None)
        else:
            values[edit.place.sex] = edit.new
    before = row.latest if row.latest and row.latest.at != (period.year, period.month) else None
    return doubts(row.indicator.definition, values, before)


def _is_red(row: SheetRow, edit: ValueEdit) -> bool:
    if edit.place.sex is not Sex.TOTAL or edit.new is None:
        return False
    said = row.indicator.definition
    return status_by(said, value_of(edit.new, said.factor), row.target) is Status.BAD
