"""Goals as markup: a card each with what it serves, and a thread up and down."""

from collections.abc import Sequence

from core.enums import GoalKind
from core.money import EMPTY
from core.queries.goals import GoalRow
from core.reports import goal_words
from core.reports.goal_page import GoalPage
from core.reports.words import listed
from core.table import Status
from core.texts import _, ngettext
from pages.ui.comments import said
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button
from pages.ui.pieces import chip, muted

_AIMS = (GoalKind.VISION, GoalKind.FOCUS_AREA)
_MOST = 5


def card(page: GoalPage, goal: GoalRow) -> Markup:
    """Return a goal of the unit: how it stands in the unit's words, its money, and why it matters.

    Beside one that others serve stand those, the ones that are not reached first.
    """
    below = page.served_by(goal)
    return fill(
        '<article class="r-goal"><div>{level}<h3 class="r-h3">{title}</h3>{chip}{said}{facts}</div>'
        "<div>{beside}</div></article>",
        level=muted(page.level(goal).name), title=button(str(goal.id), goal.title),
        chip=_chip(page, goal), said=_said(page, goal), facts=_facts(page, goal),
        beside=_below(page, goal, below) if below else _above(page, goal),
    )  # fmt: skip


def thread(page: GoalPage, goals: Sequence[GoalRow], title: str) -> Markup:
    """Return goals as a thread: level, title and how each stands; a click opens one."""
    items = (
        fill(
            "<li>{level}<div>{title} {chip}</div></li>",
            level=muted(_place(page, goal)), title=button(str(goal.id), goal.title),
            chip=_chip(page, goal),
        )
        for goal in goals
    )  # fmt: skip
    return fill(
        '<div class="r-figlabel">{title}</div><ol class="r-thread">{items}</ol>',
        title=title, items=join(items),
    )  # fmt: skip


def aims(page: GoalPage, goals: Sequence[GoalRow]) -> Markup:
    """Return visions and focus areas: they are steered by and not judged."""
    rows = (
        fill(
            "<li>{level}{title}</li>", level=muted(page.level(goal).name),
            title=button(str(goal.id), goal.title),
        )
        for goal in goals
    )  # fmt: skip
    return fill('<ul class="r-aims">{rows}</ul>', rows=join(rows))


def _above(page: GoalPage, goal: GoalRow) -> Markup | None:
    above = page.above(goal)
    return thread(page, above, _("Bidrar till")) if above else _alone(page, goal)


def _below(page: GoalPage, goal: GoalRow, below: Sequence[GoalRow]) -> Markup:
    """Return the goals that serve one, the first few, with how many more there are."""
    more = len(below) - _MOST
    rest = muted(ngettext("och {n} till", "och {n} till", more).format(n=more)) if more > 0 else None
    served = [page.world.goals[one].title for one in page.world.threads.serves.get(goal.id, ())]
    up = muted(_("Bidrar till {titles}").format(titles=listed([f"”{title}”" for title in served])))
    return join([thread(page, below[:_MOST], _("Hit bidrar")), rest, up if served else None])


def ended(goal: GoalRow) -> Markup:
    """Return a goal that has ended: when and why."""
    return fill(
        '<article class="r-ended">{title}{words}</article>',
        title=button(str(goal.id), goal.title), words=muted(goal_words.ended_words(goal)),
    )  # fmt: skip


def judged(page: GoalPage, goal: GoalRow) -> Markup:
    """Return how a goal stands, and who has judged it or what it is reckoned from."""
    row = page.said.get(goal.id)
    words = goal_words.said_words(row) if row else goal_words.basis_words(page.standing.get(goal.id))
    return join([_chip(page, goal), muted(words[:1].upper() + words[1:]) if words else None])


def _place(page: GoalPage, goal: GoalRow) -> str:
    return f"{page.level(goal).name}, {goal.unit}"


def _chip(page: GoalPage, goal: GoalRow) -> Markup | None:
    """Return the judgement; a vision and a focus area have none of their own."""
    if goal.ended:
        return chip(Status.NONE, _("Avslutat"))
    kind, status = page.level(goal).kind, page.status(goal.id)
    if kind in _AIMS or (kind is GoalKind.ASSIGNMENT and status is Status.NONE):
        return None
    return chip(status, page.word(goal.id))


def _said(page: GoalPage, goal: GoalRow) -> Markup | None:
    row = page.said.get(goal.id)
    if row is not None and row.text:
        return join([said(row.text), muted(goal_words.said_words(row))])
    if page.level(goal).kind in _AIMS:
        return None
    words = goal_words.basis_words(page.standing.get(goal.id))
    return muted(words.capitalize()) if words else None


def _facts(page: GoalPage, goal: GoalRow) -> Markup:
    sums = page.sums[goal.id]
    pairs = [(_("Ansvarig"), goal.owner or _("Ingen än"))]
    if sums.budget is not None or sums.actual is not None:
        pairs.append((_("Budget {year}").format(year=page.year), goal_words.cost_words(sums.budget)))
        pairs.append((_("Använt"), goal_words.cost_words(sums.actual)))
    if sums.fte is not None:
        pairs.append((_("Årsarbetare"), goal_words.people_words(sums.fte)))
    cells = (
        fill("<div><dt>{label}</dt><dd>{value}</dd></div>", label=label, value=value or EMPTY)
        for label, value in pairs
    )
    return fill('<dl class="r-facts">{cells}</dl>', cells=join(cells))


def _alone(page: GoalPage, goal: GoalRow) -> Markup | None:
    """Say that a goal serves none; the highest level has none to serve."""
    if page.world.levels and goal.level_id == page.world.levels[0].id:
        return None
    return muted(
        _("Målet är inte kopplat till något mål ovanför än. Öppna det och välj vad det bidrar till.")
    )
