"""Läget i processen: does the round get ready in time, and who needs help?"""

from functools import reduce
from operator import add
from typing import Any

import streamlit as st

from core.db import current_database
from core.enums import RoundState, SubmissionState
from core.queries.access import UnitRow, units_in_scope
from core.queries.rounds import RoundRow, list_rounds
from core.queries.snapshots import list_snapshots_of
from core.queries.submission_duties import list_to_remind
from core.queries.submissions import SubmissionRow
from core.reports import process_state
from core.reports.process_state import Counts, ProcessState
from core.rules.access import Action, roots
from core.rules.subjects import SubjectKind
from core.rules.tasks import day_words
from core.services.reminding import people_to_remind, remind_many
from core.texts import _, ngettext
from pages.reports import process_history, process_review, process_tree
from pages.reports.process_tree import Node
from pages.ui import context, downloads, forms, guard, menu, picture, pieces, saving, snapshots
from pages.ui.feedback import shown_errors
from pages.ui.markup import Markup, fill
from pages.ui.process_words import count_units, days_left, level_words
from pages.ui.sparks import legend, steps

_ROUND, _OPENED, _SUBMISSION_PAGE = "omgang", "oppen", "inlamning"

actor = guard.require_actor(Action.VIEW_PROCESS)
database = current_database()
today = database.today()


def _write(key: str, value: str | None) -> None:
    if value is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value
    st.rerun()


def _chosen(rounds: list[RoundRow]) -> RoundRow:
    """Return the round of the address, or the open one whose last day is next."""
    named = st.query_params.get(_ROUND, "")
    found = next((row for row in rounds if str(row.id) == named), None)
    open_ones = [row for row in rounds if row.state is RoundState.OPEN]
    return found or min(open_ones or rounds[-1:], key=lambda row: row.content.deadline)


def _choose(rounds: list[RoundRow], held: RoundRow) -> None:
    if len(rounds) == 1:
        return
    chosen = st.selectbox(
        _("Omgång"), rounds, index=rounds.index(held), key=f"round_{held.id}", width=460,
        format_func=_name,
    )  # fmt: skip
    if chosen is not None and chosen.id != held.id:
        st.query_params.pop(_OPENED, None)
        _write(_ROUND, str(chosen.id))


def _name(row: RoundRow) -> str:
    if row.state is RoundState.CLOSED:
        return _("{name}, stängd").format(name=row.content.name)
    return row.content.name


def _tops() -> list[UnitRow]:
    """Return the topmost units of the actor's scope, none of them inside another."""
    own = roots(actor, Action.VIEW_PROCESS)
    with database.reading() as session:
        units = [unit for unit in units_in_scope(session, actor, Action.VIEW_PROCESS) if unit.id in own]
    return [
        unit for unit in units if not any(other.lft < unit.lft and unit.rgt < other.rgt for other in units)
    ]


def _answer(counts: Counts, nodes: tuple[Node, ...]) -> Markup:
    """Return how many have handed in, how many are late, and where most have not begun."""
    if not counts.total:
        return fill(_("Omgången frågar ingen av dina enheter."))
    ready = pieces.strong(
        _("{n} av {units}").format(n=counts.submitted + counts.approved, units=count_units(counts.total))
    )
    late = pieces.strong(ngettext("{n} är sen", "{n} är sena", counts.late).format(n=counts.late))
    first = fill(
        _("{ready} har lämnat in, {late}."), ready=ready, late=late if counts.late else _("ingen är sen")
    )
    most = max(nodes, key=lambda node: node.counts.not_started, default=None)
    if most is None or not counts.not_started:
        return first
    where = fill(_(", flest i {unit}"), unit=pieces.strong(most.name)) if len(nodes) > 1 else None
    return fill(_("{first} {n} har inte börjat{where}."), first=first, n=counts.not_started, where=where)


def _steps(row: RoundRow) -> Markup:
    """Return the round as steps; the one that its days have come to is marked."""
    content = row.content
    days = [
        (_("Öppnad"), content.opens),
        (_("Enheterna lämnar in"), content.deadline),
        *(
            (_("{who} godkänner").format(who=level_words(level)).capitalize(), level.deadline)
            for level in content.levels
        ),
        (_("Stänger"), content.closes),
    ]
    last = len(days) - 1
    now = next((at for at, (_what, day) in enumerate(days) if at and day >= today), last)
    marks = ["done" if at < now or row.state is RoundState.CLOSED else "now" for at in range(now + 1)]
    marks += [""] * (last - now)
    return steps(
        [
            (
                mark,
                what,
                (_("till {day}, pågår") if mark == "now" and at < last else "{day}").format(
                    day=day_words(day, today)
                ),
            )
            for at, (mark, (what, day)) in enumerate(zip(marks, days, strict=True))
        ]
    )


def _whole(counts: Counts, adopted: int) -> None:
    """Show all units in one bar with its counts in words."""
    entries = [
        ("done", _("Beslutade"), adopted),
        ("done", _("Godkända"), counts.approved - adopted),
        ("ready", _("Inlämnade"), counts.submitted),
        ("running", _("Pågår"), counts.working),
        ("waiting", _("Ej börjat"), counts.not_started),
    ]
    words = legend([(mark, word, str(n)) for mark, word, n in entries if n or word != _("Beslutade")])
    late = ngettext("{n} sen", "{n} sena", counts.late).format(n=counts.late)
    with pieces.card("whole"):
        pieces.show(
            fill(
                '<div class="r-boxhead"><h2 class="r-h3">{title}</h2>{late}</div>',
                title=ngettext("En enhet", "Alla {n} enheter", counts.total).format(n=counts.total),
                late=pieces.chip("bad", late) if counts.late else pieces.chip("ok", _("Ingen sen")),
            ),
            process_tree.bar(counts, big=True),
            words,
        )


