"""The cells of a CSV file as columns of text: at speed where it is regular, row by row where not."""

import codecs
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.csv as pv  # type: ignore[import-untyped]

from core.errors import ImportFileError
from core.imports.encoding import decode, detect_encoding
from core.imports.ledger import Int32
from core.texts import _

_DELIMITERS = (";", "\t", ",")
_HINT = "sep="


@dataclass(frozen=True, slots=True)
class CsvText:
    """A CSV file as UTF-8: its first encoding, delimiter, header, and the lines before its first row."""

    encoding: str
    data: bytes
    delimiter: str
    header: Sequence[str]
    header_lines: int


@dataclass(frozen=True, slots=True)
class CsvColumns:
    """The columns asked for, as arrays of text, and the line that each row ends on."""

    columns: Mapping[str, Any]
    line: Int32


def open_csv(data: bytes) -> CsvText:
    """Return a CSV file with its header in lower case; ImportFileError when it has no header."""
    encoding = detect_encoding(data)
    utf8 = data if encoding == "ascii" else _as_utf8(data, encoding)
    if b"\n" not in utf8:
        utf8 = utf8.replace(b"\r", b"\n")
    for lines, raw in enumerate(io.BytesIO(utf8), 1):
        line = raw.decode()
        if line.strip() and not line.lower().startswith(_HINT):
            delimiter = max(_DELIMITERS, key=line.count)
            return CsvText(encoding, utf8, delimiter, _header_names(line, delimiter), lines)
    raise ImportFileError(_("Filen är tom. Exportera den på nytt ur ekonomisystemet."))


def _header_names(line: str, delimiter: str) -> list[str]:
    """Return the names of a header line in lower case; none when it cannot be read as CSV."""
    try:
        names = next(csv.reader([line.replace("\r", " ")], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [name.strip().lower() for name in names]


def _as_utf8(data: bytes, encoding: str) -> bytes:
    """Return the bytes as UTF-8 without byte order mark; those that are already are not copied."""
    if encoding == "utf-8-sig":
        data = data.removeprefix(codecs.BOM_UTF8)
    if encoding.startswith("utf-8"):
        try:
            data.decode()
        except UnicodeDecodeError:
            return decode(data, "utf-8").encode()
        return data
    return decode(data, encoding).encode()


def read_columns(source: CsvText, wanted: Sequence[str]) -> CsvColumns:
    """Return the wanted columns that the file has; a missing cell is an empty text."""
    places = {name: source.header.index(name) for name in wanted if name in source.header}
    return _read_regular(source, places) or _read_rows(source, places)


def _read_regular(source: CsvText, places: Mapping[str, int]) -> CsvColumns | None:
    """Return the columns when each row is one line with as many cells as the header, else None."""
    data = source.data
    rows = data.count(b"\n") + (not data.endswith(b"\n")) - source.header_lines
    names = [str(place) for place in range(len(source.header))]
    if rows < 1 or b"\x00" in data:
        return None
    try:
        table = pv.read_csv(
            pa.py_buffer(data),
            read_options=pv.ReadOptions(column_names=names, skip_rows=source.header_lines),
            parse_options=pv.ParseOptions(delimiter=source.delimiter, ignore_empty_lines=False),
            convert_options=pv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=[str(place) for place in places.values()],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != rows:
        return None
    columns = {name: table.column(str(place)).combine_chunks() for name, place in places.items()}
    return CsvColumns(columns, np.arange(rows, dtype=np.int32) + source.header_lines + 1)


def _read_rows(source: CsvText, places: Mapping[str, int]) -> CsvColumns:
    """Return the columns of a file with blank lines, short rows or line breaks in its cells."""
    reader = csv.reader(
        io.StringIO(source.data.decode(), newline=""), delimiter=source.delimiter, strict=True
    )
    cells: dict[str, list[str]] = {name: [] for name in places}
    lines = []
    try:
        for row in reader:
            if reader.line_num > source.header_lines and any(row):
                lines.append(reader.line_num)
                for name, place in places.items():
                    cells[name].append(row[place] if place < len(row) else "")
    except csv.Error as error:
        message = _("Raden kan inte läsas som CSV. Kontrollera citattecknen på raden och raderna före.")
        raise ImportFileError(message, line=reader.line_num) from error
    columns = {name: pa.array(column, pa.string()) for name, column in cells.items()}
    return CsvColumns(columns, np.array(lines, np.int32))
