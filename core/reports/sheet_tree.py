"""The rows of a budget sheet: ansvar, income and cost, account groups, codings and their line items.

Amounts are whole kronor as people type them: costs and incomes both positive in rows that know
their kind. A sum row adds its own kind; the total is net cost.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.periods import MONTHS
from core.queries.plan_lines import CodingWords, PlanRow
from core.queries.sheet_figures import Key
from core.rules.plan_signs import COST, REVENUE, kind_of_account, typed
from core.texts import _

Kronor = int | None
_NO_MONTHS: tuple[Kronor, ...] = (None,) * len(MONTHS)
TOTAL = "total"


class SheetKind(StrEnum):
    """What a row of a sheet is."""

    TOTAL = "total"
    ANSVAR = "ansvar"
    SECTION = "section"
    GROUP = "group"
    CODING = "coding"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. `kind_sign` turns its amounts into the ledger's; `weight` is how it counts in its parent.

    A coding without a line yet has `line_id` None; one that adds several lines cannot be typed in.
    """

    id: str
    kind: SheetKind
    name: str
    level: int
    parent: str | None
    kind_sign: int = COST
    weight: int = 1
    months: tuple[Kronor, ...] = _NO_MONTHS
    beside: Mapping[str, int] = field(default_factory=dict)
    code: str = ""
    unit_id: int | None = None
    coding_id: int | None = None
    line: PlanRow | None = None
    editable: bool = False

    @property
    def year(self) -> Kronor:
        """The year's sum; None when nothing is planned."""
        held = [month for month in self.months if month is not None]
        return sum(held) if held else None


@dataclass(frozen=True, slots=True)
class SheetSource:
    """What a sheet is made from: lines, figures beside by version key, words, and the ansvar by name."""

    lines: Sequence[PlanRow]
    beside: Mapping[str, Mapping[Key, int]]
    words: Mapping[int, CodingWords]
    ansvar: Mapping[int, str]
    groups: Mapping[str, tuple[str, str]]


def sheet_rows(source: SheetSource) -> list[SheetRow]:
    """Return the rows of a sheet in the order of its tree, the total first and parents before children."""
    leaves = _leaves(source)
    several = len({row.unit_id for row in leaves}) > 1
    rows = [_total(leaves)]
    by_unit: dict[int | None, list[SheetRow]] = {}
    for row in leaves:
        by_unit.setdefault(row.unit_id, []).append(row)
    for unit_id, name in source.ansvar.items():
        own = by_unit.get(unit_id, [])
        if not own:
            continue
        parent, level = TOTAL, 1
        if several:
            head = _sum(f"U{unit_id}", SheetKind.ANSVAR, name, (1, TOTAL), own, COST)
            rows.append(replace(head, unit_id=unit_id))
            parent, level = head.id, 2
        rows += _sections(own, source, (unit_id, parent, level))
    return rows


def _sections(
    own: Sequence[SheetRow], source: SheetSource, place: tuple[int, str, int]
) -> Iterable[SheetRow]:
    unit_id, parent, level = place
    items: dict[str | None, list[SheetRow]] = {}
    for row in own:
        if row.kind is SheetKind.LINE:
            items.setdefault(row.parent, []).append(row)
    for sign, name in ((REVENUE, _("Intäkter")), (COST, _("Kostnader"))):
        rows = [row for row in own if row.kind_sign == sign and row.kind is SheetKind.CODING]
        if not rows:
            continue
        head = _sum(f"S{unit_id}.{sign}", SheetKind.SECTION, name, (level, parent), rows, sign)
        yield replace(head, weight=sign)
        for (key, title), members in _groups_of(rows, source).items():
            below = (level + 1, head.id)
            group = _sum(f"G{unit_id}.{sign}.{key}", SheetKind.GROUP, title, below, members, sign)
            yield group
            for row in members:
                yield replace(row, parent=group.id, level=level + 2)
                yield from (replace(item, level=level + 3) for item in items.get(row.id, ()))


def _groups_of(rows: Sequence[SheetRow], source: SheetSource) -> dict[tuple[str, str], list[SheetRow]]:
    """Return the rows by account group, the groups in the order of their first account."""
    found: dict[tuple[str, str], list[SheetRow]] = {}
    for row in rows:
        found.setdefault(_group_of(row, source), []).append(row)
    return found


