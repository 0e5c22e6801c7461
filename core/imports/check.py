"""The check of a ledger file against the municipality's own codes, passed in as plain mappings.

Says for every combination which cost center and which coding it becomes, and what is unknown.
Nothing is written; the loader turns the codes into ids.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.enums import Dimension
from core.errors import Problem, Severity
from core.imports.ledger import Combination, LedgerFile
from core.rules.trees import LONGEST_CODE
from core.texts import _

UNIT = "unit"
"""What a profile calls the ansvar, beside the names of `Dimension`."""

CODED = (
    Dimension.ACCOUNT,
    Dimension.FUNCTION,
    Dimension.PROJECT,
    Dimension.COUNTERPARTY,
    Dimension.D1,
    Dimension.D2,
    Dimension.D3,
    Dimension.D4,
)
"""The order of the codes in a coding."""

_NOTHING = ("",) * len(CODED)
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """How a source is read: file dimension → "unit" or a `Dimension`, the default cost center, the mapping.

    `mapping` holds (dimension, the source's code) → the municipality's code.
    """

    dimensions: Mapping[str, str]
    default_unit: str | None = None
    mapping: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Registers:
    """What the municipality knows: codes of cost centers, codes per dimension, and codes of other units."""

    cost_centers: frozenset[str]
    codes: Mapping[Dimension, frozenset[str]]
    other_units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that the file brings; a placeholder when the file does not name it either."""

    dimension: Dimension
    code: str
    name: str
    placeholder: bool


@dataclass(frozen=True, slots=True)
class Resolution:
    """What each combination becomes: `units` holds cost center codes, `codings` codes in `CODED` order.

    A combination that cannot be placed has None for a unit, one that no row uses has empty codes;
    `unknown_units` are placed outside the organisation unless they are mapped.
    """

    units: tuple[str | None, ...]
    codings: tuple[tuple[str, ...], ...]
    new_codes: tuple[NewCode, ...]
    unknown_units: tuple[str, ...]
    problems: tuple[Problem, ...]


def resolve_file(file: LedgerFile, reading: Reading, registers: Registers) -> Resolution:
    """Return what every combination of the file becomes."""
    used = _used_combinations(file)
    units: list[str | None] = []
    codings: list[tuple[str, ...]] = []
    for position, combination in enumerate(file.combinations):
        own, coding = _split(combination, reading) if position in used else (None, _NOTHING)
        units.append((own or reading.default_unit) if position in used else None)
        codings.append(coding)
    foreign = {unit for unit in units if unit} - registers.cost_centers
    unknown = tuple(sorted(foreign - registers.other_units))
    homeless = sum(1 for position in used if units[position] is None)
    new_codes = _new_codes(file, [codings[position] for position in sorted(used)], reading, registers)
    return Resolution(
        units=tuple(units),
        codings=tuple(codings),
        new_codes=new_codes,
        unknown_units=unknown,
        problems=(
            *_unit_problems(unknown, sorted(foreign & registers.other_units), homeless),
            *_too_long([*unknown, *(new.code for new in new_codes)]),
        ),
    )


def _used_combinations(file: LedgerFile) -> set[int]:
    used = set(np.unique(file.lines.combination).tolist())
    used.update(row.combination for row in file.openings)
    used.update(row.combination for row in file.budget)
    return used


def _split(combination: Combination, reading: Reading) -> tuple[str | None, tuple[str, ...]]:
    """Return the cost center and the codes of a combination, the municipality's own where mapped."""
    unit: str | None = None
    codes = {Dimension.ACCOUNT: _own(reading, Dimension.ACCOUNT, combination.account)}
    for number, code in combination.objects:
        target = reading.dimensions.get(number)
        if target == UNIT:
            unit = _own(reading, UNIT, code)
        elif target is not None:
            codes[Dimension(target)] = _own(reading, target, code)
    return unit, tuple(codes.get(dimension, "") for dimension in CODED)


def _own(reading: Reading, dimension: str, code: str) -> str:
    return reading.mapping.get((dimension, code), code)


def _new_codes(
    file: LedgerFile, codings: Sequence[tuple[str, ...]], reading: Reading, registers: Registers
) -> tuple[NewCode, ...]:
    names = _names(file, reading)
    new: dict[tuple[Dimension, str], NewCode] = {}
    for coding in codings:
        for dimension, code in zip(CODED, coding, strict=True):
            if not code or code in registers.codes.get(dimension, frozenset()) or (dimension, code) in new:
                continue
            name = names.get((dimension, code), "")
            new[dimension, code] = NewCode(dimension, code, name, placeholder=not name)
    return tuple(new[key] for key in sorted(new))


def _names(file: LedgerFile, reading: Reading) -> dict[tuple[Dimension, str], str]:
    names = {(Dimension.ACCOUNT, code): name for code, name in file.accounts.items()}
    for (number, code), name in file.objects.items():
        target = reading.dimensions.get(number)
        if target is not None and target != UNIT:
            names[Dimension(target), code] = name
    return names


def _unit_problems(unknown: Sequence[str], misplaced: Sequence[str], homeless: int) -> list[Problem]:
    problems = []
    if homeless:
        message = _(
            "{n} konteringar saknar ansvar. Välj ett förvalt ansvar i inläsningsprofilen, så läggs de där."
        )
        problems.append(Problem("unit_missing", message.format(n=homeless)))
    if misplaced:
        message = _("{codes} är enheter, inte ansvar. Koppla koderna till ansvar i organisationen.")
        problems.append(Problem("unit_not_cost_center", message.format(codes=_some(misplaced))))
    if unknown:
        message = _(
            "{n} ansvar finns inte i organisationen: {codes}. Koppla dem till ett känt ansvar, "
            "annars läggs de under Utanför organisationen."
        )
        problems.append(
            Problem("unit_unknown", message.format(n=len(unknown), codes=_some(unknown)), Severity.WARNING)
        )
    return problems


def _too_long(codes: Iterable[str]) -> list[Problem]:
    long = [f"{code[:LONGEST_CODE]}…" for code in codes if len(code) > LONGEST_CODE]
    if not long:
        return []
    message = _("Koder får ha högst {n} tecken, så de här kan inte läsas in: {codes}.")
    return [Problem("code_too_long", message.format(n=LONGEST_CODE, codes=_some(long)))]


def _some(codes: Sequence[str]) -> str:
    return ", ".join(codes[:_SHOWN]) + (" …" if len(codes) > _SHOWN else "")
