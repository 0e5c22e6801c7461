"""Numbers the combinations of account and objects of one file, so that a line holds one integer."""

from core.imports.ledger import Combination
from core.imports.sie.fields import coding_of
from core.imports.sie.lexer import Objects


class Codings:
    """The combinations of a file in the order met, each once."""

    def __init__(self) -> None:
        self.combinations: list[Combination] = []
        self._positions: dict[Combination, int] = {}
        self._seen: dict[tuple[str, Objects], tuple[int, bool]] = {}

    def number(self, account: str, items: Objects) -> tuple[int, bool]:
        """Return the position of a coding, and whether its object list was whole."""
        known = self._seen.get((account, items))
        if known is None:
            combination, whole = coding_of(account, items)
            known = self._seen[account, items] = (self.position(combination), whole)
        return known

    def position(self, combination: Combination) -> int:
        """Return the position of a combination, added at the end when it is new."""
        position = self._positions.get(combination)
        if position is None:
            position = self._positions[combination] = len(self.combinations)
            self.combinations.append(combination)
        return position
