"""Thirty schools in an open forecast round, as their managers have left it to the controller."""

from datetime import timedelta

from sqlmodel import Session, select

from core.db import Database
from core.enums import ForecastCause, Role, RoundKind, SubmissionState, UnitKind, VersionKind
from core.models import Round, Submission, Tree, Unit, Version
from core.queries.forecast_sheet import read_sheet
from core.rules.rounds import NewLevel, NewRound
from core.services import round_opening, rounds, submissions
from core.services.forecast_values import ValueEdit, save_value, say_reason
from core.services.reference import install_reference
from core.services.transaction import transaction
from tests import factories
from tests.browser.round_town import CODES, FIRST, SECOND, actor_named, new_key
from tests.core.process_town import plain_table
from tests.people import People, Place, add_role, add_user

TKR = 100_000
NAME = "Prognos 3"
MONTHS_CLOSED = 10
_BUDGET = 120_000
TREE = "\n".join(
    [
        "1 K - Ekarboda kommun",
        "4 N 1 Barn- och utbildningsnämnden",
        *(f"{code} E 4 Skola {code}\n{code}0 A {code} Ansvar {code}" for code in CODES),
    ]
)


def plant(database: Database, password_hash: str) -> People:
    """Add the schools with budget and ledger and an open round; all but the second have handed in.

    The first has raised its forecast by 300 tkr since the one before and said why; the others stand.
    """
    with transaction(database) as session:
        units = factories.make_tree(session, TREE)
        install_reference(session)
        people = {
            username: add_user(session, username, name, database.now(), password_hash)
            for username, name in (("sara", "Sara Holm"), ("ada", "Ada Lind"), ("mona", "Mona Moe"))
        }
        add_role(session, people["sara"], Role.CONTROLLER, units["1"])
        add_role(session, people["ada"], Role.ADMINISTRATOR, units["1"])
        for code in CODES:
            add_role(session, people["mona"], Role.MANAGER, units[code])
        _figures(session, units, database.today().year)
        before = _open(session, database, units, "Prognos 2")
        round_opening.close_round(
            session, actor_named(session, database, "sara"), round_id=before, key=new_key(),
            table_of=plain_table,
        )  # fmt: skip
        _open(session, database, units, NAME)
        tree_id = session.exec(select(Tree.id)).one() or 0
    with transaction(database) as session:
        _work(session, database)
    return People(Place(tree_id, units["1"], units[FIRST]), people["mona"], people["sara"], people["ada"])


def hand_in(database: Database, code: str) -> None:
    """Let the manager hand a school's forecast in."""
    with transaction(database) as session:
        _submit(session, database, code)


def states(database: Database) -> dict[str, SubmissionState]:
    """Return how each school's forecast stands."""
    with database.reading() as session:
        rows = select(Unit.code, Submission.state).join(Submission).join(Round).where(Round.name == NAME)
        return dict(session.exec(rows).all())


def version(session: Session) -> Version:
    """Return the forecast of the open round."""
    wanted = select(Version).where(Version.kind == VersionKind.FORECAST, Version.name == NAME)
    return session.exec(wanted).one()


def _figures(session: Session, units: dict[str, int], year: int) -> None:
    actual = factories.make_version(session, VersionKind.ACTUAL, year)
    budget = factories.make_version(session, VersionKind.BUDGET, year)
    pay = factories.make_coding(session, "5030", function="440")
    for code in CODES:
        ansvar = units[f"{code}0"]
        monthly = _BUDGET * 100
        factories.put_balance(session, budget, ansvar, pay, dict.fromkeys(range(1, 13), monthly))
        months = dict.fromkeys(range(1, MONTHS_CLOSED + 1), monthly)
        factories.put_balance(session, actual, ansvar, pay, months)
    factories.close_months(session, year, range(1, MONTHS_CLOSED + 1))


def _open(session: Session, database: Database, units: dict[str, int], name: str) -> int:
    today, sara = database.today(), actor_named(session, database, "sara")
    content = NewRound(
        kind=RoundKind.FORECAST,
        name=name,
        year=today.year,
        opens=today - timedelta(days=5),
        deadline=today + timedelta(days=5),
        closes=today + timedelta(days=20),
        levels=(NewLevel(UnitKind.MUNICIPALITY, Role.CONTROLLER, today + timedelta(days=10)),),
        by_itself=False,
    )
    round_id = rounds.create_round(session, sara, content=content, key=new_key())
    rounds.choose_units(session, sara, round_id=round_id, unit_ids=[units[code] for code in CODES])
    round_opening.open_round(session, sara, round_id=round_id, key=new_key())
    return round_id


def _work(session: Session, database: Database) -> None:
    """Let the first school raise its forecast, and all but the second one hand in."""
    mona = actor_named(session, database, "mona")
    held = version(session)
    unit_id = session.exec(select(Unit.id).where(Unit.code == FIRST)).one() or 0
    where = {"version_id": held.id or 0, "unit_id": unit_id}
    pay = next(row for row in read_sheet(session, mona, **where).rows if row.row_key == "timloner")
    edit = ValueEdit(unit_id, pay.row_key, pay.value, (pay.value or 0) + 300 * TKR)
    save_value(session, mona, version_id=held.id or 0, edit=edit, key=new_key())
    say_reason(
        session, mona, **where, row_key=pay.row_key, cause=ForecastCause.STAFFING, text="Färre vikarier"
    )
    for code in CODES:
        if code != SECOND:
            _submit(session, database, code)


def _submit(session: Session, database: Database, code: str) -> None:
    found = session.exec(
        select(Submission).join(Unit).join(Round).where(Unit.code == code, Round.name == NAME)
    ).one()
    mona = actor_named(session, database, "mona")
    submissions.submit(session, mona, submission_id=found.id or 0, rev=found.rev, key=new_key())
