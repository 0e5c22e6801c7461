"""Transactions to ledger lines: their day, their year, their row, and what is wrong with a voucher."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from core.imports.ledger import Int32, Int64, LineOrigin, Lines
from core.imports.problem_log import ProblemLog
from core.imports.sie.fields import NO_DAY
from core.imports.sie.masking import MaskedCombinations
from core.imports.sie.model import SieFile, VoucherHeads
from core.imports.sie.years import OUTSIDE, FiscalYears
from core.money import ORE_PER_KRONA, format_number
from core.texts import _


@dataclass(frozen=True, slots=True)
class PlacedLines:
    """Ledger lines and the fiscal year index of each (OUTSIDE where the file has no such year)."""

    lines: Lines
    fiscal: Int32


def lines_from_vouchers(
    file: SieFile, years: FiscalYears, masked: MaskedCombinations, problems: ProblemLog
) -> PlacedLines:
    """Return the transactions that have a day as lines; a day that cannot be placed is an error."""
    rows, heads = file.transactions, file.vouchers
    _tell_unbalanced(file, problems)
    _tell_repeated(heads, problems)
    days = np.where(rows.day > 0, rows.day, heads.day[rows.voucher]) if len(rows.day) else rows.day
    _tell_undated(heads, rows.voucher[days <= 0], problems)
    keep = days > 0
    day = days[keep].astype(np.int32)
    fiscal = years.place(day)
    if years.spans:
        _tell_outside(heads, rows.voucher[keep][fiscal == OUTSIDE], problems)
    places = np.full(len(file.combinations), -1, np.int32)
    for position in np.unique(rows.combination[keep]):
        places[position] = masked.place(file.combinations[position])
    lines = Lines(
        combination=places[rows.combination[keep]],
        year=(day // 10_000).astype(np.int16),
        month=(day // 100 % 100).astype(np.int8),
        day=day,
        amount=rows.amount[keep],
        voucher=rows.voucher[keep],
        row=_row_numbers(rows.voucher)[keep],
        text=rows.text if keep.all() else [rows.text[n] for n in np.flatnonzero(keep).tolist()],
        origin=np.full(len(day), LineOrigin.TRANSACTION, np.int8),
        extra={},
    )
    return PlacedLines(lines, fiscal)


def unbalanced_vouchers(file: SieFile) -> tuple[Int64, Int64]:
    """Return the positions of the vouchers whose transactions do not sum to zero, and the sums."""
    voucher = file.transactions.voucher
    if not len(voucher):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = _starts(voucher)
    sums = np.add.reduceat(file.transactions.amount, starts)
    off = np.flatnonzero(sums)
    return voucher[starts[off]].astype(np.int64), sums[off]


def _starts(voucher: Int32) -> Int64:
    """Return where each voucher's rows begin; rows of one voucher stand together."""
    return np.flatnonzero(np.concatenate(([True], voucher[1:] != voucher[:-1])))


def _row_numbers(voucher: Int32) -> Int32:
    """Return the 1-based number of each row in its voucher."""
    if not len(voucher):
        return np.zeros(0, np.int32)
    starts = _starts(voucher)
    lengths = np.diff(np.concatenate((starts, [len(voucher)])))
    return (np.arange(len(voucher)) - np.repeat(starts, lengths) + 1).astype(np.int32)


def _name(heads: VoucherHeads, position: int) -> str:
    return f"{heads.series[position]} {heads.number[position]}".strip() or _("utan nummer")


def _tell_unbalanced(file: SieFile, problems: ProblemLog) -> None:
    heads = file.vouchers
    for position, total in zip(*unbalanced_vouchers(file), strict=True):
        message = _("Verifikat {name} går inte jämnt ut: skillnaden är {amount} kr.")
        kronor = format_number(Decimal(int(total)) / ORE_PER_KRONA, decimals=2)
        problems.warn(
            "voucher_unbalanced",
            message.format(name=_name(heads, position), amount=kronor),
            int(heads.line[position]),
        )


def _tell_repeated(heads: VoucherHeads, problems: ProblemLog) -> None:
    keys = Counter(zip(heads.series, heads.number, (heads.day // 10_000).tolist(), strict=True))
    repeated = {key for key, times in keys.items() if times > 1 and key[1]}
    if not repeated:
        return
    for position, key in enumerate(
        zip(heads.series, heads.number, (heads.day // 10_000).tolist(), strict=True)
    ):
        if key in repeated:
            repeated.discard(key)
            message = _("Verifikat {name} finns mer än en gång i filen. Kontrollera att inget är dubbelt.")
            problems.warn(
                "voucher_repeated", message.format(name=_name(heads, position)), int(heads.line[position])
            )


def _tell_undated(heads: VoucherHeads, lost: Int32, problems: ProblemLog) -> None:
    """Tell of vouchers without a usable day: an error where a transaction has none of its own either."""
    without = set(np.unique(lost).tolist())
    for position in np.flatnonzero(heads.day <= 0).tolist():
        missing = heads.day[position] == NO_DAY
        line, name = int(heads.line[position]), _name(heads, position)
        if position in without:
            message = (
                _("Verifikat {name} saknar datum. Lägg till det eller exportera filen på nytt.")
                if missing
                else _("Verifikat {name} har ett datum som inte kan läsas. Skriv det som 20260131.")
            )
            problems.error("voucher_date", message.format(name=name), line)
        else:
            message = _("Verifikat {name} saknar läsbart datum. Transaktionernas egna datum används.")
            problems.warn("voucher_date_missing", message.format(name=name), line)


def _tell_outside(heads: VoucherHeads, outside: Int32, problems: ProblemLog) -> None:
    for position in np.unique(outside).tolist():
        message = _(
            "Verifikat {name} har ett datum utanför filens räkenskapsår (#RAR). Rätta datumet eller året."
        )
        problems.error("outside_year", message.format(name=_name(heads, position)), int(heads.line[position]))
