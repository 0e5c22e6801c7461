"""The lines of a follow-up as a table: exceptions first, the rest as one row, the total last."""

from collections.abc import Sequence

from core.reports import words
from core.reports.follow_up_lines import DIFFERENCE, Content, Line
from core.reports.follow_up_view import SHOW_ALL, UNITS, FollowUpView
from core.rules.follow_up import Amounts, Comparison, Span, add_amounts, explaining, is_exception, judge
from core.rules.variance import variance_share
from core.table import Column, Kind, Row, RowRole, Status, Table, Value
from core.texts import _

ALLOCATION = "kommunbidrag"
NET_RESULT = "resultat"
_FEWEST_AT_REST = 2


def build_table(
    view: FollowUpView, content: Content, about: tuple[tuple[str, str], ...], notes: Sequence[str]
) -> Table:
    """Return the table of a view."""
    columns = _columns(view, content)
    rows = [*_body(view, content, columns), *_foot(view, content, columns)]
    title = _("Uppföljning {unit}").format(unit=content.unit.name)
    return Table(title, columns, tuple(rows), view.money_unit, about, tuple(notes))


def status_of(view: FollowUpView, content: Content, amounts: Amounts) -> Status:
    """Return how a row stands against its limit."""
    compared = view.comparison is not Comparison.NONE and content.frame.versions.compared is not None
    return judge(amounts, content.municipality.limit, compared=compared)


def reasons_of(view: FollowUpView, content: Content) -> tuple[str, ...]:
    """Return the keys of the few lines that explain a net outside its limit; none within it.

    Many small variances may add up to a large one: then these are shown though each is within its own.
    """
    net = content.net.amounts
    if net.variance is None or not is_exception(status_of(view, content, net)):
        return ()
    variances = [(line.key, line.amounts.variance or 0) for line in content.lines if not line.is_sum]
    return explaining(variances, net.variance)


def _columns(view: FollowUpView, content: Content) -> tuple[Column, ...]:
    year, last = view.period.year, view.period.year - 1
    name = Column("name", _("Enhet") if view.rows == UNITS else _("Rad"), Kind.TEXT)
    code = (Column("code", _("Kod"), Kind.CODE),) if any(line.code for line in content.lines) else ()
    actual = Column("actual", _("Utfall"), Kind.MONEY)
    same = _("Månaden {year}") if view.span is Span.MONTH else _("Hittills {year}")
    last_year = Column("last_year", same.format(year=last), Kind.MONEY)
    last_full = Column("last_full_year", _("Helår {year}").format(year=last), Kind.MONEY)
    year_budget = Column("year_budget", _("Budget {year}").format(year=year), Kind.MONEY)
    if view.comparison is Comparison.NONE:
        return (name, *code, actual, last_year, last_full)
    status = Column("status", _("Läge"), Kind.STATUS)
    if view.span is Span.YEAR:
        left = Column("left", _("Kvar"), Kind.MONEY)
        used = Column("used", _("Använt, %"), Kind.PERCENT)
        return (name, *code, year_budget, actual, left, used, last_full, status)
    return (
        name, *code, actual,
        Column("budget", _("Budget"), Kind.MONEY),
        Column("variance", _("Avvikelse"), Kind.MONEY, signed=True),
        Column("variance_share", _("Avvikelse, %"), Kind.PERCENT, signed=True),
        last_year, year_budget, last_full, status,
    )  # fmt: skip


