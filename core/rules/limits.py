"""The municipality's limits and rules: one registry, from which readers also take the usual values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from core.rules.limit_keys import LimitKey
from core.rules.limit_types import LimitType, Value, read_stored
from core.rules.limits_of_money import APPROVAL, FREE, MONEY_LIMITS
from core.rules.limits_of_work import WORK_LIMITS

__all__ = ["APPROVAL", "FREE", "LIMITS", "USUAL", "LimitKey", "LimitValues"]

LIMITS: dict[LimitKey, LimitType] = {**MONEY_LIMITS, **WORK_LIMITS}
"""A test holds that none is missing."""


@dataclass(frozen=True, slots=True)
class LimitValues:
    """The values that hold, of the stored texts by key; the usual ones where nothing is stored."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def value(self, key: LimitKey) -> Value:
        """Return the value of a limit, whatever its kind."""
        return read_stored(LIMITS[key], self.texts.get(key))

    def ore(self, key: LimitKey) -> int:
        """Return an amount in öre."""
        return self.number(key)

    def number(self, key: LimitKey) -> int:
        """Return a number, or öre, of a limit that is never switched off."""
        return int(self.value(key) or 0)

    def days(self, key: LimitKey) -> int | None:
        """Return days, or None where they are switched off."""
        value = self.value(key)
        return None if value is None else int(value)

    def share(self, key: LimitKey) -> Decimal:
        """Return a share (0.01)."""
        return Decimal(self.value(key) or 0)

    def text(self, key: LimitKey) -> str:
        """Return a text or a choice."""
        return str(self.value(key))

    def yes(self, key: LimitKey) -> bool:
        """Return whether a rule is on."""
        return bool(self.value(key))


USUAL = LimitValues()
"""What holds where the municipality has chosen nothing."""
