"""Mål och medel as markup: what a goal has, each part of it, and goals beside each other as bars."""

from collections.abc import Sequence

from core.money import EMPTY
from core.queries.goal_money import Coverage, GoalSums, MoneyRow
from core.queries.goals import GoalRow
from core.reports import goal_words
from core.reports.goal_page import GoalPage
from core.texts import _
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button
from pages.ui.pieces import Figure, muted, strip, strong

_FULL = 100


def summary(page: GoalPage, goal: GoalRow) -> Markup:
    """Return the money of a goal with that of the goals that serve it, as figures side by side."""
    sums = page.sums[goal.id]
    figures = [
        Figure(_("Budget {year}").format(year=page.year), goal_words.cost_words(sums.budget), _("netto")),
        Figure(_("Använt hittills"), goal_words.cost_words(sums.actual), _used(sums)),
        Figure(
            _("Prognos"),
            goal_words.forecast_words(sums),
            _("helår, uppskattad") if sums.estimated else _("helår"),
        ),
        Figure(_("Årsarbetare"), goal_words.people_words(sums.fte)),
    ]
    if sums.cost_of_activities is not None:
        figures.append(Figure(_("Aktiviteter"), goal_words.cost_words(-sums.cost_of_activities)))
    below = (
        _("Här ingår pengarna för målen som bidrar, vart och ett en gång.") if page.served_by(goal) else ""
    )
    hidden = _("En del av pengarna ligger på enheter du inte ser.") if sums.hidden else ""
    said = " ".join(filter(None, (below, goal_words.ESTIMATED if sums.estimated else "", hidden)))
    return join([strip(figures), muted(said) if said else None])


def part(row: MoneyRow) -> Markup:
    """Return a part of money in words with its sums."""
    where = f"{row.unit} ({row.unit_code})"
    words = _("Budget {budget}, använt {actual}").format(
        budget=goal_words.cost_words(row.sums.budget), actual=goal_words.cost_words(row.sums.actual)
    )
    if row.part.fte is not None:
        words += _(", {fte} årsarbetare").format(fte=goal_words.people_words(row.part.fte))
    title = f"{where}: {goal_words.part_words(row.part)}"
    said = f"{row.part.text}. {words}" if row.part.text else words
    return fill('<div class="r-part">{title}{words}</div>', title=strong(title), words=muted(said))


def bars(page: GoalPage, goals: Sequence[GoalRow], whole: Coverage | None) -> Markup:
    """Return how much of the budget serves goals, and goals beside each other, the used part filled."""
    with_money = sorted(
        (goal for goal in goals if page.sums[goal.id].budget), key=lambda goal: page.sums[goal.id].budget or 0
    )
    longest = max(abs(page.sums[goal.id].budget or 0) for goal in with_money)
    legend = fill(
        '<div class="r-legend"><span><i class="r-sw done"></i>{used}</span>'
        '<span><i class="r-sw reference"></i>{budget}</span></div>',
        used=_("Använt hittills"), budget=_("Årets budget"),
    )  # fmt: skip
    return fill(
        '{whole}<ul class="r-means">{rows}</ul>{legend}',
        whole=_whole(whole) if whole is not None and whole.cost else None,
        rows=join(_bar(page, goal, longest) for goal in with_money), legend=legend,
    )  # fmt: skip


def _whole(whole: Coverage) -> Markup:
    """Return how much of the cost that serves some goal, as words and a bar."""
    served, of = whole.served_cost, whole.cost
    words = fill(
        _("{share} av kostnaderna på {of} går till något mål, {rest} gör det inte."),
        share=strong(goal_words.share_words(served, of)), of=goal_words.cost_words(of),
        rest=goal_words.cost_words(whole.unserved),
    )  # fmt: skip
    return fill(
        '<div class="r-progress" style="--w:{width}%"><i></i></div><p>{words}</p>',
        width=min(_FULL, max(0, _share(served, of))), words=words,
    )  # fmt: skip


def _bar(page: GoalPage, goal: GoalRow, longest: int) -> Markup:
    sums = page.sums[goal.id]
    budget = abs(sums.budget or 0)
    words = _("{budget}, {used}").format(budget=goal_words.cost_words(sums.budget), used=_used(sums) or EMPTY)
    return fill(
        '<li>{title}<div class="r-meansbar" style="--w:{width}%;--u:{used}%"><i></i></div>{words}</li>',
        title=button(str(goal.id), goal.title), width=_share(budget, longest),
        used=min(_FULL, _share(abs(sums.actual or 0), budget)), words=muted(words),
    )  # fmt: skip


def _used(sums: GoalSums) -> str:
    if not sums.budget or sums.actual is None:
        return ""
    return _("{share} använt").format(share=goal_words.share_words(sums.actual, sums.budget))


def _share(part_of: int, whole: int) -> int:
    return _FULL * part_of // whole if whole else 0
