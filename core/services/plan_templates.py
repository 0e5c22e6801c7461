"""The common sections of operational plans: those that are shipped, and the municipality's own of a year."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from core.enums import PlanSection
from core.errors import RuleViolation
from core.models import PlanTemplate, UnitPlan
from core.queries import access
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_text, checked_title
from core.services import audit
from core.settings import ROOT
from core.texts import _

_SHIPPED = ROOT / "data" / "reference" / "plan_sections.csv"
_MOST = 20


@dataclass(frozen=True, slots=True)
class Section:
    """A section as it is asked for, with its instruction to the writer; `key` names it from year to year."""

    key: str
    title: str
    kind: PlanSection
    instruction: str = ""


def shipped_sections() -> tuple[Section, ...]:
    """Return the sections to start from."""
    with _SHIPPED.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter=";")
        return tuple(
            Section(row["key"], row["title"], PlanSection(row["kind"]), row["instruction"]) for row in rows
        )


def set_template(session: Session, actor: Actor, *, year: int, sections: Sequence[Section]) -> None:
    """Make these the sections of all plans of a year.

    Raises `RuleViolation` for none, too many, two of the same key, or once a plan of the year is adopted.
    """
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    clean = [
        Section(
            checked_title(one.key, what=_("nyckeln"), longest=40),
            checked_title(one.title, what=_("rubriken"), longest=120),
            one.kind,
            checked_text(one.instruction, what=_("anvisningen"), longest=2000, needed=False),
        )
        for one in sections
    ]
    if not 0 < len(clean) <= _MOST or len({one.key for one in clean}) < len(clean):
        raise RuleViolation(_("Välj mellan 1 och {n} rubriker, var och en en gång.").format(n=_MOST))
    adopted = select(UnitPlan.id).where(UnitPlan.year == year, UnitPlan.adopted_body != "")
    if session.exec(adopted).first() is not None:
        raise RuleViolation(_("Det finns redan antagna planer för {year}.").format(year=year))
    session.exec(delete(PlanTemplate).where(col(PlanTemplate.year) == year))
    session.add_all(
        PlanTemplate(
            year=year, key=one.key, position=position, title=one.title, instruction=one.instruction,
            kind=one.kind,
        )
        for position, one in enumerate(clean, start=1)
    )  # fmt: skip
    session.flush()
    audit.record(
        session, actor, "plan_template", subject=("plan_template", year),
        change=(None, [one.key for one in clean]),
    )  # fmt: skip
