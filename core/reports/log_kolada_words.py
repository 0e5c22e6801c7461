"""What is done with Kolada's figures, as the log says it."""

from core.texts import _

KOLADA_WORDS: dict[str, str] = {
    "indicators_carried": _("Förde över värden från Kolada till kommunens nyckeltal"),
    "kolada_places_chosen": _("Valde egen kommun och jämförelse i Kolada"),
}
