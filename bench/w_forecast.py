"""The back-test of the forecast's methods on a demo municipality's own ledger, and a round's proposals.

    python -m bench.w_forecast [database URL]

Without a URL the demo is built anew in a folder of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from core.db import Database
from core.migrations.run import upgrade
from core.queries.access import tree_at
from core.rules.backtest import choose, run_trials
from core.services.forecast_choices import past_years

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"


def build(folder: str) -> str:
    """Return the URL of a demo database built in a folder."""
    url = f"sqlite:///{folder}/forecast.db"
    environment = {**os.environ, "RODRET_DATABASE_URL": url, "RODRET_DATA_DIR": folder}
    command = [str(Path(sys.executable).with_name("rodret")), "demo"]
    subprocess.run(command, check=True, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    return url


def measure(url: str) -> dict[str, object]:
    database = Database(url)
    upgrade(database)
    began = time.perf_counter()
    with database.reading() as session:
        past = past_years(session, tree_id=tree_at(session, database.today()).id or 0)
    read = time.perf_counter()
    trials = run_trials(past)
    tried = time.perf_counter()
    verdict = choose(trials)
    chosen = time.perf_counter()
    return {
        "rows": len(past),
        "trials": verdict.trials,
        "read_s": round(read - began, 2),
        "try_s": round(tried - read, 2),
        "choose_s": round(chosen - tried, 2),
        "processor_s": round(time.process_time(), 2),
        "errors_percent": {str(method): error / 100 for method, error in verdict.errors.items()},
        "chosen_percent": verdict.chosen_error / 100,
        "used": verdict.used,
        "choices": {
            choice.row_key: [str(choice.method), choice.error / 100, choice.bias / 100, choice.coverage / 100]
            for choice in verdict.choices
            if choice.unit_id is None
        },
    }


def main() -> None:
    if len(sys.argv) > 1:
        result = measure(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            result = measure(build(folder))
    print(json.dumps(result, indent=2))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "w_forecast.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
