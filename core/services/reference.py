"""The rows that every municipality starts from, shipped as data and its own to change."""

import csv
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import Session, select

from core.models import RowLine
from core.services import audit
from core.settings import ROOT

_ROW_DEFINITIONS = ROOT / "data" / "reference" / "row_definitions.csv"


def install_reference(session: Session) -> tuple[str, ...]:
    """Install the shipped row definitions that are missing; return their names.

    A definition that is there is left as it is: the municipality may have changed it.
    """
    known = set(session.exec(select(RowLine.definition).distinct()))
    rows = [row for row in _shipped_rows(_ROW_DEFINITIONS) if row["definition"] not in known]
    if not rows:
        return ()
    session.execute(insert(RowLine), rows)
    names = tuple(dict.fromkeys(str(row["definition"]) for row in rows))
    audit.record(session, None, "reference_installed", subject=("row_line", "*"), change=(None, names))
    return names


def _shipped_rows(file: Path) -> list[dict[str, str | int]]:
    """Return the rows of the shipped file, in its order."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            {**row, "position": position} for position, row in enumerate(csv.DictReader(lines, delimiter=";"))
        ]
