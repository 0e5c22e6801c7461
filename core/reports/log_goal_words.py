"""What is done with goals and the steering model, as the log says it."""

from core.texts import _

GOAL_WORDS: dict[str, str] = {
    "goal_added": _("Lade till ett mål"),
    "goal_assessed": _("Bedömde ett mål"),
    "goal_changed": _("Ändrade ett mål"),
    "goal_closed": _("Avslutade ett mål"),
    "goal_last_year": _("Ändrade vilket år ett mål upphör"),
    "goal_linked": _("Kopplade ett mål till ett annat"),
    "goal_merged": _("Slog ihop ett mål med ett annat"),
    "goal_money_added": _("Kopplade pengar till ett mål"),
    "goal_money_changed": _("Ändrade pengar som går till ett mål"),
    "goal_money_removed": _("Tog bort pengar från ett mål"),
    "goal_moved": _("Flyttade ett mål"),
    "goal_plan_taken_back": _("Tog tillbaka en planerad ändring av ett mål"),
    "goal_planned": _("Planerade ett mål för ett senare år"),
    "goal_reopened": _("Öppnade ett mål igen"),
    "goal_split": _("Delade ett mål i flera"),
    "goal_tagged": _("Ändrade ett måls märkningar"),
    "goal_unlinked": _("Tog bort en koppling mellan mål"),
    "goals_ordered": _("Ändrade ordningen på mål"),
    "levels_saved": _("Ändrade målens nivåer"),
    "scale_saved": _("Ändrade hur mål bedöms"),
    "steering_started": _("Valde en färdig styrmodell"),
    "tag_added": _("Lade till en märkning för mål"),
    "tags_added": _("Lade till de vanliga märkningarna"),
    "weighing_chosen": _("Valde hur flera bedömningar blir en"),
}
