"""A forecast round in the town of two schools: asked of both, approved by the controller."""

from dataclasses import replace

from sqlmodel import Session, select

from core.db import Database
from core.enums import Dimension, RoundKind, SubmissionState
from core.models import Round, Submission, Unit
from core.queries.forecast_sheet import read_sheet
from core.services import round_opening
from core.services.codes import save_codes
from core.services.forecast_values import ValueEdit, save_value
from core.services.transaction import transaction
from tests.core.process_town import plain_table
from tests.pages.process_town import ROUND, actor_named, open_round

TKR = 100_000
FORECAST = replace(ROUND, kind=RoundKind.FORECAST, name="Prognos 3 2026")


def open_forecast(database: Database, name: str = FORECAST.name) -> int:
    """Open a forecast for both schools, each row as it is proposed; return its version."""
    with transaction(database) as session:
        sara = actor_named(session, database, "sara")
        names = {"5010": "Månadslön", "5030": "Timlön", "6420": "Läromedel"}
        save_codes(session, sara, dimension=Dimension.ACCOUNT, names=names)
    round_id = open_round(database, replace(FORECAST, name=name))
    with database.reading() as session:
        return session.get_one(Round, round_id).version_id or 0


def say(database: Database, version_id: int, row: str, change: int, unit: str = "411") -> None:
    """Let the controller change a row's value by an amount in tkr, report sign."""
    with transaction(database) as session:
        sara, home = actor_named(session, database, "sara"), _unit(session, unit)
        sheet = read_sheet(session, sara, version_id=version_id, unit_id=home)
        held = next(one.value for one in sheet.rows if one.row_key == row)
        edit = ValueEdit(home, row, held, (held or 0) + change * TKR)
        save_value(session, sara, version_id=version_id, edit=edit, key=f"{row} {change}")


def put(database: Database, version_id: int, state: SubmissionState, unit: str = "411") -> None:
    """Put a school's forecast in a state; what is handed in is with the controller."""
    with transaction(database) as session:
        row = submission_of(session, version_id, unit)
        row.state, row.level = state, 1 if state is SubmissionState.SUBMITTED else 0


def close(database: Database, version_id: int) -> None:
    """Close the round that fills a forecast."""
    with transaction(database) as session:
        round_id = session.exec(select(Round.id).where(Round.version_id == version_id)).one() or 0
        round_opening.close_round(
            session, actor_named(session, database, "sara"), round_id=round_id, key=f"close {round_id}",
            table_of=plain_table,
        )  # fmt: skip


def submission_of(session: Session, version_id: int, unit: str = "411") -> Submission:
    statement = select(Submission).join(Unit).join(Round)
    return session.exec(statement.where(Round.version_id == version_id, Unit.code == unit)).one()


def _unit(session: Session, code: str) -> int:
    return session.exec(select(Unit.id).where(Unit.code == code)).one() or 0