def _group_of(row: SheetRow, source: SheetSource) -> tuple[str, str]:
    account = source.words[row.coding_id or 0].account
    return source.groups.get(account, ("", _("Övriga konton")))


def _leaves(source: SheetSource) -> list[SheetRow]:
    """Return a row for every coding in use on each ansvar, by account, with its line items after it."""
    lines: dict[Key, list[PlanRow]] = {}
    for line in source.lines:
        lines.setdefault((line.unit_id, line.coding_id), []).append(line)
    keys = {*lines, *(key for figures in source.beside.values() for key in figures)}
    rows: list[SheetRow] = []
    for key in sorted(keys, key=lambda k: (k[0], _order(source.words[k[1]]))):
        words = source.words[key[1]]
        sign = kind_of_account(words.account)
        beside = {
            name: typed(figures[key], sign) or 0 for name, figures in source.beside.items() if key in figures
        }
        rows += _coding_rows(key, words, sign, beside, lines.get(key, []))
    return rows


def _coding_rows(
    key: Key, words: CodingWords, sign: int, beside: Mapping[str, int], lines: Sequence[PlanRow]
) -> list[SheetRow]:
    row = SheetRow(
        f"C{key[0]}.{key[1]}", SheetKind.CODING, words.account_name or words.account, 0, None, sign,
        beside=beside, code=code_words(words), unit_id=key[0], coding_id=key[1],
    )  # fmt: skip
    if not lines:
        return [replace(row, editable=True)]
    if len(lines) == 1:
        (line,) = lines
        return [replace(row, months=_typed(line, sign), line=line, editable=line.editable)]
    items = [
        SheetRow(
            f"L{line.id}", SheetKind.LINE, line.label or line.text or origin_words(line), 0, row.id, sign,
            months=_typed(line, sign), unit_id=key[0], coding_id=key[1], line=line, editable=line.editable,
        )
        for line in lines
    ]  # fmt: skip
    return [replace(row, months=_added(items)), *items]


def origin_words(line: PlanRow) -> str:
    """Return what made a line, in a word or two."""
    return {
        "manual": _("Egen rad"),
        "personnel": _("Från personal"),
        "generator": _("Beräknad"),
        "proposal": _("Från förslag"),
        "decision": _("Från beslut"),
        "adjustment": _("Central justering"),
    }[line.origin]


def code_words(words: CodingWords) -> str:
    """Return what stands after a row's name: the account, then verksamhet, project and motpart in words."""
    parts = [words.account]
    if words.function:
        parts.append(words.function_name or words.function)
    if words.project:
        parts.append(words.project_name or words.project)
    if words.counterparty:
        parts.append(words.counterparty_name or words.counterparty)
    return ", ".join(parts)


def _typed(line: PlanRow, sign: int) -> tuple[Kronor, ...]:
    return tuple(typed(month, sign) for month in line.months)


def _order(words: CodingWords) -> tuple[str, str, str, str]:
    return words.account, words.function, words.project, words.counterparty


def _total(leaves: Sequence[SheetRow]) -> SheetRow:
    own = [row for row in leaves if row.kind is SheetKind.CODING]
    return _sum(TOTAL, SheetKind.TOTAL, _("Nettokostnad"), (0, None), own, COST)


def _sum(
    row_id: str,
    kind: SheetKind,
    name: str,
    place: tuple[int, str | None],
    rows: Sequence[SheetRow],
    sign: int,
) -> SheetRow:
    own = [row for row in rows if row.kind is SheetKind.CODING]
    keys = {key for row in own for key in row.beside}
    beside = {key: sum(row.beside.get(key, 0) * row.kind_sign * sign for row in own) for key in keys}
    return SheetRow(row_id, kind, name, place[0], place[1], sign, months=_added(own, sign), beside=beside)


def _added(rows: Sequence[SheetRow], sign: int | None = None) -> tuple[Kronor, ...]:
    """Return the months of rows added in the sign of their sum; nothing plus nothing is nothing."""
    result: list[Kronor] = []
    for at in range(len(MONTHS)):
        held = [
            (row.months[at] or 0) * (1 if sign is None else row.kind_sign * sign)
            for row in rows
            if row.months[at] is not None
        ]
        result.append(sum(held) if held else None)
    return tuple(result)
