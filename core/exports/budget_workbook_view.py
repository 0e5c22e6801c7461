"""How the workbook of a budget looks and what it lets people do."""

from openpyxl import Workbook
from openpyxl.styles import Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from core.exports.safe_text import clean_text, looks_like_formula
from core.periods import MONTHS
from core.rules.plan_workbook import FIRST_MONTH, HEAD_ROW, KEY_COLUMN, KIND_COLUMN, YEAR_COLUMN
from core.texts import _

FIRST_ROW = HEAD_ROW + 1
CLOSED, OPEN, TOTAL, NET = "Belopp", "Belopp att fylla i", "Summa av raden", "Nettorad"
_AMOUNT = '#,##0;"\u2212"#,##0;#,##0'
_WIDTHS = (22, 9, 28, 22, 26)
_MONTH_WIDTH = 11
_LONGEST_CELL = 32_767


def add_styles(book: Workbook) -> None:
    """Add the four looks of amounts; named ones are many times faster to give than their parts."""
    closed = NamedStyle(CLOSED, number_format=_AMOUNT)
    opened = NamedStyle(OPEN, number_format=_AMOUNT, protection=Protection(locked=False))
    opened.fill = PatternFill("solid", fgColor="FFFDF0")
    hair = Side(style="hair", color="CBD6D8")
    opened.border = Border(left=hair, right=hair, top=hair, bottom=hair)
    total = NamedStyle(TOTAL, number_format=_AMOUNT, font=Font(bold=True))
    net = NamedStyle(NET, number_format=_AMOUNT, font=Font(bold=True))
    net.border = Border(top=Side(style="thin", color="5B6D74"))
    for style in (closed, opened, total, net):
        book.add_named_style(style)


def set_view(sheet: Worksheet, last: int) -> None:
    """Protect all but the months, hide the keys, refuse texts as they are typed, prepare the print.

    `last` is the row of the net, below the lines.
    """
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    for position, width in enumerate((*_WIDTHS, *[_MONTH_WIDTH] * len(MONTHS), _MONTH_WIDTH + 2), start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    for position in (KEY_COLUMN, KIND_COLUMN):
        sheet.column_dimensions[get_column_letter(position)].hidden = True
    sheet.freeze_panes = f"{get_column_letter(FIRST_MONTH)}{FIRST_ROW}"
    rule = DataValidation(
        type="decimal", operator="between", formula1="-1E11", formula2="1E11", allow_blank=True
    )
    rule.errorTitle, rule.error = _("Inget belopp"), _("Skriv ett belopp i hela kronor, till exempel 12500.")
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    if last > FIRST_ROW:
        first, end = get_column_letter(FIRST_MONTH), get_column_letter(YEAR_COLUMN - 1)
        rule.add(f"{first}{FIRST_ROW}:{end}{last - 1}")
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def set_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write a text as a text, whatever it begins with; nothing is left empty."""
    cleaned = clean_text(text)[:_LONGEST_CELL]
    if not cleaned:
        return
    cell = sheet.cell(row, column)
    cell.value = cleaned
    cell.data_type, cell.number_format = "s", "@"
    if looks_like_formula(cleaned):
        cell.quotePrefix = True
