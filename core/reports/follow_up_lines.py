"""The lines of a follow-up with their names and amounts, before they are put in a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import Dimension
from core.errors import NotAllowed
from core.periods import Period
from core.queries.access import tree_at
from core.queries.allocation import read_frame_allocation
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
from core.queries.columns import Columns, columns_of
from core.queries.figures import Figure, Frame, NodeFigures, read_children, read_figures
from core.queries.municipality import Municipality, read_municipality
from core.queries.versions import choose_versions
from core.reports.follow_up_view import FUNCTIONS, TOTAL, UNITS, Drill, FollowUpView, with_internal
from core.rules.access import Actor
from core.rules.follow_up import Amounts, Months, TreeChoice, add_amounts, add_months, months_of
from core.rules.row_lines import DefinedRow, row_weights
from core.texts import _

DIFFERENCE = "interndifferens"
_COMMITTEE_DEPTH = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words and code, its figures, its months, and what it opens."""

    key: str
    name: str
    code: str
    amounts: Amounts
    months: Months
    drill: str | None = None
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """All lines of a node, the net that they add up to, and kommunbidrag where the node has any."""

    unit: UnitName
    lines: tuple[Line, ...]
    net: Line
    difference: Line | None
    allocation: Amounts | None
    gross_cost: int
    frame: Frame
    compared_name: str
    municipality: Municipality
    cut: bool


