"""What a person sees before a file is loaded: rows, sums, problems, and the difference against the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.errors import Problem, Severity
from core.imports.check import Resolution
from core.imports.ledger import Difference, LedgerFile
from core.periods import MONTHS

Rows: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]
"""The combination and the amount (öre) of every row that would be loaded."""

_SHOWN = 200
"""How many problems and differences are kept; the counts tell the rest."""


@dataclass(frozen=True, slots=True)
class GroupSum:
    """What a group (account class or nämnd) has in the file and in the ledger today, in öre."""

    key: str
    rows: int
    file: int
    loaded: int

    @property
    def difference(self) -> int:
        """What the load would change."""
        return self.file - self.loaded


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it would be loaded: öre in ledger sign, months as yyyymm with month 0 for the opening."""

    kind: str
    sie_type: str | None
    encoding: str
    program: str
    organisation: str
    organisation_number: str
    rows: int
    debit: int
    credit: int
    months: tuple[int, ...]
    account_classes: tuple[GroupSum, ...]
    committees: tuple[GroupSum, ...]
    new_codes: tuple[tuple[str, str, str], ...]
    unknown_units: tuple[str, ...]
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    errors: int
    warnings: int

    @property
    def balanced(self) -> bool:
        """Whether debit and credit are equal."""
        return self.debit + self.credit == 0


def ledger_rows(file: LedgerFile, months: Sequence[int]) -> Rows:
    """Return the lines of some months (yyyymm); the opening balances are not among them."""
    chosen = np.isin(file.lines.year.astype(np.int64) * 100 + file.lines.month, np.array(months, np.int64))
    return file.lines.combination[chosen].astype(np.int64), file.lines.amount[chosen]


def budget_rows(file: LedgerFile, year: int) -> Rows:
    """Return the budget of the months of a year."""
    rows = [(row.combination, row.amount) for row in file.budget if row.year == year and row.month in MONTHS]
    pairs = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def group_sums(groups: Sequence[str], rows: Rows, loaded: Mapping[str, int]) -> tuple[GroupSum, ...]:
    """Return the sums per group; `groups` names the group of every combination."""
    combination, amount = rows
    names = sorted(set(groups) | loaded.keys())
    position = {name: index for index, name in enumerate(names)}
    of_combination = np.array([position[name] for name in groups], dtype=np.int64)
    summed = np.zeros(len(names), dtype=np.int64)
    of_row = of_combination[combination] if len(combination) else combination
    np.add.at(summed, of_row, amount)
    counted = np.bincount(of_row, minlength=len(names))
    return tuple(
        GroupSum(name, int(counted[index]), int(summed[index]), loaded.get(name, 0))
        for name, index in position.items()
        if counted[index] or loaded.get(name)
    )


def build_preview(
    file: LedgerFile,
    resolution: Resolution,
    *,
    rows: Rows,
    months: Iterable[int],
    groups: tuple[tuple[GroupSum, ...], tuple[GroupSum, ...]],
    notices: Sequence[Problem],
) -> Preview:
    """Return the preview; `groups` are the sums per account class and per nämnd."""
    amounts = rows[1]
    problems = sorted(
        [*notices, *resolution.problems, *file.problems],
        key=lambda problem: (list(Severity).index(problem.severity), problem.line or 0),
    )
    return Preview(
        kind=file.kind,
        sie_type=file.sie_type,
        encoding=file.encoding,
        program=file.program,
        organisation=file.organisation,
        organisation_number=file.organisation_number,
        rows=len(amounts),
        debit=int(amounts[amounts > 0].sum()),
        credit=int(amounts[amounts < 0].sum()),
        months=tuple(months),
        account_classes=groups[0],
        committees=groups[1],
        new_codes=tuple((str(new.dimension), new.code, new.name) for new in resolution.new_codes),
        unknown_units=resolution.unknown_units,
        differences=tuple(file.differences[:_SHOWN]),
        problems=tuple(problems[:_SHOWN]),
        errors=sum(problem.severity is Severity.ERROR for problem in problems),
        warnings=sum(problem.severity is Severity.WARNING for problem in problems),
    )


def preview_to_json(preview: Preview) -> dict[str, Any]:
    """Return a preview as plain JSON."""
    return asdict(preview)


def preview_from_json(stored: Mapping[str, Any]) -> Preview:
    """Return the preview that was stored."""
    values = dict(stored)
    values["account_classes"] = tuple(GroupSum(**row) for row in stored["account_classes"])
    values["committees"] = tuple(GroupSum(**row) for row in stored["committees"])
    values["differences"] = tuple(Difference(**row) for row in stored["differences"])
    values["problems"] = tuple(
        Problem(**{**row, "severity": Severity(row["severity"])}) for row in stored["problems"]
    )
    values["new_codes"] = tuple((dimension, code, name) for dimension, code, name in stored["new_codes"])
    values["months"] = tuple(stored["months"])
    values["unknown_units"] = tuple(stored["unknown_units"])
    return Preview(**values)
