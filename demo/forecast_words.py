"""Why the units of Ekarboda deviate, as their managers say it: a cause of the list and a sentence."""

from collections.abc import Mapping
from typing import TypeAlias
from zlib import crc32

from core.enums import ForecastCause as Cause
from demo.facts_forecast import OCTOBER, T1, T2

Words: TypeAlias = tuple[Cause, str]

# year, rounds, unit, row, cause, words: what was said of what everybody talked about.
_TOLD: tuple[tuple[int, tuple[str, ...], str, str, Cause, str], ...] = (
    (2026, (T2, OCTOBER), "611", "timloner", Cause.STAFFING,
     "Vikarier maj–augusti, 1,2 mnkr med PO. Sjukfrånvaron var 11 procent i juni och juli. Från september är "
     "schemat i balans."),
    (2026, (T2, OCTOBER), "513", "kop", Cause.VOLUME,
     "En ny placering på hvb från 14 maj, 5 800 kr per dygn, 1,35 mnkr i år. Därtill fler dygn i "
     "konsulentstödda familjehem än budgeterat."),
    (2026, (T1,), "513", "kop", Cause.VOLUME,
     "Fler dygn i konsulentstödda familjehem än budgeterat. Två placeringar väntas avslutas i juni."),
    (2026, (T2, OCTOBER), "431", "ovriga_intakter", Cause.VOLUME,
     "302 elever mot budgeterade 310 från augusti, 92 000 kr per elev och år. Ger 307 tkr "
     "lägre skolpeng i år."),
    (2026, (T1, T2, OCTOBER), "471", "kop", Cause.VOLUME,
     "40 färre barn i förskolan än budgeterat ger 2,6 mnkr lägre skolpeng att betala ut."),
    (2026, (T1, T2, OCTOBER), "121", "manadsloner", Cause.STAFFING,
     "En controllertjänst var vakant januari–augusti. Tillsatt från september."),
    (2026, (T1, T2, OCTOBER), "112", "manadsloner", Cause.STAFFING,
     "En kommunikatörstjänst var vakant januari–augusti. Tillsatt från september."),
    (2026, (T1, T2, OCTOBER), "731", "lokaler", Cause.ONE_OFF,
     "Extra snöröjning i januari och februari, 2,4 mnkr. Inga pengar kvar om december blir vit."),
    (2026, (T1, T2, OCTOBER), "712", "lokaler", Cause.PRICE,
     "Elen kostar mer än avtalet när budgeten lades, och takarbetet på Kvarnskolan (412 tkr) avsåg "
     "november 2025."),
    (2026, (OCTOBER,), "433", "tjanster", Cause.OTHER,
     "Licensen för lärplattformen, 186 tkr, hör till Ekbackens skola och ska rättas."),
    (2025, (OCTOBER,), "513", "kop", Cause.VOLUME,
     "Två tonåringar har fått fortsatt vård på hvb över årsskiftet. I augusti räknade vi med öppenvård."),
    (2024, (T2, OCTOBER), "613", "timloner", Cause.STAFFING,
     "Vi har inte fått tag i semestervikarier med körkort och köpt övertid i stället."),
)  # fmt: skip

