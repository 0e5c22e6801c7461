"""The check of the whole database: what must always hold is proved anew, from the rows themselves."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from sqlmodel import Session, col, select

from core.models import Balance, Tree, TreeUnit, Unit
from core.money import ORE_PER_KRONA, format_number
from core.queries import trees
from core.queries.guards import expected_triggers, installed_triggers
from core.rules.trees import number_tree
from core.services import audit, balances
from core.texts import _

_SHOWN = 20
_CHAIN_FAULTS = {
    "hash": _("händelsen är ändrad, eller en före den saknas"),
    "personal": _("personuppgiften är ändrad"),
    "end": _("händelser saknas i slutet"),
}


def run_checks(session: Session) -> list[str]:
    """Return what is wrong, in words; nothing when everything holds.

    Balances equal their lines, every unit with a balance stands in every tree, the trees are sound,
    the log's chain holds, and the triggers that guard closed versions are there.
    """
    return [
        *_balances(session),
        *_units_outside_trees(session),
        *_unsound_trees(session),
        *_chain(session),
        *_missing_triggers(session),
    ]


def _balances(session: Session) -> Iterator[str]:
    codes = {unit_id: code for code, unit_id in trees.unit_ids(session).items()}
    message = _("Saldot stämmer inte: version {version}, ansvar {unit}, kontering {coding}, {month}:"
                " {balance} mot raderna {lines}.")  # fmt: skip
    yield from _first(
        message.format(
            version=fault.version_id,
            unit=codes.get(fault.unit_id, fault.unit_id),
            coding=fault.coding_id,
            month=_("period {n}").format(n=fault.month) if fault.month else _("ingående balans"),
            balance=_kronor(fault.balance),
            lines=_kronor(fault.lines),
        )
        for fault in balances.find_faults(session)
    )


def _units_outside_trees(session: Session) -> Iterator[str]:
    used = set(session.exec(select(Balance.unit_id).distinct()))
    for tree in _trees(session):
        placed = set(session.exec(select(TreeUnit.unit_id).where(TreeUnit.tree_id == tree.id)))
        missing = sorted(session.exec(select(Unit.code).where(col(Unit.id).in_(used - placed))))
        if missing:
            message = _("Organisationen från {day} saknar ansvar med belopp: {codes}.")
            yield message.format(day=tree.valid_from, codes=", ".join(missing))


def _unsound_trees(session: Session) -> Iterator[str]:
    for tree in _trees(session):
        right = number_tree(trees.nodes_of(session, tree.id or 0))
        held = {
            code: (place.lft, place.rgt, place.depth)
            for place, code in session.exec(
                select(TreeUnit, Unit.code)
                .join(Unit, col(Unit.id) == col(TreeUnit.unit_id))
                .where(TreeUnit.tree_id == tree.id)
            )
        }
        wrong = sorted(
            code
            for code, numbers in held.items()
            if code not in right or numbers != (right[code].lft, right[code].rgt, right[code].depth)
        )
        if wrong:
            message = _("Organisationen från {day} är inte rätt numrerad: {codes}.")
            yield message.format(day=tree.valid_from, codes=", ".join(wrong[:_SHOWN]))


def _trees(session: Session) -> Sequence[Tree]:
    return session.exec(select(Tree).order_by(col(Tree.valid_from))).all()


def _chain(session: Session) -> Iterator[str]:
    fault = audit.verify(session)
    if fault is not None:
        message = _("Loggen håller inte vid händelse {n}.{k}: {what}.")
        yield message.format(n=fault.n, k=fault.k, what=_CHAIN_FAULTS[fault.what])


def _missing_triggers(session: Session) -> Iterator[str]:
    missing = expected_triggers() - installed_triggers(session.connection())
    if missing:
        message = _("Databasens skydd för stängda versioner saknas: {names}. Kör rodret migrate.")
        yield message.format(names=", ".join(sorted(missing)))


def _kronor(ore: int) -> str:
    return format_number(Decimal(ore) / ORE_PER_KRONA, decimals=2)


def _first(findings: Iterable[str]) -> Iterator[str]:
    """Yield the first findings, and how many more there are."""
    left = 0
    for position, finding in enumerate(findings):
        if position < _SHOWN:
            yield finding
        else:
            left += 1
    if left:
        yield _("Saldot stämmer inte på {n} ställen till.").format(n=left)
