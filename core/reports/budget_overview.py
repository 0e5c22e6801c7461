"""Budgetläget: every unit's frame, figures and place in the process, those in trouble first.

    build_overview(session, actor, *, version_id, unit_id, money, show_all=False) -> Overview

A net cost is positive. The table's TOTAL equals the plan's balances to the öre; one REST row (drill
`SHOW_ALL`) stands for the units without trouble unless all are wanted. Drills: `unit:<id>`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlmodel import Session

from core.enums import SubmissionState
from core.money import MoneyUnit
from core.periods import local_time
from core.queries.access import UnitRow
from core.queries.budget_limits import budget_limits
from core.queries.budget_overview import OverviewRow, OverviewSource, read_overview
from core.queries.open_threads import Said
from core.reports.process_words import standing_word
from core.reports.words import Sentence, large_amount, sentence
from core.rules.access import Actor
from core.rules.budget_checked import CheckLimits
from core.rules.variance import variance_share
from core.table import Column, Kind, Row, RowRole, Status, Table, Value
from core.texts import _, ngettext

SHOW_ALL = "all"
TOTAL = "total"
_FEWEST_AT_REST = 2
_DAY = len("2026-11-09")


class Trouble(StrEnum):
    """What is the matter with a unit's budget, worst first."""

    OVER = "over"
    LATE = "late"
    ASKED = "asked"
    CHANGED = "changed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units are over their frame (by how much, öre), late, asked to change, not begun, in all."""

    over: int
    over_amount: int
    late: int
    asked: int
    not_begun: int
    units: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The answer first, then the table; `rows` are all units in the table's order, whatever is folded."""

    source: OverviewSource
    answer: Sentence
    counts: Counts
    table: Table
    rows: tuple[tuple[OverviewRow, Trouble], ...]
    folded: bool

    def on_screen(self) -> Table:
        """Return the table with the process, the last change and the comments as a line under each unit.

        The whole table has too many columns to be read; files have them all.
        """
        lines = {f"unit:{row.unit.id}": _line(row) for row, _trouble in self.rows}
        rows = tuple(replace(row, note=lines.get(row.key, "")) for row in self.table.rows)
        return replace(self.table, rows=rows).without("step", "changed", "comments", "asked", "above")

    def unit_of(self, drill: str) -> UnitRow | None:
        """Return the unit that a drill opens."""
        number = drill.partition(":")[2]
        return next((row.unit for row, _trouble in self.rows if str(row.unit.id) == number), None)


def build_overview(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, money: MoneyUnit, show_all: bool = False
) -> Overview:
    """Return the budget of everything below a node; `NotAllowed` outside the actor's scope."""
    source = read_overview(session, actor, version_id=version_id, unit_id=unit_id)
    limits = budget_limits(session)
    order = list(Trouble)
    judged = [(row, trouble_of(row, limits)) for row in source.rows]
    judged.sort(key=lambda one: (order.index(one[1]), _left(one[0].frame, one[0].entered) or 0))
    calm = [row for row, trouble in judged if trouble is Trouble.NONE]
    folded = not show_all and len(calm) >= _FEWEST_AT_REST
    counts = _counts(judged, source)
    return Overview(
        source=source,
        answer=_answer(source, counts),
        counts=counts,
        table=_table(source, judged, money, calm if folded else []),
        rows=tuple(judged),
        folded=folded,
    )


def trouble_of(row: OverviewRow, limits: CheckLimits) -> Trouble:
    """Return the worst that is the matter with a unit; an adopted budget has no trouble left."""
    left = _left(row.frame, row.entered)
    if row.adopted:
        return Trouble.NONE
    if row.begun and left is not None and left < -limits.frame:
        return Trouble.OVER
    if row.submission is not None and row.submission.late:
        return Trouble.LATE
    if row.said.asked or _returned(row):
        return Trouble.ASKED
    if row.begun and row.compared is not None:
        large = abs(row.entered - row.compared) > limits.comment.of(row.compared)
        return Trouble.CHANGED if large else Trouble.NONE
    return Trouble.NONE


