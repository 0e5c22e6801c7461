"""A small municipality that can load files, the files that it loads, and what the ledger then holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from core.db import Database
from core.enums import Role, SourceKind
from core.exports.sie import SieHeader, SieVoucher, write_sie
from core.rules.access import Actor
from core.services import batch_apply, loading, profiles
from core.services.profiles import NewProfile
from core.services.transaction import transaction
from tests import factories

TREE = """
1    K -   Ekarboda kommun
4    N 1   Barn- och utbildningsnämnden
412  E 4   Ekbackens skola
4120 A 412 Skola ofördelat
4121 A 412 Fritidshem
5    N 1   Socialnämnden
5101 A 5   Hemtjänst
"""
DIMENSIONS = {"1": "unit", "6": "project", "20": "function", "21": "counterparty"}
NUMBER = "212000-9999"
BANK = "1930"

LedgerRow = tuple[str, str, str, int]
"""Day (2026-10-05) or period 13 (2026-13), cost center, account, öre."""


@dataclass(frozen=True, slots=True)
class Office:
    """Who loads (a controller of the municipality), the unit ids by code, and the sources."""

    actor: Actor
    units: dict[str, int]
    ledger: int
    budget: int


def make_office(session: Session, *, default_unit: str | None = None) -> Office:
    """Lay the organisation with a controller at the top and a source of each kind."""
    units = factories.make_tree(session, TREE)
    actor = factories.make_actor(session, Role.CONTROLLER, units["1"])
    ids = [
        profiles.create_profile(
            session, actor, profile=NewProfile(name, kind, DIMENSIONS, default_unit, NUMBER)
        )
        for name, kind in (("Huvudbok", SourceKind.LEDGER), ("Budget", SourceKind.BUDGET))
    ]
    return Office(actor, units, *ids)


def stored_office(database: Database, *, default_unit: str | None = None) -> Office:
    with transaction(database) as session:
        return make_office(session, default_unit=default_unit)


def csv_file(rows: Iterable[LedgerRow]) -> bytes:
    """Return a CSV ledger, each row a line of its own."""
    lines = ["konto;ansvar;datum;period;belopp;serie;verifikationsnummer"]
    for number, (day, unit, account, ore) in enumerate(rows, start=1):
        period, when = day[:7], day if len(day) > len("2026-13") else f"{day[:4]}-12-31"
        kronor = f"{'-' if ore < 0 else ''}{abs(ore) // 100},{abs(ore) % 100:02d}"
        lines.append(f"{account};{unit};{when};{period};{kronor};A;{number}")
    return "\n".join(lines).encode()


def sie_file(
    rows: Iterable[LedgerRow] = (),
    *,
    sie_type: str = "4E",
    year: int = 2026,
    number: str = NUMBER,
    openings: Sequence[tuple[str, str, int]] = (),
    budgets: Sequence[tuple[int, str, str, int]] = (),
    objects: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Return a SIE file: vouchers against the bank, openings (unit, account, öre), budgets (yyyymm, …).

    `objects` are more (dimension, code) pairs on the first line of each voucher.
    """
    vouchers = [
        SieVoucher(
            "A",
            str(position),
            date.fromisoformat(day),
            f"Verifikat {position}",
            [
                (account, _objects(unit, objects), ore, "Rad"),
                (BANK, _objects(unit), -ore, "Motkonto"),
            ],
        )
        for position, (day, unit, account, ore) in enumerate(rows, start=1)
    ]
    header = SieHeader(
        "Rodret prov",
        "1",
        "Ekarboda kommun",
        number,
        date(2026, 11, 9),
        ((date(year, 1, 1), date(year, 12, 31)),),
    )
    data, _problems = write_sie(
        header,
        sie_type=sie_type,
        accounts={BANK: "Bank", "3010": "Avgifter", "5021": "Månadslön", "6010": "Hyra"},
        dimensions={"1": "Ansvar", "6": "Projekt", "7": "Anställd", "20": "Verksamhet"},
        objects={("1", "4120"): "Ekbackens skola"},
        openings=[(0, account, _objects(unit), ore) for unit, account, ore in openings],
        vouchers=vouchers,
        budgets=[(0, period, account, _objects(unit), ore) for period, unit, account, ore in budgets],
    )
    return data


