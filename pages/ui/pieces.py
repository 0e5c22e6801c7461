"""The pieces that every page is built of: head, box, chip, strip, messages.

A function whose name is a noun and that returns `Markup` gives a piece to put into another;
`head`, `show`, `box`, `empty`, `saved`, `notice` and `help_text` write to the page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from core.exports.cell_text import status_word
from core.table import Status
from core.texts import _
from pages.ui.markup import Markup, fill, join, safe

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import StreamlitPage

RUNNING = "running"
_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its label above and a small line below; `deviates` marks it as the one to see."""

    label: str
    value: str
    note: str = ""
    deviates: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """What a box of the start page says: a judgement, a number, a small line and a small picture."""

    title: str
    status: Status
    label: str
    value: str
    unit: str = ""
    line: str = ""
    picture: Markup = _NOTHING
    word: str = ""


def show(*parts: object) -> None:
    """Write markup to the page; any part that is not markup is escaped."""
    st.html(fill('<div class="r" lang="sv">{parts}</div>', parts=join(parts)))


def icon(name: str) -> Markup:
    """Return an icon of `tokens.ICONS`, hidden from screen readers: a word always stands beside it."""
    return fill('<i class="r-ico r-i-{name}" aria-hidden="true"></i>', name=name)


def chip(status: Status | str, word: str = "") -> Markup:
    """Return a judgement as icon, word and colour; `RUNNING` is a state, not a judgement."""
    kind = str(status)
    shown = word or (_("Pågår") if kind == RUNNING else status_word(Status(kind)))
    return fill('<span class="r-chip {kind}">{icon}{word}</span>', kind=kind, icon=icon(kind), word=shown)


def strong(text: object) -> Markup:
    """Return the number or the words that a sentence is about, in bold."""
    return fill("<b>{text}</b>", text=text)


def muted(text: object) -> Markup:
    """Return a small, quiet line."""
    return fill('<div class="r-muted">{text}</div>', text=text)


def heading(text: object, *, level: int = 3) -> Markup:
    """Return the title of a card; `level` keeps the order of headings on the page whole."""
    return fill('<h{level} class="r-h3">{text}</h{level}>', level=level, text=text)


def name_and_code(name: object, code: object) -> Markup:
    """Return a name with its code after it, quiet and in parentheses."""
    if not code:
        return safe(name)
    return fill('{name} <span class="r-code">({code})</span>', name=name, code=code)


def day_badge(day: date, *, late: bool = False) -> Markup:
    """Return a day as a small tile: the number over the month."""
    months = _("jan feb mar apr maj jun jul aug sep okt nov dec").split()
    return fill(
        '<div class="r-date{late}"><b>{day}</b>{month}</div>',
        late=" late" if late else "", day=day.day, month=months[day.month - 1],
    )  # fmt: skip


def task(day: date, title: str, line: object, *, late: bool = False) -> Markup:
    """Return one thing to do: its day, what it is and what is known about it."""
    return fill(
        '<div class="r-task">{day}<div><h3 class="r-h3">{title}</h3>'
        '<p class="r-muted">{line}</p></div></div>',
        day=day_badge(day, late=late), title=title, line=line,
    )  # fmt: skip


def strip(figures: Iterable[Figure]) -> Markup:
    """Return figures side by side, as many to a row as there is room for."""
    return fill('<div class="r-strip">{figures}</div>', figures=join(_strip_figure(each) for each in figures))


def _strip_figure(figure: Figure) -> Markup:
    return fill(
        '<div class="{css}"><div class="r-figlabel">{label}</div>'
        '<div class="r-fig">{value}</div>{note}</div>',
        css="key" if figure.deviates else "", label=figure.label, value=figure.value,
        note=muted(figure.note) if figure.note else None,
    )  # fmt: skip


def log(entries: Iterable[tuple[str, object]]) -> Markup:
    """Return events as a list: when, and what happened."""
    items = (fill("<li><time>{when}</time>{what}</li>", when=when, what=what) for when, what in entries)
    return fill('<ul class="r-log">{items}</ul>', items=join(items))


def head(title: str, question: str, answer: object, freshness: str = "") -> None:
    """Write a page's head: title, the question, the answer in one sentence, how fresh the figures are."""
    st.title(title, anchor=False)
    show(
        fill(
            '<p class="r-question">{text}</p><p class="r-answer">{answer}</p>', text=question, answer=answer
        ),
        fill('<p class="r-fresh">{text}</p>', text=freshness) if freshness else None,
    )


def card(key: str, *, stretch: bool = False, horizontal: bool = False) -> "DeltaGenerator":
    """Return a white card to write into with `with`; the key is unique on the page."""
    return st.container(
        border=True, key=f"card_{key}", height="stretch" if stretch else "content", gap="small",
        horizontal=horizontal, vertical_alignment="center" if horizontal else "top",
    )  # fmt: skip


def box(
    key: str,
    content: Box,
    *,
    page: "StreamlitPage | str | Path | None" = None,
    link: str = "",
    params: Mapping[str, str] | None = None,
) -> None:
    """Write a box with a status, a figure and a link to the page behind it."""
    with card(key, stretch=True):
        show(_box_markup(content))
        if page is not None:
            st.page_link(
                page, label=link or _("Öppna"), icon=":material/arrow_forward:", icon_position="right",
                query_params=dict(params or {}), width="stretch",
            )  # fmt: skip


def _box_markup(content: Box) -> Markup:
    return fill(
        '<div class="r-boxhead"><h2 class="r-h3">{title}</h2>{chip}</div>'
        '<div class="r-figlabel">{label}</div><div class="r-fig">{value} <small>{unit}</small></div>'
        '<div class="r-sub">{line}</div>{picture}',
        title=content.title, chip=chip(content.status, content.word), label=content.label,
        value=content.value, unit=content.unit, line=content.line, picture=content.picture,
    )  # fmt: skip


def empty(title: str, how_filled: object) -> None:
    """Write that there is nothing here yet, and how it gets filled."""
    show(fill('<div class="r-empty"><b>{title}</b>{text}</div>', title=title, text=how_filled))


def saved(clock: str) -> None:
    """Write when the last change was saved (`10:42`), told to screen readers as it changes."""
    text = _("Sparat {clock}").format(clock=clock)
    show(fill('<div class="r-saved" role="status">{icon}{text}</div>', icon=icon("ok"), text=text))


def notice(status: Status, title: str, text: object = "") -> None:
    """Write a message that stays: what is the matter and what to do."""
    template = '<div class="r-notice {kind}" role="status">{icon}<div><b>{title}</b>{text}</div></div>'
    show(fill(template, kind=status, icon=icon(status), title=title, text=text))


def help_text(title: str, text: object) -> None:
    """Write an explanation that opens on demand, such as how a figure is computed."""
    template = '<details class="r-help"><summary>{title}</summary><p>{text}</p></details>'
    show(fill(template, title=title, text=text))
