"""What is done with key figures, as the log and their own history say it."""

from core.texts import _

INDICATOR_WORDS: dict[str, str] = {
    "goal_measured": _("Lät ett nyckeltal mäta ett mål"),
    "goal_unmeasured": _("Lät ett nyckeltal inte mäta ett mål längre"),
    "indicator_added": _("Lade till ett nyckeltal"),
    "indicator_assessed": _("Skrev om ett värde"),
    "indicator_baseline": _("Ändrade var ett nyckeltal börjar"),
    "indicator_changed": _("Ändrade vad ett nyckeltal är"),
    "indicator_closed": _("Avslutade ett nyckeltal"),
    "indicator_last_year": _("Sa hur länge en enhet följer ett nyckeltal"),
    "indicator_merged": _("Slog ihop två nyckeltal"),
    "indicator_note": _("Skrev in en händelse vid ett nyckeltal"),
    "indicator_owner": _("Bytte vem som rapporterar ett nyckeltal"),
    "indicator_placed": _("Lade till ett nyckeltal på en enhet"),
    "indicator_removed": _("Tog bort ett nyckeltal från en enhet"),
    "indicator_reopened": _("Öppnade ett nyckeltal igen"),
    "indicator_target": _("Ändrade ett målvärde"),
    "indicator_value": _("Rapporterade ett värde"),
    "indicator_values_loaded": _("Läste in värden ur en fil"),
}
