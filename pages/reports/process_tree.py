"""How a round goes, as a tree of units, those with most trouble first; it opens level by level."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.enums import SubmissionState
from core.periods import local_time
from core.queries.responsible import name_list
from core.queries.submissions import SubmissionRow
from core.reports.process_state import Counts
from core.reports.process_words import standing_word, state_status
from core.rules.tasks import day_words
from core.table import Row, Status, Table
from core.texts import _, ngettext
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button
from pages.ui.pieces import RUNNING, chip, muted
from pages.ui.sparks import stack

_COUNTS = ("not_started", "working", "submitted", "approved", "late")


@dataclass(frozen=True, slots=True)
class Node:
    """A unit with the counts of itself and all below it; `asked` is its own submission."""

    unit_id: int
    name: str
    counts: Counts
    asked: SubmissionRow | None
    children: tuple["Node", ...]

    def path_to(self, unit_id: int) -> tuple[int, ...]:
        """Return the units from here down to one of them; nothing when it is not here."""
        if self.unit_id == unit_id:
            return (unit_id,)
        for child in self.children:
            if below := child.path_to(unit_id):
                return (self.unit_id, *below)
        return ()


def read_tree(table: Table, submissions: Mapping[int, SubmissionRow]) -> Node:
    """Return the lines of a process table as the tree that they stand for."""
    rows = iter([*table.rows, None])
    node, _rest = _read(table, next(rows), rows, submissions)
    return node


def _read(
    table: Table, row: Row | None, rows: Iterator[Row | None], submissions: Mapping[int, SubmissionRow]
) -> tuple[Node, Row | None]:
    """Return the unit of a line with those below it, and the first line that is not."""
    if row is None:
        raise ValueError("a process table has a line")
    children: list[Node] = []
    following = next(rows)
    while following is not None and following.level > row.level:
        child, following = _read(table, following, rows, submissions)
        children.append(child)
    unit_id = int(row.key.partition(":")[2])
    held = {key: row.cells[table.column(key)] for key in _COUNTS}
    counts = Counts(**{key: value if isinstance(value, int) else 0 for key, value in held.items()})
    name = str(row.cells[table.column("unit")])
    return Node(unit_id, name, counts, submissions.get(unit_id), tuple(children)), following


def shown_children(node: Node) -> tuple[Node, ...]:
    """Return what opens below a unit; one that holds just the same as its parent is passed by."""
    while len(node.children) == 1 and node.children[0].asked is None and node.children[0].children:
        node = node.children[0]
    return tuple(_plain(child) for child in node.children)


def _plain(node: Node) -> Node:
    """Return the unit itself, or the only one below it that is asked."""
    while node.asked is None and len(node.children) == 1 and node.counts.total == 1:
        node = node.children[0]
    return node


def tree_markup(nodes: Sequence[Node], *, opened: Sequence[int], linked: bool, today: date) -> Markup:
    """Return the tree as a table; keys are `unit:<id>` to open and `submission:<id>` to go to."""
    return fill(
        '<div class="r-tw" role="group" aria-label="{title}"><table class="r-t">'
        '<caption class="r-vh">{title}</caption>'
        '<thead><tr><th scope="col" style="width:42%;min-width:9.25rem">{first}</th>'
        '<th scope="col">{second}</th></tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        title=_("Läget per enhet"), first=_("Enhet"), second=_("Framsteg"),
        rows=join(_lines(node, 0, opened=opened, linked=linked, today=today) for node in nodes),
    )  # fmt: skip


def _lines(node: Node, level: int, *, opened: Sequence[int], linked: bool, today: date) -> Markup:
    is_open = node.unit_id in opened
    row = fill(
        '<tr class="{css}"><th scope="row" style="--level:{level}">{name}</th><td>{state}</td></tr>',
        css="sel" if level else "", level=level, name=_name(node, is_open=is_open, linked=linked),
        state=_own(node.asked, today) if node.asked and not node.children else _sum(node, today),
    )  # fmt: skip
    below = shown_children(node) if is_open else ()
    return join(
        [row, *(_lines(child, level + 1, opened=opened, linked=linked, today=today) for child in below)]
    )


def _name(node: Node, *, is_open: bool, linked: bool) -> Markup:
    if node.children:
        return fill(
            '<button type="button" class="r-link" data-k="unit:{id}" aria-expanded="{open}">{name}</button>',
            id=node.unit_id, open="true" if is_open else "false", name=node.name,
        )  # fmt: skip
    if node.asked is not None and linked:
        return button(f"submission:{node.asked.id}", node.name)
    return fill("{name}", name=node.name)


def _own(asked: SubmissionRow, today: date) -> Markup:
    """Return where a unit's own submission stands, who has it and by when."""
    state = asked.standing.state
    status = state_status(state, late=asked.late)
    mark: str = status
    if status is Status.PARTLY and not asked.standing.returned:
        mark = Status.BETTER if state is SubmissionState.SUBMITTED else RUNNING
    return join([chip(mark, standing_word(asked.standing, late=asked.late)), muted(_about(asked, today))])


def _about(asked: SubmissionRow, today: date) -> str:
    if asked.deadline is None:
        return _("Klar {when}.").format(when=local_time(asked.changed_at)) if asked.changed_at else ""
    day = day_words(asked.deadline, today)
    if not asked.people:
        return _("Ingen har rollen. Sista dag {day}.").format(day=day)
    return _("Väntar på {names}, sista dag {day}.").format(names=name_list(asked.people), day=day)


def _sum(node: Node, today: date) -> Markup:
    counts = node.counts
    ready = counts.submitted + counts.approved
    words = _("{n} av {total} har lämnat in").format(n=ready, total=counts.total)
    own = _own(node.asked, today) if node.asked else None
    return fill(
        '<div class="r-boxhead" style="margin:0"><span>{words}</span>{chip}</div>{bar}{own}',
        words=words, chip=_trouble(counts), bar=bar(counts), own=own,
    )  # fmt: skip


def _trouble(counts: Counts) -> Markup:
    """Return what is the matter with a unit: late ones, those that have not begun, or nothing."""
    if counts.late:
        n = counts.late
        return chip(Status.BAD, ngettext("{n} sen", "{n} sena", n).format(n=n))
    if counts.not_started:
        return chip(Status.PARTLY, _("{n} ej börjat").format(n=counts.not_started))
    if counts.approved == counts.total:
        return chip(Status.OK, _("Klar"))
    return chip(Status.OK, _("I tid"))


def bar(counts: Counts, *, big: bool = False) -> Markup:
    """Return the counts as one bar: approved, handed in, under way, not begun."""
    return stack(
        [
            ("done", counts.approved),
            ("ready", counts.submitted),
            ("running", counts.working),
            ("waiting", counts.not_started),
        ],
        big=big,
    )
