"""A frame let down the tree: nämnd, förvaltning, unit, and what is left or given twice.

Amounts are öre, a frame is positive.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.errors import RuleViolation
from core.rules.budget_checked import amount_words
from core.rules.frames import TKR
from core.rules.spreading import Weight, spread
from core.texts import _

Unit = TypeVar("Unit", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Distribution(Generic[Unit]):
    """One node's frame, what it gives on to the nodes below, and what it keeps as ofördelat."""

    frame: int
    given: Mapping[Unit, int]
    unallocated: int = 0

    @property
    def left(self) -> int:
        """What is neither given nor kept; below zero when more is given than there is."""
        return self.frame - sum(self.given.values()) - self.unallocated

    def words(self) -> str:
        """Return how it stands in a few words."""
        if self.left > 0:
            return _("Kvar att fördela: {amount}").format(amount=amount_words(self.left))
        if self.left < 0:
            return _("Fördelat {amount} för mycket").format(amount=amount_words(-self.left))
        return _("Allt är fördelat")


def distributions(
    frames: Mapping[Unit, int],
    children: Mapping[Unit, Sequence[Unit]],
    unallocated: Mapping[Unit, int],
) -> dict[Unit, Distribution[Unit]]:
    """Return how each node with children and a frame has given it on; a child without a frame got nothing."""
    return {
        node: Distribution(
            frames[node],
            {child: frames[child] for child in below if child in frames},
            unallocated.get(node, 0),
        )
        for node, below in children.items()
        if below and node in frames
    }


def share_frame(
    frame: int, weights: Mapping[Unit, Weight], *, unallocated: int = 0, unit: int = TKR
) -> dict[Unit, int]:
    """Return a frame by weights (last year's budgets, pupils …) in whole thousands, exact to the last.

    What does not make a whole thousand of the frame goes to the last unit. Raises `RuleViolation`
    when more is kept than there is, or no unit has a weight.
    """
    if unallocated > frame:
        message = _("Ofördelat är {amount} större än ramen. Minska det först.")
        raise RuleViolation(message.format(amount=amount_words(unallocated - frame)))
    if not weights or sum(weights.values()) <= 0:
        raise RuleViolation(_("Det finns inget att fördela efter. Skriv minst en enhets andel."))
    free = frame - unallocated
    whole = free // unit * unit
    shared = dict(zip(weights, spread(whole, list(weights.values()), unit=unit), strict=True))
    last = [key for key, weight in weights.items() if weight][-1]
    shared[last] += free - whole
    return shared
