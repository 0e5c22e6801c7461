"""What is done with budgets and forecasts, as the log says it."""

from core.texts import _

PLAN_WORDS: dict[str, str] = {
    "assumption_set": _("Ändrade en förutsättning"),
    "budget_decision_adopted": _("Antog ett budgetbeslut"),
    "budget_decision_changed": _("Ändrade ett budgetbeslut under arbete"),
    "budget_decision_created": _("Började på ett budgetbeslut"),
    "budget_decision_dropped": _("Lade ner ett budgetbeslut"),
    "budget_decision_effects": _("Ändrade vad ett budgetbeslut betyder för kommande år"),
    "budget_decision_row_removed": _("Tog bort en rad ur ett budgetbeslut"),
    "budget_decision_rows": _("Lade till rader i ett budgetbeslut"),
    "forecast_accepted": _("Satte ett värde i prognosen"),
    "forecast_adjusted": _("Justerade en prognos centralt"),
    "forecast_methods_chosen": _("Prövade prognosmetoderna mot tidigare år"),
    "forecast_place_chosen": _("Valde var en rad i prognosen ligger"),
    "forecast_proposed": _("Tog fram förslag till prognos"),
    "forecast_reason": _("Angav orsak i prognosen"),
    "frame_adopted": _("Lade in fullmäktiges beslut om ramarna"),
    "frame_changed": _("Ändrade ramarna"),
    "frame_created": _("Lade upp ramarna för ett år"),
    "frame_described": _("Ändrade namn eller skattesats i ramarna"),
    "frame_refreshed": _("Räknade om ramarna"),
    "generator_run": _("Räknade upp en budget"),
    "internal_budget_adopted": _("Lade in nämndens beslut om sin budget"),
    "plan_do": _("Ändrade belopp i en budget"),
    "plan_months_locked": _("Låste eller låste upp månader i en budget"),
    "plan_redo": _("Gjorde om en ändring i en budget"),
    "plan_row_added": _("Lade till en rad i en budget"),
    "plan_row_described": _("Ändrade namn eller text på en rad i en budget"),
    "plan_undo": _("Ångrade en ändring i en budget"),
    "unit_frame_changed": _("Fördelade ram till en enhet"),
}
