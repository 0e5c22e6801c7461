"""What looks like a slip in reported values: asked about before they are saved, never refused."""

from collections.abc import Mapping
from decimal import Decimal

from core.enums import Aggregation, Sex
from core.money import format_number
from core.rules.indicator_numbers import number_words
from core.rules.indicator_sums import Measured, value_of
from core.rules.indicator_texts import Definition
from core.texts import _

_WHOLE = 100
"""The factor of a share in per cent, which is seldom more than all of it."""
_TIMES = 10


def doubts(said: Definition, values: Mapping[Sex, Measured], latest: Measured | None) -> tuple[str, ...]:
    """Return questions about the values of a unit and month by sex, beside the latest value before them.

    1 234 of 41 is 3 010 per cent; 110 women and 20 men are not 100 in all; 64 after 6,4 has lost its comma.
    """
    return (*_shares(said, values), *_sexes(said, values), *_leap(said, values.get(Sex.TOTAL), latest))


def _shares(said: Definition, values: Mapping[Sex, Measured]) -> list[str]:
    if said.aggregation is not Aggregation.RATIO or said.factor != _WHOLE:
        return []
    return [
        _("{upper} av {lower} är {value}. Har täljaren och nämnaren bytt plats?").format(
            upper=_plain(one.numerator), lower=_plain(one.denominator), value=_shown(said, one)
        )
        for one in values.values()
        if one.numerator is not None and one.denominator is not None and one.numerator > one.denominator > 0
    ]


def _sexes(said: Definition, values: Mapping[Sex, Measured]) -> list[str]:
    """Compare what can be added up: counts, and the parts of shares."""
    if said.aggregation not in {Aggregation.SUM, Aggregation.RATIO} or set(values) != set(Sex):
        return []
    whole, women, men = (_parts(values[sex]) for sex in (Sex.TOTAL, Sex.WOMEN, Sex.MEN))
    return [
        _("Kvinnor och män är tillsammans {sum}, men alla är {whole}. Stämmer det?").format(
            sum=_plain(one + other), whole=_plain(all_of)
        )
        for all_of, one, other in zip(whole, women, men, strict=False)
        if one + other != all_of
    ]


def _leap(said: Definition, new: Measured | None, latest: Measured | None) -> list[str]:
    before, now = value_of(latest, said.factor), value_of(new, said.factor)
    if not before or not now:
        return []
    if before < 0 or now < 0 or before / _TIMES < now < before * _TIMES:
        return []
    return [
        _("{new} är tio gånger {more} det förra värdet, {old}. Stämmer det?").format(
            new=_shown(said, new),
            old=_shown(said, latest),
            more=_("mer än") if now > before else _("mindre än"),
        )
    ]


def _parts(one: Measured) -> tuple[Decimal, ...]:
    held = (one.numerator, one.denominator) if one.denominator is not None else (one.value,)
    return tuple(part for part in held if part is not None)


def _shown(said: Definition, one: Measured | None) -> str:
    return number_words(value_of(one, said.factor), said.decimals, said.measure_unit)


def _plain(value: Decimal | None) -> str:
    """Return a count as it was written, with spaces between thousands."""
    number = (value or Decimal(0)).normalize()
    return format_number(number, decimals=max(0, -int(number.as_tuple().exponent)))
