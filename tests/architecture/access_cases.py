"""What the access matrix runs: one case for each public function that asks for a right.

A new function in `core.services` or `core.queries` that asks for a right gets its line in `CASES`;
any other gets its line and its reason in `access_exceptions.py`.
"""

from datetime import timedelta

from sqlmodel import Session

from core.enums import CounterpartyKind, Dimension, Role, SourceKind, VersionKind
from core.queries import (
    access,
    allocation,
    audit_log,
    figures,
    homes,
    ledger,
    loads,
    periods,
    sources,
    tree_figures,
    users,
)
from core.queries.classes import Classes, classes_by_account, classes_by_row
from core.queries.columns import columns_of
from core.queries.figures import Frame
from core.queries.ledger_choice import LineFilter
from core.queries.municipality import read_municipality
from core.queries.versions import choose_versions
from core.rules.access import Action, Actor
from core.rules.row_lines import DefinedRow
from core.rules.trees import Move, Rename
from core.services import (
    batch_apply,
    codes,
    loading,
    organisation,
    profiles,
    sessions,
    versions,
)
from core.services import periods as period_services
from core.services import users as user_services
from core.services.codes import CounterpartyRow
from core.services.profiles import NewProfile
from tests import factories
from tests import loading_factories as lf
from tests.architecture.access_cases_activities import ACTIVITY_CASES
from tests.architecture.access_cases_budget_overview import BUDGET_OVERVIEW_CASES
from tests.architecture.access_cases_control import CONTROL_CASES
from tests.architecture.access_cases_decisions import DECISION_CASES
from tests.architecture.access_cases_executive import EXECUTIVE_CASES
from tests.architecture.access_cases_forecast import FORECAST_CASES
from tests.architecture.access_cases_forecast_accuracy import FORECAST_ACCURACY_CASES
from tests.architecture.access_cases_forecast_round import FORECAST_ROUND_CASES
from tests.architecture.access_cases_forecast_sheet import FORECAST_SHEET_CASES
from tests.architecture.access_cases_frames import FRAME_CASES
from tests.architecture.access_cases_goal_map import GOAL_MAP_CASES
from tests.architecture.access_cases_goals import GOAL_CASES
from tests.architecture.access_cases_indicators import INDICATOR_CASES
from tests.architecture.access_cases_kolada import KOLADA_CASES
from tests.architecture.access_cases_limits import LIMIT_CASES
from tests.architecture.access_cases_measures import MEASURE_CASES
from tests.architecture.access_cases_plan_review import PLAN_REVIEW_CASES
from tests.architecture.access_cases_plans import PLAN_CASES
from tests.architecture.access_cases_process import PROCESS_CASES
from tests.architecture.access_cases_rounds import ROUND_CASES
from tests.architecture.access_cases_side import SIDE_CASES
from tests.architecture.access_cases_unit_plans import UNIT_PLAN_CASES
from tests.architecture.access_cases_users import USER_CASES
from tests.architecture.access_world import COVERS, PLACES, Case, World


def _frame(world: World, session: Session, actor: Actor) -> Frame:
    return Frame(world.target, (1, 12), choose_versions(session, 2026), actor.tree_id, actor.tree_id)


def _classes(session: Session) -> Classes:
    columns = columns_of(session, choose_versions(session, 2026).held)
    own = read_municipality(session)
    everything = classes_by_row(columns, (DefinedRow("allt", "Allt", "3-8", "", ()),), own)
    return classes_by_account(columns, everything, None, own)


def _token(world: World, session: Session, actor: Actor) -> str:
    now = session.info["database"].now()
    token = sessions.sign_in(
        session,
        username=world.usernames[actor.user_id],
        password_ok=True,
        address="192.0.2.7",
        now=now,
        lifetime=timedelta(hours=1),
    )
    assert token
    return token


def _sees_target(world: World, session: Session, actor: Actor) -> bool:
    rows = access.units_in_scope(session, actor, Action.VIEW_ECONOMY)
    return world.target in {row.id for row in rows}


def _home_covers_target(world: World, session: Session, actor: Actor) -> bool:
    rows = homes.list_home_units(session, actor, action=Action.VIEW_ECONOMY)
    return bool({row.id for row in rows} & {world.units[PLACES[place]] for place in COVERS})