# row, then words where the year goes worse and better than budget.
_USUAL: dict[str, tuple[tuple[Words, ...], tuple[Words, ...]]] = {
    "manadsloner": (
        ((Cause.STAFFING, "En tjänst mer än budgeterat under våren, för att klara grupperna."),
         (Cause.STAFFING, "Rehabilitering och dubbel bemanning under inskolning av två nya."),
         (Cause.BUDGET, "Löneökningen blev högre än vi räknade med, och ligger inte i vår ram.")),
        ((Cause.STAFFING, "Vakant tjänst som inte tillsatts än."),
         (Cause.STAFFING, "Föräldraledigheter som vi bara delvis ersätter."),
         (Cause.VOLUME, "Färre grupper från hösten, en tjänst mindre.")),
    ),
    "timloner": (
        ((Cause.STAFFING, "Fler vikarier än budgeterat, mest under sommaren."),
         (Cause.STAFFING, "Hög sjukfrånvaro har täckts med timanställda.")),
        ((Cause.STAFFING, "Mindre behov av timanställda sedan bemanningen lades om."),),
    ),
    "ovrig_personal": (
        ((Cause.ONE_OFF, "Avgångsvederlag och friskvård utöver budget."),
         (Cause.BUDGET, "Pensionskostnaden enligt KPA:s prognos är högre än budget.")),
        ((Cause.TIMING, "Utbildningen flyttas till nästa år."),),
    ),
    "po": (
        ((Cause.STAFFING, "PO följer de högre lönerna."),),
        ((Cause.STAFFING, "PO följer de lägre lönerna."),),
    ),
    "statsbidrag": (
        ((Cause.REVENUE, "Bidraget minskar från hösten, och vi räknar med att betala tillbaka en del."),),
        ((Cause.REVENUE, "Statsbidrag som inte var beslutat när budgeten lades."),
         (Cause.REVENUE, "Högre ersättning från Migrationsverket än budgeterat.")),
    ),
    "avgifter": (
        ((Cause.REVENUE, "Färre avgiftsbetalande än budgeterat."),),
        ((Cause.REVENUE, "Fler avgiftsbetalande än budgeterat."),),
    ),
    "ovriga_intakter": (
        ((Cause.REVENUE, "Lägre intäkter än budgeterat, färre uppdrag åt andra."),),
        ((Cause.REVENUE, "Fler elever från andra kommuner än budgeterat."),
         (Cause.REVENUE, "Högre intäkter än budgeterat, mest försäljning till andra.")),
    ),
    "kop": (
        ((Cause.VOLUME, "Fler placerade elever och brukare hos andra utförare än budgeterat."),
         (Cause.PRICE, "Avtalet räknades upp mer än index i budgeten.")),
        ((Cause.VOLUME, "Färre köpta platser än budgeterat."),),
    ),
    "bidrag": (
        ((Cause.VOLUME, "Fler hushåll med försörjningsstöd och längre tider än budgeterat."),),
        ((Cause.VOLUME, "Färre hushåll med försörjningsstöd än budgeterat."),),
    ),
    "lokaler": (
        ((Cause.PRICE, "El och fjärrvärme kostar mer än budgeterat."),),
        ((Cause.PRICE, "Lägre elpris än budgeterat."),),
    ),
    "material": (
        ((Cause.PRICE, "Livsmedelspriserna har ökat mer än budgetens index."),),
        ((Cause.TIMING, "Inköpen av inventarier skjuts till nästa år."),),
    ),
    "tjanster": (
        ((Cause.STAFFING, "Inhyrd personal tills tjänsterna är tillsatta."),),
        ((Cause.TIMING, "Konsultuppdraget börjar först nästa år."),),
    ),
    "ovrigt": (
        ((Cause.PRICE, "Skolskjutsavtalet räknades upp mer än budgeterat."),
         (Cause.PRICE, "Drivmedel och transporter kostar mer än budgeterat.")),
        ((Cause.OTHER, "Ofördelade medel som inte används i år."),),
    ),
    "kapital": (
        ((Cause.TIMING, "Investeringen togs i bruk tidigare än planerat."),),
        ((Cause.TIMING, "Investeringen tas i bruk senare än planerat."),),
    ),
    "skatter": (
        ((Cause.REVENUE, "SKR:s senaste skatteunderlagsprognos är lägre än budget."),),
        ((Cause.REVENUE, "SKR:s senaste skatteunderlagsprognos och slutavräkningen är högre än budget."),),
    ),
    "finans": (
        ((Cause.PRICE, "Räntan på lånen är högre än budgeterat."),),
        ((Cause.PRICE, "Lägre ränta och högre avkastning på likvida medel än budgeterat."),),
    ),
}  # fmt: skip
_OTHERWISE: Words = (Cause.OTHER, "Flera mindre avvikelser som var för sig ligger under gränsen.")


def words_of(year: int, key: str, place: tuple[str, str], variance: int) -> Words:
    """Return the cause and words of a row's variance in a round, the same from round to round."""
    unit, row = place
    for of_year, keys, of_unit, of_row, cause, text in _TOLD:
        if (of_year, of_unit, of_row) == (year, unit, row) and key in keys:
            return cause, text
    usual = _USUAL.get(row)
    if usual is None:
        return _OTHERWISE
    choices = usual[variance > 0]
    return choices[crc32(f"{year} {unit} {row}".encode()) % len(choices)]


def words_of_net(year: int, key: str, unit: str, variances: Mapping[str, int]) -> Words:
    """Return the cause and words of a unit's net: those of the row that weighs most in its direction."""
    net = sum(variances.values())
    row = max(variances, key=lambda one: variances[one] * (1 if net > 0 else -1))
    return words_of(year, key, (unit, row), variances[row])
