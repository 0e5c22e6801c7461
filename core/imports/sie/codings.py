"""Numbers the combinations of account and objects of one file, so that a line holds one integer."""

from core.imports.ledger import Combination
from core.imports.sie.fields import coding_of
from core.imports.sie.lexer import Objects, split_record


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


class CodingNumbers:
    """The numbers of codings by their bytes; None for one that the line reader has to tell of."""

    def __init__(self, codings: Codings) -> None:
        self._codings = codings
        self._known: dict[str, int | None] = {}

    def number(self, raw: str) -> int | None:
        """Return the number of an account with its object list as they are written."""
        if raw not in self._known:
            account, items = split_record(raw)
            position, whole = self._codings.number(str(account), items if isinstance(items, tuple) else ())
            self._known[raw] = position if whole and account else None
        return self._known[raw]
