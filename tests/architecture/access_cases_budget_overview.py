"""The cases of the access matrix for the whole budget in one view."""

from core.enums import UnitKind
from core.queries import budget_cross, budget_overview, internal_items
from core.rules.access import Action
from tests.architecture.access_world import Case

BUDGET_OVERVIEW_CASES: dict[str, Case] = {
    "queries.budget_overview.read_overview": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: budget_overview.read_overview(s, a, version_id=w.budget, unit_id=w.target),
    ),
    "queries.budget_cross.read_cross": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: budget_cross.read_cross(
            s, a, version_id=w.budget, unit_id=w.target, definition="report", kind=UnitKind.COST_CENTER
        ),
    ),
    "queries.internal_items.list_internal": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: internal_items.list_internal(s, a, version_id=w.budget, unit_id=w.target),
    ),
}
