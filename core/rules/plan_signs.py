"""How people type a plan: costs and revenues both as positive numbers, in rows that know their kind.

The store keeps the ledger's sign (debit +), so a revenue is turned on its way in and out.
"""

from core.money import ORE_PER_KRONA

RESULT_CLASSES = frozenset("345678")
"""The first digits of accounts that are of the result, and so are planned by unit."""

_REVENUE_CLASS = "3"
_REVENUE_GROUPS = ("80", "82", "84", "87")

COST, REVENUE = 1, -1


def kind_of_account(account: str) -> int:
    """Return `REVENUE` (−1) or `COST` (+1): what a typed amount is multiplied by to be stored."""
    revenue = account.startswith(_REVENUE_CLASS) or account.startswith(_REVENUE_GROUPS)
    return REVENUE if revenue else COST


def typed(ore: int | None, kind: int) -> int | None:
    """Return a stored amount (öre, ledger sign) as whole kronor the way it is typed."""
    return None if ore is None else ore * kind // ORE_PER_KRONA


def stored(ore: int | None, kind: int) -> int | None:
    """Return a typed amount in öre as it is stored."""
    return None if ore is None else ore * kind
