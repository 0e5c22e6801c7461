"""Starting a budget from another version's figures, raised or lowered, in whole kronor."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from core.enums import VersionKind
from core.errors import RuleViolation
from core.models import Version
from core.queries.plan_lines import PlanRow, coding_words, list_lines
from core.queries.plan_rights import plan_of
from core.queries.sheet_figures import Key, year_months
from core.rules.access import Actor
from core.rules.plan_signs import RESULT_CLASSES, kind_of_account
from core.rules.spreading import Year, scale, to_kronor
from core.services.plan_edits import CellEdit, Saved, save_cells, saved_before
from core.services.plan_store import Step
from core.services.plan_tools import Target, edits_of
from core.texts import _


@dataclass(frozen=True, slots=True)
class Source:
    """What to start from: a version's figures, raised by per cent and, for the year, by an amount in öre."""

    version_id: int
    percent: Decimal | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """What starting from another version did, and the codings left alone since they have line items."""

    saved: Saved
    left_alone: int


def start_from(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    unit_id: int,
    source: Source,
    only: frozenset[Key] | None = None,
    key: str,
) -> Started:
    """Fill a unit's rows from another version's, in whole kronor; the year's sum is kept per row.

    `only` narrows it to some rows. Codings with line items of their own are left alone.
    """
    before = saved_before(session, actor, key=key)
    if before is not None:
        return Started(before, 0)
    cause = _name(session, actor, source)
    if source.amount is not None and (only is None or len(only) != 1):
        raise RuleViolation(_("Ett belopp läggs på en rad i taget. Välj en rad, eller skriv procent."))
    origin = year_months(session, actor, version_id=source.version_id, unit_id=unit_id)
    accounts = {
        coding: words.account
        for coding, words in coding_words(session, [one for _unit, one in origin]).items()
    }
    held = _lines_by_key(session, actor, version_id, unit_id)
    edits: list[CellEdit] = []
    left_alone = 0
    for place in sorted(origin if only is None else set(origin) & only):
        lines = held.get(place, [])
        if accounts[place[1]][:1] not in RESULT_CLASSES:
            continue
        if len(lines) > 1 or (lines and not lines[0].editable):
            left_alone += 1
            continue
        line = lines[0] if lines else None
        months = _scaled(origin[place], source, kind_of_account(accounts[place[1]]))
        edits += edits_of(Target(line.id if line else None, *place), line, months)
    if not edits and not left_alone:
        raise RuleViolation(_("Det finns inget att utgå från där. Välj något annat."))
    saved = save_cells(session, actor, version_id=version_id, edits=edits, key=key, step=Step(cause=cause))
    return Started(saved, left_alone)


def _scaled(months: Sequence[int], source: Source, kind: int) -> Year:
    """Return months in whole kronor with the exact year's sum, raised; the amount is a typed one."""
    amount = source.amount * kind if source.amount is not None else None
    raised = scale(_whole(months), percent=source.percent, amount=amount)
    return tuple(month or None for month in raised)


def _whole(months: Sequence[int]) -> Year:
    """Return ledger months as whole kronor whose sum is the year's, rounded once."""
    total = to_kronor(sum(months))
    rounded = [to_kronor(month) for month in months]
    largest = max(range(len(rounded)), key=lambda n: abs(rounded[n]))
    rounded[largest] += total - sum(rounded)
    return tuple(rounded)


def _lines_by_key(session: Session, actor: Actor, version_id: int, unit_id: int) -> dict[Key, list[PlanRow]]:
    held: dict[Key, list[PlanRow]] = {}
    for row in list_lines(session, actor, version_id=version_id, unit_id=unit_id):
        held.setdefault((row.unit_id, row.coding_id), []).append(row)
    return held


def _name(session: Session, actor: Actor, source: Source) -> str:
    version = session.get_one(Version, source.version_id)
    if version.kind is not VersionKind.ACTUAL:
        plan_of(session, actor, version_id=source.version_id)
    return _("utgått från {name}").format(name=version.name)
