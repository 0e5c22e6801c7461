"""The cases of the access matrix for the whole budget in one view."""

from sqlmodel import Session

from core.enums import UnitKind
from core.models import RowLine
from core.queries import budget_cross, budget_overview, internal_items
from core.rules.access import Action, Actor
from core.services import budget_workbook
from core.services.plan_edits import CellEdit
from tests import factories
from tests.architecture.access_world import Case, World


def _where(world: World) -> dict[str, int]:
    return {"version_id": world.budget, "unit_id": world.target}


def _defined(session: Session, name: str) -> None:
    session.add(RowLine(definition=name, key="allt", position=1, title="Allt", accounts="3-8"))
    session.flush()


def _overview(world: World, session: Session, actor: Actor) -> None:
    _defined(session, "groups")
    budget_overview.read_overview(session, actor, **_where(world))


def _cross(world: World, session: Session, actor: Actor) -> None:
    _defined(session, "report")
    budget_cross.read_cross(session, actor, **_where(world), definition="report", kind=UnitKind.COST_CENTER)


def _save(world: World, session: Session, actor: Actor) -> None:
    edit = CellEdit(None, world.units["4120"], factories.make_coding(session, "5020"), 1, None, 100)
    budget_workbook.save_rows(session, actor, **_where(world), edits=[edit], key="rows")


BUDGET_OVERVIEW_CASES: dict[str, Case] = {
    "queries.budget_overview.read_overview": Case(Action.VIEW_PLAN, _overview),
    "queries.budget_cross.read_cross": Case(Action.VIEW_PLAN, _cross),
    "queries.internal_items.list_internal": Case(
        Action.VIEW_PLAN,
        lambda w, s, a: internal_items.list_internal(s, a, version_id=w.budget, unit_id=w.target),
    ),
    "services.budget_workbook.keep_upload": Case(
        Action.VIEW_PLAN,
        lambda w, s, a: budget_workbook.keep_upload(s, a, **_where(w), data=b"x"),
        reads=True,
    ),
    "services.budget_workbook.save_rows": Case(Action.MANAGE_BUDGET, _save),
}
