"""A SIE file as a ledger file: which records become lines, by type, and what they must agree with."""

import numpy as np

from core.imports.ledger import LedgerFile, OpeningBalance, PeriodBudget, VoucherColumns, empty_lines
from core.imports.problem_log import ProblemLog
from core.imports.sie.masking import MaskedCombinations, count_hidden_objects, hidden_dimensions
from core.imports.sie.model import SieFile
from core.imports.sie.period_lines import lines_from_periods, opening_balances, period_budgets
from core.imports.sie.reconcile import find_differences
from core.imports.sie.registers import read_identity, read_names
from core.imports.sie.vouchers import PlacedLines, lines_from_vouchers
from core.imports.sie.years import OUTSIDE, FiscalYears, read_years


def ledger_from_sie(file: SieFile, *, suffix: str = "") -> LedgerFile:
    """Return a SIE file as a ledger file; the file name's suffix tells 4E from 4I.

    Type 4: only #TRANS makes lines, the balances are reconciled. Types 2 and 3: each #PSALDO makes
    a line. Type 1: no lines. Objects of employees are dropped.
    """
    problems = ProblemLog()
    identity = read_identity(file, suffix, problems)
    years = read_years(file, problems)
    hidden = hidden_dimensions(file)
    masked = MaskedCombinations(hidden)
    placed = _lines_of_type(file, identity.sie_type, years, masked, problems)
    openings, budget = _balances_of_type(file, identity.sie_type, years, masked, placed, problems)
    names = read_names(file, masked.combinations, hidden, problems)
    heads = file.vouchers if identity.sie_type.startswith("4") else None
    return LedgerFile(
        kind="sie",
        sie_type=identity.sie_type,
        encoding=file.encoding,
        program=identity.program,
        organisation=identity.organisation,
        organisation_number=identity.organisation_number,
        flagged=identity.flagged,
        checksum=file.checksum,
        generated=identity.generated,
        accounts=names.accounts,
        dimensions=names.dimensions,
        objects=names.objects,
        combinations=masked.combinations,
        vouchers=VoucherColumns(heads.series, heads.number, heads.day, heads.text) if heads else (),
        lines=placed.lines,
        openings=openings,
        budget=budget,
        differences=find_differences(file, placed, masked.combinations, years, periods=heads is not None),
        masked_employees=count_hidden_objects(file, hidden),
        problems=problems.problems(file.problems),
    )


def _balances_of_type(
    file: SieFile,
    sie_type: str,
    years: FiscalYears,
    masked: MaskedCombinations,
    placed: PlacedLines,
    problems: ProblemLog,
) -> tuple[list[OpeningBalance], list[PeriodBudget]]:
    """Return openings of the years that have lines and of the current one, and the budget."""
    if sie_type == "1":
        return [], []
    wanted = {0, *np.unique(placed.fiscal).tolist()} - {OUTSIDE}
    openings = opening_balances(file, years, wanted, masked)
    return openings, period_budgets(file, masked, problems, objects=sie_type != "2")


def _lines_of_type(
    file: SieFile, sie_type: str, years: FiscalYears, masked: MaskedCombinations, problems: ProblemLog
) -> PlacedLines:
    if sie_type == "1":
        lines = empty_lines()
        return PlacedLines(lines, lines.combination)
    if sie_type in {"2", "3"}:
        return lines_from_periods(file, masked, problems, objects=sie_type == "3")
    return lines_from_vouchers(file, years, masked, problems)
