"""The findings of the control list: the rules run on a unit's ansvar, month by month of the year."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from core.enums import UnitKind
from core.errors import RuleViolation
from core.periods import MONTHS, Period
from core.queries.access import UnitRow, require, unit_rows
from core.queries.control_facts import Facts, read_facts
from core.queries.control_spoken import SpokenUnits, spoken_units
from core.queries.supplier_columns import SupplierLines
from core.rules.access import Action, Actor, roots
from core.rules.control_lines import Finding, Limits, Names
from core.rules.control_suppliers import SupplierUse
from core.rules.expected_invoices import InvoiceSeries, find_missing
from core.rules.miscoding import Month, find_large, find_miscodings
from core.texts import _

MOST_ANSVAR = 60
"""A larger part of the organisation is shown unit by unit: nobody checks hundreds of lines by herself."""
_YEAR = len(MONTHS)


@dataclass(frozen=True, slots=True)
class MonthFindings:
    """What is asked about in a month: likely miscodings, missing invoices, large new postings."""

    month: int
    miscodings: tuple[Finding, ...]
    missing: tuple[Finding, ...] = ()
    large: tuple[Finding, ...] = ()

    @property
    def all(self) -> tuple[Finding, ...]:
        """Every finding of the month."""
        return *self.miscodings, *self.missing, *self.large


@dataclass(frozen=True, slots=True)
class Findings:
    """The months of the year up to the one looked at, and whether the ledger tells its suppliers."""

    months: tuple[MonthFindings, ...]
    has_suppliers: bool


def ansvar_below(tree: Sequence[UnitRow], unit_id: int) -> list[UnitRow]:
    """Return the ansvar of a unit among the units of a tree, itself when it is one."""
    tops = [unit for unit in tree if unit.id == unit_id]
    return [
        unit
        for unit in tree
        if unit.kind is UnitKind.COST_CENTER and any(top.lft <= unit.lft <= top.rgt for top in tops)
    ]


def list_findings(
    session: Session, actor: Actor, *, unit_id: int, period: Period, limits: Limits
) -> Findings:
    """Return what the rules ask about from January to the month; `RuleViolation` for too large a unit."""
    require(session, actor, Action.VIEW_TRANSACTIONS, unit_id)
    tree = unit_rows(session, actor.tree_id)
    units = ansvar_below(tree, unit_id)
    if len(units) > MOST_ANSVAR:
        raise RuleViolation(_("Välj en enhet längre ner. Listan görs för en enhet i taget."))
    facts = read_facts(session, units=units, period=period)
    if facts is None:
        return Findings((), has_suppliers=False)
    names = _names(actor, facts, tree)
    run = _Run(facts, names, limits, spoken_units(session, facts, tree))
    months = [_month(run, month) for month in range(1, period.month + 1)]
    return Findings(tuple(months), has_suppliers=len(facts.suppliers) > 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    facts: Facts
    names: Names
    limits: Limits
    spoken: SpokenUnits


def _month(run: _Run, month: int) -> MonthFindings:
    facts = run.facts
    asked = Month(
        lines=facts.lines[month],
        history=facts.history(month),
        names=run.names,
        suppliers=_supplier_use(facts, month),
        texts=run.spoken.texts(month),
        limits=run.limits,
    )
    miscodings = tuple(find_miscodings(asked))
    if month < facts.period.month:
        return MonthFindings(month, miscodings)
    known = frozenset((finding.unit, finding.key) for finding in miscodings)
    missing = find_missing(_series(facts), month=month, limits=run.limits)
    return MonthFindings(month, miscodings, tuple(missing), tuple(find_large(asked, known)))


def _names(actor: Actor, facts: Facts, tree: Sequence[UnitRow]) -> Names:
    """Return the words of the codes; an ansvar that the reader may not see is not named."""
    allowed = set(roots(actor, Action.VIEW_TRANSACTIONS))
    tops = [unit for unit in tree if unit.id in allowed]
    seen = (unit for unit in tree if any(top.lft <= unit.lft <= top.rgt for top in tops))
    return Names(facts.names.account, {unit.id: f"{unit.name} ({unit.code})" for unit in seen})


def _supplier_use(facts: Facts, month: int) -> SupplierUse:
    """Return how the suppliers of the month's lines were used in the twelve months before it."""
    held, number = facts.suppliers, _month_number(facts.period.year, month)
    wanted = {line.supplier for line in facts.lines[month] if line.supplier}
    places = [place for place, name in enumerate(held.names) if name in wanted]
    chosen = held.only(np.isin(held.supplier, places) & (held.month <= number))
    before = chosen.only((chosen.month >= number - _YEAR) & (chosen.month < number))
    accounts: dict[tuple[int, str], dict[str, int]] = {}
    ansvar: dict[str, dict[int, int]] = {}
    for unit, supplier, account, count in _counted(before):
        name, code = before.names[supplier], facts.accounts.get(account, "")
        by_unit = ansvar.setdefault(name, {})
        by_unit[unit] = by_unit.get(unit, 0) + count
        if unit in facts.units:
            accounts.setdefault((unit, name), {})[code] = count
    own = chosen.only(
        (chosen.month >= _month_number(facts.period.year, 1)) & np.isin(chosen.unit, sorted(facts.units))
    )
    this_year = {
        (unit, own.names[supplier], facts.accounts.get(account, "")): count
        for unit, supplier, account, count in _counted(own)
    }
    return SupplierUse(accounts, ansvar, this_year)


def _counted(lines: SupplierLines) -> list[list[int]]:
    """Return how many lines there are by ansvar, supplier and account."""
    if not len(lines):
        return []
    keys = np.stack([lines.unit, lines.supplier, lines.account])
    unique, counts = np.unique(keys, axis=1, return_counts=True)
    rows: list[list[int]] = np.vstack([unique, counts]).T.tolist()
    return rows


def _series(facts: Facts) -> list[InvoiceSeries]:
    """Return what every supplier has invoiced every ansvar, by month up to the one looked at."""
    own = facts.suppliers.only(np.isin(facts.suppliers.unit, sorted(facts.units)))
    first, last = _month_number(facts.first_year, 1), _month_number(facts.period.year, facts.period.month)
    found: dict[tuple[int, str], list[int]] = {}
    rows = zip(own.unit.tolist(), own.month.tolist(), own.amount.tolist(), own.supplier.tolist(), strict=True)
    for unit, month, amount, supplier in rows:
        if month <= last:
            series = found.setdefault((unit, own.names[supplier]), [0] * (last - first + 1))
            series[month - first] += amount
    return [InvoiceSeries(unit, supplier, months) for (unit, supplier), months in found.items()]


def _month_number(year: int, month: int) -> int:
    return year * _YEAR + month - 1
