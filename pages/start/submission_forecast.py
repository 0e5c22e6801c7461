"""The forecast of a submission: how the year ends, why, and what is done about it."""

from core.db import current_database
from core.queries.access import may
from core.reports.forecast_answer import answer, measure_line, missing_line
from core.reports.forecast_sheet import UnitForecast, build_forecasts
from core.reports.forecast_table import rows_table
from core.rules.access import Action, Actor
from core.table import Status
from core.texts import _
from pages.ui import pieces
from pages.ui.markup import fill
from pages.ui.sentences import markup
from pages.ui.tables import plain


def show(actor: Actor, version_id: int, unit_id: int) -> None:
    """Write the sentence and the rows that stand out; nothing for who may not see forecasts under way."""
    with current_database().reading() as session:
        if not may(session, actor, Action.VIEW_PLAN, unit_id).allowed:
            return
        (unit,) = build_forecasts(session, actor, version_id=version_id, unit_ids=[unit_id])
    line = measure_line(unit.effect)
    pieces.show(
        fill("<p>{words}</p>", words=markup(answer([unit]))),
        pieces.muted(line) if line else None,
        pieces.chip(Status.PARTLY, missing_line(unit)) if unit.missing else None,
    )
    _rows(unit)


def _rows(unit: UnitForecast) -> None:
    if unit.open_rows:
        table = rows_table(_("Rader som sticker ut"), unit.open_rows, unit.months, total=False)
        plain(table.only("row", "budget", "value", "variance"))
