"""How far the units of a large part of the organisation have come with a month's control list."""

from collections.abc import Collection, Sequence

from core.periods import Period
from core.queries.control_list import UnitProgress
from core.reports.words import Sentence, sentence
from core.table import Column, Kind, Row, Table
from core.texts import _


def sentence_of(rows: Sequence[UnitProgress], period: Period) -> Sentence:
    """Return how many of the units have begun."""
    begun = sum(row.answered > 0 for row in rows)
    pattern = _("{begun} av {total} enheter har svarat på listan för {month}.")
    return sentence(pattern, begun=str(begun), total=str(len(rows)), month=period.words())


def table_of(rows: Sequence[UnitProgress], period: Period, *, too_large: Collection[int] = ()) -> Table:
    """Return the units with what they have answered; a row opens one that is not `too_large`."""
    columns = (
        Column("unit", _("Enhet"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("answered", _("Besvarat"), Kind.COUNT),
        Column("wrong", _("Ska rättas"), Kind.COUNT),
    )
    made = tuple(
        Row(
            str(row.unit.id),
            (row.unit.name, row.unit.code, row.answered, row.wrong),
            drill=None if row.unit.id in too_large else str(row.unit.id),
        )
        for row in rows
    )
    return Table(_("Enheterna i {month}").format(month=period.words()), columns, made)
