"""The rows of a budget's document: account groups over all ansvar, and each ansvar's net."""

from collections.abc import Iterator, Sequence

from core.money import ORE_PER_KRONA
from core.reports.budget_sheet import Sheet
from core.reports.sheet_tree import SheetKind, SheetRow
from core.rules.plan_signs import COST, REVENUE
from core.rules.variance import variance_share
from core.table import Row, RowRole, Value
from core.texts import _

_BESIDE = ("last_actual", "budget")


def group_rows(sheet: Sheet) -> Iterator[Row]:
    """Yield incomes and costs, each with its account groups, and the net cost last."""
    for sign, title in ((REVENUE, _("Intäkter")), (COST, _("Kostnader"))):
        own = [row for row in sheet.rows if row.kind is SheetKind.GROUP and row.kind_sign == sign]
        if not own:
            continue
        yield _row(f"sum{sign}", title, _added(own, sheet), role=RowRole.SUM)
        by_key: dict[str, list[SheetRow]] = {}
        for row in own:
            by_key.setdefault(row.id.split(".", 2)[2], []).append(row)
        for key in sorted(by_key, key=lambda one: (not one, one)):
            yield _row(f"{sign}.{key}", by_key[key][0].name, _added(by_key[key], sheet), level=1)
    total = sheet.rows[0]
    yield _row("total", total.name, _added([total], sheet), role=RowRole.TOTAL)


def unit_rows(sheet: Sheet) -> list[Row]:
    """Return the net cost of each ansvar; nothing when there is only one."""
    return [
        _row(row.id, row.name, _added([row], sheet)) for row in sheet.rows if row.kind is SheetKind.ANSVAR
    ]


Sums = tuple[int | None, int | None, int | None]
"""Last year's outcome, this year's budget and the plan, öre."""


def _added(rows: Sequence[SheetRow], sheet: Sheet) -> Sums:
    held = {one.key for one in sheet.beside}
    last, budget = (
        sum(row.beside.get(key, 0) for row in rows) * ORE_PER_KRONA if key in held else None
        for key in _BESIDE
    )
    years = [row.year for row in rows if row.year is not None]
    return last, budget, sum(years) * ORE_PER_KRONA if years else None


def _row(key: str, name: str, sums: Sums, *, role: RowRole = RowRole.DETAIL, level: int = 0) -> Row:
    last, budget, year = sums
    change = None if budget is None else (year or 0) - budget
    cells: tuple[Value, ...] = (name, last, budget, year, change, variance_share(change, budget))
    return Row(key, cells, level=level, role=role)
