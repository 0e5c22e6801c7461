"""Building the demo municipality: the organisation is laid, then every file goes the real way in."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, select

from core.db import Database
from core.enums import CounterpartyKind, Dimension, Role, SourceKind, UnitKind, VersionKind
from core.migrations.run import upgrade
from core.models import Tree
from core.queries import trees
from core.queries.access import load_actor
from core.queries.users import user_ids
from core.rules.access import Actor
from core.rules.trees import Node
from core.services import (
    batch_apply,
    codes,
    loading,
    organisation,
    periods,
    profiles,
    reference,
    users,
    versions,
)
from core.services.codes import CounterpartyRow
from core.services.profiles import NewProfile
from core.services.transaction import transaction
from demo import (
    activities,
    budget_2027,
    decisions,
    forecast_open,
    forecasts,
    frames,
    goal_rounds,
    goals,
    indicators,
    kolada,
    measures,
    meetings,
    process,
    shown,
    unit_plans,
)
from demo import codes as own_codes
from demo import commitments as own_commitments
from demo import organisation as own_organisation
from demo.files import BUDGET_PROFILE, DemoFile, demo_files
from demo.people import people

START = date(2024, 1, 1)
LOADED = datetime(2026, 11, 9, 7, 12, tzinfo=UTC)
"""When the demo's files are said to be loaded: 9 November 2026, 08:12 Swedish time."""

ORGANISATION_NUMBER = "212000-9999"
DEFAULT_UNIT = "9290"
_COMPANY_PROFILE, _COMPANY_UNIT = "Bolagsfil utan ansvar", "9420"
DIMENSIONS = {"1": "unit", "6": "project", "20": "function", "21": "counterparty"}
LAST_CLOSED = (2026, 10)

_FEW_COLLECTIONS = (50_000, 20, 100)
_ADMINISTRATOR = "erik.lundvad"
_LOADER = "petra.dahlgard"
_BUDGET_NAME = "Budget {year}"

Tell = Callable[[str], None]


def is_built(database: Database) -> bool:
    """Return whether the database already holds an organisation."""
    with database.reading() as session:
        return session.exec(select(Tree.id)).first() is not None


def build(url: str, *, password_hash: str, tell: Tell, shown_on: date | None = None) -> None:
    """Migrate an empty database and fill it with Ekarboda; `tell` gets a word for each step.

    On `shown_on`, by itself the day of the story, it stands in the middle of its work.
    """
    with _few_collections():
        _build(Database(url, now=lambda: LOADED), password_hash, tell, shown_on or LOADED.date())


