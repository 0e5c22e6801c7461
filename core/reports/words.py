"""The sentences of the economy: what happened against the budget, judged by amount, never by person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from core.money import format_large
from core.periods import Period, local_time, month_name
from core.rules.follow_up import Amounts, Span
from core.table import Status
from core.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; a strong one is shown bold."""

    text: str
    strong: bool = False


Sentence: TypeAlias = tuple[Part, ...]


def sentence(pattern: str, **strong: str) -> Sentence:
    """Return a pattern as parts, with the text of each `{name}` strong."""
    parts: list[Part] = []
    rest = pattern
    while rest:
        found = [(rest.index(f"{{{name}}}"), name) for name in strong if f"{{{name}}}" in rest]
        if not found:
            parts.append(Part(rest))
            break
        at, name = min(found)
        if at:
            parts.append(Part(rest[:at]))
        parts.append(Part(strong[name], strong=True))
        rest = rest[at + len(name) + 2 :]
    return tuple(parts)


def plain(parts: Sentence) -> str:
    """Return a sentence as text."""
    return "".join(part.text for part in parts)


def large_amount(ore: int, *, signed: bool = False) -> str:
    """Return an amount for a sentence: in millions from one million kronor, else in thousands."""
    return format_large(ore, signed=signed)


def answer(
    total: Amounts, *, status: Status, period: Period, span: Span, compared: bool, reasons: Sequence[str] = ()
) -> Sentence:
    """Return the answer to "how is it going": against the budget, and mostly why."""
    when = _when(period, span)
    if total.actual is None:
        return (Part(_("Det finns inget utfall {when} än.").format(when=when)),)
    if not compared or total.variance is None:
        text = _("Utfallet {when} är {{amount}}. Det finns ingen budget att jämföra med.").format(when=when)
        return sentence(text, amount=large_amount(total.actual))
    if status is Status.OK:
        text = _("Utfallet {when} {{follows}} ({amount}).").format(
            when=when, amount=large_amount(total.variance, signed=True)
        )
        return sentence(text, follows=_("följer budgeten"))
    why = _(", mest {rows}").format(rows=listed(reasons)) if reasons else ""
    text = _("Utfallet {when} är {{verdict}}{why}.").format(when=when, why=why)
    return sentence(text, verdict=verdict(total.variance))


def verdict(variance: int) -> str:
    """Return a variance in words: `1,2 mnkr sämre än budget`."""
    amount = large_amount(abs(variance))
    if variance < 0:
        return _("{amount} sämre än budget").format(amount=amount)
    return _("{amount} bättre än budget").format(amount=amount)


def status_words(status: Status) -> str:
    """Return the word for how a row or a unit stands against its budget."""
    return {
        Status.OK: _("Följer budget"),
        Status.PARTLY: _("Att reda ut"),
        Status.BAD: _("Sämre än budget"),
        Status.BETTER: _("Bättre än budget"),
        Status.NONE: "",
    }[status]


def rest_line(count: int) -> str:
    """Return the one line that stands for all rows within their limits; its sum stands beside it."""
    return ngettext("{n} rad enligt plan", "{n} rader enligt plan", count).format(n=count)


def freshness(period: Period, loaded_at: datetime | None) -> str:
    """Return what the figures are from: `Utfall t.o.m. 2026-10, inläst 2026-11-09 08:12`."""
    if loaded_at is None:
        return _("Utfall t.o.m. {period}").format(period=period)
    return _("Utfall t.o.m. {period}, inläst {time}").format(period=period, time=local_time(loaded_at))


def preliminary(months: Sequence[int]) -> str:
    """Return that months are still open, with what may be missing in them."""
    if not months:
        return ""
    names = listed([month_name(month) for month in months])
    text = ngettext(
        "{months} är preliminär: internhyra, personalomkostnader och periodiseringar kan saknas.",
        "{months} är preliminära: internhyra, personalomkostnader och periodiseringar kan saknas.",
        len(months),
    )
    return text.format(months=names[:1].upper() + names[1:])


def listed(words: Sequence[str]) -> str:
    """Return words as a Swedish list; `samt` where a word itself holds an `och`."""
    if len(words) < 2:  # noqa: PLR2004 a list needs two
        return "".join(words)
    last = _(" samt ") if any(_(" och ") in word for word in words) else _(" och ")
    return ", ".join(words[:-1]) + last + words[-1]


def lower_first(title: str) -> str:
    """Return a row's title inside a sentence: a small first letter, unless it is an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _when(period: Period, span: Span) -> str:
    if span is Span.MONTH:
        return _("i {month}").format(month=month_name(period.month))
    return _("t.o.m. {month}").format(month=month_name(period.month))
