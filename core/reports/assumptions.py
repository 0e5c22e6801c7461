"""The assumptions of planning as tables: what holds by year, and what has held of one."""

from collections.abc import Mapping, Sequence

from core.periods import local_time
from core.queries.assumptions import Held, shipped_keys
from core.rules.assumptions import AssumptionKey
from core.table import Column, Kind, Row, Table
from core.texts import _


def assumptions_table(held: Mapping[tuple[str, int], Held], years: Sequence[int]) -> Table:
    """Return every assumption with its value of each year, an empty cell where nobody has written one."""
    columns = (
        Column("title", _("Förutsättning"), Kind.TEXT),
        *(Column(str(year), str(year), Kind.TEXT) for year in years),
        Column("source", _("Senast från"), Kind.TEXT),
    )
    rows = tuple(
        Row(key.key, (key.title, *_words(key, held, years), _source(key, held, years)), drill=key.key)
        for key in shipped_keys()
    )
    return Table(_("Förutsättningar"), columns, rows)


def assumptions_answer(held: Mapping[tuple[str, int], Held], year: int) -> str:
    """Return how many assumptions of a year have a value, and which have none."""
    missing = [key.title for key in shipped_keys() if (key.key, year) not in held]
    if not missing:
        return _("Alla förutsättningar för {year} är inskrivna.").format(year=year)
    return _("För {year} saknas: {titles}.").format(year=year, titles=", ".join(missing))


def history_table(key: AssumptionKey, history: Sequence[Held]) -> Table:
    """Return every value that has been written of an assumption, newest first."""
    columns = (
        Column("value", _("Värde"), Kind.TEXT),
        Column("source", _("Källa eller skäl"), Kind.TEXT),
        Column("user", _("Av"), Kind.TEXT),
        Column("at", _("När"), Kind.TEXT),
    )
    rows = tuple(
        Row(
            str(one.row_id),
            (
                key.words(one.value) if one.value else _("borttaget"), one.source, one.user,
                local_time(one.at) if one.at else "",
            ),
        )
        for one in history
    )  # fmt: skip
    return Table(key.title, columns, rows)


def _words(key: AssumptionKey, held: Mapping[tuple[str, int], Held], years: Sequence[int]) -> list[str]:
    found = [held.get((key.key, year)) for year in years]
    return [key.words(one.value) if one else "" for one in found]


def _source(key: AssumptionKey, held: Mapping[tuple[str, int], Held], years: Sequence[int]) -> str:
    found = [held[key.key, year] for year in years if (key.key, year) in held]
    return found[-1].source if found else ""
