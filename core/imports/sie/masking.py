"""Drops employees: objects of dimension 7 and of its sub-dimensions never leave the reader."""

from core.imports.ledger import Combination
from core.imports.sie.fields import normal_dimension
from core.imports.sie.model import SieFile

EMPLOYEE = "7"


def hidden_dimensions(file: SieFile) -> frozenset[str]:
    """Return dimension 7 with all sub-dimensions that #UNDERDIM puts below it."""
    parents = {
        normal_dimension(record.text(0)): normal_dimension(record.text(2))
        for record in file.records.get("#UNDERDIM", ())
    }
    hidden = {EMPLOYEE}
    growing = True
    while growing:
        below = {number for number, parent in parents.items() if parent in hidden} - hidden
        growing = bool(below)
        hidden |= below
    return frozenset(hidden)


def count_hidden_objects(file: SieFile, hidden: frozenset[str]) -> int:
    """Return how many different hidden objects the file declares or uses."""
    used = {pair for combination in file.combinations for pair in combination.objects if pair[0] in hidden}
    declared = {
        (normal_dimension(record.text(0)), record.text(1)) for record in file.records.get("#OBJEKT", ())
    }
    return len(used | {pair for pair in declared if pair[0] in hidden})


class MaskedCombinations:
    """The combinations that are used, without hidden objects; equal ones fall together."""

    def __init__(self, hidden: frozenset[str]) -> None:
        self.combinations: list[Combination] = []
        self._hidden = hidden
        self._places: dict[Combination, int] = {}
        self._places_of_whole: dict[Combination, int] = {}

    def place(self, combination: Combination) -> int:
        """Return the place of a combination, added at the end when it is new."""
        if combination not in self._places_of_whole:
            self._places_of_whole[combination] = self._place_masked(combination)
        return self._places_of_whole[combination]

    def _place_masked(self, combination: Combination) -> int:
        shown = tuple(pair for pair in combination.objects if pair[0] not in self._hidden)
        bare = Combination(combination.account, shown)
        place = self._places.get(bare)
        if place is None:
            place = self._places[bare] = len(self.combinations)
            self.combinations.append(bare)
        return place
