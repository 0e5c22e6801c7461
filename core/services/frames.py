"""Council's frames in preparation: a new one from last year's, worked out anew, and its facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from core.enums import FrameItem
from core.errors import Conflict, RuleViolation
from core.models import BudgetFrame, FrameAmount, Unit
from core.queries import access
from core.queries.council_frames import finance_unit
from core.rules.access import Action, Actor
from core.rules.frame_start import MADE_PARTS, first_amounts, made_cells
from core.rules.frames import FrameCell, frame_years
from core.rules.long_texts import checked_title
from core.services import audit
from core.services.frame_sources import read_sources
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """What is said of a frame beside its amounts; the tax rate as typed (`21,65`)."""

    name: str
    tax_rate: str


def create_frame(
    session: Session, actor: Actor, *, year: int, plan_years: int = 2, name: str = "", key: str
) -> int:
    """Create a year's frame from last year's adopted one; return its id. One frame a year."""
    access.require_write(session, actor, Action.MANAGE_FRAMES, actor.top_unit_id)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise RuleViolation(_("Välj ett budgetår."))
    years = frame_years(year, plan_years)
    title = checked_title(name, what=_("namnet"), longest=120, needed=False)
    if not first_time(session, actor, key=key, action="frame_created", subject=(year, plan_years, title)):
        return int(result_of(session, key))
    hold_top(session, actor)
    if session.exec(select(BudgetFrame.id).where(BudgetFrame.year == year)).first() is not None:
        raise RuleViolation(_("Det finns redan ramar för {year}. Öppna dem i stället.").format(year=year))
    frame = BudgetFrame(year=year, name=title or _("Ramar {year}").format(year=year), plan_years=plan_years)
    session.add(frame)
    session.flush()
    sources, finance = read_sources(session, actor, years), finance_unit(session, actor.tree_id)
    cells = [*made_cells(sources, years, finance), *first_amounts(sources, years, actor.top_unit_id)]
    _store(session, frame.id or 0, cells)
    keep_result(session, key, frame.id)
    audit.record(
        session, actor, "frame_created", subject=("budget_frame", frame.id), unit_id=actor.top_unit_id,
        change=(None, {"year": year, "plan_years": plan_years, "name": frame.name}),
    )  # fmt: skip
    return frame.id or 0


def refresh_frame(session: Session, actor: Actor, *, frame_id: int) -> None:
    """Work out start, decisions and index anew from what holds now; what finance has typed stands."""
    frame = open_frame(session, actor, frame_id)
    before = _sum_of(session, frame_id)
    years = frame_years(frame.year, frame.plan_years)
    cells = made_cells(read_sources(session, actor, years), years, finance_unit(session, actor.tree_id))
    session.exec(
        delete(FrameAmount).where(
            col(FrameAmount.frame_id) == frame_id, col(FrameAmount.part).in_(sorted(MADE_PARTS))
        )
    )
    _store(session, frame_id, cells)
    audit.record(
        session, actor, "frame_refreshed", subject=("budget_frame", frame_id), unit_id=actor.top_unit_id,
        change=(before, _sum_of(session, frame_id)),
    )  # fmt: skip


def describe_frame(
    session: Session, actor: Actor, *, frame_id: int, seen: FrameFacts, facts: FrameFacts
) -> None:
    """Give a frame its name and its tax rate; `Conflict` when they are not what the writer saw."""
    frame = open_frame(session, actor, frame_id)
    if (frame.name, frame.tax_rate) != (seen.name, seen.tax_rate):
        raise Conflict(_("Uppgifterna har ändrats av någon annan. Se hur det står nu och försök igen."))
    frame.name = checked_title(facts.name, what=_("namnet"), longest=120)
    frame.tax_rate = checked_title(facts.tax_rate, what=_("skattesatsen"), longest=12, needed=False)
    session.add(frame)
    session.flush()
    audit.record(
        session, actor, "frame_described", subject=("budget_frame", frame_id), unit_id=actor.top_unit_id,
        change=((seen.name, seen.tax_rate), (frame.name, frame.tax_rate)),
    )  # fmt: skip


def open_frame(session: Session, actor: Actor, frame_id: int) -> BudgetFrame:
    """Return a frame that may still change, kept from others meanwhile; the actor must manage frames."""
    access.require_write(session, actor, Action.MANAGE_FRAMES, actor.top_unit_id)
    found = session.exec(
        select(BudgetFrame)
        .where(BudgetFrame.id == frame_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise RuleViolation(_("Ramarna finns inte. Ladda om sidan."))
    if found.adopted_at is not None:
        raise RuleViolation(
            _("Ramarna för {year} är antagna. Ändra dem med ett beslut under Budgetbeslut.").format(
                year=found.year
            )
        )
    return found


def hold_top(session: Session, actor: Actor) -> None:
    """Let one at a time do what concerns the whole municipality; others wait for the transaction."""
    top = select(Unit.id).where(Unit.id == actor.top_unit_id)
    session.exec(top.with_for_update(key_share=True)).one()


def _store(session: Session, frame_id: int, cells: Iterable[FrameCell[int]]) -> None:
    session.add_all(
        FrameAmount(
            frame_id=frame_id, unit_id=cell.unit, item=cell.item, year=cell.year, part=cell.part,
            amount=cell.amount,
        )
        for cell in cells
    )  # fmt: skip
    session.flush()


def _sum_of(session: Session, frame_id: int) -> int:
    rows = session.exec(
        select(FrameAmount.amount).where(
            FrameAmount.frame_id == frame_id, FrameAmount.item == FrameItem.ALLOCATION
        )
    )
    return sum(rows)