def _body(view: FollowUpView, content: Content, columns: Sequence[Column]) -> list[Row]:
    """Return the detail rows. Where there are sums the order of the definition says more than size."""
    lines = content.lines[:-1] if _sum_that_is_total(content) else content.lines
    ordered = any(line.is_sum for line in lines)
    judged = [(line, status_of(view, content, line.amounts)) for line in lines]
    difference = [_difference_row(content.difference, columns)] if content.difference else []
    if ordered or all(status is Status.NONE for _line, status in judged):
        return [*(_row(line, status, columns) for line, status in judged), *difference]
    reasons = reasons_of(view, content)
    by_size = sorted(judged, key=lambda one: -abs(one[0].amounts.variance or 0))
    told = {line.key for line, status in judged if is_exception(status) or line.key in reasons}
    first = [_row(line, status, columns) for line, status in by_size if line.key in told]
    calm = [(line, status) for line, status in judged if line.key not in told]
    if view.show_all or len(calm) < _FEWEST_AT_REST:
        return [*first, *(_row(line, status, columns) for line, status in calm), *difference]
    return [*first, _rest_row([line for line, _status in calm], columns), *difference]


def _sum_that_is_total(content: Content) -> Line | None:
    """Return the last sum row when it is the total itself, which is shown once, in the foot."""
    last = content.lines[-1] if content.lines else None
    if last is None or not last.is_sum:
        return None
    whole = add_amounts([last.amounts, content.difference.amounts]) if content.difference else last.amounts
    return last if whole == content.net.amounts else None


def _row(line: Line, status: Status, columns: Sequence[Column]) -> Row:
    role = RowRole.SUM if line.is_sum else RowRole.DETAIL
    cells = _cells(line.name, line.code, line.amounts, status, columns)
    return Row(line.key, cells, role=role, status=status, drill=line.drill)


def _rest_row(lines: Sequence[Line], columns: Sequence[Column]) -> Row:
    amounts = add_amounts(line.amounts for line in lines)
    name = words.rest_line(len(lines))
    cells = _cells(name, "", amounts, Status.OK, columns)
    return Row("rest", cells, role=RowRole.REST, status=Status.OK, drill=SHOW_ALL)


def _difference_row(line: Line, columns: Sequence[Column]) -> Row:
    cells = _cells(line.name, "", line.amounts, Status.PARTLY, columns)
    note = _("Interna poster inom enheten har olika belopp hos säljare och köpare.")
    return Row(DIFFERENCE, cells, status=Status.PARTLY, note=note)


def _foot(view: FollowUpView, content: Content, columns: Sequence[Column]) -> list[Row]:
    """Return the total, and below it kommunbidrag and result where the node has kommunbidrag."""
    net, same = content.net, _sum_that_is_total(content)
    rows = [_total(view, content, (net.key, same.name if same else net.name), net.amounts, columns)]
    if content.allocation is not None:
        word = content.municipality.allocation_word
        rows.append(Row(ALLOCATION, _cells(word, "", content.allocation, None, columns), role=RowRole.TOTAL))
        result = add_amounts([net.amounts, content.allocation])
        status = rows[0].status  # the frame accrues as the budget, so the result stands as the net does
        cells = _cells(_("Resultat"), "", result, status, columns)
        rows.append(Row(NET_RESULT, cells, role=RowRole.TOTAL, status=status))
    return rows


def _total(
    view: FollowUpView,
    content: Content,
    key_and_name: tuple[str, str],
    amounts: Amounts,
    columns: Sequence[Column],
) -> Row:
    key, name = key_and_name
    status = status_of(view, content, amounts)
    cells = _cells(name, "", amounts, status, columns, gross=content.gross_cost)
    return Row(key, cells, role=RowRole.TOTAL, status=status)


def _cells(
    name: str,
    code: str,
    amounts: Amounts,
    status: Status | None,
    columns: Sequence[Column],
    *,
    gross: int = 0,
) -> tuple[Value, ...]:
    values: dict[str, Value] = {
        "name": name,
        "code": code,
        "actual": amounts.actual,
        "budget": amounts.budget,
        "variance": amounts.variance,
        "variance_share": variance_share(amounts.variance, amounts.budget, gross),
        "last_year": amounts.last_year,
        "year_budget": amounts.year_budget,
        "last_full_year": amounts.last_full_year,
        "left": amounts.left,
        "used": variance_share(amounts.actual and abs(amounts.actual), amounts.year_budget),
        "status": words.status_words(status) if status else "",
    }
    return tuple(values[column.key] for column in columns)