def read_content(session: Session, actor: Actor, *, view: FollowUpView) -> Content:
    """Return the lines of a view; `NotAllowed` outside the actor's scope."""
    municipality = read_municipality(session)
    frame = _frame(session, actor, view)
    rows = read_definition(session, view.rows if view.by_definition else view.definition)
    columns = columns_of(session, frame.versions.held)
    whole = classes_by_row(columns, rows, municipality)
    figures, lines = _read(session, actor, view, frame, _Source(columns, rows, whole, municipality))
    unit = unit_names(session, frame.tree_id, (view.unit_id,)).get(view.unit_id)
    if unit is None:
        raise NotAllowed(_("Enheten finns inte."), unit_id=view.unit_id)
    difference = _difference(figures) if view.row is None else None
    allocation = None
    if view.row is None:
        allocation = _allocation(session, actor, frame, whole, figures, municipality)
    net = _net(view, lines, figures.internal_difference, _net_word(view, actor, frame))
    return Content(
        unit=unit,
        lines=tuple(lines),
        net=net,
        difference=difference,
        allocation=allocation,
        gross_cost=_gross_cost(session, actor, view, frame, figures, whole),
        frame=frame,
        compared_name=frame.versions.compared_name,
        municipality=municipality,
        cut=figures.cut,
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """What the lines are made from: the columns, and the row definition with its classes."""

    columns: Columns
    rows: Sequence[DefinedRow]
    whole: Classes
    municipality: Municipality


def _frame(session: Session, actor: Actor, view: FollowUpView) -> Frame:
    now = last = actor.tree_id
    if view.tree is TreeChoice.THEN:
        now, last = (
            _tree_then(session, view.period),
            _tree_then(session, Period(view.period.year - 1, view.period.month)),
        )
    return Frame(
        unit_id=view.unit_id,
        months=months_of(view.period, view.span),
        versions=choose_versions(session, view.period.year, view.comparison),
        tree_id=now,
        last_tree_id=last,
        internal=with_internal(view, actor.top_unit_id),
    )


def _tree_then(session: Session, period: Period) -> int:
    return tree_at(session, period.last_day).id or 0


def _read(
    session: Session, actor: Actor, view: FollowUpView, frame: Frame, source: _Source
) -> tuple[NodeFigures, list[Line]]:
    """Return the figures of the view and its lines."""
    if view.by_definition:
        figures = read_figures(session, actor, frame=frame, classes=source.whole)
        return figures, _definition_lines(source.rows, figures)
    if view.rows == UNITS:
        figures = read_children(session, actor, frame=frame, classes=only(source.whole, view.row))
        return figures, _unit_lines(session, frame, figures)
    by_function = view.rows == FUNCTIONS
    choose = classes_by_function if by_function else classes_by_account
    classes = choose(source.columns, source.whole, view.row, source.municipality)
    figures = read_figures(session, actor, frame=frame, classes=classes)
    dimension = Dimension.FUNCTION if by_function else Dimension.ACCOUNT
    names = code_names(session, dimension)
    nameless = _("Utan verksamhet") if by_function else _("Utan konto")
    return figures, [
        _line(
            figure,
            names.get(figure.key) or figure.key or nameless,
            figure.key,
            Drill(str(dimension), figure.key),
        )
        for figure in figures.rows
    ]


def _line(figure: Figure, name: str, code: str, drill: Drill) -> Line:
    return Line(str(drill), name, code, figure.amounts, figure.months, str(drill))


def _unit_lines(session: Session, frame: Frame, figures: NodeFigures) -> list[Line]:
    ids = tuple(int(figure.key) for figure in figures.rows)
    names = unit_names(session, frame.last_tree_id, ids) | unit_names(session, frame.tree_id, ids)
    lines = []
    for figure in figures.rows:
        unit = names[int(figure.key)]
        own = figure.key == str(frame.unit_id)
        line = _line(figure, unit.name, unit.code, Drill("unit", figure.key))
        lines.append(
            line if not own else Line(line.key, _("Direkt på enheten"), unit.code, line.amounts, line.months)
        )
    return lines


def _definition_lines(rows: Sequence[DefinedRow], figures: NodeFigures) -> list[Line]:
    """Return the rows of a definition with their sums; a sum row without any figure is left out."""
    found = {figure.key: figure for figure in figures.rows}
    weights = row_weights(rows)
    lines = []
    for row in (*rows, DefinedRow(LEFT_OVER, _("Övriga konton"))):
        if row.is_sum:
            amounts, months = _weighted(weights[row.key], found)
            if not amounts.empty:
                lines.append(Line(f"sum:{row.key}", row.title, "", amounts, months, is_sum=True))
        elif row.key in found:
            lines.append(_line(found[row.key], row.title, "", Drill("row", row.key)))
    return lines


def _weighted(weights: Mapping[str, int], found: Mapping[str, Figure]) -> tuple[Amounts, Months]:
    parts = [(weight, found[key]) for key, weight in weights.items() if key in found]
    amounts = add_amounts([figure.amounts.times(weight) for weight, figure in parts])
    return amounts, add_months([figure.months.times(weight) for weight, figure in parts])


def _difference(figures: NodeFigures) -> Line | None:
    """Return what internal rows that were left out do not add up to; None when they all meet."""
    found = figures.internal_difference
    if not any(found.amounts.values()):
        return None
    return Line(DIFFERENCE, _("Interndifferens"), "", found.amounts, found.months)


def _gross_cost(
    session: Session, actor: Actor, view: FollowUpView, frame: Frame, figures: NodeFigures, whole: Classes
) -> int:
    """Return the planned costs of the node, öre: what a net near zero is measured by."""
    if not view.by_definition and view.row is None:
        figures = read_figures(session, actor, frame=frame, classes=whole)
    return sum(min(row.amounts.budget or 0, 0) for row in figures.rows)


def _net_word(view: FollowUpView, actor: Actor, frame: Frame) -> str:
    if view.row:
        return _("Summa")
    return _("Årets resultat") if frame.unit_id == actor.top_unit_id else _("Nettokostnad")


def _net(view: FollowUpView, lines: Sequence[Line], eliminated: Figure, word: str) -> Line:
    """Return what the lines and the internal rows left out add up to: the ledger."""
    parts: list[Line | Figure] = [line for line in lines if not line.is_sum]
    if view.row is None:
        parts.append(eliminated)
    amounts = add_amounts([part.amounts for part in parts])
    return Line(TOTAL, word, "", amounts, add_months([part.months for part in parts]))


def _allocation(
    session: Session,
    actor: Actor,
    frame: Frame,
    whole: Classes,
    figures: NodeFigures,
    municipality: Municipality,
) -> Amounts | None:
    """Return kommunbidrag at nämnd level and above; booked amounts are shown wherever they stand."""
    if municipality.books_allocation:
        booked = figures.allocation.amounts
        return booked if any(booked.values()) else None
    shape = columns_of(session, frame.versions.held).trees[frame.tree_id]
    if shape.depth[shape.position_of(frame.unit_id)] > _COMMITTEE_DEPTH:
        return None
    allocation = read_frame_allocation(session, actor, frame=frame, classes=whole, municipality=municipality)
    return None if allocation.empty else allocation
