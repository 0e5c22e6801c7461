"""Values of key figures from a file: previewed, then all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from sqlmodel import Session, col, select

from core.enums import Sex, ValueOrigin
from core.errors import Problem, RuleViolation, Severity
from core.imports.indicator_file import ValueLine, read_indicator_file
from core.models import Indicator, IndicatorUnit, IndicatorValue, Unit
from core.periods import Period
from core.queries import access
from core.queries.access import subtree
from core.rules.access import Action, Actor, may_anywhere, roots
from core.rules.indicator_sums import Measured, value_of
from core.services import audit
from core.services.indicator_values import Place, ValueEdit, save_values
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Replaced:
    """A value that the file replaces: what stands there now, and what the file says instead."""

    title: str
    unit_code: str
    period: Period
    sex: Sex
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True, slots=True)
class ValuesPreview:
    """What a file would do: how many values are new, which it replaces, and what is wrong by line."""

    lines: tuple[ValueLine, ...]
    new: int
    replaced: tuple[Replaced, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """Codes to ids: units that the actor reports for, and figures with where they are measured."""

    units: dict[str, int]
    indicators: dict[str, Indicator]
    placed: set[tuple[int, int]]


def preview_values(session: Session, actor: Actor, *, data: bytes) -> ValuesPreview:
    """Return what loading a file would do; nothing is saved. `ImportFileError` for what is no such table."""
    _require(session, actor)
    lines, problems = read_indicator_file(data)
    known = _known(session, actor, lines)
    wrong = [problem for line in lines if (problem := _problem(known, line)) is not None]
    good = [] if wrong else _edits(session, known, lines)
    replaced = _replaced(known, good)
    every = sorted([*problems, *wrong], key=lambda problem: problem.line or 0)
    return ValuesPreview(tuple(lines), len(good) - len(replaced), replaced, tuple(every))


def load_values(session: Session, actor: Actor, *, file_name: str, data: bytes, key: str) -> int:
    """Write every value of a file, or none: `RuleViolation` while a line is wrong. Return how many."""
    _require(session, actor)
    digest = sha256(data).hexdigest()
    if not first_time(session, actor, key=key, action="indicator_values_loaded", subject=digest):
        return int(result_of(session, key))
    found = preview_values(session, actor, data=data)
    if found.problems:
        raise RuleViolation(_("Ingenting är sparat. Rätta raderna i filen och läs den igen."))
    if not found.lines:
        raise RuleViolation(_("Filen har inga rader. Ingenting är sparat."))
    edits = _edits(session, _known(session, actor, found.lines), found.lines)
    saved = save_values(session, actor, edits=edits, key=f"{key[:30]}-rows", origin=ValueOrigin.FILE)
    audit.record(
        session, actor, "indicator_values_loaded", subject=("indicator", ""),
        change=(None, {"file": file_name[:_LONGEST_NAME], "values": saved.written, "sha256": digest}),
    )  # fmt: skip
    keep_result(session, key, saved.written)
    return saved.written


def _require(session: Session, actor: Actor) -> None:
    """Refuse whoever reports for no unit; what each line asks for is told by line."""
    if not may_anywhere(actor, Action.EDIT_GOALS):
        access.require_write(session, actor, Action.EDIT_GOALS, actor.top_unit_id)
    access.require_write(session, actor, Action.EDIT_GOALS, roots(actor, Action.EDIT_GOALS)[0])


def _known(session: Session, actor: Actor, lines: Sequence[ValueLine]) -> _Known:
    mine = subtree(actor.tree_id, roots(actor, Action.EDIT_GOALS))
    codes = {line.unit_code for line in lines}
    units = {
        code: unit_id or 0
        for code, unit_id in session.exec(select(Unit.code, Unit.id).where(col(Unit.id).in_(mine)))
        if code in codes
    }
    named = {line.code.casefold() for line in lines}
    rows = [row for row in session.exec(select(Indicator)) if row.code.casefold() in named]
    ids = [row.id or 0 for row in rows]
    placed = session.exec(
        select(IndicatorUnit.indicator_id, IndicatorUnit.unit_id).where(
            col(IndicatorUnit.indicator_id).in_(ids)
        )
    )
    return _Known(units, {row.code.casefold(): row for row in rows}, set(placed.all()))


def _problem(known: _Known, line: ValueLine) -> Problem | None:
    row = known.indicators.get(line.code.casefold())
    unit_id = known.units.get(line.unit_code)
    words = ""
    if unit_id is None:
        words = _("Enheten {code} finns inte här, eller är inte din att rapportera för.").format(
            code=line.unit_code
        )
    elif row is None:
        words = _("Nyckeltalet {code} finns inte.").format(code=line.code)
    elif row.closed_on is not None:
        words = _("{title} är avslutat.").format(title=row.title)
    elif row.formula or row.kolada_id:
        words = _("{title} räknas ut eller hämtas av sig självt.").format(title=row.title)
    elif (row.id or 0, unit_id) not in known.placed:
        words = _("{title} mäts inte på {code}.").format(title=row.title, code=line.unit_code)
    elif line.denominator is not None and line.denominator <= 0:
        words = _("Nämnaren är större än noll.")
    return Problem("indicator_value", words, Severity.ERROR, line.line) if words else None


def _edits(session: Session, known: _Known, lines: Sequence[ValueLine]) -> list[ValueEdit]:
    """Return each line as a change from what is stored now; what is the same already is left out."""
    held = _held(session, known, lines)
    edits = []
    for line in lines:
        indicator_id = known.indicators[line.code.casefold()].id or 0
        place = Place(indicator_id, known.units[line.unit_code], line.period, line.sex)
        new = Measured(line.value, line.numerator, line.denominator)
        now = held.get(place)
        if now is None or not _same(now, new):
            edits.append(ValueEdit(place, now.value if now else None, new))
    return edits


def _replaced(known: _Known, edits: Sequence[ValueEdit]) -> tuple[Replaced, ...]:
    titles = {row.id: row for row in known.indicators.values()}
    codes = {unit_id: code for code, unit_id in known.units.items()}
    return tuple(
        Replaced(
            titles[edit.place.indicator_id].title, codes[edit.place.unit_id], edit.place.period,
            edit.place.sex, edit.old, value_of(edit.new, titles[edit.place.indicator_id].factor),
        )
        for edit in edits
        if edit.old is not None
    )  # fmt: skip


def _same(now: Measured, new: Measured) -> bool:
    if new.numerator is not None:
        return (now.numerator, now.denominator) == (new.numerator, new.denominator)
    return now.numerator is None and now.value == new.value


def _held(session: Session, known: _Known, lines: Sequence[ValueLine]) -> dict[Place, Measured]:
    years = sorted({line.period.year for line in lines})
    rows = session.exec(
        select(IndicatorValue).where(
            col(IndicatorValue.indicator_id).in_([row.id for row in known.indicators.values()]),
            col(IndicatorValue.year).in_(years),
            col(IndicatorValue.unit_id).in_(sorted(known.units.values())),
        )
    )
    return {
        Place(row.indicator_id, row.unit_id, Period(row.year, row.month), Sex(row.sex)): Measured(
            row.value, row.numerator, row.denominator
        )
        for row in rows
    }
