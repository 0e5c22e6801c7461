"""The red thread of a choice in the map, with the goal that is read beside it: its words, money and work."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.db import Database
from core.enums import ActivityState
from core.money import EMPTY, format_large
from core.queries.activities import ActivityRow
from core.queries.goals import GoalRow
from core.reports import goal_words
from core.reports.goal_map import GoalMap, Money
from core.reports.goal_thread import Branch, Thread, build_thread, upward
from core.rules.access import Actor
from core.table import Status
from core.texts import _, ngettext
from pages.goals import attainment_address, attainment_figures
from pages.goals.attainment_address import ALL, NODE, Opened
from pages.ui import context, menu, pieces
from pages.ui.comments import said
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button, picture
from pages.ui.pieces import RUNNING, chip, heading, muted

_REST, _ACTIVITY = "rest", "activity-"
_AIMS = _("Bidrar till: ")


def show(database: Database, actor: Actor, found: GoalMap, opened: Opened) -> None:
    """Show the thread of a choice and beside it one of its goals, the topmost that is not reached first."""
    everything = st.query_params.get(ALL) == "ja"
    with database.reading() as session:
        thread = build_thread(
            session, actor, found=found, goal_id=opened.goal_id, unit_id=opened.unit_id,
            everything=everything,
        )  # fmt: skip
    if thread is None:
        return
    goal = thread.root.goal
    unit = next((one for one in found.read.columns if one.id == opened.unit_id), None)
    st.header(_("Röda tråden: {goal}").format(goal=goal.title), anchor=False)
    chosen = thread.find(attainment_address.node()) or thread.find(thread.top) or thread.root
    left, right = st.columns([5, 4], gap="small")
    with left, pieces.card("thread"):
        place = unit.name if unit else _("alla enheter")
        pieces.show(_cell_money(thread, place))
        picked = picture("goal_thread", _tree(found, thread, chosen))
        if everything and st.button(
            _("Vik ihop målen som nås"), icon=":material/unfold_less:", type="tertiary"
        ):
            attainment_address.write(ALL, None)
        if unit is not None and unit.id != found.read.unit.id:
            _into(unit.code, unit.name)
    with right:
        _beside(database, actor, found, chosen)
    if picked == _REST:
        attainment_address.write(ALL, "ja")
    elif picked is not None and picked.startswith(_ACTIVITY):
        number, _colon, code = picked.removeprefix(_ACTIVITY).partition(":")
        params = {**context.carried(), context.UNIT: code, "aktivitet": number}
        st.switch_page(menu.file_of("aktiviteter"), query_params=params)
    elif picked is not None:
        attainment_address.write(NODE, picked)


def _into(code: str, name: str) -> None:
    """Link to the unit's own map, with its units as columns."""
    st.page_link(
        menu.file_of("maluppfyllelse"), label=_("Visa kartan för {unit}").format(unit=name),
        icon=":material/grid_view:", query_params={**context.carried(), context.UNIT: code},
    )  # fmt: skip


def _cell_money(thread: Thread, place: str) -> Markup:
    """Return the money of exactly the goals behind the choice."""
    n = len(thread.goals)
    words = ngettext("{n} mål i {place}", "{n} mål i {place}", n).format(n=n, place=place)
    return join([muted(words), _facts(thread.money)])


def _facts(money: Money) -> Markup | None:
    sums = money.sums
    if sums.budget is None and sums.actual is None:
        return muted(_("Inga pengar är kopplade till målet eller målen under än."))
    pairs = [
        (_("Budget"), goal_words.cost_words(sums.budget)),
        (_("Använt"), goal_words.cost_words(sums.actual)),
        (_("Prognos"), goal_words.forecast_words(sums)) if money.forecast else None,
        (
            _("Avvikelse") if money.forecast else _("Avvikelse hittills"),
            _varies(money),
        ),
        (_("Årsarbetare"), goal_words.people_words(sums.fte)) if sums.fte is not None else None,
    ]
    cells = join(
        fill("<div><dt>{label}</dt><dd>{value}</dd></div>", label=pair[0], value=pair[1])
        for pair in pairs
        if pair is not None
    )
    hidden = muted(_("En del av pengarna ligger på enheter du inte ser.")) if sums.hidden else None
    about = muted(goal_words.ESTIMATED) if sums.estimated else None
    return join([fill('<dl class="r-facts">{cells}</dl>', cells=cells), about, hidden])


def _varies(money: Money) -> str:
    if money.variance is None:
        return EMPTY
    words = format_large(money.variance, signed=True)
    return goal_words.about(words) if money.sums.estimated else words


def _tree(found: GoalMap, thread: Thread, chosen: Branch) -> Markup:
    above = None
    if thread.above:
        titles = " › ".join(upward(thread.above))
        above = fill('<p class="r-muted r-upward">{word}{titles}</p>', word=_AIMS, titles=titles)
    return join([above, fill('<ul class="r-tree">{root}</ul>', root=_node(found, thread.root, chosen))])