def _remind(held: RoundRow) -> None:
    """Offer to remind everybody who has something left, for whoever reviews."""
    allowed = roots(actor, Action.APPROVE_SUBMISSION)
    tops = [unit for unit in _tops() if unit.id in allowed]
    if held.state is not RoundState.OPEN or not tops:
        return
    with database.reading() as session:
        rows = [
            row
            for unit in tops
            for row in list_to_remind(session, actor, round_id=held.id, unit_id=unit.id, today=today)
        ]
    people = people_to_remind(rows, actor)
    label = ngettext("Påminn {n} som har något kvar", "Påminn {n} som har något kvar", people).format(
        n=people
    )
    if people and st.button(label, icon=":material/mail:"):
        form = f"remind_{held.id}"
        saving.save(
            actor, form, lambda session: _remind_under(session, tops, held, forms.request_key(form)),
            told=_("En påminnelse ligger nu hos var och en."),
        )  # fmt: skip


def _remind_under(session: Any, tops: list[UnitRow], held: RoundRow, key: str) -> None:
    for unit in tops:
        remind_many(
            session,
            actor,
            round_id=held.id,
            unit_id=unit.id,
            name=held.content.name,
            key=f"{key[:24]}{unit.id}",
        )


def _tree(states: list[ProcessState], trees: list[Node], nodes: tuple[Node, ...]) -> None:
    named = st.query_params.get(_OPENED, "")
    opened = _opened(trees, int(named)) if named.isdigit() else ()
    st.header(_("Per enhet"), anchor=False)
    with pieces.card("tree"):
        markup = process_tree.tree_markup(nodes, opened=opened, linked=_linked(), today=today)
        picked = picture.picture("tree", markup)
        table = states[0].table
        downloads.buttons(table, name_parts=(_("läget"), table.title, today.year))
    if picked is not None:
        _follow(picked, opened)


def _first_level(trees: list[Node]) -> tuple[Node, ...]:
    """Return what stands outermost: the only tree's children, or several trees."""
    if len(trees) == 1 and trees[0].children:
        return process_tree.shown_children(trees[0])
    return tuple(trees)


def _opened(trees: list[Node], unit_id: int) -> tuple[int, ...]:
    return next((path for tree in trees if (path := tree.path_to(unit_id))), ())


def _linked() -> bool:
    return any(entry.url_path == _SUBMISSION_PAGE for group in menu.MENU for entry in group.entries)


def _follow(picked: str, opened: tuple[int, ...]) -> None:
    """Go to a submission, open a unit, or close the one that was open."""
    kind, _colon, number = picked.partition(":")
    if kind == "submission":
        where = {**context.carried(), _SUBMISSION_PAGE: number}
        st.switch_page(menu.file_of(_SUBMISSION_PAGE), query_params=where)
    unit_id = int(number)
    if unit_id not in opened:
        _write(_OPENED, number)
    above = opened[: opened.index(unit_id)]
    _write(_OPENED, str(above[-1]) if above else None)


def _show(rounds: list[RoundRow]) -> None:
    held = _chosen(rounds)
    with database.reading() as session:
        states = [
            process_state.build(session, actor, round_id=held.id, unit_id=unit.id, today=today)
            for unit in _tops()
        ]
    states = [state for state in states if state.counts.total]
    trees = [process_tree.read_tree(state.table, state.submissions) for state in states]
    nodes = _first_level(trees)
    counts = reduce(add, (state.counts for state in states), Counts())
    submissions = [row for state in states for row in state.submissions.values()]
    pieces.head(
        _("Läget i processen"),
        _("Blir {name} klar i tid, och vem behöver hjälp?").format(name=held.content.name),
        _answer(counts, nodes),
        _("Läge {day}. Enheternas sista dag är {deadline}, {left}.").format(
            day=day_words(today, today), deadline=day_words(held.content.deadline, today),
            left=days_left(held.content.deadline, today),
        ),
    )  # fmt: skip
    _choose(rounds, held)
    with pieces.card("steps"):
        pieces.show(_steps(held))
    if counts.total:
        _whole(counts, sum(row.standing.state is SubmissionState.ADOPTED for row in submissions))
        _remind(held)
    left, right = st.columns([3, 2], gap="small")
    with left:
        if states:
            _tree(states, trees, nodes)
    with right:
        process_review.show(database, actor, held.id)
        process_history.show(database, actor, submissions)
        _snapshots(held, submissions)


def _snapshots(held: RoundRow, submissions: list[SubmissionRow]) -> None:
    """Show what a closed round kept of each unit."""
    if held.state is not RoundState.CLOSED:
        return
    names = {str(row.id): row.unit_name for row in submissions}
    with database.reading() as session:
        kept = list_snapshots_of(session, actor, kind=SubjectKind.SUBMISSION, ids=names)
    kept.sort(key=lambda one: list(names).index(one.subject[1]))
    snapshots.links(kept, lambda one: names[one.subject[1]])


def _page() -> None:
    context.help_bar("laget")
    with database.reading() as session:
        rounds = [row for row in list_rounds(session, actor) if row.state is not RoundState.PLANNED]
    if rounds:
        _show(rounds)
        return
    pieces.head(_("Läget i processen"), _("Blir omgången klar i tid?"), _("Ingen omgång har öppnat än."))
    pieces.empty(_("Inget att visa än"), _("När ekonomi öppnar en omgång för dina enheter visas läget här."))


with shown_errors():
    _page()
