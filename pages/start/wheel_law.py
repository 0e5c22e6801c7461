"""The year of whoever takes no part in the rounds: the dates that the law sets, and nothing else."""

from datetime import date

from core.queries.calendar import shipped_holidays, shipped_legal_rules
from core.reports.year_wheel import MarkState, WheelMark, YearWheel
from core.rules.calendar import LegalDate, legal_dates_in
from core.table import Column, Kind, Row, Status, Table
from core.texts import _


def build(year: int, today: date) -> YearWheel:
    """Return a year with the dates of the law, which are no secret to anybody."""
    dates = legal_dates_in(shipped_legal_rules(), year, shipped_holidays())
    return YearWheel(
        table=Table(
            title=_("Årshjul {year}").format(year=year),
            columns=(
                Column("title", _("Vad"), Kind.TEXT),
                Column("kind", _("Slag"), Kind.TEXT),
                Column("opens", _("Öppnar"), Kind.DATE),
                Column("deadline", _("Sista dag"), Kind.DATE),
                Column("closes", _("Stänger"), Kind.DATE),
                Column("state", _("Läge"), Kind.STATUS),
                Column("source", _("Källa"), Kind.TEXT),
            ),
            rows=tuple(_row(one, today) for one in dates),
        ),
        marks=tuple(_mark(one, today) for one in dates),
        today=today.timetuple().tm_yday if today.year == year else None,
        days=date(year, 12, 31).timetuple().tm_yday,
    )


def _row(one: LegalDate, today: date) -> Row:
    state = _("Passerad") if one.day < today else _("Kommande")
    source = f"{one.law}, {one.source}"
    return Row(
        key=f"legal:{one.key}",
        cells=(one.title, _("Lag"), None, one.day, None, state, source),
        status=Status.NONE,
        note=one.note,
    )


def _mark(one: LegalDate, today: date) -> WheelMark:
    state = MarkState.OVER if one.day < today else MarkState.COMING
    day = one.day.timetuple().tm_yday
    return WheelMark(f"legal:{one.key}", one.title, None, state, day, day, day)
