"""Whether a key figure is where it should be: its value against the target, in the direction that is good."""

from decimal import ROUND_HALF_UP, Decimal

from core.enums import Direction
from core.rules.indicator_texts import Definition
from core.table import Status


def status_of(
    value: Decimal | None,
    target: Decimal | None,
    *,
    direction: Direction,
    decimals: int,
    partly: Decimal = Decimal(0),
) -> Status:
    """Return reached at the target or better, partly within `partly` of it, else not reached.

    Sick leave 6,4 % against at most 6,0 with 0,5 is partly. Both are judged with the decimals that they
    are shown with: 7,03 stands as 7,0 and is not more than 7,0. Without a value or a target: not judged.
    """
    if value is None or target is None:
        return Status.NONE
    step = Decimal(1).scaleb(-decimals)
    shown, wanted = value.quantize(step, ROUND_HALF_UP), target.quantize(step, ROUND_HALF_UP)
    missing = missing_to(shown, wanted, direction)
    if missing <= 0:
        return Status.OK
    return Status.PARTLY if missing <= partly else Status.BAD


def status_by(said: Definition, value: Decimal | None, target: Decimal | None) -> Status:
    """Return the same by the definition of a key figure."""
    return status_of(value, target, direction=said.direction, decimals=said.decimals, partly=said.partly)


def missing_to(value: Decimal, target: Decimal, direction: Direction) -> Decimal:
    """Return how far a value is from its target, in its own unit; zero or less when it is there."""
    return target - value if direction is Direction.HIGHER else value - target


def is_better(value: Decimal, before: Decimal, direction: Direction) -> bool:
    """Return whether a value has moved the good way."""
    return value > before if direction is Direction.HIGHER else value < before
