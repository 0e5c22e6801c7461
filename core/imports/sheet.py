"""A small table in a file, Excel or CSV, as cells of text under the names of its header."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.errors import ImportFileError
from core.imports.csv_table import open_csv, read_columns
from core.imports.sniff import FileKind, sniff_kind
from core.texts import _

MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its number in the file (the header is usually 1) and its cells by header."""

    line: int
    cells: Mapping[str, str]


def read_sheet(data: bytes) -> tuple[tuple[str, ...], list[SheetRow]]:
    """Return the header in lower case and the rows that hold anything; the first sheet of an Excel book.

    Raises `ImportFileError` for what is neither Excel nor CSV, and for more than 5 000 rows.
    """
    kind = sniff_kind(data)
    if kind is FileKind.EMPTY:
        raise ImportFileError(_("Filen är tom."))
    if kind not in {FileKind.XLSX, FileKind.TEXT}:
        raise ImportFileError(_("Filen är varken Excel (xlsx) eller CSV. Spara den som något av dem."))
    header, rows = _from_excel(data) if kind is FileKind.XLSX else _from_csv(data)
    filled = [row for row in rows if any(row.cells.values())]
    if len(filled) > MOST_ROWS:
        raise ImportFileError(_("Filen har för många rader: högst {n} går bra.").format(n=MOST_ROWS))
    return tuple(header), filled


def find_columns(header: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the header of each column that the table has; `names` are those that a column may go by."""
    found = {}
    for column, own in names.items():
        named = next((name for name in own if name in header), None)
        if named is not None:
            found[column] = named
    return found


def require_columns(missing: Sequence[str]) -> None:
    """Raise `ImportFileError` with the headers that are missing, if any is."""
    if missing:
        raise ImportFileError(
            _("Filens första rad saknar {columns}. Hämta mallen och se hur den ska se ut.").format(
                columns=", ".join(missing)
            )
        )


def _from_csv(data: bytes) -> tuple[Sequence[str], list[SheetRow]]:
    source = open_csv(data)
    found = read_columns(source, list(dict.fromkeys(source.header)))
    texts = {name: column.to_pylist() for name, column in found.columns.items()}
    rows = [
        SheetRow(line, {name: column[at].strip() for name, column in texts.items()})
        for at, line in enumerate(found.line.tolist())
    ]
    return source.header, rows


def _from_excel(data: bytes) -> tuple[Sequence[str], list[SheetRow]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = list(_filled(book.worksheets[0].iter_rows(values_only=True)))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise ImportFileError(_("Excelboken går inte att läsa. Spara den på nytt som xlsx.")) from error
    if not rows:
        raise ImportFileError(_("Filen är tom."))
    (_first, head), *body = rows
    header = [text.lower() for text in head]
    return header, [SheetRow(line, dict(zip(header, texts, strict=False))) for line, texts in body]


def _filled(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that hold anything with their numbers, no more than can be used."""
    found = 0
    for line, cells in enumerate(rows, 1):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            found += 1
            yield line, texts
        if found > MOST_ROWS + 1:
            return


def _text(cell: object) -> str:
    """Return a cell as it would be typed: a day as 2026-11-09, a whole number without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
