"""What a chart shows, and the sentence that says the same in words (`alt`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.money import MoneyUnit, format_money, format_number
from core.periods import month_name
from core.texts import _

Amounts = Sequence[int | None]
_OVER_BUDGET = Decimal("1.03")


@dataclass(frozen=True, slots=True)
class Months:
    """Twelve months in öre, drawn upward as given: give the cost of a cost row as positive.

    `actual` has None for months to come; `open_month` (1–12) is loaded but not closed.
    `more_is_worse` is False for revenue, where a month under budget is the one to see.
    """

    actual: Amounts
    budget: Amounts
    last_year: Amounts
    forecast: Amounts | None = None
    open_month: int | None = None
    more_is_worse: bool = True

    def deviates(self, month: int) -> bool:
        """Return whether a month's outcome is more than 3 % on the wrong side of its budget."""
        actual, budget = self.actual[month - 1], self.budget[month - 1]
        if actual is None or budget is None:
            return False
        limit = abs(budget) * (_OVER_BUDGET - 1)
        return (actual - budget if self.more_is_worse else budget - actual) > limit


@dataclass(frozen=True, slots=True)
class Bridge:
    """From one amount to another, in öre; a step is a variance, worse −.

    The ends are costs as positive, which a worse step raises, or with `surplus` a surplus, which
    it lowers. What the steps do not explain becomes a last step, so the bridge always adds up.
    """

    start: tuple[str, int]
    steps: tuple[tuple[str, int], ...]
    end: tuple[str, int]
    surplus: bool = False

    @property
    def direction(self) -> int:
        """How a step moves the amount: 1 with its sign, −1 against it."""
        return 1 if self.surplus else -1

    def all_steps(self) -> tuple[tuple[str, int], ...]:
        """Return the steps and, where it is not zero, the rest that they do not explain."""
        change = self.direction * (self.end[1] - self.start[1])
        rest = change - sum(effect for _name, effect in self.steps)
        return (*self.steps, (_("Övrigt"), rest)) if rest else self.steps


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A key figure over the years, ours and the comparison's (None where it is missing)."""

    years: Sequence[int]
    own: Sequence[Decimal | None]
    own_name: str
    other: Sequence[Decimal | None] = ()
    other_name: str = ""
    target: Decimal | None = None
    suffix: str = "%"


def months_in_words(data: Months, unit: MoneyUnit) -> str:
    """Return a month chart as a sentence: the sums so far and the month that deviates most."""
    known = [at for at, value in enumerate(data.actual) if value is not None]
    if not known:
        return _("Inget utfall än. Budgeten för året är {budget}.").format(
            budget=format_money(_total(data.budget), unit, word=True)
        )
    sentence = _("Utfall till och med {month} {actual} mot budget {budget}.").format(
        month=month_name(known[-1] + 1),
        actual=format_money(_total([data.actual[at] for at in known]), unit, word=True),
        budget=format_money(_total([data.budget[at] for at in known]), unit, word=True),
    )
    return f"{sentence} {_deviating_months(data, unit)}"


def _deviating_months(data: Months, unit: MoneyUnit) -> str:
    months = [month for month in range(1, len(data.actual) + 1) if data.deviates(month)]
    if not months:
        return _("Ingen månad avviker.")
    worst = max(months, key=lambda month: abs((data.actual[month - 1] or 0) - (data.budget[month - 1] or 0)))
    return _("Avviker i {months}, mest i {worst} med {actual} mot {budget}.").format(
        months=_listed([month_name(month) for month in months]),
        worst=month_name(worst),
        actual=format_money(data.actual[worst - 1], unit, word=True),
        budget=format_money(data.budget[worst - 1], unit, word=True),
    )


def bridge_in_words(data: Bridge, unit: MoneyUnit) -> str:
    """Return a bridge as a sentence: from, to, and every step with its effect."""
    steps = [f"{name} {format_money(effect, unit, signed=True)}" for name, effect in data.all_steps()]
    return _("Från {start} {from_amount} till {end} {to_amount}. Effekt på resultatet: {steps}.").format(
        start=data.start[0].lower(),
        from_amount=format_money(data.start[1], unit, word=True),
        end=data.end[0].lower(),
        to_amount=format_money(data.end[1], unit, word=True),
        steps=_listed(steps) if steps else _("ingen"),
    )


def variances_in_words(rows: Sequence[tuple[str, int]], unit: MoneyUnit) -> str:
    """Return variances as a sentence, in the order drawn."""
    if not rows:
        return _("Inga avvikelser.")
    parts = [f"{name} {format_money(value, unit, signed=True)}" for name, value in rows]
    return _("Avvikelse i {unit}: {rows}.").format(unit=unit, rows=_listed(parts))


def key_figure_in_words(data: KeyFigure) -> str:
    """Return a key figure's line as a sentence: first and last value, comparison, target."""
    own = _first_and_last(data.years, data.own)
    if own is None:
        return _("{name}: inga värden än.").format(name=data.own_name)
    (first_year, first), (last_year, last) = own
    sentence = _("{name} går från {first} {first_year} till {last} {last_year}.").format(
        name=data.own_name, first=shown(first, data.suffix), first_year=first_year,
        last=shown(last, data.suffix), last_year=last_year,
    )  # fmt: skip
    other = _first_and_last(data.years, data.other)
    if other is not None:
        sentence += " " + _("{name} har {last} {year}.").format(
            name=data.other_name, last=shown(other[1][1], data.suffix), year=other[1][0]
        )
    if data.target is not None:
        sentence += " " + _("Målet är {target}.").format(target=shown(data.target, data.suffix))
    return sentence


def shown(value: Decimal, suffix: str) -> str:
    """Return a key figure's value with the decimals it was given and its unit."""
    exponent = value.as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    return f"{format_number(value, decimals=decimals)} {suffix}".strip()


def _first_and_last(
    years: Sequence[int], values: Sequence[Decimal | None]
) -> tuple[tuple[int, Decimal], tuple[int, Decimal]] | None:
    known = [(year, value) for year, value in zip(years, values, strict=False) if value is not None]
    return (known[0], known[-1]) if known else None


def _total(amounts: Sequence[int | None]) -> int:
    return sum(amount or 0 for amount in amounts)


def _listed(words: Sequence[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("{first} och {last}").format(first=", ".join(words[:-1]), last=words[-1])
