"""Prognos for a manager's units on a demo municipality: what the page reads before it is drawn.

    python -m bench.w_forecast_sheet [database URL]

Without a URL the demo is built anew in a folder of its own.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlmodel import select

from bench.w_forecast import build
from core.db import Database
from core.migrations.run import upgrade
from core.models import User
from core.queries.access import load_actor
from core.queries.forecast_desk import list_asked, list_forecasts, usual_forecast
from core.reports.forecast_sheet import build_forecasts

RESULTS = Path(__file__).parent / "results"
_UNITS, _TIMES = (1, 6), 11


def measure(url: str) -> dict[str, object]:
    """Return milliseconds of processor for the units of one page, first and then when columns are read."""
    database = Database(url)
    upgrade(database)
    with database.reading() as session:
        user_id = session.exec(select(User.id).where(User.username == "petra.dahlgard")).one() or 0
        actor = load_actor(session, user_id, today=database.today())
        if actor is None:
            raise LookupError(user_id)
        plan = usual_forecast(session, actor, plans=list_forecasts(session, actor))
        if plan is None:
            raise LookupError("no forecast")
        asked = [unit.id for unit in list_asked(session, actor, version_id=plan.id)]
        result: dict[str, object] = {"asked": len(asked)}
        for units in _UNITS:
            times = []
            for _time in range(_TIMES):
                began = time.process_time()
                found = build_forecasts(session, actor, version_id=plan.id, unit_ids=asked[:units])
                times.append((time.process_time() - began) * 1000)
            result[f"units_{units}"] = {
                "rows": sum(len(unit.rows) for unit in found),
                "first_ms": round(times[0]),
                "then_ms": round(statistics.median(times[1:])),
            }
    return result


def main() -> None:
    """Measure, print and keep the result."""
    if len(sys.argv) > 1:
        result = measure(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            result = measure(build(folder))
    print(json.dumps(result, indent=2))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "w_forecast_sheet.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
