"""Who answers for each unit: its own manager, or the nearest one above, with stand-in and controller."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.enums import Role
from core.queries.access import UnitRow
from core.queries.responsible import Responsible, name_list
from core.table import Column, Kind, Row, Table
from core.texts import _


@dataclass(frozen=True, slots=True)
class ResponsibleUnits:
    """The table, and how many units have no manager of their own."""

    table: Table
    units: int
    without: int


def build(units: Sequence[UnitRow], people: Responsible, *, only_without: bool = False) -> ResponsibleUnits:
    """Return a row per unit in the order of the tree; `only_without` leaves out those with a manager."""
    without = {unit.id for unit in units if not people.on(unit.id, {Role.MANAGER})}
    names = {unit.id: unit.name for unit in units}
    top = min((unit.depth for unit in units), default=0)
    shown = [unit for unit in units if not only_without or unit.id in without]
    rows = tuple(_row(unit, people, names, level=0 if only_without else unit.depth - top) for unit in shown)
    return ResponsibleUnits(Table(_("Ansvariga per enhet"), _columns(), rows), len(units), len(without))


def _columns() -> tuple[Column, ...]:
    return (
        Column("unit", _("Enhet"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("manager", _("Chef"), Kind.TEXT),
        Column("above", _("Chef på"), Kind.TEXT),
        Column("deputy", _("Ersättare"), Kind.TEXT),
        Column("controller", _("Ekonom"), Kind.TEXT),
    )


def _row(unit: UnitRow, people: Responsible, names: dict[int, str], *, level: int) -> Row:
    managers = people.nearest(unit.id, {Role.MANAGER})
    at = managers[0].unit_id if managers else None
    cells = (
        unit.name,
        unit.code,
        name_list(managers) or _("ingen"),
        "" if at is None or at == unit.id else names.get(at, ""),
        name_list(people.on(unit.id, {Role.DEPUTY})),
        name_list(people.nearest(unit.id, {Role.CONTROLLER})),
    )
    return Row(str(unit.id), cells, level=level, drill=unit.code)
