"""A `Table` as a real HTML table: read by eye, by keyboard and by screen readers."""

from collections.abc import Collection
from dataclasses import dataclass

from core.exports.cell_text import cell_status, cell_text, unit_sentence
from core.table import Column, Kind, Row, RowRole, Table, Value
from core.texts import _
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button, picture
from pages.ui.pieces import chip, icon, name_and_code, show
from pages.ui.sparks import variance_bar

_NUMBERS = frozenset({Kind.MONEY, Kind.AMOUNT, Kind.PERCENT, Kind.COUNT})
_DENSE_FROM = 7


@dataclass(frozen=True, slots=True)
class _Layout:
    """How one table is drawn: which columns stand where, and what is marked."""

    table: Table
    name: int
    code: int | None
    shown: tuple[int, ...]
    phone: Collection[str]
    bar: int | None
    largest: int
    selected: str | None
    clickable: bool


def render(
    table: Table,
    key: str,
    *,
    phone_columns: Collection[str],
    bar_column: str | None = None,
    selected: str | None = None,
) -> str | None:
    """Show a table; return the `drill` of the row that was clicked just now, or None.

    The first text column names the rows and is always shown; a phone shows besides it only
    `phone_columns`. `bar_column` gets variance bars; `selected` is the `drill` that is open.
    """
    return picture(
        key, table_markup(table, phone_columns=phone_columns, bar_column=bar_column, selected=selected)
    )


def plain(table: Table) -> None:
    """Show a table without buttons: the words and figures behind a picture."""
    columns = [column.key for column in table.columns]
    layout = _layout(table, columns, bar_column=None, selected=None, clickable=False)
    show(_draw(layout))


def table_markup(
    table: Table,
    *,
    phone_columns: Collection[str],
    bar_column: str | None = None,
    selected: str | None = None,
) -> Markup:
    """Return a table as markup for a `picture`, as `render` shows it."""
    return _draw(_layout(table, phone_columns, bar_column=bar_column, selected=selected, clickable=True))


def _layout(
    table: Table, phone: Collection[str], *, bar_column: str | None, selected: str | None, clickable: bool
) -> _Layout:
    kinds = [column.kind for column in table.columns]
    name = kinds.index(Kind.TEXT) if Kind.TEXT in kinds else 0
    code = kinds.index(Kind.CODE) if Kind.CODE in kinds and kinds.index(Kind.CODE) != name else None
    bar = table.column(bar_column) if bar_column else None
    shown = tuple(at for at in range(len(kinds)) if at != code)
    return _Layout(table, name, code, shown, phone, bar, _largest(table, bar), selected, clickable)


def _largest(table: Table, bar: int | None) -> int:
    """Return the largest variance of the detail rows, which gets the whole half of its cell."""
    if bar is None:
        return 0
    details = (row.cells[bar] for row in table.rows if row.role is RowRole.DETAIL)
    return max((abs(value) for value in details if isinstance(value, int)), default=0)


def _draw(layout: _Layout) -> Markup:
    table = layout.table
    body = [row for row in table.rows if row.role is not RowRole.TOTAL]
    foot = [row for row in table.rows if row.role is RowRole.TOTAL]
    numbers = sum(table.columns[at].kind in _NUMBERS for at in layout.shown)
    css = ("" if layout.clickable else " all") + (" dense" if numbers >= _DENSE_FROM else "")
    return fill(
        '<div class="r-tw" role="group" aria-label="{title}"{stop}><table class="r-t{css}">'
        "<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table></div>{notes}",
        title=table.title, css=css, caption=_caption(table),
        stop=None if layout.clickable else Markup(' tabindex="0"'),
        head=_head(layout), body=join(_row(layout, row) for row in body),
        foot=fill("<tfoot>{rows}</tfoot>", rows=join(_row(layout, row) for row in foot)) if foot else None,
        notes=_notes(table),
    )  # fmt: skip


def _caption(table: Table) -> Markup:
    unit = unit_sentence(table)
    return fill('<span class="r-vh">{title}. </span>{unit}', title=table.title, unit=unit)


def _head(layout: _Layout) -> Markup:
    return join(
        fill(
            '<th scope="col" class="{css}">{title}</th>',
            css=_css(layout, at),
            title=layout.table.columns[at].title,
        )
        for at in layout.shown
    )


def _row(layout: _Layout, row: Row) -> Markup:
    selected = layout.selected is not None and row.drill == layout.selected
    cells = (
        fill(
            '<th scope="row" class="{css}" style="--level:{level}">{name}</th>',
            css=_css(layout, at), level=row.level, name=_name(layout, row, selected=selected),
        )
        if at == layout.name
        else _cell(layout, row, at)
        for at in layout.shown
    )  # fmt: skip
    return fill(
        '<tr class="{role}{selected}">{cells}</tr>',
        role=row.role, selected=" sel" if selected else "", cells=join(cells),
    )  # fmt: skip


def _name(layout: _Layout, row: Row, *, selected: bool) -> Markup:
    """Return a row's name: a button when something lies behind it, its code and note after it."""
    text = cell_text(layout.table.columns[layout.name], row, row.cells[layout.name], layout.table.money_unit)
    code = row.cells[layout.code] if layout.code is not None else None
    named = name_and_code(text, code)
    if layout.clickable and row.drill is not None:
        linked = name_and_code(fill('<span class="r-link">{text}</span>', text=text), code)
        pressed = selected if layout.selected is not None else None
        named = button(row.drill, linked, css="r-rowname", pressed=pressed)
    mark = icon("ok") if row.role is RowRole.REST else None
    note = fill('<span class="note">{note}</span>', note=row.note) if row.note else None
    return join([mark, named, note])


def _cell(layout: _Layout, row: Row, at: int) -> Markup:
    column, value = layout.table.columns[at], row.cells[at]
    bar = None
    if at == layout.bar and row.role in (RowRole.DETAIL, RowRole.REST) and isinstance(value, int):
        bar = variance_bar(value, layout.largest)
    return fill(
        '<td class="{css}">{value}{bar}</td>',
        css=_css(layout, at),
        value=_value(layout, column, row, value),
        bar=bar,
    )


def _value(layout: _Layout, column: Column, row: Row, value: Value) -> Markup:
    if column.kind is Kind.STATUS:
        status, word = cell_status(row, value)
        return chip(status, word) if status else fill("{word}", word=word)
    if column.kind is Kind.LINK and isinstance(value, str) and value.startswith("https://"):
        return fill(
            '<a class="r-link" href="{url}" target="_blank" rel="noopener noreferrer">{text}'
            '<span class="r-vh"> {title} {name}, {where}</span></a>',
            url=value, text=_("Öppna"), title=column.title, name=row.cells[layout.name], where=_("ny flik"),
        )  # fmt: skip
    return fill("{text}", text=cell_text(column, row, value, layout.table.money_unit))


def _css(layout: _Layout, at: int) -> str:
    column = layout.table.columns[at]
    parts = ["n"] if column.kind in _NUMBERS else ["d"] if column.kind in (Kind.DATE, Kind.CODE) else []
    parts += ["v"] if at == layout.bar else []
    parts += [] if at == layout.name or column.key in layout.phone else ["r-hide"]
    return " ".join(parts)


def _notes(table: Table) -> Markup:
    """Return what a reader must know below the table: the columns' notes, then the footnotes."""
    columns = [f"{column.title}: {column.note}" for column in table.columns if column.note]
    lines = [*columns, *table.footnotes]
    return join(fill('<p class="r-notes">{line}</p>', line=line) for line in lines)
