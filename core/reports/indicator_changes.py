"""What was done with a key figure in words: values with their unit and month, people by their names."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from core.enums import Sex
from core.periods import Period
from core.queries.indicator_story import ChangeRow
from core.reports.indicator_words import SEXES, value_words
from core.reports.log_indicator_words import INDICATOR_WORDS
from core.reports.log_values import in_words
from core.rules.indicator_texts import Definition
from core.texts import _

_NUMBERS = frozenset({"indicator_value", "indicator_target"})
_PEOPLE, _START = "indicator_owner", "indicator_baseline"


def change_words(row: ChangeRow, said: Definition, names: Mapping[int, str]) -> str:
    """Return a change in a sentence: `Rapporterade ett värde: från 88 till 90 procent. Oktober 2026.`"""
    words = INDICATOR_WORDS.get(row.event, row.event)
    old, new = _side(row, row.old, said, names), _side(row, row.new, said, names)
    if isinstance(row.old, dict) or isinstance(row.new, dict) or not (old or new):
        text = words
    elif not old:
        text = _("{what}: {new}").format(what=words, new=new)
    elif not new:
        text = _("{what}: {old} togs bort").format(what=words, old=old)
    else:
        text = _("{what}: från {old} till {new}").format(what=words, old=old, new=new)
    about = _about(row.cause)
    return f"{text}. {about[:1].upper()}{about[1:]}" if about else text


def _side(row: ChangeRow, value: Any, said: Definition, names: Mapping[int, str]) -> str:
    if value is None:
        return ""
    if row.event == _PEOPLE:
        return names.get(value, _("någon annan"))
    if row.event == _START and isinstance(value, list | tuple):
        return _start(said, *value)
    number = _number(value) if row.event in _NUMBERS else None
    return value_words(said, number) if number is not None else in_words(value)


def _start(said: Definition, year: Any, value: Any) -> str:
    """Return where a figure begins; nothing where neither its year nor its value is said."""
    number = _number(value)
    if number is None:
        return ""
    return _("{value} år {year}").format(value=value_words(said, number), year=year)


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _about(cause: str) -> str:
    """Return what an event is about; `2026-10 K` is a month, and whom the value is of."""
    month, _space, sex = cause.partition(" ")
    try:
        period = Period.parse(month)
    except ValueError:
        return cause
    if sex and sex not in set(Sex):
        return cause
    if not sex or sex == Sex.TOTAL:
        return period.words()
    return _("{month}, {sex}").format(month=period.words(), sex=SEXES[Sex(sex)].lower())
