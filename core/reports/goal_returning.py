"""What opening a merged goal gives back and what stays with the other one, in words."""

from core.queries.goal_mergers import Moved, Returning
from core.reports.words import listed
from core.texts import _, ngettext


def returning_words(found: Returning) -> tuple[str, ...]:
    """Return sentences: what comes back, and what stays and why."""
    if not found.known:
        return (
            _(
                "När målen slogs ihop sparades inte vad som flyttades. Kopplingar, nyckeltal, aktiviteter "
                "och pengar blir kvar hos ”{title}”. Flytta tillbaka dem för hand."
            ).format(title=found.title),
        )
    if not found.allowed:
        return (
            _(
                "Du kan inte ändra ”{title}”, så det som följde med dit blir kvar. Be den som har hand om "
                "båda målen att öppna målet igen."
            ).format(title=found.title),
        )
    back = (
        _("Tillbaka från ”{title}” kommer {things}.").format(
            title=found.title, things=listed(_things(found.back))
        )
        if found.back
        else _("Inget kommer tillbaka från ”{title}”.").format(title=found.title)
    )
    if not found.stays:
        return (back,)
    stays = _("Kvar där blir {things}: det har ändrats sedan dess, eller kom även med ett annat mål.")
    return (back, stays.format(things=listed(_things(found.stays))))


def _things(moved: Moved) -> list[str]:
    n = len(moved.links), len(moved.tags), len(moved.indicators), len(moved.activities), len(moved.money)
    words = (
        ngettext("{n} koppling", "{n} kopplingar", n[0]),
        ngettext("{n} märkning", "{n} märkningar", n[1]),
        ngettext("{n} nyckeltal", "{n} nyckeltal", n[2]),
        ngettext("{n} aktivitet", "{n} aktiviteter", n[3]),
        ngettext("{n} del av pengarna", "{n} delar av pengarna", n[4]),
    )
    return [word.format(n=count) for word, count in zip(words, n, strict=True) if count]
