"""The words of goals: levels' kinds, judgements, years, and the sentence that answers for a unit."""

from collections.abc import Sequence
from decimal import Decimal

from core.enums import GoalKind, GoalState
from core.money import EMPTY, NBSP, format_large, format_number, format_percent
from core.periods import month_name
from core.queries.goal_assessments import AssessmentRow
from core.queries.goal_money import GoalSums
from core.queries.goals import GoalRow
from core.queries.steering import StepRow
from core.reports.words import Sentence, listed, sentence
from core.rules.attainment import Attainment, Basis
from core.rules.goal_money import WHOLE, MoneyPart
from core.table import Status
from core.texts import _, ngettext

_DECEMBER = 12
_MOST_NAMED = 2
_TENTH = Decimal("0.1")
_ABOUT = "≈"

ESTIMATED = _("≈ är uppskattat. Prognosen görs rad för rad, och målets del får sin andel av radens prognos.")


def kind_word(kind: GoalKind) -> str:
    """Return what a level holds, in words."""
    return {
        GoalKind.VISION: _("vision"),
        GoalKind.FOCUS_AREA: _("fokusområde"),
        GoalKind.GOAL: _("mål"),
        GoalKind.ASSIGNMENT: _("uppdrag"),
    }[kind]


def step_word(step: StepRow, month: int) -> str:
    """Return a step's word: of what is expected until the year is over, then of what came."""
    return step.word if month == _DECEMBER else step.forecast_word


def standing_word(scale: Sequence[StepRow], status: Status, month: int, step_id: int | None = None) -> str:
    """Return the word of a step, or of a status, on the scale; a plain one where it is not judged."""
    step = next((one for one in scale if one.id == step_id), None)
    if step is None and status is not Status.NONE:
        step = next((one for one in scale if one.status is status), None)
    return step_word(step, month) if step else _("Ej bedömt")


def basis_words(found: Attainment | None) -> str:
    """Return what a standing rests on, in words; nothing for what somebody has judged."""
    if found is None or found.basis in {Basis.OWN, Basis.NOTHING}:
        return ""
    if found.basis is Basis.INDICATORS:
        return _("räknat från nyckeltalen")
    return ngettext("räknat från {n} mål som bidrar", "räknat från {n} mål som bidrar", found.of).format(
        n=found.of
    )


def said_words(row: AssessmentRow) -> str:
    """Return who judged a goal, and of which month."""
    return _("{month}, {user}").format(month=month_name(row.month).capitalize(), user=row.user)


def years_words(goal: GoalRow) -> str:
    """Return the years that a goal is followed: `2026 och tills vidare`."""
    if goal.last_year is None:
        return _("{year} och tills vidare").format(year=goal.first_year)
    if goal.last_year == goal.first_year:
        return str(goal.first_year)
    return f"{goal.first_year}–{goal.last_year}"


def ended_words(goal: GoalRow) -> str:
    """Return when and why a goal ended; nothing for one in use."""
    if goal.state is GoalState.ACTIVE or goal.closed_on is None:
        return ""
    how = _("Ihopslaget med ett annat mål") if goal.state is GoalState.MERGED else _("Avslutat")
    return f"{how} {goal.closed_on.isoformat()}. {goal.closed_why}"


def answer(goals: Sequence[GoalRow], standing: dict[int, Attainment], year: int) -> Sentence:
    """Return the answer to "do we reach our goals": how many are not, and which."""
    count = len(goals)
    if not count:
        return sentence(_("Det finns inga mål för {year} än.").format(year=year))
    by_status = {
        status: [goal.title for goal in goals if _status(standing, goal) is status] for status in Status
    }
    for status, one, many in (
        (
            Status.BAD,
            _("{titles} väntas inte nås."),
            _("{n} av {of} mål väntas inte nås: {{titles}}."),
        ),
        (
            Status.PARTLY,
            _("{titles} väntas nås delvis."),
            _("{n} av {of} mål väntas nås delvis: {{titles}}."),
        ),
    ):
        if titles := by_status[status]:
            text = one if count == 1 else many.format(n=len(titles), of=count)
            return sentence(text, titles=_named(titles))
    unjudged = len(by_status[Status.NONE])
    if unjudged:
        text = ngettext("{n} av {of} mål är inte bedömt än.", "{n} av {of} mål är inte bedömda än.", unjudged)
        return sentence(text.format(n=unjudged, of=count))
    text = ngettext("Målet {{reached}}.", "Alla {n} mål {{reached}}.", count).format(n=count)
    return sentence(text, reached=_("väntas nås"))


def part_words(part: MoneyPart) -> str:
    """Return which money a link holds: `60 % av konto 50-57`, `alla pengar`."""
    pieces = []
    if part.accounts:
        pieces.append(_("konto {codes}").format(codes=part.accounts))
    if part.function:
        pieces.append(_("verksamhet {codes}").format(codes=part.function))
    if part.project:
        pieces.append(_("projekt {codes}").format(codes=part.project))
    what = ", ".join(pieces) or _("alla pengar")
    if not part.share:
        return _("bara årsarbetare")
    if part.share == WHOLE:
        return what
    return _("{share} av {what}").format(share=share_words(part.share, WHOLE), what=what)


def share_words(part: int, whole: int) -> str:
    """Return a share in whole per cent, with decimals only below ten; a dash without a whole."""
    if not whole:
        return EMPTY
    share = Decimal(part) / Decimal(whole)
    whole_per_cent = share * 100 == int(share * 100)
    return format_percent(share, decimals=0 if whole_per_cent or share >= _TENTH else 1)


def cost_words(amount: int | None) -> str:
    """Return a net cost (report sign) as people say it, a cost without its minus."""
    return EMPTY if amount is None else format_large(-amount)


def forecast_words(sums: GoalSums) -> str:
    """Return a forecast as a net cost; one that is shared out of whole report rows is said to be about."""
    words = cost_words(sums.forecast)
    return about(words) if sums.estimated else words


def about(words: str) -> str:
    """Return an amount that is an estimate."""
    return f"{_ABOUT}{NBSP}{words}"


def people_words(fte: Decimal | None) -> str:
    """Return full-time equivalents with a decimal only where there is one; a dash for none."""
    return EMPTY if fte is None else format_number(fte, decimals=0 if fte == int(fte) else 1)


def _named(titles: Sequence[str]) -> str:
    if len(titles) <= _MOST_NAMED:
        return listed([f"”{title}”" for title in titles])
    rest = len(titles) - 1
    return _("”{title}” och {n} till").format(title=titles[0], n=rest)


def _status(standing: dict[int, Attainment], goal: GoalRow) -> Status:
    found = standing.get(goal.id)
    return found.status if found else Status.NONE
