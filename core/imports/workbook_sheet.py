"""The visible sheet of a budget's workbook: where its head, keys and months stand now."""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from core.periods import MONTHS
from core.rules.plan_workbook import KEY_HEAD, LABEL_COLUMNS, MOST_LINES, label_heads, month_heads, shown

_SEARCHED_ROWS, _SEARCHED_COLUMNS = 40, 60
_SPARE_ROWS = 500


@dataclass(frozen=True, slots=True)
class BudgetSheet:
    """Where things stand in the visible sheet: its head, the column of keys, the columns of months."""

    sheet: Worksheet
    head: int
    key: int
    months: Mapping[int, int]
    first_label: int

    def rows(self) -> range:
        """The numbers of the rows below the head."""
        return range(self.head + 1, min(self.sheet.max_row, self.head + MOST_LINES + _SPARE_ROWS) + 1)

    def key_of(self, row: int) -> str:
        """The key of a row, empty when it has none."""
        value = self.sheet.cell(row, self.key).value
        return str(value).strip() if value is not None else ""

    def is_filled(self, row: int) -> bool:
        """Whether a row has anything in its months."""
        return any(self.sheet.cell(row, column).value is not None for column in self.months.values())

    def labels(self, row: int) -> tuple[str, ...]:
        """The texts of a row, as they are compared."""
        cells = [self.sheet.cell(row, self.first_label + n).value for n in range(LABEL_COLUMNS)]
        return tuple(shown("" if value is None else str(value)) for value in cells)


def find_budget_sheet(sheet: Worksheet) -> BudgetSheet | None:
    """Return where things stand, by the heading of the hidden column; None in a sheet without it."""
    first_head = label_heads()[0].lower()
    rows = range(1, min(sheet.max_row, _SEARCHED_ROWS) + 1)
    for row in rows:
        heads = [sheet.cell(row, column).value for column in range(1, _SEARCHED_COLUMNS + 1)]
        if KEY_HEAD in heads:
            names = [head.strip().lower() if isinstance(head, str) else "" for head in heads]
            months = {
                month: names.index(title) + 1
                for month, title in zip(MONTHS, month_heads(), strict=True)
                if names.count(title) == 1
            }
            first = names.index(first_head) + 1 if first_head in names else 1
            return BudgetSheet(sheet, row, heads.index(KEY_HEAD) + 1, months, first)
    return None
