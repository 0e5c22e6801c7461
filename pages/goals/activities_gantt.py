"""The activities on the year's line: bars, pauses, pins for reconciliations, and today."""

from datetime import date
from decimal import Decimal

from core.periods import MONTHS, month_name
from core.queries.activities import ActivityRow
from core.reports import activity_words
from core.reports.activities import ActivityPage
from core.rules.activity_gantt import Lane, Stretch, lane_of, place_of
from core.rules.tasks import day_words
from core.table import Status
from core.texts import _, ngettext
from pages.goals import activities_address
from pages.ui import pieces
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button, picture

_MOST = 60


def show(page: ActivityPage) -> None:
    """Show the year; a click on a name opens the activity."""
    if not page.rows:
        how = _("Här står det som enheten gör för sina mål, när någon på enheten har lagt till det.")
        if page.editable:
            how = _("Under Lista lägger du till det som enheten gör för sina mål.")
        pieces.empty(_("Inga aktiviteter {year}").format(year=page.year), how)
        return
    with pieces.card("gantt"):
        picked = picture("activity_gantt", gantt(page))
    if picked is not None:
        activities_address.open_activity(int(picked))


def gantt(page: ActivityPage) -> Markup:
    """Return the year as a table: a row for each activity, its line read out in words too."""
    shown = page.rows[:_MOST]
    now = place_of(page.year, page.today) if page.today.year == page.year else None
    more = len(page.rows) - len(shown)
    note = ngettext("{n} aktivitet till finns under Lista.", "{n} aktiviteter till finns under Lista.", more)
    return fill(
        '<div class="r-tw" role="group" aria-label="{title}"><table class="r-t r-gantt"{now}>'
        '<caption><span class="r-vh">{title}</span></caption><thead><tr><th scope="col">{name}</th>'
        '<th scope="col" class="r-hide"><span class="r-vh">{when}</span>'
        '<span class="r-months" aria-hidden="true">{months}</span></th>'
        '<th scope="col">{state}</th></tr></thead><tbody>{rows}</tbody></table></div>{legend}{more}',
        title=_("Aktiviteterna över {year}").format(year=page.year), name=_("Aktivitet"), when=_("När"),
        state=_("Läge"), now=fill(' style="--now:{now}%"', now=now) if now is not None else None,
        months=join(fill("<i>{month}</i>", month=month_name(month)[:3]) for month in MONTHS),
        rows=join(_row(page, row) for row in shown), legend=_legend(dated=now is not None),
        more=pieces.muted(note.format(n=more)) if more else None,
    )  # fmt: skip


def _row(page: ActivityPage, row: ActivityRow) -> Markup:
    status, word = activity_words.standing(row, page.today)
    pins = [check.day for check in row.checks]
    lane = lane_of(page.year, (row.starts, row.ends), row.pauses, pins)
    linked = fill('<span class="r-link">{title}</span>', title=row.title)
    laid = fill(
        '<span class="r-lane{now}" aria-hidden="true">{lane}</span>',
        now=" now" if page.today.year == page.year else "", lane=_lane(row, lane, page.year, status),
    )  # fmt: skip
    unit = pieces.muted(row.unit) if row.unit_id != page.unit_id else None
    return fill(
        '<tr><th scope="row">{name}{unit}<span class="r-onphone">{lane}</span></th>'
        '<td class="r-hide"><span class="r-vh">{words}</span>{lane}</td><td>{chip}</td></tr>',
        name=button(str(row.id), linked, css="r-rowname"), unit=unit, words=_in_words(row, page.today),
        lane=laid, chip=pieces.chip(status, word),
    )  # fmt: skip


def _lane(row: ActivityRow, lane: Lane, year: int, status: Status) -> Markup:
    """Return the bar with what lies on it; a late one also has an edge, not only another colour."""
    kind = "bad" if row.late else row.state.value if status is not Status.OK else "done"
    css = f"b {kind}{' open' if lane.open_end else ''}"
    bar = _piece(css, lane.bar) if lane.bar else None
    pauses = join(_piece("rest", pause) for pause in lane.pauses)
    done = [check.done for check in row.checks if check.day.year == year]
    pins = join(
        fill('<u class="{css}" style="--a:{at}%"></u>', css="done" if ticked else "", at=at)
        for at, ticked in zip(lane.pins, done, strict=True)
    )
    return join([bar, pauses, pins])


def _piece(css: str, stretch: Stretch) -> Markup:
    width = max(stretch.width, Decimal(1))
    return fill('<i class="{css}" style="--a:{at}%;--w:{width}%"></i>', css=css, at=stretch.at, width=width)


def _in_words(row: ActivityRow, today: date) -> str:
    words = [activity_words.days_words(row, today)]
    if row.checks:
        done = sum(check.done for check in row.checks)
        words.append(_("{done} av {n} avstämningar gjorda").format(done=done, n=len(row.checks)))
    words += [
        _("vilar {first} till {last}").format(first=day_words(first, today), last=day_words(last, today))
        for first, last in row.pauses
    ]
    return ", ".join(words)


def _legend(*, dated: bool) -> Markup:
    kinds = [
        ("b planned", _("Planerad")), ("b running", _("Pågår")), ("b bad", _("Sen")), ("b done", _("Klar")),
        ("rest", _("Vilar")),
    ]  # fmt: skip
    swatches = [
        fill('<span><i class="r-ganttkey {css}"></i>{word}</span>', css=css, word=word) for css, word in kinds
    ]
    pins = [
        fill('<span><u class="r-pin {css}"></u>{word}</span>', css=css, word=word)
        for css, word in (("done", _("Avstämning gjord")), ("", _("Avstämning att göra")))
    ]
    now = fill('<span><i class="r-nowkey"></i>{word}</span>', word=_("I dag")) if dated else None
    return fill('<div class="r-legend">{keys}</div>', keys=join([*swatches, *pins, now]))
