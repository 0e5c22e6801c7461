"""The words of Prognosläget: what is the matter with a unit's forecast, where it stands, and the answer."""

from collections.abc import Sequence
from enum import StrEnum

from core.enums import SubmissionState, UnitKind
from core.queries.forecast_overview import OverviewRow, OverviewSource
from core.reports.process_words import standing_word
from core.reports.words import Sentence, large_amount, sentence, verdict
from core.rules.forecast_checks import Lack
from core.rules.variance import Limit
from core.table import Status
from core.texts import _, ngettext

_SETTLED = frozenset({SubmissionState.APPROVED, SubmissionState.ADOPTED})
_IN = _SETTLED | {SubmissionState.SUBMITTED}


class Trouble(StrEnum):
    """What is the matter with a unit's forecast, in the order of the table."""

    CHANGED = "changed"
    BIAS = "bias"
    CAUSE = "cause"
    MEASURE = "measure"
    ASKED = "asked"
    LATE = "late"
    NONE = "none"


def troubles_of(row: OverviewRow, limit: Limit, *, closed: bool = False) -> tuple[Trouble, ...]:
    """Return all that is the matter with a unit, the first as it is sorted; an approved one has nothing.

    In a closed forecast nothing can be done any more: only what has changed is told.
    """
    change = row.node.change
    changed = change is not None and abs(change) > limit.of(row.node.year_budget)
    if closed:
        return (Trouble.CHANGED,) if changed else ()
    if row.submission is not None and row.submission.standing.state in _SETTLED:
        return ()
    lacks = {one.lack for one in row.missing}
    found = (
        (Trouble.CHANGED, changed),
        (Trouble.BIAS, row.bias is not None and row.bias.unusual(row.node.year_budget, limit)),
        (Trouble.CAUSE, Lack.CAUSE in lacks),
        (Trouble.MEASURE, Lack.MEASURE in lacks),
        (Trouble.ASKED, bool(row.said.asked) or _returned(row)),
        (Trouble.LATE, row.submission is not None and row.submission.late),
    )
    return tuple(trouble for trouble, held in found if held)


def trouble_word(trouble: Trouble) -> str:
    """Return what is the matter, in a word or two."""
    return {
        Trouble.CHANGED: _("Ändrad"),
        Trouble.BIAS: _("Brukar bli fel"),
        Trouble.CAUSE: _("Orsak saknas"),
        Trouble.MEASURE: _("Åtgärd saknas"),
        Trouble.ASKED: _("Att ändra"),
        Trouble.LATE: _("Sen"),
        Trouble.NONE: _("I ordning"),
    }[trouble]


def trouble_status(trouble: Trouble) -> Status:
    """Return the judgement: late and unexplained is bad, the rest is to be looked at."""
    if trouble is Trouble.NONE:
        return Status.OK
    return Status.BAD if trouble in {Trouble.CAUSE, Trouble.MEASURE, Trouble.LATE} else Status.PARTLY


def step_word(row: OverviewRow) -> str:
    """Return where a unit stands in the process."""
    if row.submission is None:
        return _("Frågas inte än")
    return standing_word(row.submission.standing, late=row.submission.late)


def is_in(row: OverviewRow) -> bool:
    """Return whether a unit has handed in."""
    return row.submission is not None and row.submission.standing.state in _IN


def note_of(row: OverviewRow, troubles: Sequence[Trouble]) -> str:
    """Return the line under a unit's name: where it stands, and all that is the matter but the first."""
    parts = [step_word(row)]
    told = {Trouble.LATE, Trouble.BIAS, Trouble.ASKED}  # each has words of its own
    parts += [trouble_word(one).lower() for one in troubles[1:] if one not in told]
    if Trouble.BIAS in troubles and row.bias is not None:
        parts.append(bias_words(row))
    if row.said.asked:
        parts.append(_("{n} att ändra").format(n=row.said.asked))
    if row.said.open > row.said.asked:
        n = row.said.open - row.said.asked
        parts.append(ngettext("{n} öppen kommentar", "{n} öppna kommentarer", n).format(n=n))
    return ", ".join(parts)


def bias_words(row: OverviewRow) -> str:
    """Return how a unit's forecasts use to err: `brukar bli 1,2 mnkr bättre än prognosen`."""
    if row.bias is None:
        return ""
    error = row.bias.mean
    pattern = (
        _("brukar bli {amount} sämre än prognosen")
        if error > 0
        else _("brukar bli {amount} bättre än prognosen")
    )
    return pattern.format(amount=large_amount(abs(error)))


def answer(source: OverviewSource, needing: int) -> Sentence:
    """Return how the forecast stands, before and after measures, against last time, and who needs help."""
    if not source.rows:
        return sentence(_("Ingen enhet här frågas i prognosen."))
    total, ready = len(source.rows), sum(is_in(row) for row in source.rows)
    pattern = _("{unit} väntas bli {{verdict}}{after}{before}. {{needs}}, och {handed}.").format(
        unit=_name(source), after=_after(source), before=_before(source),
        handed=_("{n} av {total} har lämnat in").format(n=ready, total=total),
    )  # fmt: skip
    needs = _needs(source, needing, total)
    return sentence(pattern, verdict=_verdict(source.node.variance), needs=needs)


def _needs(source: OverviewSource, needing: int, total: int) -> str:
    if source.closed:
        words = ngettext(
            "{n} av {total} enheter har ändrat sig mycket",
            "{n} av {total} enheter har ändrat sig mycket",
            needing,
        )
        return words.format(n=needing or _("Ingen"), total=total)
    words = ngettext("{n} av {total} enheter behöver dig", "{n} av {total} enheter behöver dig", needing)
    return words.format(n=needing or _("Ingen"), total=total)


def _name(source: OverviewSource) -> str:
    if source.unit.kind is UnitKind.MUNICIPALITY:
        return _("Resultatet, {amount},").format(amount=large_amount(source.node.whole, signed=True))
    return source.unit.name


def _verdict(variance: int) -> str:
    return verdict(variance) if variance else _("som budget")


def _after(source: OverviewSource) -> str:
    effect = source.measures.effect
    if not effect:
        return ""
    return _(", efter åtgärder {verdict}").format(verdict=_verdict(source.node.variance + effect))


def _before(source: OverviewSource) -> str:
    before = source.node.previous_variance
    if before is None:
        return ""
    if before == source.node.variance:
        return _(", som i förra prognosen")
    return _(". Förra prognosen sa {verdict}").format(verdict=_verdict(before))


def _returned(row: OverviewRow) -> bool:
    standing = row.submission.standing if row.submission else None
    return standing is not None and standing.returned and standing.state is SubmissionState.WORKING
