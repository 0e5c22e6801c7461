"""Small plain functions that put units, codes, codings, versions and figures in a database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session, select

from core.enums import (
    BatchState,
    CounterpartyKind,
    Dimension,
    LedgerOrigin,
    PeriodState,
    Role,
    UnitKind,
    VersionKind,
)
from core.models import (
    MISSING,
    Balance,
    Code,
    Coding,
    Counterparty,
    ImportBatch,
    ImportProfile,
    LedgerLine,
    MonthStatus,
    RoleAssignment,
    Setting,
    Unit,
    User,
    Version,
)
from core.queries.access import load_actor
from core.rules.access import Actor
from core.rules.trees import Node
from core.services import audit
from core.services.organisation import create_first_tree

FIRST_DAY = date(2020, 1, 1)
TODAY = date(2026, 11, 9)
LOADED_AT = datetime(2026, 11, 9, 7, 12, tzinfo=UTC)

_KINDS = {
    "K": UnitKind.MUNICIPALITY,
    "N": UnitKind.COMMITTEE,
    "F": UnitKind.DEPARTMENT,
    "E": UnitKind.UNIT,
    "A": UnitKind.COST_CENTER,
}


def nodes(text: str) -> list[Node]:
    """Return nodes from lines `code kind parent name`, a dash for no parent; kinds K N F E A."""
    found = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        code, kind, parent, name = (*line.split(maxsplit=3), line.split()[0])[:4]
        found.append(Node(code, name, _KINDS[kind], None if parent == "-" else parent))
    return found


def make_tree(session: Session, text: str, valid_from: date = FIRST_DAY) -> dict[str, int]:
    """Create the first tree and return unit ids by code."""
    create_first_tree(session, valid_from=valid_from, nodes=nodes(text))
    return unit_ids(session)


def unit_ids(session: Session) -> dict[str, int]:
    return {code: unit_id for unit_id, code in session.exec(select(Unit.id, Unit.code)) if unit_id}


def make_code(session: Session, dimension: Dimension, code: str, name: str = "") -> int:
    """Return the id of a code, made when it is not there; the empty code is "saknas"."""
    if not code:
        return MISSING
    held = session.exec(select(Code).where(Code.dimension == dimension, Code.code == code)).first()
    row = held or Code(dimension=dimension, code=code, name=name)
    return _stored(session, row)


def make_counterparty(
    session: Session,
    code: str,
    unit_id: int | None = None,
    kind: CounterpartyKind = CounterpartyKind.INTERNAL,
) -> int:
    code_id = make_code(session, Dimension.COUNTERPARTY, code)
    session.merge(Counterparty(code_id=code_id, kind=kind, unit_id=unit_id))
    session.flush()
    return code_id


def make_coding(
    session: Session, account: str, *, function: str = "", project: str = "", counterparty: str = ""
) -> int:
    """Return the id of a coding, made when it is not there."""
    parts = {
        "account_id": make_code(session, Dimension.ACCOUNT, account),
        "function_id": make_code(session, Dimension.FUNCTION, function),
        "project_id": make_code(session, Dimension.PROJECT, project),
        "counterparty_id": make_code(session, Dimension.COUNTERPARTY, counterparty),
    }
    held = session.exec(select(Coding).filter_by(**parts)).first()
    return _stored(session, held or Coding(**parts))


def make_version(session: Session, kind: VersionKind, year: int, name: str = "", **more: Any) -> int:
    return _stored(session, Version(kind=kind, year=year, name=name or f"{kind} {year}", **more))


def put_balance(
    session: Session,
    version_id: int,
    unit_id: int,
    coding_id: int,
    months: Mapping[int, int],
    *,
    opening: int = 0,
) -> None:
    """Add amounts (öre, ledger sign) to a balance and stamp the unit."""
    held = session.get(Balance, (version_id, unit_id, coding_id))
    row = held or Balance(version_id=version_id, unit_id=unit_id, coding_id=coding_id)
    row.opening += opening
    for month, amount in months.items():
        setattr(row, f"m{month}", getattr(row, f"m{month}") + amount)
    session.add(row)
    session.flush()
    audit.stamp(session, version_id, {unit_id})


def make_batch(session: Session, year: int = 2025, applied_at: datetime = LOADED_AT) -> int:
    """Return the id of an applied load of a year's ledger."""
    profile = session.exec(select(ImportProfile)).first() or ImportProfile(name="Ekonomisystemet")
    user = session.exec(select(User)).first() or User(username="laddare", name="Lo Ek", created_at=LOADED_AT)
    batch = ImportBatch(
        profile_id=_stored(session, profile),
        months=[year * 100 + month for month in range(1, 13)],
        file_name="oktober.se",
        sha256="0" * 64,
        state=BatchState.APPLIED,
        user_id=_stored(session, user),
        created_at=applied_at,
        applied_at=applied_at,
    )
    return _stored(session, batch)


def put_line(
    session: Session,
    batch_id: int,
    version_id: int,
    unit_id: int,
    coding_id: int,
    amount: int,
    *,
    day: date,
    month: int | None = None,
    text: str = "",
    number: str = "",
    extra: dict[str, str] | None = None,
) -> int:
    """Add a ledger line and its amount to the balance; return the line's id."""
    coding = session.get(Coding, coding_id)
    assert coding
    period = day.month if month is None else month
    line = LedgerLine(
        batch_id=batch_id, version_id=version_id, unit_id=unit_id, account_id=coding.account_id,
        coding_id=coding_id, day=day, month=period, series="A", number=number, row=1, text=text,
        amount=amount, origin=LedgerOrigin.TRANSACTION if period else LedgerOrigin.OPENING, extra=extra,
    )  # fmt: skip
    line_id = _stored(session, line)
    months = {period: amount} if period else {}
    put_balance(session, version_id, unit_id, coding_id, months, opening=0 if period else amount)
    return line_id


def close_months(session: Session, year: int, months: Sequence[int]) -> None:
    for month in months:
        session.merge(MonthStatus(year=year, month=month, state=PeriodState.CLOSED))
    session.flush()


def set_setting(session: Session, key: str, value: str) -> None:
    session.merge(Setting(key=key, value=value))
    session.flush()


def make_user(session: Session, username: str, name: str = "") -> int:
    return _stored(session, User(username=username, name=name or username.title(), created_at=LOADED_AT))


def give_role(session: Session, user_id: int, role: Role, unit_id: int, valid_to: date | None = None) -> int:
    held = RoleAssignment(
        user_id=user_id, role=role, unit_id=unit_id, valid_from=FIRST_DAY, valid_to=valid_to
    )
    return _stored(session, held)


def make_actor(session: Session, role: Role, *units: int, today: date = TODAY) -> Actor:
    """Return the actor of a new user who holds a role on some units."""
    count = len(session.exec(select(User.id)).all())
    user_id = make_user(session, f"user{count}")
    for unit_id in units:
        give_role(session, user_id, role, unit_id)
    actor = load_actor(session, user_id, today=today)
    assert actor
    return actor


def _stored(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    assert row.id is not None
    return int(row.id)
