"""What a line's supplier says against its place: another account or ansvar, or the same invoice twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from core.rules.control_lines import ControlLine, ControlRule, Finding, Limits, Names, of_line
from core.texts import _

_ENOUGH = 6
_MOSTLY = Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class SupplierUse:
    """How many lines of the last twelve months, this one not counted, each supplier has had where.

    `accounts` counts by (ansvar, supplier) and account, `ansvar` by supplier and ansvar of the whole
    municipality; `this_year` by (ansvar, supplier, account) with the month looked at.
    """

    accounts: Mapping[tuple[int, str], Mapping[str, int]] = field(default_factory=dict)
    ansvar: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    this_year: Mapping[tuple[int, str, str], int] = field(default_factory=dict)


def by_suppliers(
    lines: Sequence[ControlLine], held: SupplierUse, names: Names, limits: Limits
) -> Iterator[Finding]:
    """Yield lines that their supplier's other lines speak against; lines without supplier are left alone."""
    invoices = [line for line in lines if line.supplier]
    yield from _twice(invoices)
    for line in invoices:
        if line.amount >= limits.ask:
            yield from _other_account(line, held, names)
            yield from _other_ansvar(line, held, names)


def _twice(lines: Sequence[ControlLine]) -> Iterator[Finding]:
    """Yield the later of two vouchers with the same supplier, account and amount."""
    seen: dict[tuple[int, str, str, int], str] = {}
    for line in lines:
        what = (line.unit, line.supplier, line.account, line.amount)
        first = seen.setdefault(what, line.voucher)
        if first != line.voucher and line.amount > 0:
            words = _(
                "Samma belopp från {supplier} finns också på verifikat {voucher}. Är det samma faktura?"
            )
            reason = words.format(supplier=line.supplier, voucher=first)
            yield of_line(ControlRule.TWICE, line, reason)


def _other_account(line: ControlLine, held: SupplierUse, names: Names) -> Iterator[Finding]:
    counts = held.accounts.get((line.unit, line.supplier), {})
    total = sum(counts.values())
    account, most = max(counts.items(), key=lambda one: one[1], default=("", 0))
    if account == line.account or total < _ENOUGH or Fraction(most, total) < _MOSTLY:
        return
    words = _(
        "{supplier} brukar bokföras på {account} här ({n} av {total} rader); den här är den enda på "
        "{own} i år."
    )
    alone = held.this_year.get((line.unit, line.supplier, line.account), 0) == 1
    if not alone:
        words = _("{supplier} brukar bokföras på {account} här ({n} av {total} rader), inte på {own}.")
    reason = words.format(
        supplier=line.supplier,
        account=names.account_words(account),
        n=most,
        total=total,
        own=names.account_words(line.account),
    )
    yield of_line(ControlRule.OTHER_ACCOUNT, line, reason)


def _other_ansvar(line: ControlLine, held: SupplierUse, names: Names) -> Iterator[Finding]:
    counts = held.ansvar.get(line.supplier, {})
    total = sum(counts.values())
    unit, most = max(counts.items(), key=lambda one: one[1], default=(0, 0))
    if line.unit in counts or total < _ENOUGH or Fraction(most, total) < _MOSTLY:
        return
    words = _("{supplier} går nästan alltid till {unit} ({n} av {total} rader det senaste året), aldrig hit.")
    reason = words.format(supplier=line.supplier, unit=names.unit_words(unit), n=most, total=total)
    yield of_line(ControlRule.OTHER_ANSVAR, line, reason)
