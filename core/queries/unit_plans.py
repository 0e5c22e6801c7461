"""Operational plans as they are read: a unit's own sections, beside last year's and the level above's."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.enums import PlanSection, UnitPlanState
from core.exports.document import Document
from core.exports.document_json import document_of_json
from core.models import PlanTemplate, TreeUnit, UnitPlan, UnitPlanText
from core.queries.access import require, unit_rows
from core.queries.subjects import names_of_users
from core.rules.access import Action, Actor, roots


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A common section of all plans of a year."""

    key: str
    title: str
    kind: PlanSection
    instruction: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section: its instruction, the unit's words, and what was said last year and is said above.

    `rev` is 0 for one that is not written; `last_year` and `above` are empty where nothing was said.
    """

    key: str
    title: str
    instruction: str
    kind: PlanSection
    body: str
    ready: bool
    rev: int
    user: str
    at: datetime | None
    last_year: str
    above: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """A unit's own words in a section, and how many times they have been written."""

    body: str
    rev: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """A unit's plan; `id` is None where it is not begun. `adopted` is the document as it was adopted."""

    id: int | None
    rev: int
    unit_id: int
    year: int
    state: UnitPlanState
    decision_id: int | None
    sections: tuple[SectionView, ...]
    adopted: Document | None
    above_unit: str

    @property
    def ready(self) -> int:
        """How many sections are called ready."""
        return sum(section.ready for section in self.sections)


def read_plan(session: Session, actor: Actor, *, unit_id: int, year: int) -> PlanView:
    """Return a unit's plan of a year, begun or not; `NotAllowed` outside the actor's scope.

    The words of the unit right above are shown too: one writes under them.
    """
    require(session, actor, Action.VIEW_GOALS, unit_id)
    plan = _plan(session, unit_id, year)
    parent = _parent(session, actor, unit_id)
    texts = _texts(session, plan)
    before = _texts(session, _plan(session, unit_id, year - 1))
    above = _texts(session, _plan(session, parent[0], year)) if parent else {}
    names = names_of_users(session, {text.user_id for text in texts.values()})
    sections = tuple(
        SectionView(
            key=row.key,
            title=row.title,
            instruction=row.instruction,
            kind=row.kind,
            body=texts[row.key].body if row.key in texts else "",
            ready=row.key in texts and texts[row.key].ready,
            rev=texts[row.key].rev if row.key in texts else 0,
            user=names[texts[row.key].user_id] if row.key in texts else "",
            at=texts[row.key].at if row.key in texts else None,
            last_year=before[row.key].body if row.key in before else "",
            above=above[row.key].body if row.key in above else "",
        )
        for row in _template(session, year)
    )
    return PlanView(
        id=plan.id if plan else None,
        rev=plan.rev if plan else 0,
        unit_id=unit_id,
        year=year,
        state=plan.state if plan else UnitPlanState.DRAFT,
        decision_id=plan.decision_id if plan else None,
        sections=sections,
        adopted=document_of_json(plan.adopted_body) if plan and plan.adopted_body else None,
        above_unit=parent[1] if parent else "",
    )


def plan_texts(session: Session, actor: Actor, *, unit_id: int, year: int) -> dict[str, TextRow]:
    """Return a unit's own words of a year by the keys of their sections, with the `rev` of each."""
    require(session, actor, Action.VIEW_GOALS, unit_id)
    held = _texts(session, _plan(session, unit_id, year))
    return {key: TextRow(text.body, text.rev) for key, text in held.items()}


def list_plan_years(session: Session) -> list[int]:
    """Return the years that have sections, the latest first. The common sections are no secret."""
    return sorted(set(session.exec(select(PlanTemplate.year))), reverse=True)


def list_sections(session: Session, *, year: int) -> list[SectionRow]:
    """Return the common sections of a year, in order; no secret either."""
    return [SectionRow(row.key, row.title, row.kind, row.instruction) for row in _template(session, year)]


def _template(session: Session, year: int) -> list[PlanTemplate]:
    statement = select(PlanTemplate).where(PlanTemplate.year == year).order_by(col(PlanTemplate.position))
    return list(session.exec(statement))


def _plan(session: Session, unit_id: int, year: int) -> UnitPlan | None:
    return session.exec(select(UnitPlan).where(UnitPlan.unit_id == unit_id, UnitPlan.year == year)).first()


def _texts(session: Session, plan: UnitPlan | None) -> dict[str, UnitPlanText]:
    if plan is None:
        return {}
    rows = session.exec(select(UnitPlanText).where(UnitPlanText.plan_id == plan.id))
    return {row.section_key: row for row in rows}


def _parent(session: Session, actor: Actor, unit_id: int) -> tuple[int, str] | None:
    """Return the unit right above, in today's tree."""
    if not roots(actor, Action.VIEW_GOALS):
        return None
    own = session.exec(
        select(TreeUnit).where(TreeUnit.tree_id == actor.tree_id, TreeUnit.unit_id == unit_id)
    ).first()
    if own is None or own.parent_id is None:
        return None
    above = unit_rows(session, actor.tree_id, col(TreeUnit.unit_id) == own.parent_id)
    return (above[0].id, above[0].name) if above else None
