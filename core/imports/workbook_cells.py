"""One amount in a workbook: a number, a text that is one, nothing, or what is wrong with it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite

from openpyxl.cell.cell import Cell, MergedCell

from core.imports.pasted_cells import PastedCell, read_cell
from core.money import ORE_PER_KRONA
from core.rules.plan_workbook import LARGEST_ORE
from core.rules.spreading import to_kronor
from core.texts import _

_NEAR = Fraction(1, 1_000)
"""Kronor: what a spreadsheet's own arithmetic leaves behind is not worth telling."""


@dataclass(frozen=True, slots=True)
class WorkbookAmount:
    """Öre in whole kronor as typed (None is nothing), or a problem; a note when it was rounded."""

    value: int | None = None
    problem: str = ""
    note: str = ""


def read_amount(cell: Cell | MergedCell) -> WorkbookAmount:
    """Return the amount of a cell; formulas, dates and truth values are problems."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return WorkbookAmount()
    if kind == "f":
        return WorkbookAmount(problem=_("Cellen har en formel. Klistra in värdet i stället."))
    if kind == "e":
        return WorkbookAmount(problem=_("Cellen har ett fel i Excel. Rätta den där först."))
    if isinstance(value, str):
        return _limited(_from_text(read_cell(" ".join(value.split()))))
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not isfinite(value):
        return WorkbookAmount(problem=_("Cellen har inget belopp. Skriv ett i hela kronor."))
    exact = Fraction(value) * ORE_PER_KRONA
    whole = to_kronor(exact)
    rounded = abs(exact - whole) > _NEAR * ORE_PER_KRONA
    return _limited(WorkbookAmount(whole, note=_("Beloppet avrundades till hela kronor.") if rounded else ""))


def _from_text(cell: PastedCell) -> WorkbookAmount:
    return WorkbookAmount(cell.value, cell.problem, cell.note)


def _limited(amount: WorkbookAmount) -> WorkbookAmount:
    if amount.value is not None and abs(amount.value) >= LARGEST_ORE:
        return WorkbookAmount(problem=_("Beloppet är för stort. Kontrollera antalet nollor."))
    return amount
