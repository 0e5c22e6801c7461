"""When Kolada is asked: once a month by itself for the key figures in use, and when somebody wants it."""

from typing import Any

from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role
from core.models import Indicator, RoleAssignment, Setting, User
from core.queries.kolada import places_in_use
from core.services.jobs import ask_by_itself
from core.services.kolada_client import KoladaClient, client_of
from core.services.kolada_runs import Outcome, Told, fetch_values, refresh_register
from core.services.transaction import transaction
from core.services.turns import Turn, take_turn
from core.settings import Settings

FETCH = "kolada"
"""The kind of the job."""

_ASKED, _DONE = "kolada_asked", "kolada_month"


def run_fetch(
    database: Database, payload: dict[str, Any], settings: Settings, told: Told | None = None
) -> str:
    """Fetch what a job asks for: some key figures, the register, or without either what is in use.

    Returns what came of it in words; raises `RodretError` when nothing came.
    """
    with client_of(settings) as client:
        if payload.get("kpis"):
            return fetch_values(database, client, kpi_ids=payload["kpis"], told=told).words()
        if payload.get("register"):
            return refresh_register(database, client, told).words()
        return _run_month(database, client, told).words()


def ask_for_due(database: Database) -> bool:
    """Ask, as a job, for what is in use once a month; a month that failed is asked for again the next day."""
    today = database.today().isoformat()
    with database.reading() as session:
        if not _is_due(session, today):
            return False
    with transaction(database) as session:
        take_turn(session, Turn.JOBS)
        user_id = _owner(session)
        if user_id is None or not _is_due(session, today):
            return False
        _set(session, _ASKED, today)
        ask_by_itself(session, key=f"{FETCH}:{today}", kind=FETCH, user_id=user_id)
    return True


def kpis_in_use(session: Session) -> list[str]:
    """Return the ids at Kolada of the municipality's own key figures that are not closed."""
    held = select(Indicator.kolada_id).where(Indicator.kolada_id != "", col(Indicator.closed_on).is_(None))
    return sorted(set(session.exec(held)))


def _run_month(database: Database, client: KoladaClient, told: Told | None) -> Outcome:
    """Fetch the register, whose titles change, and the values of what is in use."""
    outcome = refresh_register(database, client)
    with database.reading() as session:
        kpi_ids = kpis_in_use(session)
    if kpi_ids and outcome.kept:
        values = fetch_values(database, client, kpi_ids=kpi_ids, told=told)
        outcome = Outcome(
            outcome.kept + values.kept, outcome.failures + values.failures, outcome.remarks + values.remarks
        )
    if not outcome.failures:
        with transaction(database) as session:
            _set(session, _DONE, database.today().isoformat()[:7])
    return outcome


def _is_due(session: Session, today: str) -> bool:
    """Return whether the municipality uses Kolada, has not got this month, and was not asked today."""
    keys = (_ASKED, _DONE)
    held = dict(session.exec(select(Setting.key, Setting.value).where(col(Setting.key).in_(keys))).all())
    if held.get(_DONE, "") == today[:7] or held.get(_ASKED, "") == today:
        return False
    chosen = places_in_use(session)
    return chosen.own is not None or chosen.compared is not None


def _owner(session: Session) -> int | None:
    """Return whom the row of a run names: an administrator; it gives the run no rights."""
    held = (
        select(User.id)
        .join(RoleAssignment, col(RoleAssignment.user_id) == col(User.id))
        .where(col(User.active), RoleAssignment.role == Role.ADMINISTRATOR)
        .order_by(col(User.id))
    )
    return session.exec(held).first()


def _set(session: Session, key: str, value: str) -> None:
    row = session.get(Setting, key, populate_existing=True) or Setting(key=key)
    row.value = value
    session.add(row)
    session.flush()
