"""A unit's operational plan as a document: its own words, and what goals, figures, activities and budget say.

plan_document(session, actor, *, plan) -> Document
generated_tables(session, actor, *, plan) -> dict[PlanSection, Table]
changed_sections(adopted, now) -> list[str]
"""

from collections.abc import Mapping

from sqlmodel import Session

from core.enums import ActivityState, GoalKind, PlanSection, UnitPlanState
from core.exports.document import Document, Heading, Paragraph, Part, TablePart
from core.money import MoneyUnit, format_number
from core.periods import local_time
from core.queries import access
from core.queries.activities import ActivityRow, list_activities
from core.queries.codes import unit_names
from core.queries.goals import GoalRow, GoalWorld, read_goals
from core.queries.indicator_standing import read_standings
from core.queries.indicators import list_indicators, list_places
from core.queries.plans import list_plans
from core.queries.unit_plans import PlanView, SectionView
from core.reports.budget_document import group_table
from core.reports.budget_sheet import build_sheet
from core.rules.access import Action, Actor
from core.table import Column, Kind, Row, Table
from core.texts import _

_JANUARY, _DECEMBER = 1, 12


def plan_document(session: Session, actor: Actor, *, plan: PlanView) -> Document:
    """Return a plan as it stands now; `NotAllowed` outside the actor's scope."""
    access.require(session, actor, Action.VIEW_GOALS, plan.unit_id)
    unit = unit_names(session, actor.tree_id, (plan.unit_id,))[plan.unit_id]
    tables = generated_tables(session, actor, plan=plan)
    parts: list[Part] = []
    for section in plan.sections:
        parts += _section(section, tables)
    state = _("Antagen") if plan.state is UnitPlanState.ADOPTED else _("Under arbete")
    return Document(
        title=_("Verksamhetsplan {year}: {unit}").format(year=plan.year, unit=unit.name),
        facts=(
            (_("Enhet"), f"{unit.name} ({unit.code})"),
            (_("År"), str(plan.year)),
            (_("Läge"), state),
            (_("Uppgifterna är från"), local_time(session.info["database"].now())),
        ),
        parts=tuple(parts),
        made_at=session.info["database"].now(),
    )


def generated_tables(session: Session, actor: Actor, *, plan: PlanView) -> dict[PlanSection, Table]:
    """Return what other modules know of the unit and year; a kind that knows nothing is left out."""
    world = read_goals(session, actor, year=plan.year, unit_ids=[plan.unit_id])
    tables = {
        PlanSection.GOALS: _goals(world, plan.unit_id),
        PlanSection.INDICATORS: _indicators(session, actor, plan),
        PlanSection.ACTIVITIES: _activities(session, actor, plan, world),
        PlanSection.BUDGET: _budget(session, actor, plan),
    }
    return {kind: table for kind, table in tables.items() if table is not None and table.rows}


def changed_sections(adopted: Document, now: Document) -> list[str]:
    """Return the headings under which a plan says something else than what was adopted."""
    before, after = _by_heading(adopted), _by_heading(now)
    return [heading for heading in {**before, **after} if before.get(heading) != after.get(heading)]


def _by_heading(document: Document) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    heading = ""
    for part in document.parts:
        if isinstance(part, Heading):
            heading = part.text
        found.setdefault(heading, []).append(part)
    return found


def _section(section: SectionView, tables: Mapping[PlanSection, Table]) -> list[Part]:
    parts: list[Part] = [Heading(1, section.title)]
    if section.kind in tables:
        parts.append(TablePart(tables[section.kind]))
    if section.body:
        parts.append(Paragraph(section.body))
    if len(parts) == 1:
        parts.append(Paragraph(_("Inget är skrivet än.")))
    return parts


def _goals(world: GoalWorld, unit_id: int) -> Table:
    kinds = {level.id: level.kind for level in world.levels}
    names = {level.id: level.name for level in world.levels}
    own = [
        goal for goal in world.of_unit(unit_id)
        if not goal.ended and kinds[goal.level_id] in {GoalKind.GOAL, GoalKind.ASSIGNMENT}
    ]  # fmt: skip
    serves = world.threads.serves
    rows = tuple(
        Row(
            str(goal.id),
            (
                goal.title,
                names[goal.level_id],
                "; ".join(world.goals[one].title for one in serves.get(goal.id, ())),
                goal.owner,
            ),
        )
        for goal in own
    )
    columns = (
        Column("goal", _("Mål"), Kind.TEXT),
        Column("level", _("Nivå"), Kind.TEXT),
        Column("serves", _("Bidrar till"), Kind.TEXT),
        Column("owner", _("Ansvarig"), Kind.TEXT),
    )
    return Table(_("Enhetens mål och uppdrag"), columns, rows)


