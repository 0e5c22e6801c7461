"""The rows that every municipality starts from, shipped as data and its own to change."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import Session, select

from core.models import KoladaKpi, RowLine
from core.services import audit
from core.settings import ROOT

_ROW_DEFINITIONS = ROOT / "data" / "reference" / "row_definitions.csv"
_KPIS = ROOT / "data" / "reference" / "kolada_kpis.csv"
_KPIS_SEEN = datetime(2026, 4, 1, tzinfo=UTC)
"""When the shipped key figures had these titles at Kolada (Källa: Kolada)."""


def install_reference(session: Session) -> tuple[str, ...]:
    """Install the shipped row definitions that are missing; return their names.

    A definition that is there is left as it is: the municipality may have changed it. So is a key
    figure of Kolada, which may have been fetched since.
    """
    _install_kpis(session)
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


def _install_kpis(session: Session) -> None:
    """Install the best known key figures of Kolada, so that there is something to find before any fetch."""
    known = set(session.exec(select(KoladaKpi.id)))
    with _KPIS.open(encoding="utf-8", newline="") as lines:
        shipped = [row for row in csv.DictReader(lines, delimiter=";") if row["id"] not in known]
    session.add_all(KoladaKpi(id=row["id"], title=row["title"], fetched_at=_KPIS_SEEN) for row in shipped)
    session.flush()
