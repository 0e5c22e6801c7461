"""What is done with measures and with the clock of a reported deficit, as the log says it."""

from core.texts import _

MEASURE_WORDS: dict[str, str] = {
    "action_plan_closed": _("Stoppade åtgärdsplanens klocka utan beslut"),
    "action_plan_decided": _("Skrev in nämndens beslut om åtgärder"),
    "action_plan_moved": _("Ett underskott rapporterades på nytt"),
    "action_plan_opened": _("Ett underskott rapporterades"),
    "measure_added": _("Lade till en åtgärd"),
    "measure_changed": _("Ändrade en åtgärd"),
    "measure_followed": _("Följde upp en åtgärd"),
}
