"""W1, the reading part: a generated SIE type 4 file of a million lines to columns."""

import argparse
import json
import random
import resource
import statistics
import time
from datetime import date, timedelta

from core.exports.sie import SieHeader, SieVoucher, write_sie

SERIES = ("A", "B", "L", "K", "M")
TEXTS = ("Lönekörning", "Hyra lokaler", "Livsmedel", "El och värme", "Vikarie", "Läromedel", "Städning")


def generate_sie(lines: int, units: int, *, year: int = 2026, seed: int = 1) -> bytes:
    """Return a seeded SIE 4E file with about this many #TRANS over this many ansvar."""
    choose = random.Random(seed)
    accounts = [str(3000 + 20 * n) for n in range(250)]
    codings = [
        (choose.choice(accounts), (("1", f"{10_000 + unit}"), ("20", f"{choose.randrange(100, 999)}")))
        for unit in range(units)
        for _line in range(30)
    ]
    header = SieHeader("Rodret", "1", "Ekarboda kommun", "212000-0000", date(year, 12, 31), ((date(year, 1, 1), date(year, 12, 31)),))
    vouchers = []
    for number in range(1, max(1, lines // 5) + 1):
        rows = []
        for n in range(4):
            account, objects = codings[choose.randrange(len(codings))]
            rows.append((account, objects, choose.randrange(-5_000_000, 5_000_000), f"{choose.choice(TEXTS)} {number % 5000}"))
        rows.append(("1930", (), -sum(row[2] for row in rows), ""))
        vouchers.append(
            SieVoucher(choose.choice(SERIES), str(number), date(year, 1, 1) + timedelta(number % 365), choose.choice(TEXTS), rows)
        )
    data, _problems = write_sie(
        header,
        sie_type="4E",
        accounts={account: f"Konto {account}" for account in [*accounts, "1930"]},
        dimensions={"1": "Ansvar", "20": "Verksamhet"},
        objects={("1", f"{10_000 + unit}"): f"Enhet {unit}" for unit in range(units)},
        vouchers=vouchers,
    )
    return data


if __name__ == "__main__":
    pass