CASES: dict[str, Case] = {
    **BUDGET_OVERVIEW_CASES,
    **CONTROL_CASES,
    **DECISION_CASES,
    **EXECUTIVE_CASES,
    **FORECAST_CASES,
    **FORECAST_ACCURACY_CASES,
    **FORECAST_ROUND_CASES,
    **FORECAST_SHEET_CASES,
    **FRAME_CASES,
    **ACTIVITY_CASES,
    **GOAL_CASES,
    **GOAL_MAP_CASES,
    **INDICATOR_CASES,
    **KOLADA_CASES,
    **LIMIT_CASES,
    **MEASURE_CASES,
    **PLAN_CASES,
    **ROUND_CASES,
    **PROCESS_CASES,
    **SIDE_CASES,
    **PLAN_REVIEW_CASES,
    **UNIT_PLAN_CASES,
    **USER_CASES,
    "services.batch_apply.apply_batch": Case(
        Action.LOAD_FILES, lambda w, s, a: batch_apply.apply_batch(s, a, batch_id=w.preview, key="k")
    ),
    "services.batch_apply.request_apply": Case(
        Action.LOAD_FILES, lambda w, s, a: batch_apply.request_apply(s, a, batch_id=w.preview, key="k")
    ),
    "services.batch_apply.request_undo": Case(
        Action.LOAD_FILES, lambda w, s, a: batch_apply.request_undo(s, a, batch_id=w.applied, key="k")
    ),
    "services.batch_apply.undo_batch": Case(
        Action.LOAD_FILES, lambda w, s, a: batch_apply.undo_batch(s, a, batch_id=w.applied, key="k")
    ),
    "services.codes.save_codes": Case(
        Action.MANAGE_CODES,
        lambda _w, s, a: codes.save_codes(s, a, dimension=Dimension.PROJECT, names={"P1": "Ny skola"}),
    ),
    "services.codes.save_counterparties": Case(
        Action.MANAGE_CODES,
        lambda _w, s, a: codes.save_counterparties(
            s, a, rows=[CounterpartyRow("87", "Företag", CounterpartyKind.EXTERNAL)]
        ),
    ),
    "services.loading.read_batch": Case(
        Action.LOAD_FILES,
        lambda w, s, a: loading.read_batch(
            s,
            a,
            profile_id=w.office.ledger,
            name="fil.csv",
            data=lf.csv_file([("2026-03-05", "4120", "5021", 1)]),
        ),
    ),
    "services.loading.refresh_preview": Case(
        Action.LOAD_FILES, lambda w, s, a: loading.refresh_preview(s, a, batch_id=w.preview)
    ),
    "services.loading.file_months": Case(
        Action.LOAD_FILES, lambda w, s, a: loading.file_months(s, a, batch_id=w.preview), reads=True
    ),
    "services.loading.choose_months": Case(
        Action.LOAD_FILES, lambda w, s, a: loading.choose_months(s, a, batch_id=w.preview, months=[202602])
    ),
    "services.loading.discard_batch": Case(
        Action.LOAD_FILES, lambda w, s, a: loading.discard_batch(s, a, batch_id=w.preview)
    ),
    "services.organisation.reorganise": Case(
        Action.MANAGE_ORGANISATION,
        lambda _w, s, a: organisation.reorganise(
            s, a, valid_from=factories.TODAY, changes=[Rename("412", "Ekbacken"), Move("413", "1")]
        ),
    ),
    "services.organisation.place_unknown_cost_centers": Case(
        Action.LOAD_FILES, lambda _w, s, a: organisation.place_unknown_cost_centers(s, a, ["9999"])
    ),
    "services.periods.close_month": Case(
        Action.MANAGE_PERIODS, lambda _w, s, a: period_services.close_month(s, a, year=2026, month=1)
    ),
    "services.periods.open_month": Case(
        Action.MANAGE_PERIODS, lambda _w, s, a: period_services.open_month(s, a, year=2026, month=1)
    ),
    "services.profiles.create_profile": Case(
        Action.MANAGE_CODES,
        lambda _w, s, a: profiles.create_profile(
            s, a, profile=NewProfile("Ny", SourceKind.LEDGER, {"1": "unit"})
        ),
    ),
    "services.profiles.map_code": Case(
        Action.MANAGE_CODES,
        lambda w, s, a: profiles.map_code(
            s, a, batch_id=w.preview, dimension="unit", source_code="9999", target="4120"
        ),
    ),
    "services.sessions.end_sessions_of_user": Case(
        Action.MANAGE_USERS, lambda w, s, a: sessions.end_sessions_of_user(s, a, user_id=w.somebody)
    ),
    "services.sessions.act_as": Case(
        Action.MANAGE_USERS,
        lambda w, s, a: sessions.act_as(s, a, token=_token(w, s, a), user_id=w.somebody),
    ),
    "services.users.create_user": Case(
        Action.MANAGE_USERS,
        lambda _w, s, a: user_services.create_user(
            s, a, username="ny", name="Ny Person", now=factories.LOADED_AT
        ),
    ),
    "services.users.set_password_hash": Case(
        Action.MANAGE_USERS,
        lambda w, s, a: user_services.set_password_hash(s, a, user_id=w.somebody, password_hash="x"),
    ),
    "services.users.set_active": Case(
        Action.MANAGE_USERS, lambda w, s, a: user_services.set_active(s, a, user_id=w.somebody, active=False)
    ),
    "services.users.assign_role": Case(
        Action.MANAGE_USERS,
        lambda w, s, a: user_services.assign_role(
            s, a, user_id=w.somebody, role=Role.MANAGER, unit_id=w.target, valid_from=factories.TODAY
        ),
    ),
    "services.users.end_role": Case(
        Action.MANAGE_USERS,
        lambda w, s, a: user_services.end_role(s, a, assignment_id=w.assignment, last_day=factories.TODAY),
    ),
    "services.versions.create_version": Case(
        Action.LOAD_FILES,
        lambda _w, s, a: versions.create_version(
            s, a, kind=VersionKind.BUDGET, year=2027, name="Budget 2027"
        ),
    ),
    "services.versions.close_version": Case(
        Action.MANAGE_PERIODS, lambda w, s, a: versions.close_version(s, a, version_id=w.budget)
    ),
    "queries.access.units_in_scope": Case(Action.VIEW_ECONOMY, _sees_target, lists=True),
    "queries.allocation.read_frame_allocation": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: allocation.read_frame_allocation(
            s, a, frame=_frame(w, s, a), classes=_classes(s), municipality=read_municipality(s)
        ),
    ),
    "queries.audit_log.read_log": Case(Action.VIEW_AUDIT, lambda _w, s, a: audit_log.read_log(s, a)),
    "queries.figures.read_figures": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: figures.read_figures(s, a, frame=_frame(w, s, a), classes=_classes(s)),
    ),
    "queries.figures.read_children": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: figures.read_children(s, a, frame=_frame(w, s, a), classes=_classes(s)),
    ),
    "queries.homes.list_home_units": Case(Action.VIEW_ECONOMY, _home_covers_target, lists=True),
    "queries.homes.list_units_below": Case(
        Action.VIEW_UNIT, lambda w, s, a: homes.list_units_below(s, a, unit_id=w.target)
    ),
    "queries.ledger.list_lines": Case(
        Action.VIEW_TRANSACTIONS, lambda w, s, a: ledger.list_lines(s, a, chosen=LineFilter(w.target, 2026))
    ),
    "queries.ledger.sum_lines": Case(
        Action.VIEW_TRANSACTIONS, lambda w, s, a: ledger.sum_lines(s, a, chosen=LineFilter(w.target, 2026))
    ),
    "queries.loads.list_loads": Case(Action.LOAD_FILES, lambda _w, s, a: loads.list_loads(s, a)),
    "queries.periods.list_months": Case(Action.MANAGE_PERIODS, lambda _w, s, a: periods.list_months(s, a)),
    "queries.sources.list_sources": Case(Action.LOAD_FILES, lambda _w, s, a: sources.list_sources(s, a)),
    "queries.sources.list_open_plan_versions": Case(
        Action.LOAD_FILES, lambda _w, s, a: sources.list_open_plan_versions(s, a)
    ),
    "queries.sources.batch_detail": Case(
        Action.LOAD_FILES, lambda w, s, a: sources.batch_detail(s, a, batch_id=w.preview)
    ),
    "queries.sources.known_codes": Case(
        Action.LOAD_FILES, lambda _w, s, a: sources.known_codes(s, a, dimension=Dimension.ACCOUNT)
    ),
    "queries.tree_figures.read_tree": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: tree_figures.read_tree(s, a, frame=_frame(w, s, a), classes=_classes(s)),
    ),
    "queries.users.list_users": Case(Action.MANAGE_USERS, lambda _w, s, a: users.list_users(s, a)),
}
