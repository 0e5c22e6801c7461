"""The generator that indexes a budget: a line per ansvar and coding on what held the year before."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from core.errors import RuleViolation
from core.models import MONTH_COLUMNS, Balance, Code, Coding, Version
from core.periods import MONTHS
from core.queries.assumptions import Held, assumptions_held, shipped_index_ranges, shipped_keys
from core.queries.versions import choose_versions
from core.rules.assumptions import AssumptionKey, index_key, percent_words
from core.rules.indexation import GeneratedLine, indexed_months
from core.rules.plan_signs import kind_of_account
from core.texts import _

KEYS = ("salary_index", "price_index", "purchase_index", "fee_index")
"""The assumptions that are read, of the budget's own year."""


def indexation_lines(session: Session, version: Version) -> list[GeneratedLine]:
    """Return the lines of an indexed budget; accounts that follow no index with a value have none."""
    base = session.get(Version, choose_versions(session, version.year - 1).compared or 0)
    if base is None:
        raise RuleViolation(
            _("Det finns ingen budget för {year} att räkna upp.").format(year=version.year - 1)
        )
    held = assumptions_held(session)
    values = {key: held[key, version.year] for key in KEYS if (key, version.year) in held}
    if not values:
        raise RuleViolation(
            _("Skriv in index för {year} under Förutsättningar först.").format(year=version.year)
        )
    return list(_lines(session, base, values))


def _lines(session: Session, base: Version, values: dict[str, Held]) -> Iterator[GeneratedLine]:
    keys = {key.key: key for key in shipped_keys()}
    rows = session.exec(
        select(Balance, Code.code)
        .join(Coding, col(Coding.id) == col(Balance.coding_id))
        .join(Code, col(Code.id) == col(Coding.account_id))
        .where(Balance.version_id == base.id)
        .order_by(col(Balance.unit_id), col(Balance.coding_id))
    )
    for row, account in rows:
        value = values.get(index_key(shipped_index_ranges(), account))
        if value is None:
            continue
        months = [getattr(row, column) for column in MONTH_COLUMNS[: len(MONTHS)]]
        months[-1] += row.m13
        added = indexed_months(months, value.number)
        if any(added):
            total = sum(months) * kind_of_account(account)
            explain = _explain(keys[value.key], value, base, total)
            label = _("Uppräkning {percent}").format(percent=percent_words(value.number))
            yield GeneratedLine(row.unit_id, row.coding_id, label, added, explain)


def _explain(key: AssumptionKey, value: Held, base: Version, total: int) -> dict[str, object]:
    return {
        "generator": "indexation",
        "title": key.title,
        "year": value.year,
        "percent": value.value,
        "assumption": value.row_id,
        "base": total,
        "version": base.name,
    }