def _node(found: GoalMap, branch: Branch, chosen: Branch) -> Markup:
    """Return a goal with its unit, judgement and variance, and what lies below it."""
    goal, money = branch.goal, branch.money
    title = button(str(goal.id), goal.title, css="r-link r-nodename", pressed=goal.id == chosen.goal.id)
    amount = muted(format_large(money.variance, signed=True)) if money.variance else None
    below = join(
        [
            *(_activity(one) for one in branch.activities),
            *(_node(found, child, chosen) for child in branch.children),
            _rest(branch.rest) if branch.rest else None,
        ]
    )
    return fill(
        '<li><div class="r-node"><div class="tx"><span class="lv">{level}</span>{title}</div>'
        '<div class="rt">{amount}{chip}</div></div>{below}</li>',
        level=_("{level}, {unit}").format(level=branch.level, unit=goal.unit), title=title, amount=amount,
        chip=chip(branch.status, found.goal_word(goal.id)),
        below=fill("<ul>{below}</ul>", below=below) if below else None,
    )  # fmt: skip


def _rest(goals: Sequence[GoalRow]) -> Markup:
    n = len(goals)
    text = ngettext("{n} mål nås. Visa det", "{n} mål nås. Visa dem", n).format(n=n)
    return fill('<li><div class="r-node">{rest}</div></li>', rest=button(_REST, text))


def _activity(row: ActivityRow) -> Markup:
    cost = muted(format_large(row.cost)) if row.cost else None
    return fill(
        '<li><div class="r-node"><div class="tx"><span class="lv">{when}</span>{title}</div>'
        '<div class="rt">{cost}{chip}</div></div></li>',
        when=_("Aktivitet, {days}").format(days=days_words(row.starts, row.ends)),
        title=button(f"{_ACTIVITY}{row.id}:{row.unit_code}", row.title, css="r-link r-nodename"),
        cost=cost, chip=_state(row),
    )  # fmt: skip


def days_words(starts: date, ends: date | None) -> str:
    """Return an activity's days: `2026-03-01–2026-12-31`, or from when it goes on."""
    if ends is None:
        return _("från {day}").format(day=starts.isoformat())
    return _("{first} till {last}").format(first=starts.isoformat(), last=ends.isoformat())


def _state(row: ActivityRow) -> Markup:
    if row.late:
        return chip(Status.BAD, _("Sen"))
    if row.state is ActivityState.DONE:
        return chip(Status.OK, _("Klar"))
    if row.state is ActivityState.RUNNING:
        return chip(RUNNING)
    return chip(Status.NONE, _("Stoppad") if row.state is ActivityState.STOPPED else _("Planerad"))


def _beside(database: Database, actor: Actor, found: GoalMap, branch: Branch) -> None:
    """Show one goal: what its unit says, its own money, its activities and its key figures."""
    goal = branch.goal
    with pieces.card("goal_beside"):
        pieces.show(
            muted(_("{level}, {unit}").format(level=branch.level, unit=goal.unit)),
            heading(goal.title),
            chip(branch.status, found.goal_word(goal.id)),
            _said(found, branch),
            _facts(branch.money),
            _activities(branch.activities),
        )
        if goal.own:
            _links(goal)
    attainment_figures.show(database, actor, found, goal)


def _said(found: GoalMap, branch: Branch) -> Markup:
    row = branch.said
    if row is not None and row.text:
        return join([fill('<blockquote class="r-said">{text}</blockquote>', text=said(row.text)),
                     muted(goal_words.said_words(row))])  # fmt: skip
    words = goal_words.basis_words(found.read.standings.found.get(branch.goal.id))
    if words:
        return muted(words.capitalize())
    return muted(_("Enheten har inte skrivit något om målet än."))


def _activities(rows: Sequence[ActivityRow]) -> Markup | None:
    if not rows:
        return None
    items = join(
        fill(
            "<li><b>{title}</b>{line}</li>", title=row.title,
            line=muted(", ".join(_activity_words(row))),
        )
        for row in rows
    )  # fmt: skip
    return fill(
        '<div class="r-figlabel">{title}</div><ul class="r-list">{items}</ul>',
        title=_("Aktiviteter"), items=items,
    )  # fmt: skip


def _activity_words(row: ActivityRow) -> list[str]:
    parts = [days_words(row.starts, row.ends)]
    if row.owner:
        parts.append(row.owner)
    if row.cost:
        parts.append(format_large(row.cost))
    if row.next_check:
        parts.append(_("avstäms {day}").format(day=row.next_check.isoformat()))
    return parts


def _links(goal: GoalRow) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        params = {**context.carried(), context.UNIT: goal.unit_code}
        st.page_link(
            menu.file_of("mal"), label=_("Öppna målet"), icon=":material/flag:",
            query_params={**params, "mal": str(goal.id)},
        )  # fmt: skip
        st.page_link(
            menu.file_of("uppfoljning"), label=_("Enhetens ekonomi"),
            icon=":material/account_balance_wallet:", query_params=params,
        )  # fmt: skip
