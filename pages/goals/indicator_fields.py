"""The fields of one key figure that is reported: its value, or the two parts of a share, by sex."""

from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from core.periods import Period
from core.reports import indicator_words as words
from core.reports.indicator_sheet import SheetRow
from core.rules.indicator_numbers import number_words, read_number, typed
from core.rules.indicator_sums import Measured, value_of
from core.rules.indicator_texts import Definition
from core.services.indicator_values import Place, ValueEdit
from core.texts import _

_LONGEST = 30
_NOTHING = Measured(None)


@dataclass(frozen=True, slots=True)
class Field:
    """What the fields of a value say: a change, a problem in words, or neither."""

    edit: ValueEdit | None = None
    problem: str = ""


def fields(row: SheetRow, unit_id: int, period: Period, stamp: str) -> list[Field]:
    """Write the fields of a figure, and return what they say."""
    found = []
    for sex in row.sexes:
        place = Place(row.indicator.id, unit_id, period, sex)
        key = f"{stamp}_{row.indicator.id}_{sex}"
        held = row.held.get(sex)
        label = "" if len(row.sexes) == 1 else f"{words.SEXES[sex]}: "
        found.append(
            _share(row, place, held, (key, label)) if row.is_share else _value(row, place, held, (key, label))
        )
    return found


def edit_words(said: Definition, edit: ValueEdit) -> str:
    """Return what somebody wrote, for the message that another value stands."""
    if edit.new is None:
        return _("inget")
    return number_words(value_of(edit.new, said.factor), said.decimals, said.measure_unit)


def _value(row: SheetRow, place: Place, held: Measured | None, name: tuple[str, str]) -> Field:
    key, label = name
    said = row.indicator.definition
    text = st.text_input(
        _("{whom}Värde, {unit}").format(whom=label, unit=said.measure_unit),
        typed(held.value if held else None), key=f"value_{key}", max_chars=_LONGEST, width=260,
    )  # fmt: skip
    return _read(said, place, held, (text,))


def _share(row: SheetRow, place: Place, held: Measured | None, name: tuple[str, str]) -> Field:
    key, label = name
    said, now = row.indicator.definition, held or _NOTHING
    left, right, result = st.columns(3, gap="small", vertical_alignment="bottom")
    upper = left.text_input(
        _("{whom}Täljare").format(whom=label), typed(now.numerator), key=f"upper_{key}", max_chars=_LONGEST
    )
    lower = right.text_input(
        _("{whom}Nämnare").format(whom=label), typed(now.denominator), key=f"lower_{key}", max_chars=_LONGEST
    )
    if now.value is not None:
        result.text(_("Nu {value}").format(value=words.value_words(said, now.value)))
    return _read(said, place, held, (upper, lower))


def _read(said: Definition, place: Place, held: Measured | None, texts: tuple[str, ...]) -> Field:
    """Return what texts say of a place; what stands there already is no change."""
    try:
        numbers = [read_number(text) for text in texts]
    except ValueError as error:
        return Field(problem=f"{said.title}: {error}")
    now = held or _NOTHING
    before = [now.value] if len(numbers) == 1 else [now.numerator, now.denominator]
    if numbers == before:
        return Field()
    if all(number is None for number in numbers):
        return Field(ValueEdit(place, now.value, None))
    new = Measured(numbers[0]) if len(numbers) == 1 else Measured(None, numbers[0], numbers[1])
    return Field(ValueEdit(place, _old(held), new))


def _old(held: Measured | None) -> Decimal | None:
    return held.value if held else None
