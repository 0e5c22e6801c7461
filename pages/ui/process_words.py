"""Words of the process that several sections say: kinds of units, who approves, how far away a day is."""

from datetime import date

from core.enums import UnitKind
from core.queries.users import role_word
from core.rules.rounds import NewLevel
from core.texts import _, ngettext

_UNITS = {
    UnitKind.MUNICIPALITY: _("kommunen"),
    UnitKind.COMMITTEE: _("nämnd"),
    UnitKind.DEPARTMENT: _("förvaltning"),
    UnitKind.AREA: _("område"),
    UnitKind.UNIT: _("enhet"),
    UnitKind.COST_CENTER: _("ansvar"),
}

_OF_UNITS = {
    UnitKind.MUNICIPALITY: _("kommunens"),
    UnitKind.COMMITTEE: _("nämndens"),
    UnitKind.DEPARTMENT: _("förvaltningens"),
    UnitKind.AREA: _("områdets"),
    UnitKind.UNIT: _("enhetens"),
    UnitKind.COST_CENTER: _("ansvarets"),
}


def unit_kind_word(kind: UnitKind) -> str:
    """Return a kind of unit in lower case, as in running text."""
    return _UNITS[kind]


def level_words(level: NewLevel) -> str:
    """Return who approves at a level: `förvaltningens chef`."""
    return _("{units} {role}").format(units=_OF_UNITS[level.unit_kind], role=role_word(level.role))


def count_units(n: int) -> str:
    """Return a number of units in words."""
    return ngettext("{n} enhet", "{n} enheter", n).format(n=n)


def days_left(day: date, today: date) -> str:
    """Return how far away a day is: `i dag`, `om 3 dagar`, `för 2 dagar sedan`."""
    days = (day - today).days
    if days < 0:
        return ngettext("för {n} dag sedan", "för {n} dagar sedan", -days).format(n=-days)
    if days == 0:
        return _("i dag")
    return ngettext("om {n} dag", "om {n} dagar", days).format(n=days)
