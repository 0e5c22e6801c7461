"""The year as a wheel: months at the edge, rounds as arcs, the law's dates as diamonds, today as a hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import cos, pi, sin

from core.reports.year_wheel import MarkState, WheelMark, YearWheel
from core.texts import _, ngettext
from pages.ui.markup import Markup, fill, join

_SIZE, _CENTRE = 400, 200
_EDGE, _MONTHS, _LEGAL, _OUTER = 196, 166, 157, 142
_HUB = 48
_GAP, _WIDEST = 4, 17
_LEAST_DAYS = 3
_COLOURS = {
    MarkState.COMING: "var(--r-reference)",
    MarkState.NOW: "var(--r-accent)",
    MarkState.OVER: "var(--r-line2)",
}


@dataclass(frozen=True, slots=True)
class _Arc:
    """A round's place: which track from the outside, and its number in the list."""

    mark: WheelMark
    track: int
    number: int


def wheel(year: int, drawn: YearWheel, numbers: dict[str, int]) -> Markup:
    """Return the year as a picture; `numbers` are those of the list beside it, by key of the mark."""
    rounds = [mark for mark in drawn.marks if mark.kind is not None]
    arcs = _tracks(rounds, numbers)
    tracks = max((arc.track for arc in arcs), default=0) + 1
    step = min(_WIDEST + _GAP, (_OUTER - _HUB) // tracks)
    legal = [mark for mark in drawn.marks if mark.kind is None]
    sentence = _("Årshjul {year}: {rounds} och {m} datum i lag. Samma sak står i listan.").format(
        year=year,
        m=len(legal),
        rounds=ngettext("{n} omgång", "{n} omgångar", len(rounds)).format(n=len(rounds)),
    )
    return fill(
        '<svg viewBox="0 0 {size} {size}" role="img" aria-label="{sentence}" '
        'style="display:block;width:100%;max-width:30rem;margin:0 auto;font-variant-numeric:tabular-nums">'
        "{months}{arcs}{legal}{today}{hub}</svg>",
        size=_SIZE, sentence=sentence, months=_months(year, drawn.days),
        arcs=join(_arc(arc, drawn.days, step) for arc in arcs),
        legal=join(_diamond(mark, drawn.days) for mark in legal),
        today=_hand(drawn.today, drawn.days) if drawn.today else None, hub=_hub(year),
    )  # fmt: skip


def _tracks(rounds: Sequence[WheelMark], numbers: dict[str, int]) -> list[_Arc]:
    """Return every round on the outermost track where it meets no other."""
    ends: list[int] = []
    arcs = []
    for mark in rounds:
        track = next((at for at, end in enumerate(ends) if end + _LEAST_DAYS < mark.start), len(ends))
        ends[track : track + 1] = [max(mark.end, mark.start + _LEAST_DAYS)]
        arcs.append(_Arc(mark, track, numbers.get(mark.key, 0)))
    return arcs


def _months(year: int, days: int) -> Markup:
    """Return twelve fields round the edge with their names."""
    starts = [date(year, month, 1).timetuple().tm_yday for month in range(1, 13)] + [days + 1]
    names = _("jan feb mar apr maj jun jul aug sep okt nov dec").split()
    fields = []
    for at, (first, after) in enumerate(pairwise(starts)):
        x, y = _point((_EDGE + _MONTHS) / 2, (first + after) / 2, days)
        fields.append(
            fill(
                '<path d="{path}" fill="{colour}" stroke="var(--r-card)" stroke-width="2"/>'
                '<text x="{x}" y="{y}" text-anchor="middle" dominant-baseline="central" font-size="13" '
                'fill="var(--r-muted)">{name}</text>',
                path=_ring(_EDGE, _MONTHS, first, after, days), x=x, y=y, name=names[at],
                colour="var(--r-none-bg)",
            )
        )  # fmt: skip
    return join(fields)


def _arc(arc: _Arc, days: int, step: int) -> Markup:
    """Return a round: solid until its last day, pale until it closes, its number at the beginning."""
    outer = _OUTER - arc.track * step
    inner = outer - (step - _GAP)
    first, last = arc.mark.start, max(arc.mark.deadline + 1, arc.mark.start + _LEAST_DAYS)
    after = arc.mark.end + 1
    colour = _COLOURS[arc.mark.state]
    middle = (outer + inner) / 2
    x, y = _point(middle, first + 1, days)
    radius = (step - _GAP) / 2 + 2
    return fill(
        '<g><title>{title}</title>{rest}<path d="{path}" fill="{colour}"/>'
        '<circle cx="{x}" cy="{y}" r="{radius}" fill="var(--r-card)" stroke="{colour}" stroke-width="1.5"/>'
        '<text x="{x}" y="{y}" text-anchor="middle" dominant-baseline="central" font-size="11" '
        'font-weight="600" fill="var(--r-ink)">{number}</text></g>',
        title=arc.mark.title, path=_ring(outer, inner, first, last, days), colour=colour, x=x, y=y,
        radius=radius, number=arc.number or "",
        rest=_rest(_ring(outer, inner, last, after, days), colour) if after > last else None,
    )  # fmt: skip


def _rest(path: str, colour: str) -> Markup:
    return fill('<path d="{path}" fill="{colour}" opacity=".35"/>', path=path, colour=colour)


def _diamond(mark: WheelMark, days: int) -> Markup:
    x, y = _point(_LEGAL - 3, mark.deadline + 0.5, days)
    colour = "var(--r-line2)" if mark.state is MarkState.OVER else "var(--r-worse)"
    return fill(
        '<path d="M{x} {top} {right} {y} {x} {bottom} {left} {y}Z" fill="{colour}">'
        "<title>{title}</title></path>",
        x=x, y=y, top=round(y - 6, 1), bottom=round(y + 6, 1), left=round(x - 6, 1), right=round(x + 6, 1),
        colour=colour, title=mark.title,
    )  # fmt: skip


def _hand(day: int, days: int) -> Markup:
    inner, outer = _point(_HUB, day + 0.5, days), _point(_EDGE, day + 0.5, days)
    return fill(
        '<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="var(--r-ink)" stroke-width="2.5" '
        'stroke-linecap="round"/><circle cx="{x2}" cy="{y2}" r="4" fill="var(--r-ink)"/>',
        x1=inner[0], y1=inner[1], x2=outer[0], y2=outer[1],
    )  # fmt: skip


def _hub(year: int) -> Markup:
    return fill(
        '<text x="{c}" y="{c}" text-anchor="middle" dominant-baseline="central" font-size="24" '
        'font-weight="600" fill="var(--r-ink)">{year}</text>',
        c=_CENTRE, year=year,
    )  # fmt: skip


def _ring(outer: float, inner: float, first: float, after: float, days: int) -> str:
    """Return the path of a piece of a ring from the beginning of one day to that of another."""
    large = int((after - first) * 2 > days)
    (x1, y1), (x2, y2) = _point(outer, first, days), _point(outer, after, days)
    (x3, y3), (x4, y4) = _point(inner, after, days), _point(inner, first, days)
    return (
        f"M{x1} {y1}A{outer} {outer} 0 {large} 1 {x2} {y2}L{x3} {y3}A{inner} {inner} 0 {large} 0 {x4} {y4}Z"
    )


def _point(radius: float, day: float, days: int) -> tuple[float, float]:
    """Return a point: the first of January straight up, then with the clock."""
    angle = 2 * pi * (day - 1) / days
    return round(_CENTRE + radius * sin(angle), 1), round(_CENTRE - radius * cos(angle), 1)
