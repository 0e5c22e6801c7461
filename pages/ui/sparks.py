"""Small pictures without axes, each with the sentence that says the same in words.

Amounts are only compared with each other here, so any one unit will do.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from core.table import Status
from core.texts import _
from pages.ui.markup import Markup, fill, join

Number = int | Decimal
_OVER_BUDGET = Decimal("1.03")
_FULL = 100
_HALF = 50
_LEAST_HEIGHT = 3


def spark(actual: Sequence[int | None], budget: Sequence[int], sentence: str) -> Markup:
    """Return months as bars with the budget as a tick; a month without outcome is hollow."""
    top = max([1, *budget, *(value for value in actual if value is not None)])
    bars = (
        fill(
            '<i class="{css}" style="--v:{value}%;--b:{budget}%"></i>',
            css="f" if value is None else "w" if value > plan * _OVER_BUDGET else "",
            value=_share(plan if value is None else max(value, 0), top), budget=_share(max(plan, 0), top),
        )
        for value, plan in zip(actual, budget, strict=True)
    )  # fmt: skip
    return _image("r-spark", bars, sentence)


def vspark(variances: Sequence[int | None], sentence: str) -> Markup:
    """Return months as bars on a zero line: worse hangs, better stands, an open month is hollow."""
    largest = max([1, *(abs(value) for value in variances if value is not None)])
    bars = (_vspark_bar(value, largest) for value in variances)
    return _image("r-vspark", bars, sentence)


def _vspark_bar(value: int | None, largest: int) -> Markup:
    if not value:
        return Markup('<i class="f"></i>' if value is None else "<i></i>")
    height = max(_share(abs(value), largest) // 2, _LEAST_HEIGHT)
    return fill('<i class="{css}" style="--v:{height}%"></i>', css="w" if value < 0 else "b", height=height)


def trend(values: Sequence[Number], sentence: str, *, limit: Number | None = None) -> Markup:
    """Return a line over time with an optional dashed limit; the scale fits the values."""
    known = [*values, *([limit] if limit is not None else [])]
    low, high = min(known), max(known)
    room = (Decimal(high) - Decimal(low)) / 6 or Decimal(1)
    low, span = Decimal(low) - room, Decimal(high) - Decimal(low) + 2 * room
    last = max(len(values) - 1, 1)
    points = [
        (_FULL * at / last, float(_FULL * (1 - (value - low) / span))) for at, value in enumerate(values)
    ]
    upper = ",".join(f"{x:.1f}% calc({y:.1f}% - 1px)" for x, y in points)
    lower = ",".join(f"{x:.1f}% calc({y:.1f}% + 1px)" for x, y in reversed(points))
    dashed = None
    if limit is not None:
        dashed = fill('<u style="--t:{at}%"></u>', at=round(_FULL * (limit - low) / span))
    line = fill(
        '{dashed}<i style="--p:polygon({upper},{lower})"></i>', dashed=dashed, upper=upper, lower=lower
    )
    return _image("r-trend", [line], sentence)


def dots(statuses: Sequence[Status], sentence: str) -> Markup:
    """Return one piece per thing, in its status: goals, controls, actions."""
    pieces = (fill('<i class="{kind}"></i>', kind=status) for status in statuses)
    return _image("r-dots", pieces, sentence)


def variance_bar(value: int, largest: int) -> Markup:
    """Return a bar from a zero in the middle, worse to the left; the number stands beside it."""
    width = min(_HALF, _HALF * abs(value) / max(abs(largest), 1))
    bar = fill(
        '<i class="{css}" style="--w:{width}%"></i>', css="w" if value < 0 else "b", width=f"{width:.1f}"
    )
    return fill('<span class="r-vb" aria-hidden="true">{bar}</span>', bar=bar if value else None)


def progress(done: int, total: int, sentence: str) -> Markup:
    """Return how far something has come."""
    width = round(_FULL * done / total) if total else 0
    return fill(
        '<div class="r-progress" role="progressbar" aria-label="{sentence}" aria-valuemin="0"'
        ' aria-valuemax="{total}" aria-valuenow="{done}"><i style="--w:{width}%"></i></div>',
        sentence=sentence, total=total, done=done, width=width,
    )  # fmt: skip


def stack(counts: Sequence[tuple[str, int]], *, big: bool = False) -> Markup:
    """Return counts of `done`, `ready`, `running` and `waiting` as one bar; words stand beside it."""
    parts = (
        fill('<i class="r-sw {kind}" style="--n:{count}"></i>', kind=kind, count=count)
        for kind, count in counts
        if count
    )
    return fill(
        '<div class="r-stack{big}" aria-hidden="true">{parts}</div>',
        big=" big" if big else "",
        parts=join(parts),
    )


def legend(entries: Sequence[tuple[str, str, str]]) -> Markup:
    """Return what marks mean: (kind of mark, word, number or nothing)."""
    items = (
        fill(
            '<span><i class="r-sw {kind}" aria-hidden="true"></i>{word}{count}</span>',
            kind=kind, word=word, count=fill(" <b>{count}</b>", count=count) if count else None,
        )
        for kind, word, count in entries
    )  # fmt: skip
    return fill('<div class="r-legend">{items}</div>', items=join(items))


def steps(entries: Sequence[tuple[str, str, str]]) -> Markup:
    """Return a process as steps: (`done`, `now` or nothing, name, when)."""
    spoken = {"done": _("klart"), "now": _("pågår")}
    items = (
        fill(
            '<li class="{state}"{current}><b>{name}</b>{when}<span class="r-vh"> {spoken}</span></li>',
            state=state, current=Markup(' aria-current="step"') if state == "now" else None,
            name=name, when=when, spoken=spoken.get(state, ""),
        )
        for state, name, when in entries
    )  # fmt: skip
    return fill('<ol class="r-steps">{items}</ol>', items=join(items))


def _share(part: int, whole: int) -> int:
    return round(_FULL * part / whole)


def _image(css: str, parts: Iterable[object], sentence: str) -> Markup:
    return fill(
        '<div class="{css}" role="img" aria-label="{sentence}">{parts}</div>',
        css=css, sentence=sentence, parts=join(parts),
    )  # fmt: skip
