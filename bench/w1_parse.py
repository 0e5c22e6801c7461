"""W1, the reading part: a generated SIE 4E file and a CSV ledger of a million lines to columns.

`python -m bench.w1_parse [lines]` prints a table and writes `bench/results/w1_parse.json`.
"""

import json
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from core.exports.sie import SieHeader, SieVoucher, VoucherLine, write_sie
from core.imports.files import read_ledger_file

SERIES = ("A", "B", "L", "K", "M")
TEXTS = ("Lönekörning", "Hyra lokaler", "Livsmedel", "El och värme", "Vikarie", "Läromedel", "Städning")
ACCOUNTS = tuple(str(3000 + 20 * n) for n in range(250))
BANK = "1930"
ROWS_PER_VOUCHER = 5
ROUNDS = 5
RESULTS = Path(__file__).parent / "results/w1_parse.json"


def make_vouchers(lines: int, units: int, *, year: int, seed: int) -> Iterator[SieVoucher]:
    """Yield seeded vouchers of four coded rows and one of the bank, about `lines` rows in all."""
    choose = random.Random(seed)
    codings = [
        (choose.choice(ACCOUNTS), (("1", f"{10_000 + unit}"), ("20", f"{choose.randrange(100, 999)}")))
        for unit in range(units)
        for _line in range(30)
    ]
    for number in range(1, max(1, lines // ROWS_PER_VOUCHER) + 1):
        rows: list[VoucherLine] = []
        for _row in range(ROWS_PER_VOUCHER - 1):
            account, objects = choose.choice(codings)
            text = f"{choose.choice(TEXTS)} {number % 5000}"
            rows.append((account, objects, choose.randrange(-5_000_000, 5_000_000), text))
        rows.append((BANK, (), -sum(row[2] for row in rows), ""))
        day = date(year, 1, 1) + timedelta(number % 365)
        yield SieVoucher(choose.choice(SERIES), str(number), day, choose.choice(TEXTS), rows)


def generate_sie(lines: int, units: int, *, year: int = 2026, seed: int = 1) -> bytes:
    """Return a seeded SIE 4E file with about this many #TRANS over this many ansvar."""
    whole_year = (date(year, 1, 1), date(year, 12, 31))
    data, _problems = write_sie(
        SieHeader("Rodret", "1", "Ekarboda kommun", "212000-0000", whole_year[1], (whole_year,)),
        sie_type="4E",
        accounts={account: f"Konto {account}" for account in (*ACCOUNTS, BANK)},
        dimensions={"1": "Ansvar", "20": "Verksamhet"},
        objects={("1", f"{10_000 + unit}"): f"Enhet {unit}" for unit in range(units)},
        vouchers=make_vouchers(lines, units, year=year, seed=seed),
    )
    return data


def generate_csv(lines: int, units: int, *, year: int = 2026, seed: int = 1) -> bytes:
    """Return the same ledger as CSV with Swedish amounts."""
    rows = ["konto;ansvar;verksamhet;datum;belopp;text;serie;verifikationsnummer;rad"]
    for voucher in make_vouchers(lines, units, year=year, seed=seed):
        for row, (account, objects, ore, text) in enumerate(voucher.lines, 1):
            codes = dict(objects)
            sign, amount = "-" if ore < 0 else "", abs(ore)
            rows.append(
                f"{account};{codes.get('1', '')};{codes.get('20', '')};{voucher.day};"
                f"{sign}{amount // 100},{amount % 100:02d};{text};{voucher.series};{voucher.number};{row}"
            )
    return "\n".join([*rows, ""]).encode()


def measure(name: str, generate: Callable[[int, int], bytes], lines: int) -> dict[str, float | str]:
    """Read a generated file some times; seconds are wall clock, memory is what the process grew by."""
    data = generate(lines, 400)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        count = len(read_ledger_file(data, "fil").lines)
        seconds.append(time.perf_counter() - start)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    median = statistics.median(seconds)
    return {
        "file": name, "MB": round(len(data) / 1e6, 1), "lines": count, "median_s": round(median, 2),
        "best_s": round(min(seconds), 2), "lines_per_s": round(count / median), "grown_MB": round(grown),
    }  # fmt: skip


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    results = [measure("SIE 4E", generate_sie, lines), measure("CSV", generate_csv, lines)]
    for result in results:
        print("  ".join(f"{key} {value}" for key, value in result.items()))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1), "utf-8")


if __name__ == "__main__":
    main()