@contextmanager
def _few_collections() -> Iterator[None]:
    """Collect garbage seldom: among millions of live tuples each search costs much and finds nothing."""
    usual = gc.get_threshold()
    gc.set_threshold(*_FEW_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _build(database: Database, password_hash: str, tell: Tell, shown_on: date) -> None:
    upgrade(database)
    tell("Organisation, koder och personer")
    with transaction(database) as session:
        _lay_foundation(session, password_hash)
    administrator = _actor(database, _ADMINISTRATOR)
    with transaction(database, administrator) as session:
        _add_people(session, administrator, password_hash)
    actor = _actor(database, _LOADER)
    with transaction(database, actor) as session:
        _name_codes(session, actor)
        profile_ids = _create_profiles(session, actor)
    for file in demo_files():
        tell(f"Läser in {file.name}")
        with transaction(database, actor) as session:
            _load(session, actor, file, profile_ids[file.profile])
    with transaction(database, actor) as session:
        _close_months(session, actor)
    tell("Budgetar som antas, och årets budgetbeslut")
    decisions.decide(database, actor)
    frames.adopt(database, actor)
    tell("Beställningar och avtal")
    own_commitments.lay(database, actor)
    tell("Prognoserna tre gånger om året sedan 2024")
    forecast_places, october = forecasts.lay(database, actor)
    measures.lay(database, actor)
    meetings.lay(database, actor)
    tell("Budget 2027 mitt i arbetet")
    budget_2027_id = budget_2027.lay(database, actor)
    frames.distribute(database, actor, budget_2027_id)
    budget_2027.fill(database, budget_2027_id, LOADED.date())
    tell("Årshjul och en omgång")
    with transaction(database, actor) as session:
        round_id = process.plan_rounds(session, actor)
    with transaction(database, actor) as session:
        process.answer_questions(session, round_id, LOADED.date())
    tell("Mål, från visionen till enheterna, med sina pengar")
    goal_ids = goals.lay(database, actor)
    indicators.lay(database, actor)
    kolada.lay(database, actor)
    activities.lay(database, actor, goal_ids)
    unit_plans.lay(database, actor)
    goal_rounds.lay(database, actor)
    tell("Årets sista prognos, mitt i arbetet")
    forecast_open.lay(database, actor, forecast_places, october)
    with transaction(database) as session:
        shown.move_days(session, shown.Shown(LOADED.date(), shown_on))
    database.dispose()


def _lay_foundation(session: Session, password_hash: str) -> None:
    """Lay what must be there before anybody can act: the tree, the shipped rows, one administrator."""
    nodes = [Node(n.code, n.name, UnitKind(n.kind), n.parent) for n in own_organisation.nodes()]
    organisation.create_first_tree(
        session, valid_from=START, nodes=nodes, note=own_organisation.MUNICIPALITY_NAME
    )
    reference.install_reference(session)
    first = next(person for person in people() if person.username == _ADMINISTRATOR)
    users.create_user_at_console(
        session,
        username=first.username,
        name=first.name,
        now=LOADED,
        email=first.email,
        password_hash=password_hash,
    )
    users.assign_role_at_console(
        session,
        username=first.username,
        role=Role.ADMINISTRATOR,
        unit_code=own_organisation.MUNICIPALITY,
        valid_from=START,
    )


def _add_people(session: Session, actor: Actor, password_hash: str) -> None:
    unit_ids = trees.unit_ids(session)
    for person in people():
        if person.username == _ADMINISTRATOR:
            continue
        user_id = users.create_user(
            session, actor, username=person.username, name=person.name, now=LOADED, email=person.email
        )
        users.set_password_hash(session, actor, user_id=user_id, password_hash=password_hash)
        for grant in person.grants:
            users.assign_role(
                session,
                actor,
                user_id=user_id,
                role=Role(grant.role),
                unit_id=unit_ids[grant.unit],
                valid_from=grant.valid_from or START,
                valid_to=grant.valid_to,
            )


def _actor(database: Database, username: str) -> Actor:
    with database.reading() as session:
        candidate = user_ids(session)[username]
        actor = load_actor(session, candidate, today=LOADED.date())
    if actor is None:
        raise LookupError(username)
    return actor


def _name_codes(session: Session, actor: Actor) -> None:
    named = (
        (Dimension.ACCOUNT, own_codes.accounts()),
        (Dimension.FUNCTION, own_codes.functions()),
    )
    for dimension, rows in named:
        codes.save_codes(session, actor, dimension=dimension, names={row.code: row.name for row in rows})
    projects = {project.code: project.name for project in own_codes.projects()}
    codes.save_codes(session, actor, dimension=Dimension.PROJECT, names=projects)
    codes.save_counterparties(
        session,
        actor,
        rows=[
            CounterpartyRow(row.code, row.name, CounterpartyKind(row.kind), row.unit)
            for row in own_codes.counterparties()
        ],
    )


def _create_profiles(session: Session, actor: Actor) -> dict[str, int]:
    """Create a profile for every source that the files name, and one for a company's file without ansvar."""
    ids = {}
    for name in sorted({file.profile for file in demo_files()}):
        kind = SourceKind.BUDGET if name == BUDGET_PROFILE else SourceKind.LEDGER
        profile = NewProfile(name, kind, DIMENSIONS, DEFAULT_UNIT, ORGANISATION_NUMBER)
        ids[name] = profiles.create_profile(session, actor, profile=profile)
    company = NewProfile(_COMPANY_PROFILE, SourceKind.LEDGER, {}, _COMPANY_UNIT)
    profiles.create_profile(session, actor, profile=company)
    return ids


def _load(session: Session, actor: Actor, file: DemoFile, profile_id: int) -> None:
    version_id = None
    if file.kind == "budget":
        version_id = versions.create_version(
            session, actor, kind=VersionKind.BUDGET, year=file.year, name=_BUDGET_NAME.format(year=file.year)
        )
    batch_id = loading.read_batch(
        session, actor, profile_id=profile_id, name=file.name, data=file.data, version_id=version_id
    )
    key = str(uuid5(NAMESPACE_URL, file.name))
    batch_apply.apply_batch(session, actor, batch_id=batch_id, key=key)


def _close_months(session: Session, actor: Actor) -> None:
    for year in (START.year, START.year + 1, START.year + 2):
        for month in range(1, 13):
            if (year, month) <= LAST_CLOSED:
                periods.close_month(session, actor, year=year, month=month)