def _indicators(session: Session, actor: Actor, plan: PlanView) -> Table:
    placed = {
        place.indicator_id for place in list_places(session, actor, unit_ids=[plan.unit_id], year=plan.year)
    }
    rows = [row for row in list_indicators(session, actor) if row.id in placed]
    found = read_standings(
        session, actor, places=[(row.id, plan.unit_id) for row in rows], year=plan.year,
        month=_until(session, plan.year),
    )  # fmt: skip
    lines = []
    for row in rows:
        said, standing = row.definition, found.get((row.id, plan.unit_id))
        measured = standing.measured if standing else None
        value = measured.value if measured else None
        target = standing.target if standing else None
        at = f"{measured.at[0]}-{measured.at[1]:02d}" if measured else ""
        lines.append(
            Row(
                str(row.id),
                (
                    said.title,
                    said.measure_unit,
                    format_number(value, decimals=said.decimals) if value is not None else "",
                    at,
                    format_number(target, decimals=said.decimals) if target is not None else "",
                ),
            )
        )
    columns = (
        Column("figure", _("Nyckeltal"), Kind.TEXT),
        Column("unit", _("Mäts i"), Kind.TEXT),
        Column("value", _("Senaste värde"), Kind.TEXT),
        Column("at", _("Avser"), Kind.TEXT),
        Column("target", _("Mål {year}").format(year=plan.year), Kind.TEXT),
    )
    return Table(_("Nyckeltal och målvärden"), columns, tuple(lines))


def _until(session: Session, year: int) -> int:
    """Return the month to read values up to: a year that is planned is begun from what is known now."""
    return _DECEMBER if year <= session.info["database"].today().year else _JANUARY


def _activities(session: Session, actor: Actor, plan: PlanView, world: GoalWorld) -> Table:
    rows = list_activities(session, actor, year=plan.year, unit_ids=[plan.unit_id])
    columns = (
        Column("activity", _("Aktivitet"), Kind.TEXT),
        Column("goal", _("Mål"), Kind.TEXT),
        Column("starts", _("Börjar"), Kind.DATE),
        Column("ends", _("Klar"), Kind.DATE),
        Column("owner", _("Ansvarig"), Kind.TEXT),
        Column("cost", _("Kostnad"), Kind.MONEY),
    )
    return Table(
        _("Aktiviteter"),
        columns,
        tuple(
            _activity(row, _goal_in_year(world, row.goal_id))
            for row in rows
            if row.state is not ActivityState.STOPPED
        ),
        MoneyUnit.TKR,
    )


def _goal_in_year(world: GoalWorld, goal_id: int | None) -> GoalRow | None:
    """Return the goal of an activity in the year: the one that it has become when it is planned anew."""
    if goal_id is None or goal_id in world.goals:
        return world.goals.get(goal_id or 0)
    return next((goal for goal in world.goals.values() if goal.origin_id == goal_id), None)


def _activity(row: ActivityRow, goal: GoalRow | None) -> Row:
    cells = (row.title, goal.title if goal else "", row.starts, row.ends, row.owner, row.cost)
    return Row(str(row.id), cells)


def _budget(session: Session, actor: Actor, plan: PlanView) -> Table | None:
    """Return the unit's budget of the year; None without one, or for whoever may not see it.

    One in preparation is for those who take part in it, an adopted one for everybody who reads figures.
    """
    if not access.may(session, actor, Action.VIEW_ECONOMY, plan.unit_id).allowed:
        return None
    drafts = access.may(session, actor, Action.VIEW_PLAN, plan.unit_id).allowed
    budgets = [one for one in list_plans(session, actor) if one.year == plan.year and (one.closed or drafts)]
    if not budgets:
        return None
    sheet = build_sheet(session, actor, version_id=budgets[0].id, unit_id=plan.unit_id)
    return group_table(sheet)
