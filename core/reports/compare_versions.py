"""Jämför versioner: two versions beside each other, what differs first and the rest in one line.

    build(session, actor, *, view: CompareView) -> Comparison

Report sign (revenue +); the difference is the other version less the first, so + is better. Drills:
`row:<key>`, `unit:<id>`, `function:<code>`, `account:<code>`, and `SHOW_ALL`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import Dimension, UnitKind
from core.money import MoneyUnit
from core.queries.classes import (
    LEFT_OVER,
    Classes,
    classes_by_account,
    classes_by_function,
    classes_by_row,
    only,
    read_definition,
)
from core.queries.codes import UnitName, code_names, unit_names
from core.queries.columns import columns_of
from core.queries.comparable_versions import VersionRow, require_comparable
from core.queries.figures import Figure, Frame, NodeFigures, read_children, read_figures
from core.queries.municipality import read_municipality
from core.queries.versions import Versions
from core.reports import words
from core.reports.follow_up_view import FUNCTIONS, REPORT, SHOW_ALL, UNITS, Drill
from core.rules.access import Actor
from core.rules.follow_up import Amounts, add_amounts, explaining
from core.rules.variance import variance_share
from core.table import Column, Kind, Row, RowRole, Table, Value
from core.texts import _, ngettext

TOTAL = "total"
_ALL_YEAR = (1, 12)
_FEWEST_AT_REST = 2


@dataclass(frozen=True, slots=True)
class CompareView:
    """What is compared: a unit, two versions, by what rows; `row` limits the last two to a report row."""

    unit_id: int
    one: int
    other: int
    rows: str = UNITS
    row: str | None = None
    months: tuple[int, int] = _ALL_YEAR
    money_unit: MoneyUnit = MoneyUnit.TKR
    show_all: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer: the sentence, the table, the two versions and the net of both."""

    view: CompareView
    answer: words.Sentence
    table: Table
    one: VersionRow
    other: VersionRow
    total: Amounts


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: in `amounts` the other version stands as the actuals, the first as the budget."""

    name: str
    code: str
    amounts: Amounts
    drill: Drill


def build(session: Session, actor: Actor, *, view: CompareView) -> Comparison:
    """Return the comparison of a view; `NotAllowed` for a unit or a version outside the actor's scope."""
    one, other = (
        require_comparable(session, actor, version_id=version_id, unit_id=view.unit_id)
        for version_id in (view.one, view.other)
    )
    unit = unit_names(session, actor.tree_id, (view.unit_id,))[view.unit_id]
    lines, eliminated = _lines(session, actor, view)
    total = add_amounts([*(line.amounts for line in lines), eliminated])
    table = Table(
        title=_("{one} och {other}, {unit}").format(one=one.name, other=other.name, unit=unit.name),
        columns=_columns(view, one, other),
        rows=tuple(_rows(view, lines, total, unit)),
        money_unit=view.money_unit,
        about=(
            (_("Enhet"), f"{unit.name} ({unit.code})"),
            (_("Från"), _named(one)),
            (_("Till"), _named(other)),
        ),
        footnotes=_notes(view, one, other),
    )
    return Comparison(view, _answer(lines, total, (one, other), unit.name), table, one, other, total)


def _lines(session: Session, actor: Actor, view: CompareView) -> tuple[list[_Line], Amounts]:
    """Return the rows, and the sum of internal rows that are left out of them."""
    frame = Frame(
        unit_id=view.unit_id,
        months=view.months,
        versions=Versions(actual=view.other, compared=view.one, last_actual=None, last_compared=None),
        tree_id=actor.tree_id,
        last_tree_id=actor.tree_id,
        internal=view.unit_id != actor.top_unit_id or view.rows == UNITS,
    )
    columns = columns_of(session, frame.versions.held)
    municipality = read_municipality(session)
    definition = read_definition(session, REPORT)
    whole = classes_by_row(columns, definition, municipality)
    if view.rows == UNITS:
        figures = read_children(session, actor, frame=frame, classes=only(whole, view.row))
        return _unit_lines(session, actor, figures), Amounts()
    if view.rows == REPORT:
        titles = {row.key: row.title for row in definition} | {LEFT_OVER: _("Övriga konton")}
        return _named_lines(session, actor, frame, whole, (titles, "row"))
    by_function = view.rows == FUNCTIONS
    choose = classes_by_function if by_function else classes_by_account
    dimension = Dimension.FUNCTION if by_function else Dimension.ACCOUNT
    classes = choose(columns, whole, view.row, municipality)
    names = code_names(session, dimension)
    return _named_lines(session, actor, frame, classes, (names, str(dimension)))


