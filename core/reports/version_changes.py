"""The rows behind a difference between two versions, with who made each so and why.

build(session, actor, *, where: Where, names, money_unit) -> Table
"""

from sqlmodel import Session

from core.money import MoneyUnit
from core.periods import local_time
from core.queries.codes import unit_names
from core.queries.plan_lines import CodingWords, coding_words
from core.queries.version_differences import Difference, Reason, Where, list_differences
from core.rules.access import Actor
from core.table import Column, Kind, Row, Table
from core.texts import _


def build(
    session: Session,
    actor: Actor,
    *,
    where: Where,
    names: tuple[str, str],
    money_unit: MoneyUnit = MoneyUnit.TKR,
) -> Table:
    """Return a row per ansvar and coding that differs; `names` are those of the two versions."""
    found = list_differences(session, actor, where=where)
    units = unit_names(session, actor.tree_id, tuple({row.unit_id for row in found}))
    words = coding_words(session, [row.coding_id for row in found])
    return Table(
        title=_("Bakom skillnaden"),
        columns=(
            Column("name", _("Ansvar"), Kind.TEXT),
            Column("code", _("Kod"), Kind.CODE),
            Column("coding", _("Kontering"), Kind.TEXT),
            Column("one", names[0], Kind.MONEY),
            Column("other", names[1], Kind.MONEY),
            Column("change", _("Skillnad"), Kind.MONEY, signed=True),
            Column("why", _("Varför"), Kind.TEXT),
        ),
        rows=tuple(
            Row(
                f"{row.unit_id}/{row.coding_id}",
                (
                    units[row.unit_id].name if row.unit_id in units else "",
                    units[row.unit_id].code if row.unit_id in units else "",
                    _coding(words[row.coding_id]), row.one, row.other, row.change, _why(row),
                ),
            )
            for row in found
        ),
        money_unit=money_unit,
    )  # fmt: skip


def _coding(words: CodingWords) -> str:
    parts = [f"{words.account_name} ({words.account})", words.function_name, words.project_name]
    return ", ".join(part for part in parts if part)


def _why(row: Difference) -> str:
    return "; ".join(dict.fromkeys(_reason(reason) for reason in row.reasons))


def _reason(reason: Reason) -> str:
    if reason.at is None:
        number = _("Budgetbeslut {n}").format(n=reason.number) if reason.number else _("Budgetbeslut på väg")
        return f"{number}: {reason.words}"
    told = _("{name} {when}").format(name=reason.who, when=local_time(reason.at))
    return f"{told}: {reason.words}" if reason.words else told
