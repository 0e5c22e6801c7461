"""The rows of the test's sheet: a school's budget with a tree, a revenue, line items and marks."""

from dataclasses import dataclass, field

from pages.ui.grid import ColumnKind, GridColumn, GridRow, Mark, RowKind

MONTHS = ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11", "m12")
NAMES = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
COLUMNS = [
    GridColumn("name", "Konto", ColumnKind.TEXT, 250, frozen=True),
    GridColumn("source", "Källa", ColumnKind.MARK, 104),
    *(
        GridColumn(key, name, width=84, editable=True, group="Budget 2027", hidden_on_phone=True)
        for key, name in zip(MONTHS, NAMES, strict=True)
    ),
    GridColumn("year", "Helår", width=108, editable=True, total=True, group="Budget 2027"),
    GridColumn("last", "Utfall 2025", width=108, group="Jämför", hidden_on_phone=True),
    GridColumn("now", "Budget 2026", width=108, group="Jämför", hidden_on_phone=True),
]
EVERY = frozenset({*MONTHS, "year"})


@dataclass
class Book:
    """Figures by row and month, the tree, and what has been locked."""

    figures: dict[str, dict[str, int | None]]
    tree: list[tuple[str, str, str | None, RowKind, int]]
    locked: set[tuple[str, str]] = field(default_factory=set)
    version: int = 1


def small_book() -> Book:
    """Return twelve rows in two groups."""
    tree = [
        ("revenue", "Intäkter", None, RowKind.SUM, -1),
        ("3011", "Avgifter fritidshem (3011)", "revenue", RowKind.ROW, 1),
        ("3511", "Statsbidrag (3511)", "revenue", RowKind.ROW, 1),
        ("staff", "Personal", None, RowKind.SUM, 1),
        ("5011", "Månadslöner (5011)", "staff", RowKind.READONLY, 1),
        ("5012", "Timlöner och vikarier (5012)", "staff", RowKind.ROW, 1),
        ("5611", "Arbetsgivaravgifter enligt lag och avtal (5611)", "staff", RowKind.READONLY, 1),
        ("other", "Övrigt", None, RowKind.SUM, 1),
        ("6411", "Läromedel (6411)", "other", RowKind.ROW, 1),
        ("6411a", "Matematikböcker åk 4–6", "6411", RowKind.ITEM, 1),
        ("6411b", "Licenser", "6411", RowKind.ITEM, 1),
        ("6461", "Måltider (6461)", "other", RowKind.ROW, 1),
    ]
    amounts = {"3011": 84_500, "3511": 41_000, "5011": 1_684_200, "5012": 62_000, "5611": 530_400}
    amounts |= {"6411a": 9_000, "6411b": 4_250, "6461": 118_300}
    figures = {row: dict.fromkeys(MONTHS, amount) for row, amount in amounts.items()}
    figures["5012"] |= {"m7": None, "m6": 0, "m8": 1_250_000}
    return Book(figures, [*tree], {("6461", "m1"), ("6461", "m2")})


def large_book(rows: int) -> Book:
    """Return about so many rows, ten accounts to a group."""
    tree: list[tuple[str, str, str | None, RowKind, int]] = []
    figures = {}
    for at in range(rows // 11):
        tree.append((f"g{at}", f"Verksamhet {at}", None, RowKind.SUM, 1))
        for leaf in range(10):
            tree.append((f"r{at}-{leaf}", f"Kostnad {leaf} ({at:03}{leaf})", f"g{at}", RowKind.ROW, 1))
            figures[f"r{at}-{leaf}"] = dict.fromkeys(MONTHS, 1000 * at + 17 * leaf)
    return Book(figures, tree)


def rows_of(book: Book) -> list[GridRow]:
    """Return the rows with their sums, the total last."""
    below: dict[str | None, list[tuple[str, int]]] = {}
    for row, _name, parent, _kind, weight in book.tree:
        below.setdefault(parent, []).append((row, weight))
    levels: dict[str | None, int] = {None: -1}
    made = []
    for row, name, parent, kind, weight in book.tree:
        levels[row] = levels[parent] + 1
        made.append(_row(book, below, (row, name, parent, kind, weight), levels[row]))
    total = {key: _sum(book, below, None, key) for key in MONTHS}
    return [*made, GridRow("total", _cells("Summa", total), kind=RowKind.SUM)]


def _row(
    book: Book,
    below: dict[str | None, list[tuple[str, int]]],
    node: tuple[str, str, str | None, RowKind, int],
    level: int,
) -> GridRow:
    row, name, parent, kind, weight = node
    months = {key: _sum(book, below, row, key) for key in MONTHS}
    own = kind in (RowKind.ROW, RowKind.ITEM) and row not in below
    return GridRow(
        row,
        _cells(name, months, {RowKind.READONLY: "Personal", RowKind.SUM: ""}.get(kind, "Inskrivet")),
        level=level,
        parent=parent,
        kind=kind,
        weight=weight,
        editable=EVERY if own or kind is RowKind.SUM else frozenset(),
        locked=frozenset(key for at, key in book.locked if at == row),
        marks=_MARKS.get(row, {}),
        notes=_NOTES.get(row, {}),
        status="new" if row == "3511" else "",
        closed=row == "6411",
    )


_MARKS = {
    "5012": {"m8": (Mark.PROBLEM,), "m5": (Mark.COMMENT,), "source": (Mark.HISTORY,)},
    "3011": {"m3": (Mark.ASKED,), "m4": (Mark.COMMENT, Mark.HISTORY), "source": (Mark.COMMENT,)},
    "6461": {"name": (Mark.TEXT,), "m4": (Mark.HISTORY,)},
}
_NOTES = {
    "5012": {"m8": "Augusti är tjugo gånger så stort som juli.", "m5": "Sara Lindhage: två vikarier i maj"},
    "3011": {"m3": "Hur många barn räknar du med?"},
    "6461": {"name": "Avtalet löper till juni"},
}


def _cells(name: str, months: dict[str, int | None], source: str = "") -> dict[str, int | str | None]:
    year = sum(value or 0 for value in months.values())
    return {
        "name": name,
        "source": source,
        **months,
        "year": year,
        "last": year - 40_000,
        "now": year - 12_500,
    }


def _sum(book: Book, below: dict[str | None, list[tuple[str, int]]], row: str | None, key: str) -> int | None:
    if row not in below:
        return book.figures[str(row)][key]
    parts = [(weight, _sum(book, below, child, key)) for child, weight in below[row]]
    return sum(weight * value for weight, value in parts if value is not None)
