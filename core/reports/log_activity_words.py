"""What is done with many activities, as the log says it."""

from core.texts import _

ACTIVITY_WORDS: dict[str, str] = {
    "activity_copied": _("Ändrade texten som förlagan"),
    "activity_moved_on": _("Tog med en aktivitet till nästa år"),
    "activity_spread": _("Spred en aktivitet till andra enheter"),
}