def _named_lines(
    session: Session, actor: Actor, frame: Frame, classes: Classes, words_of: tuple[dict[str, str], str]
) -> tuple[list[_Line], Amounts]:
    names, kind = words_of
    figures = read_figures(session, actor, frame=frame, classes=classes)
    lines = [
        _Line(
            names.get(figure.key) or figure.key or _("Utan kod"),
            "" if kind == "row" else figure.key,
            figure.amounts,
            Drill(kind, figure.key),
        )
        for figure in figures.rows
    ]
    return lines, figures.internal_difference.amounts


def _unit_lines(session: Session, actor: Actor, figures: NodeFigures) -> list[_Line]:
    held: list[Figure] = list(figures.rows)
    names = unit_names(session, actor.tree_id, tuple(int(figure.key) for figure in held))
    return [
        _Line(
            names[int(figure.key)].name,
            names[int(figure.key)].code,
            figure.amounts,
            Drill("unit", figure.key),
        )
        for figure in held
    ]


def _columns(view: CompareView, one: VersionRow, other: VersionRow) -> tuple[Column, ...]:
    code = () if view.rows == REPORT else (Column("code", _("Kod"), Kind.CODE),)
    return (
        Column("name", _("Enhet") if view.rows == UNITS else _("Rad"), Kind.TEXT),
        *code,
        Column("one", one.name, Kind.MONEY),
        Column("other", other.name, Kind.MONEY),
        Column("change", _("Skillnad"), Kind.MONEY, signed=True),
        Column("share", _("Skillnad, %"), Kind.PERCENT, signed=True),
    )


def _rows(view: CompareView, lines: Sequence[_Line], total: Amounts, unit: UnitName) -> list[Row]:
    moved = sorted(
        (line for line in lines if line.amounts.variance), key=lambda line: -abs(line.amounts.variance or 0)
    )
    still = [line for line in lines if not line.amounts.variance]
    rows = [_row(view, line) for line in moved]
    if view.show_all or len(still) < _FEWEST_AT_REST:
        rows += [_row(view, line) for line in still]
    else:
        name = ngettext("{n} rad utan skillnad", "{n} rader utan skillnad", len(still)).format(n=len(still))
        amounts = add_amounts([line.amounts for line in still])
        rows.append(Row("rest", _cells(view, name, "", amounts), role=RowRole.REST, drill=SHOW_ALL))
    name = _("Årets resultat") if unit.kind is UnitKind.MUNICIPALITY and view.row is None else _("Summa")
    return [*rows, Row(TOTAL, _cells(view, name, "", total), role=RowRole.TOTAL)]


def _row(view: CompareView, line: _Line) -> Row:
    return Row(str(line.drill), _cells(view, line.name, line.code, line.amounts), drill=str(line.drill))


def _cells(view: CompareView, name: str, code: str, amounts: Amounts) -> tuple[Value, ...]:
    own = () if view.rows == REPORT else (code,)
    share = variance_share(amounts.variance, amounts.budget)
    return (name, *own, amounts.budget, amounts.actual, amounts.variance, share)


def _answer(
    lines: Sequence[_Line], total: Amounts, versions: tuple[VersionRow, VersionRow], unit: str
) -> words.Sentence:
    one, other = versions
    moved = [(line.name, line.amounts.variance or 0) for line in lines if line.amounts.variance]
    if not moved:
        text = _("{one} och {other} är lika för {unit}.").format(one=one.name, other=other.name, unit=unit)
        return (words.Part(text),)
    net = total.variance or 0
    pulling = explaining(moved, net) or tuple(
        name for name, _amount in sorted(moved, key=lambda m: -abs(m[1]))[:2]
    )
    if not net:
        text = _("{one} och {other} har samma netto för {unit}. Mest skiljer {rows}.").format(
            one=one.name,
            other=other.name,
            unit=unit,
            rows=words.listed([words.lower_first(n) for n in pulling]),
        )
        return (words.Part(text),)
    fixed = _("Från {one} till {other} ändras nettot för {unit} med {{amount}}, mest {rows}.").format(
        one=one.name, other=other.name, unit=unit, rows=words.listed([words.lower_first(n) for n in pulling])
    )
    return words.sentence(fixed, amount=words.large_amount(net, signed=True))


def _named(version: VersionRow) -> str:
    return _("{name} (under arbete)").format(name=version.name) if version.open else version.name


def _notes(view: CompareView, one: VersionRow, other: VersionRow) -> tuple[str, ...]:
    notes = [_("Skillnaden är {other} minus {one}: plus är bättre.").format(one=one.name, other=other.name)]
    if view.money_unit is not MoneyUnit.KR:
        notes.append(_("Avrundning kan ge differens."))
    notes.append(_("Investeringar räknas inte med."))
    return tuple(notes)
