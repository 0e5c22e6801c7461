"""A budget as a SIE file for the finance system: every month of every coding as #PBUDGET.

Written with the dimension numbers of the source that budgets are read from, so that the file goes
back the same way. Amounts stand in the ledger's sign, as the format wants.
"""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, select

from core.enums import Dimension, SourceKind
from core.exports.sie import SieHeader, write_sie
from core.exports.sie_records import Objects
from core.imports.check import UNIT
from core.models import Balance, ImportProfile, Unit
from core.periods import MONTHS
from core.queries import access
from core.queries.codes import unit_names
from core.queries.municipality import read_municipality
from core.queries.plan_lines import CodingWords, coding_words
from core.queries.plan_rights import require_plan_unit
from core.rules.access import Actor
from core.texts import _

_PROGRAM, _VERSION = "Rodret", "1.0"
_USUAL = {UNIT: "1", str(Dimension.PROJECT): "6"}
_OWN = {str(Dimension.FUNCTION): "20", str(Dimension.COUNTERPARTY): "21"}


def budget_sie(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> bytes:
    """Return a unit's budget as a SIE file of type 3; `NotAllowed` outside scope."""
    version = require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    rows = session.exec(
        select(Balance, Unit.code)
        .join(Unit, col(Unit.id) == col(Balance.unit_id))
        .where(
            Balance.version_id == version_id,
            col(Balance.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
        .order_by(col(Unit.code), col(Balance.coding_id))
    ).all()
    words = coding_words(session, [row.coding_id for row, _code in rows])
    numbers, organisation_number = _source(session)
    shown = {actor.top_unit_id, *(row.unit_id for row, _code in rows)}
    names = unit_names(session, actor.tree_id, tuple(shown))
    organisation = read_municipality(session).name or names[actor.top_unit_id].name
    data, _problems = write_sie(
        SieHeader(
            _PROGRAM, _VERSION, organisation, organisation_number,
            session.info["database"].today(), ((date(version.year, 1, 1), date(version.year, 12, 31)),),
        ),
        sie_type="3",
        accounts={one.account: one.account_name for one in sorted(words.values(), key=_account)},
        dimensions=_dimension_names(numbers),
        objects={
            **{(numbers[UNIT], names[row.unit_id].code): names[row.unit_id].name for row, _code in rows},
            **_objects(numbers, words.values()),
        },
        budgets=[
            (0, version.year * 100 + month, words[row.coding_id].account,
             _coding_objects(numbers, code, words[row.coding_id]), amount)
            for row, code in rows
            for month, amount in _months(row)
        ],
        checksum=True,
    )  # fmt: skip
    return data


def _months(row: Balance) -> Iterable[tuple[int, int]]:
    """Give each month with an amount; the closing period is inside December."""
    for month in MONTHS:
        amount = getattr(row, f"m{month}") + (row.m13 if month == MONTHS[-1] else 0)
        if amount:
            yield month, amount


def _source(session: Session) -> tuple[dict[str, str], str]:
    """Return the number of each of our dimensions, and the organisation number, of the budget source."""
    profile = session.exec(
        select(ImportProfile).where(ImportProfile.kind == SourceKind.BUDGET).order_by(col(ImportProfile.id))
    ).first()
    own = {part: number for number, part in (profile.dimensions if profile else {}).items()}
    if not own:
        own = _OWN
    return {**_USUAL, **own}, profile.organisation_number if profile else ""


def _dimension_names(numbers: dict[str, str]) -> dict[str, str]:
    words = {
        UNIT: _("Ansvar"),
        str(Dimension.PROJECT): _("Projekt"),
        str(Dimension.FUNCTION): _("Verksamhet"),
        str(Dimension.COUNTERPARTY): _("Motpart"),
    }
    named = ((number, words[part]) for part, number in numbers.items() if part in words)
    return dict(sorted(named, key=lambda pair: int(pair[0])))


def _objects(numbers: dict[str, str], words: Iterable[CodingWords]) -> dict[tuple[str, str], str]:
    return {
        (numbers[part], code): name
        for one in words
        for part, code, name in _parts(one)
        if code and part in numbers
    }


def _coding_objects(numbers: dict[str, str], unit: str, one: CodingWords) -> Objects:
    pairs = [(numbers[part], code) for part, code, _name in _parts(one) if code and part in numbers]
    return tuple(sorted([(numbers[UNIT], unit), *pairs], key=lambda pair: int(pair[0])))


def _parts(one: CodingWords) -> tuple[tuple[str, str, str], ...]:
    return (
        (str(Dimension.FUNCTION), one.function, one.function_name),
        (str(Dimension.PROJECT), one.project, one.project_name),
        (str(Dimension.COUNTERPARTY), one.counterparty, one.counterparty_name),
    )


def _account(one: CodingWords) -> str:
    return one.account
