"""What a line's own text says against its place: another unit, or an earlier year."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.periods import MONTHS, month_name
from core.rules.control_lines import ControlLine, ControlRule, Finding, Limits, of_line
from core.texts import _

_SHORTEST_NAME = 7
_OFTEN = 3
"""So many times in a year, or so many different units, is an ansvar's work: it runs their houses."""
_DIGIT = re.compile(r"\d")
_WORDS = "(?<!\\w)(?:{})(?!\\w)"
_MONTH_NAMES = "|".join(month_name(number) for number in MONTHS)
_MONTH_AND_YEAR = re.compile(rf"(?<!\w)(?:{_MONTH_NAMES}) (20\d\d)(?!\d)")
_YEAR_AND_MONTH = re.compile(r"(?<!\d)(20\d\d)-(0[1-9]|1[0-2])(?!\d)")


class NamesToFind:
    """The units that a text may name, by the name that is looked for; the longest name goes first."""

    def __init__(self, units: Sequence[tuple[int, str]]) -> None:
        """Take units (id, name); a name that several have says nothing and is left out."""
        found: dict[str, int] = {}
        shared: set[str] = set()
        for unit, name in units:
            spoken = spoken_name(name)
            if spoken in found:
                shared.add(spoken)
            if spoken:
                found[spoken] = unit
        self._units = {name: unit for name, unit in found.items() if name not in shared}
        names = sorted(self._units, key=len, reverse=True)
        self._pattern = re.compile(_WORDS.format("|".join(map(re.escape, names)))) if names else None

    def unit_in(self, text: str) -> int | None:
        """Return the unit that a text names; None for none."""
        found = self._pattern.search(text.casefold()) if self._pattern else None
        return self._units[found[0]] if found else None


@dataclass(frozen=True, slots=True)
class Texts:
    """What a month's texts are read against.

    `named` gives the unit that a line's text names, by the line's key in its ansvar, where that is not
    the ansvar's own unit or one below it; `said` how many lines of the year before in the ansvar named
    which such unit. `titles` are the names of units, `home` the unit of each ansvar.
    """

    year: int
    named: Mapping[tuple[int, str], int] = field(default_factory=dict)
    said: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    titles: Mapping[int, str] = field(default_factory=dict)
    home: Mapping[int, int] = field(default_factory=dict)


def spoken_name(name: str) -> str:
    """Return a unit's name as a text says it: `Ekbackens skola F–6` is `ekbackens skola`; "" if too short."""
    words = name.split()
    while words and _DIGIT.search(words[-1]):
        words.pop()
    spoken = " ".join(words).casefold()
    return spoken if len(spoken) >= _SHORTEST_NAME else ""


def year_named(text: str, year: int) -> str:
    """Return the month of an earlier year that a text names (`november 2025`), or ""."""
    if "20" not in text:
        return ""
    found = _MONTH_AND_YEAR.search(text.casefold())
    if found:
        return found[0] if int(found[1]) < year else ""
    found = _YEAR_AND_MONTH.search(text)
    if found and int(found[1]) < year:
        return f"{month_name(int(found[2]))} {found[1]}"
    return ""


def by_texts(lines: Sequence[ControlLine], texts: Texts, limits: Limits) -> Iterator[Finding]:
    """Yield lines whose text names another unit than theirs, or an earlier year."""
    for line in lines:
        if line.amount < limits.ask:
            continue
        unit = texts.named.get((line.unit, line.key))
        if unit is not None and _is_surprising(unit, texts.said.get(line.unit, {})):
            words = _("Texten nämner {unit}, men raden ligger på {home}.")
            home = texts.titles.get(texts.home.get(line.unit, 0), _("den här enheten"))
            yield of_line(ControlRule.OTHER_UNIT, line, words.format(unit=texts.titles[unit], home=home))
        earlier = year_named(line.text, texts.year)
        if earlier:
            words = _("Texten säger {earlier}, men raden är bokförd på {year}. Hör den till förra året?")
            yield of_line(ControlRule.OTHER_YEAR, line, words.format(earlier=earlier, year=texts.year))


def _is_surprising(unit: int, said: Mapping[int, int]) -> bool:
    return said.get(unit, 0) < _OFTEN and len(said) < _OFTEN
