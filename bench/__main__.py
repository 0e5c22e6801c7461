"""Every benchmark, one after the other, each in a process of its own so that memory is its own."""

import subprocess
import sys

BENCHMARKS = (
    "bench.w1_parse",
    "bench.w1_load",
    "bench.w2_w4",
    "bench.w5_save",
    "bench.w8_sessions",
    "bench.w_grid",
    "bench.w_budget_overview",
    "bench.w_forecast",
    "bench.goal_fulfilment",
    "bench.w_forecast_nodes",
    "bench.w_forecast_sheet",
)

for module in BENCHMARKS:
    print(f"\n== {module}", flush=True)
    subprocess.run([sys.executable, "-m", module], check=True)