def trouble_word(trouble: Trouble) -> str:
    """Return what is the matter, in a word or two."""
    return {
        Trouble.OVER: _("Över ram"),
        Trouble.LATE: _("Sen"),
        Trouble.ASKED: _("Att ändra"),
        Trouble.CHANGED: _("Stor förändring"),
        Trouble.NONE: _("I ordning"),
    }[trouble]


def step_word(row: OverviewRow) -> str:
    """Return where a unit stands in the process; empty for one that no round asks."""
    if row.adopted:
        return _("Antagen")
    if row.submission is None:
        return _("Frågas inte")
    return standing_word(row.submission.standing, late=row.submission.late)


def _line(row: OverviewRow) -> str:
    """Return where a unit stands, who changed last, and what is said: what stands under its name."""
    parts = [step_word(row)]
    if row.changed_at is not None:
        parts.append(
            _("ändrad av {name} {day}").format(name=row.changed_by, day=local_time(row.changed_at)[:_DAY])
        )
    if row.said.asked:
        parts.append(_("{n} att ändra").format(n=row.said.asked))
    if row.said.open > row.said.asked:
        n = row.said.open - row.said.asked
        parts.append(ngettext("{n} öppen kommentar", "{n} öppna kommentarer", n).format(n=n))
    return ", ".join(parts)


def _returned(row: OverviewRow) -> bool:
    standing = row.submission.standing if row.submission else None
    return standing is not None and standing.returned and standing.state is SubmissionState.WORKING


def _left(frame: int | None, entered: int) -> int | None:
    return None if frame is None else frame - entered


def _status(trouble: Trouble) -> Status:
    if trouble in {Trouble.OVER, Trouble.LATE}:
        return Status.BAD
    return Status.OK if trouble is Trouble.NONE else Status.PARTLY


def _counts(judged: Sequence[tuple[OverviewRow, Trouble]], source: OverviewSource) -> Counts:
    over = [row for row, trouble in judged if trouble is Trouble.OVER]
    return Counts(
        over=len(over),
        over_amount=sum(row.entered - (row.frame or 0) for row in over),
        late=sum(row.submission is not None and row.submission.late for row, _trouble in judged),
        asked=source.said.asked,
        not_begun=sum(not row.begun for row, _trouble in judged),
        units=len(judged),
    )


def _answer(source: OverviewSource, counts: Counts) -> Sentence:
    """Return how the budget stands: who is over, who is late, and what is left of the frame."""
    if not counts.units:
        return sentence(_("Ingen enhet här har någon budget än."))
    late = (
        ngettext("{n} är sen", "{n} är sena", counts.late).format(n=counts.late)
        if counts.late
        else _("ingen är sen")
    )
    if counts.over:
        many = ngettext(
            "{n} av {total} enheter är över sin ram med {amount}",
            "{n} av {total} enheter är över sina ramar med {amount}",
            counts.over,
        ).format(n=counts.over, total=counts.units, amount=large_amount(counts.over_amount))
    else:
        many = ngettext(
            "Den enda enheten håller sin ram", "Ingen av {n} enheter är över sin ram", counts.units
        ).format(n=counts.units)
    pattern = _("{{many}}, {{late}}. {left}").format(left=_left_words(source, counts))
    return sentence(pattern, many=many, late=late)


def _left_words(source: OverviewSource, counts: Counts) -> str:
    left = _left(source.frame, source.entered)
    if counts.not_begun:
        # The whole says nothing before everybody has entered theirs: the taxes, for one.
        return ngettext(
            "{n} har inte lagt in något än, så helheten går inte att bedöma.",
            "{n} har inte lagt in något än, så helheten går inte att bedöma.",
            counts.not_begun,
        ).format(n=counts.not_begun)
    if left is None:
        return _("{unit} har ingen ram att jämföra med än.").format(unit=source.unit.name)
    if left < 0:
        return _("{unit} är {amount} över ramen.").format(unit=source.unit.name, amount=large_amount(-left))
    if left == 0:
        return _("{unit} använder hela ramen.").format(unit=source.unit.name)
    return _("{unit} har {amount} kvar av ramen.").format(unit=source.unit.name, amount=large_amount(left))


