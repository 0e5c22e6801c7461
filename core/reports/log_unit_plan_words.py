"""What is done with operational plans and activities, as the log says it."""

from core.texts import _

UNIT_PLAN_WORDS: dict[str, str] = {
    "activity_added": _("La till en aktivitet"),
    "activity_changed": _("Ändrade en aktivitet"),
    "activity_checked": _("Bockade av en avstämning"),
    "activity_checks": _("Planerade avstämningar"),
    "activity_effect": _("Följde upp vad en aktivitet gav"),
    "activity_paused": _("Ändrade en paus i en aktivitet"),
    "activity_state": _("Ändrade hur en aktivitet står"),
    "plan_adopted": _("Antog en verksamhetsplan"),
    "plan_opened": _("Öppnade en antagen verksamhetsplan"),
    "plan_review_taken_back": _("Tog tillbaka valen ur förra årets plan"),
    "plan_reviewed": _("Gick igenom förra årets plan"),
    "plan_section": _("Skrev i en verksamhetsplan"),
    "plan_started": _("Började en verksamhetsplan"),
    "plan_template": _("Valde rubriker för verksamhetsplanerna"),
}
