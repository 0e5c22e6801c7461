"""The words of an operational plan: how far it has come, and what was decided."""

from core.enums import UnitPlanState
from core.periods import local_time
from core.queries.decisions import DecisionRow
from core.queries.unit_plans import PlanView
from core.reports.decision_words import decided
from core.reports.words import Sentence, sentence
from core.texts import _, ngettext


def answer(plan: PlanView) -> Sentence:
    """Return the answer to "is the plan ready"."""
    if plan.state is UnitPlanState.ADOPTED:
        return sentence(_("Planen är {what}."), what=_("antagen"))
    if plan.id is None or not plan.sections:
        return sentence(_("Planen är {what}."), what=_("inte påbörjad"))
    left = len(plan.sections) - plan.ready
    if not left:
        return sentence(_("Alla rubriker är {what}. Planen kan lämnas till beslut."), what=_("klara"))
    return sentence(
        _("{what} är kvar att skriva klart."),
        what=ngettext("{n} rubrik", "{n} rubriker", left).format(n=left),
    )


def adoption(decision: DecisionRow) -> str:
    """Return who adopted a plan: `Antagen av Barn- och utbildningsnämnden 2026-01-20 § 12.`"""
    by = decided(decision.body, decision.day, decision.paragraph, decision.diary_number)
    return _("Antagen av {by}.").format(by=by)


def freshness(plan: PlanView) -> str:
    """Return when the plan was last written in; nothing for one that nobody has written in."""
    written = [section for section in plan.sections if section.at is not None]
    if not written:
        return ""
    latest = max(written, key=lambda section: str(section.at))
    at = local_time(latest.at) if latest.at else ""
    return _("Senast skrivet av {user}, {at}.").format(user=latest.user, at=at)