def _objects(unit: str, more: Sequence[tuple[str, str]] = ()) -> tuple[tuple[str, str], ...]:
    own = (("1", unit),) if unit else ()
    return tuple(sorted((*own, *more), key=lambda pair: int(pair[0])))


def read(
    database: Database, office: Office, data: bytes, name: str = "fil.csv", *, version_id: int | None = None
) -> int:
    """Read a file to its preview and return the batch."""
    with transaction(database, office.actor) as session:
        return loading.read_batch(
            session,
            office.actor,
            profile_id=office.budget if version_id else office.ledger,
            name=name,
            data=data,
            version_id=version_id,
        )


def apply(database: Database, office: Office, batch_id: int, key: str = "") -> int:
    with transaction(database, office.actor) as session:
        return batch_apply.apply_batch(
            session, office.actor, batch_id=batch_id, key=key or f"apply-{batch_id}"
        )


def load(
    database: Database, office: Office, data: bytes, name: str = "fil.csv", *, version_id: int | None = None
) -> int:
    """Read and apply a file and return the batch."""
    batch_id = read(database, office, data, name, version_id=version_id)
    apply(database, office, batch_id)
    return batch_id


def undo(database: Database, office: Office, batch_id: int) -> None:
    with transaction(database, office.actor) as session:
        batch_apply.undo_batch(session, office.actor, batch_id=batch_id, key=f"undo-{batch_id}")


def ledger_of(session: Session) -> list[tuple[object, ...]]:
    """Return every ledger line, sorted, as (year, unit, account, day, month, number, text, öre, batch)."""
    rows = session.execute(
        text(
            "SELECT v.year, u.code, a.code, CAST(l.day AS VARCHAR(10)), l.month, l.number, l.text, l.amount, "
            "l.batch_id "
            "FROM ledger_line l JOIN version v ON v.id = l.version_id JOIN unit u ON u.id = l.unit_id "
            "JOIN code a ON a.id = l.account_id"
        )
    ).all()
    return sorted(tuple(row) for row in rows)


def balances_of(session: Session) -> dict[tuple[str, int, str, str, int], int]:
    """Return every balance that is not zero by (kind, year, unit, account, month), 0 the opening."""
    months = ", ".join(f"b.m{month}" for month in range(1, 14))
    rows = session.execute(
        text(
            f"SELECT v.kind, v.year, u.code, a.code, b.opening, {months} FROM balance b "
            "JOIN version v ON v.id = b.version_id JOIN unit u ON u.id = b.unit_id "
            "JOIN coding k ON k.id = b.coding_id JOIN code a ON a.id = k.account_id"
        )
    )
    held: dict[tuple[str, int, str, str, int], int] = {}
    for kind, year, unit, account, *amounts in rows:
        for month, amount in enumerate(amounts):
            if amount:
                key = (kind, year, unit, account, month)
                held[key] = held.get(key, 0) + amount
    return held


def standing(
    database: Database,
) -> tuple[list[tuple[object, ...]], dict[tuple[str, int, str, str, int], int]]:
    """Return every line, without the batch that it came with, and every balance."""
    with database.reading() as session:
        return [line[:-1] for line in ledger_of(session)], balances_of(session)


def actuals_of(database: Database, year: int = 2026) -> dict[tuple[str, str, int], int]:
    """Return the balances of a year's actuals by (unit, account, month)."""
    with database.reading() as session:
        held = balances_of(session)
    return {key[2:]: amount for key, amount in held.items() if key[:2] == ("actual", year)}
