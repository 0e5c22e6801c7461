"""Two schools beside each other: one that its manager sees, one whose figures must never be shown to her."""

from datetime import date

from sqlmodel import Session, select

from core.db import Database
from core.enums import BatchState, Role, VersionKind
from core.models import ImportBatch, Tree
from core.services.reference import install_reference
from core.services.transaction import transaction
from tests import factories
from tests.people import People, Place, add_role, add_user

KR = 100
TREE = """
1    K -   Ekarboda kommun
4    N 1   Barn- och utbildningsnämnden
411  E 4   Ekbackens skola
4110 A 411 Ekbackens skola
412  E 4   Grannskolan
4120 A 412 Grannskolan
"""
ROLES = {role: role.value for role in Role}
"""Everybody else is named after the role, which she holds on the whole municipality."""

NEIGHBOUR_AMOUNT, NEIGHBOUR_TEXT = 7_777_777 * KR, "Grannens inköp"
SCAN = "https://skanning.exempel/faktura/17"
OPEN_MONTHS = (11, 12)


def plant(database: Database, password_hash: str = "") -> People:
    """Add the schools with a year of figures, people of every role, and maria who manages one school."""
    with transaction(database) as session:
        units = factories.make_tree(session, TREE)
        install_reference(session)
        people = _people(session, database, units, password_hash)
        _figures(session, database, units)
    return people


def _people(session: Session, database: Database, units: dict[str, int], password_hash: str) -> People:
    now = database.now()
    tree_id = session.exec(select(Tree.id)).one()
    assert tree_id
    for role, username in ROLES.items():
        add_role(session, add_user(session, username, username, now, password_hash), role, units["1"])
    maria = add_user(session, "maria", "Maria Sandell", now, password_hash)
    add_role(session, maria, Role.MANAGER, units["411"])
    both = add_user(session, "bodil", "Bodil Ek", now, password_hash)
    for unit in ("411", "412"):
        add_role(session, both, Role.MANAGER, units[unit])
    sara = add_user(session, "sara", "Sara Holm", now, password_hash)
    add_role(session, sara, Role.CONTROLLER, units["1"])
    eva = add_user(session, "eva", "Eva Alm", now, password_hash)
    for role in (Role.CONTROLLER, Role.AUDITOR):
        add_role(session, eva, role, units["1"])
    ada = add_user(session, "ada", "Ada Lind", now, password_hash)
    add_role(session, ada, Role.ADMINISTRATOR, units["1"])
    return People(Place(tree_id, units["1"], units["411"]), maria, sara, ada)


def _figures(session: Session, database: Database, units: dict[str, int]) -> None:
    """Book ten closed months: salaries as planned, hourly pay 10 000 kr over its budget each month."""
    actual = factories.make_version(session, VersionKind.ACTUAL, 2026)
    budget = factories.make_version(session, VersionKind.BUDGET, 2026, "Budget 2026")
    factories.make_version(session, VersionKind.BUDGET, 2027, "Budget 2027")
    batch = factories.make_batch(session, 2026, database.now())
    monthly, hourly = (factories.make_coding(session, account) for account in ("5010", "5030"))
    goods = factories.make_coding(session, "6420")
    invoiced = factories.make_coding(session, "6420", function="440", counterparty="87")
    plan = dict.fromkeys(range(1, 13), 100_000 * KR)
    factories.put_balance(session, budget, units["4110"], monthly, plan)
    factories.put_balance(session, budget, units["4110"], hourly, dict.fromkeys(plan, 20_000 * KR))
    factories.put_balance(session, budget, units["4120"], goods, dict.fromkeys(plan, 100_000 * KR))
    for month in range(1, 11):
        for coding, amount, text in ((monthly, 100_000, "Månadslön"), (hourly, 30_000, "Timlön")):
            factories.put_line(
                session, batch, actual, units["4110"], coding, amount * KR,
                day=date(2026, month, 25), text=text, number=f"{month}0",
            )  # fmt: skip
    factories.put_line(
        session, batch, actual, units["4110"], invoiced, 17_000 * KR, day=date(2026, 10, 5), text="Läromedel",
        number="17", extra={"supplier": "Bokhuset AB", "scan_link": SCAN},
    )  # fmt: skip
    factories.put_line(
        session, batch, actual, units["4120"], goods, NEIGHBOUR_AMOUNT, day=date(2026, 9, 9),
        text=NEIGHBOUR_TEXT, number="99", extra={"supplier": "Grannleverantören"},
    )  # fmt: skip
    factories.close_months(session, 2026, range(1, 11))
    load = session.get_one(ImportBatch, batch)
    load.state, load.rows = BatchState.APPLIED, 22
    session.add(load)