def _table(
    source: OverviewSource,
    judged: Sequence[tuple[OverviewRow, Trouble]],
    money: MoneyUnit,
    calm: Sequence[OverviewRow],
) -> Table:
    held = {row.unit.id for row in calm}
    rows = [_row(row, trouble) for row, trouble in judged if row.unit.id not in held]
    if calm:
        rows.append(_rest_row(calm))
    rows.append(_total_row(source))
    about = (
        (_("Enhet"), f"{source.unit.name} ({source.unit.code})"),
        (_("Budget"), source.version_name),
        (_("Jämförs med"), source.compared_name or _("ingen budget")),
    )
    notes = [_("Nettokostnad är plus: ju större belopp, desto mer kostar enheten.")]
    if money is not MoneyUnit.KR:
        notes.append(_("Avrundning kan ge differens."))
    title = _("Budgetläget {unit}").format(unit=source.unit.name)
    return Table(title, _columns(source), tuple(rows), money, about, tuple(notes))


def _columns(source: OverviewSource) -> tuple[Column, ...]:
    return (
        Column("name", _("Enhet"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("trouble", _("Läge"), Kind.STATUS),
        Column("frame", _("Ram"), Kind.MONEY),
        Column("entered", _("Budgeterat"), Kind.MONEY),
        Column("left", _("Kvar"), Kind.MONEY),
        Column("compared", _("Budget {year}").format(year=source.year - 1), Kind.MONEY),
        Column("change", _("Förändring"), Kind.MONEY, signed=True),
        Column("change_share", _("Förändring, %"), Kind.PERCENT, signed=True),
        Column("step", _("I processen"), Kind.TEXT),
        Column("changed", _("Senast ändrad"), Kind.TEXT),
        Column("comments", _("Öppna kommentarer"), Kind.COUNT),
        Column("asked", _("Att ändra"), Kind.COUNT),
        Column("above", _("Hör till"), Kind.TEXT),
    )


def _row(row: OverviewRow, trouble: Trouble) -> Row:
    changed = ""
    if row.changed_at is not None:
        changed = _("{name} {when}").format(name=row.changed_by, when=local_time(row.changed_at))
    cells = (
        row.unit.name, row.unit.code, trouble_word(trouble),
        *_amounts(row.frame, row.entered, row.compared, begun=row.begun),
        step_word(row), changed, *_said(row.said), row.above,
    )  # fmt: skip
    return Row(f"unit:{row.unit.id}", cells, status=_status(trouble), drill=f"unit:{row.unit.id}")


def _rest_row(calm: Sequence[OverviewRow]) -> Row:
    frames = [row.frame for row in calm if row.frame is not None]
    compared = [row.compared for row in calm if row.compared is not None]
    amounts = _amounts(
        sum(frames) if len(frames) == len(calm) else None,
        sum(row.entered for row in calm),
        sum(compared) if compared else None,
    )
    name = _("{n} enheter i ordning").format(n=len(calm))
    said = sum((row.said for row in calm), Said())
    cells = (name, "", trouble_word(Trouble.NONE), *amounts, "", "", *_said(said), "")
    return Row("rest", cells, role=RowRole.REST, status=Status.OK, drill=SHOW_ALL)


def _total_row(source: OverviewSource) -> Row:
    amounts = _amounts(source.frame, source.entered, source.compared)
    cells = (source.unit.name, source.unit.code, "", *amounts, "", "", *_said(source.said), "")
    return Row(TOTAL, cells, role=RowRole.TOTAL)


def _amounts(
    frame: int | None, entered: int, compared: int | None, *, begun: bool = True
) -> tuple[Value, ...]:
    """Return frame, entered, left, this year's budget, and the change in kronor and as a share.

    Where nothing is entered yet it is a dash and no change.
    """
    if not begun:
        return frame, None, None, compared, None, None
    change = None if compared is None else entered - compared
    return frame, entered, _left(frame, entered), compared, change, variance_share(change, compared)


def _said(said: Said) -> tuple[Value, Value]:
    return said.open or None, said.asked or None
