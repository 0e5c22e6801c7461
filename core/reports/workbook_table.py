"""What a workbook and the budget say of the same rows, as a table."""

from collections.abc import Callable

from core.money import EMPTY, MoneyUnit, format_number
from core.periods import month_name
from core.reports.budget_workbook import ComparedCell, ComparedRow, Comparison
from core.rules.plan_signs import typed
from core.rules.three_way import Side
from core.table import Column, Kind, Row, Status, Table
from core.texts import _

_STATUS = {Side.BOTH: Status.BAD, Side.YOURS: Status.PARTLY, Side.THEIRS: Status.NONE, Side.SAME: Status.OK}
_SIDES: tuple[Callable[[ComparedCell], int | None], ...] = (
    lambda cell: cell.base,
    lambda cell: cell.yours,
    lambda cell: cell.now,
)


def comparison_table(found: Comparison) -> Table:
    """Return a row per row that differs, with the sums of the months that do, as they are typed."""
    columns = (
        Column("name", _("Rad"), Kind.TEXT),
        Column("code", _("Kontering"), Kind.CODE),
        Column("side", _("Vem har ändrat"), Kind.STATUS),
        Column("base", _("När boken hämtades"), Kind.MONEY),
        Column("yours", _("I boken"), Kind.MONEY),
        Column("now", _("Budgeten nu"), Kind.MONEY),
        Column("months", _("Månader"), Kind.TEXT),
        Column("ansvar", _("Ansvar"), Kind.TEXT),
    )
    rows = tuple(_row(row) for row in found.rows)
    note = _("Beloppen är summan av de månader som skiljer sig.")
    return Table(_("Boken och budgeten"), columns, rows, MoneyUnit.KR, footnotes=(note,))


def side_word(side: Side) -> str:
    """Return who has changed a row."""
    return {
        Side.BOTH: _("Både du och någon annan"),
        Side.YOURS: _("Bara du"),
        Side.THEIRS: _("Bara någon annan"),
        Side.SAME: _("Lika"),
    }[side]


def kronor_words(ore: int | None, sign: int) -> str:
    """Return an amount as it is typed, in whole kronor; a dash for nothing."""
    kronor = typed(ore, sign)
    return EMPTY if kronor is None else format_number(kronor)


def _row(row: ComparedRow) -> Row:
    months = ", ".join(month_name(cell.month)[:3] for cell in row.cells)
    cells = (
        row.name, row.code, side_word(row.side),
        *(_sum(row, value_of) for value_of in _SIDES),
        months, row.ansvar,
    )  # fmt: skip
    return Row(row.key, cells, status=_STATUS[row.side])


def _sum(row: ComparedRow, value_of: Callable[[ComparedCell], int | None]) -> int | None:
    held = [value for cell in row.cells if (value := value_of(cell)) is not None]
    return sum(held) * row.kind_sign if held else None
