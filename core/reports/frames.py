"""Council's frames as tables: what each nämnd gets and why, and the resultatbudget that it leads to.

build(session, actor, *, frame_id: int) -> FramesReport
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import FrameItem, FramePart
from core.money import MoneyUnit, format_percent
from core.queries.access import UnitRow
from core.queries.frames import FrameContent, FrameRow, read_frame
from core.reports.words import Sentence, large_amount, sentence
from core.rules.access import Actor
from core.rules.frame_result import ResultBudget, result_budget
from core.rules.frames import frame_of, frames_of, parts_of
from core.table import Column, Kind, Row, RowRole, Table, Value
from core.texts import _

_LINES: tuple[tuple[str, str, Callable[[ResultBudget], int], RowRole], ...] = (
    ("allocations", _("Nämndernas ramar"), lambda one: -one.allocations, RowRole.DETAIL),
    ("finance", _("Finansförvaltningen"), lambda one: one.finance, RowRole.DETAIL),
    ("net_cost", _("Nettokostnader"), lambda one: one.net_cost, RowRole.SUM),
    ("tax", _("Skatteintäkter"), lambda one: one.tax, RowRole.DETAIL),
    ("grants", _("Generella bidrag och utjämning"), lambda one: one.grants, RowRole.DETAIL),
    ("operating", _("Verksamhetens resultat"), lambda one: one.operating, RowRole.SUM),
    ("revenue", _("Finansiella intäkter"), lambda one: one.financial_revenue, RowRole.DETAIL),
    ("cost", _("Finansiella kostnader"), lambda one: one.financial_cost, RowRole.DETAIL),
    ("result", _("Årets resultat"), lambda one: one.net_result, RowRole.TOTAL),
)


@dataclass(frozen=True, slots=True)
class FramesReport:
    """A frame as it is shown: the answer, both tables, and the content behind them."""

    answer: Sentence
    frames: Table
    investments: Table
    result: Table
    content: FrameContent

    @property
    def row(self) -> FrameRow:
        """The frame without its amounts."""
        return self.content.row


def build(session: Session, actor: Actor, *, frame_id: int) -> FramesReport:
    """Return a frame as it is shown; `NotAllowed` for one that the actor may not see."""
    content = read_frame(session, actor, frame_id=frame_id)
    return FramesReport(
        answer=answer_of(content),
        frames=_frames_table(content),
        investments=_investments_table(content),
        result=_result_table(content),
        content=content,
    )


def answer_of(content: FrameContent) -> Sentence:
    """Return what the frames are, what result they lead to, and whether they are adopted."""
    row, result = content.row, result_budget(content.cells, content.row.year)
    if row.adopted:
        state = _("De är antagna: {decision}.").format(decision=row.decision)
    else:
        state = _("De är inte antagna än.")
    pattern = _(
        "Ramarna {year} är {{total}}, resultatet blir {{result}}, {share} av skatt och bidrag. {state}"
    )
    return sentence(
        pattern.format(year=row.year, share=format_percent(result.share), state=state),
        total=large_amount(result.allocations),
        result=large_amount(result.net_result, signed=True),
    )


def whole_table(report: FramesReport) -> Table:
    """Return everything that council decides in one table: what is kept when a frame is adopted."""
    years = report.row.years
    columns = (
        Column("group", _("Del"), Kind.TEXT),
        Column("name", _("Rad"), Kind.TEXT),
        *(Column(str(year), str(year), Kind.MONEY) for year in years),
    )
    parts = ((_("Kommunbidrag"), report.frames), (_("Investeringar"), report.investments))
    rows = [
        Row(f"{group}/{row.key}", (group, row.cells[0], *_of_years(table, row, years)), role=row.role)
        for group, table in (*parts, (_("Resultatbudget"), report.result))
        for row in table.rows
    ]
    about = ((_("Skattesats"), report.row.tax_rate), *report.frames.about)
    return Table(report.row.name, columns, tuple(rows), MoneyUnit.TKR, about, report.result.footnotes)


def _of_years(table: Table, row: Row, years: tuple[int, ...]) -> tuple[Value, ...]:
    return tuple(row.cells[table.column(str(year))] for year in years)


def _frames_table(content: FrameContent) -> Table:
    year, *plan = content.row.years
    columns = (
        Column("unit", _("Nämnd"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("last", str(year - 1), Kind.MONEY, note=_("ramen som fullmäktige antog")),
        Column("decisions", _("Beslut"), Kind.MONEY, signed=True,
               note=_("varaktiga beslut under året, med den effekt som de får")),
        Column("index", _("Uppräkning"), Kind.MONEY, signed=True),
        Column("change", _("Förändring"), Kind.MONEY, signed=True),
        Column(str(year), str(year), Kind.MONEY),
        *(Column(str(later), str(later), Kind.MONEY) for later in plan),
    )  # fmt: skip
    rows = [_frame_row(content, unit) for unit in content.committees]
    return Table(
        _("Ramar {year}").format(year=year),
        columns,
        (*rows, _total(rows, _("Nämnderna"))),
        MoneyUnit.TKR,
        _about(content),
    )


def _frame_row(content: FrameContent, unit: UnitRow) -> Row:
    year = content.row.year
    parts = parts_of(content.cells, unit.id, year)
    cells = (
        unit.name, unit.code, frame_of(content.last, unit.id, year - 1) if content.last else None,
        parts[FramePart.DECISIONS], parts[FramePart.INDEXATION], _typed(content, unit.id),
        *(frame_of(content.cells, unit.id, one) for one in content.row.years),
    )  # fmt: skip
    return Row(unit.code, cells, note=content.notes.get((unit.id, year), ""))


def _typed(content: FrameContent, unit_id: int) -> int:
    """Return what finance has changed; in a frame that starts from nothing, what differs from last year."""
    parts = parts_of(content.cells, unit_id, content.row.year)
    started = parts[FramePart.START] or not content.last
    last = 0 if started else frame_of(content.last, unit_id, content.row.year - 1)
    return parts[FramePart.CHANGE] - last


def _investments_table(content: FrameContent) -> Table:
    columns = (
        Column("unit", _("Nämnd"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        *(Column(str(year), str(year), Kind.MONEY) for year in content.row.years),
    )
    units = (*content.committees, *((content.finance,) if content.finance else ()))
    rows = [
        Row(
            unit.code,
            (
                unit.name, unit.code,
                *(frames_of(content.cells, y, FrameItem.INVESTMENT).get(unit.id) for y in content.row.years),
            ),
        )
        for unit in units
    ]  # fmt: skip
    title = _("Investeringar {year}").format(year=content.row.year)
    return Table(title, columns, (*rows, _total(rows, _("Alla"))), MoneyUnit.TKR, _about(content))


def _result_table(content: FrameContent) -> Table:
    year = content.row.year
    shown = [result_budget(content.cells, one) for one in content.row.years]
    if content.last:
        shown.insert(0, result_budget(content.last, year - 1))
    columns = (
        Column("row", _("Rad"), Kind.TEXT),
        *(Column(str(one.year), str(one.year), Kind.MONEY) for one in shown),
    )
    rows = tuple(
        Row(key, (title, *(amount(one) for one in shown)), role=role) for key, title, amount, role in _LINES
    )
    shares = ", ".join(f"{one.year} {format_percent(one.share)}" for one in shown)
    footnote = _("Årets resultat av skatt och bidrag: {shares}.").format(shares=shares)
    return Table(
        _("Resultatbudget {year}").format(year=year),
        columns,
        rows,
        MoneyUnit.TKR,
        _about(content),
        (footnote,),
    )


def _about(content: FrameContent) -> tuple[tuple[str, str], ...]:
    state = content.row.decision or _("inte antagna")
    return ((_("Ramar"), content.row.name), (_("Läge"), state), (_("Skattesats"), content.row.tax_rate))


def _total(rows: list[Row], title: str) -> Row:
    """Return the sum of every money column; a column without any amount has no sum."""
    sums: list[Value] = []
    for column in list(zip(*(row.cells for row in rows), strict=True))[2:]:
        held = [value for value in column if isinstance(value, int)]
        sums.append(sum(held) if held else None)
    return Row("total", (title, "", *sums), role=RowRole.TOTAL)
