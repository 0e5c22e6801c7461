"""Which units the texts of the ledger's lines name, where that is not the ansvar's own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import UnitKind
from core.periods import MONTHS
from core.queries.access import UnitRow
from core.queries.control_facts import Facts, texts_before
from core.rules.control_texts import NamesToFind, Texts

_NAMED = (UnitKind.UNIT, UnitKind.AREA)
_YEAR = len(MONTHS)


@dataclass(frozen=True, slots=True, eq=False)
class SpokenUnits:
    """What was said: the unit that a line names by ansvar and line, and by ansvar each (month, unit)."""

    year: int
    named: Mapping[tuple[int, str], int]
    spoken: Mapping[int, Sequence[tuple[int, int]]]
    titles: Mapping[int, str]
    home: Mapping[int, int]

    def texts(self, month: int) -> Texts:
        """Return what the rules read about a month of the year."""
        now = self.year * _YEAR + month
        said = {
            ansvar: Counter(unit for at, unit in spoken if now - _YEAR <= at < now)
            for ansvar, spoken in self.spoken.items()
        }
        return Texts(self.year, self.named, said, self.titles, self.home)


def spoken_units(session: Session, facts: Facts, tree: Sequence[UnitRow]) -> SpokenUnits:
    """Return what the lines of this year, and where they name any unit those of last year, have named."""
    finder = _Finder(facts, tree)
    year = facts.period.year
    named: dict[tuple[int, str], int] = {}
    spoken: dict[int, list[tuple[int, int]]] = {}
    for month, lines in facts.lines.items():
        for line in lines:
            unit = finder.other_unit(line.unit, line.text)
            if unit is not None:
                named[line.unit, line.key] = unit
                spoken.setdefault(line.unit, []).append((year * _YEAR + month, unit))
    for ansvar, month, text in texts_before(session, unit_ids=sorted(spoken), year=year - 1):
        unit = finder.other_unit(ansvar, text)
        if unit is not None:
            spoken[ansvar].append(((year - 1) * _YEAR + min(month, _YEAR), unit))
    return SpokenUnits(year, named, spoken, {one.id: one.name for one in tree}, finder.home)


class _Finder:
    """Finds the unit that a text names, each text read once."""

    def __init__(self, facts: Facts, tree: Sequence[UnitRow]) -> None:
        self._names = NamesToFind([(unit.id, unit.name) for unit in tree if unit.kind in _NAMED])
        self._places = {unit.id: unit for unit in tree}
        self._read: dict[str, int | None] = {}
        self.home = {unit.id: unit.parent_id or unit.id for unit in facts.units.values()}

    def other_unit(self, ansvar: int, text: str) -> int | None:
        """Return the unit named, unless it is the ansvar's own or one below that."""
        if text not in self._read:
            self._read[text] = self._names.unit_in(text)
        unit = self._read[text]
        if unit is None:
            return None
        place, top = self._places[unit], self._places[self.home[ansvar]]
        return None if top.lft <= place.lft <= top.rgt else unit
