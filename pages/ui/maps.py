"""Goals by unit as a heat map, risks as a matrix, goals under one another as a tree.

Each gives markup: cells are buttons, so put the two maps into `picture`; the tree may be shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.exports.cell_text import status_word
from core.table import Status
from core.texts import _
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button
from pages.ui.pieces import chip, icon

Level = Callable[[int, int], tuple[Status, str]]


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One step of the red thread: its level in words, its text, its judgement, what lies under it."""

    level: str
    text: str
    status: Status | str
    word: str = ""
    beside: str = ""
    children: tuple["TreeNode", ...] = ()


def heat_cell(
    key: str, status: Status, *, word: str = "", count: str = "", pressed: bool = False, name: str = ""
) -> Markup:
    """Return a cell of the map as a button; `name` tells a screen reader its row and column."""
    inner = fill(
        '<span class="r-vh">{name} </span><span class="k">{icon}{word}</span>{count}',
        name=name, icon=icon(status), word=word or status_word(status),
        count=fill("<small>{count}</small>", count=count) if count else None,
    )  # fmt: skip
    return button(key, inner, css=f"r-cell {_heat(status)}", pressed=pressed)


def absent_cell() -> Markup:
    """Return the cell of a unit that a goal does not concern."""
    return fill(
        '<div class="r-cell na"><span aria-hidden="true">·</span><span class="r-vh">{text}</span></div>',
        text=_("berörs inte"),
    )


def phone_row(key: str, status: Status, name: str, word: str, *, pressed: bool = False) -> Markup:
    """Return the same cell as a row for a phone, 44 px high."""
    inner = fill(
        '{icon}<span>{name}</span><span class="w">{word}</span>', icon=icon(status), name=name, word=word
    )
    return button(key, inner, css=f"r-row {_heat(status)}", pressed=pressed)


def heat_map(
    columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Markup]]], *, caption: str, first: str
) -> Markup:
    """Return a map of cells under columns; `first` is the title of the rows' names. Hidden on a phone."""
    head = join(fill('<th scope="col" class="c">{title}</th>', title=title) for title in columns)
    body = join(
        fill(
            '<tr><th scope="row">{name}</th>{cells}</tr>',
            name=name, cells=join(fill("<td>{cell}</td>", cell=cell) for cell in cells),
        )
        for name, cells in rows
    )  # fmt: skip
    return fill(
        '<div class="r-tw r-wide" role="group" aria-label="{caption}"><table class="r-t r-heat">'
        '<caption>{caption}</caption><thead><tr><th scope="col">{first}</th>{head}</tr></thead>'
        "<tbody>{body}</tbody></table></div>",
        caption=caption, first=first, head=head, body=body,
    )  # fmt: skip


def risk_matrix(
    counts: Mapping[tuple[int, int], int],
    likelihoods: Sequence[str],
    consequences: Sequence[str],
    *,
    level: Level,
    selected: str | None = None,
) -> Markup:
    """Return the number of risks by (likelihood, consequence), each counted from 1.

    Likelihood grows upward, consequence to the right. The key of a cell is `3,2`. `level` gives the
    judgement and the word of a cell from its likelihood and consequence.
    """
    rows = []
    for up in range(len(likelihoods), 0, -1):
        cells = (
            _risk_cell(f"{up},{right}", counts.get((up, right), 0), level(up, right), selected)
            for right in range(1, len(consequences) + 1)
        )
        row = join(fill("<td>{cell}</td>", cell=cell) for cell in cells)
        rows.append(fill('<tr><th scope="row">{name}</th>{row}</tr>', name=likelihoods[up - 1], row=row))
    foot = join(fill('<th scope="col">{name}</th>', name=name) for name in consequences)
    return fill(
        '<div class="r-tw" role="group" aria-label="{caption}"><table class="r-t r-risk">'
        "<caption>{caption}</caption><tbody>{rows}</tbody><tfoot><tr><td></td>{foot}</tr></tfoot></table></div>",
        caption=_("Antal risker. Uppåt sannolikhet, åt höger konsekvens."), rows=join(rows), foot=foot,
    )  # fmt: skip


def _risk_cell(key: str, count: int, judged: tuple[Status, str], selected: str | None) -> Markup:
    status, word = judged
    if not count:
        return fill('<div class="r-cell {kind}"><small>{word}</small></div>', kind=status, word=word)
    inner = fill("{count}<small>{word}</small>", count=count, word=word)
    return button(key, inner, css=f"r-cell {status}", pressed=key == selected)


def tree(root: TreeNode) -> Markup:
    """Return a goal and everything under it as nested lists."""
    return fill('<ul class="r-tree">{root}</ul>', root=_branch(root))


def _branch(node: TreeNode) -> Markup:
    under = join(_branch(child) for child in node.children)
    return fill(
        '<li><div class="r-node"><div class="tx"><span class="lv">{level}</span>{text}</div>'
        '<div class="rt">{beside}{chip}</div></div>{under}</li>',
        level=node.level, text=node.text, chip=chip(node.status, node.word),
        beside=fill('<span class="r-muted">{text}</span>', text=node.beside) if node.beside else None,
        under=fill("<ul>{under}</ul>", under=under) if node.children else None,
    )  # fmt: skip


def _heat(status: Status) -> str:
    """Return the fill of a judgement: better than asked is no heavier than good."""
    return str(Status.OK if status is Status.BETTER else status)
