"""The key figures of Ekarboda: what each is, and where it stands year by year.

A figure is `code|title|unit|decimals|direction|how often|added up|factor|partly|owner|next update|source`,
with its explanation below (a
long line goes on below). Directions are h (high is good) and l; how often m, t (tertial) and y; added up
n, s, m, r (a share by its parts), l (latest). Codes with Kolada's ids have the demo's own values.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.enums import Aggregation, Direction, Periodicity


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """A key figure as it is defined."""

    code: str
    title: str
    measure_unit: str
    decimals: int
    direction: Direction
    periodicity: Periodicity
    aggregation: Aggregation
    factor: int
    partly: Decimal
    owner: str
    next_update: date | None
    source: str
    text: str
    formula: str = ""
    kolada_id: str = ""
    by_sex: bool = False


SICK = "sjukfranvaro"
NEVER_UPDATED = "avtalstrohet"
_BY_SEX = {"behoriga", SICK, "brukare_sabo"}
_FORMULAS = {"kostnad_per_elev": "personalkostnad / 1000 / elever"}
_DIRECTIONS = {"h": Direction.HIGHER, "l": Direction.LOWER}
_OFTEN = {"m": Periodicity.MONTH, "t": Periodicity.TERTIAL, "y": Periodicity.YEAR}
_ADDED = {
    "n": Aggregation.NONE, "s": Aggregation.SUM, "m": Aggregation.MEAN, "r": Aggregation.RATIO,
    "l": Aggregation.LATEST,
}  # fmt: skip
_DEFINED = """
N03102|Årets resultat av skatter och bidrag|procent|1|h|y|n|100|0.3|petra.dahlgard|2027-03-01|Bokslutet
  Årets resultat delat med skatteintäkter, generella statsbidrag och utjämning.
N03011|Nettokostnad per invånare|tkr|1|l|y|n|1|0.5|petra.dahlgard|2027-03-01|Bokslutet, SCB
  Verksamhetens nettokostnader enligt resultaträkningen delat med invånare den 31 december.
N00003|Personalkostnad per invånare|tkr|1|l|y|n|1|0.5|goran.sjolid|2027-03-01|Bokslutet, SCB
  Kommunens personalkostnader delat med invånare den 31 december.
N11008|Kostnad per barn i förskolan|tkr|0|l|y|n|1|3|lena.tornstig|2027-04-15|Räkenskapssammandraget
  Kostnad för förskola delat med inskrivna barn, medeltal av våren och hösten.
N15006|Kostnad per elev i grundskolan|tkr|0|l|y|n|1|3|lena.tornstig|2027-04-15|Räkenskapssammandraget
  Kostnad för årskurs 1–9 delat med folkbokförda elever.
N17005|Kostnad per elev i gymnasiet|tkr|0|l|y|n|1|3|lena.tornstig|2027-04-15|Räkenskapssammandraget
  Kostnad för gymnasieskola delat med folkbokförda elever.
N20048|Kostnad för äldreomsorg per invånare över 80|tkr|0|l|y|n|1|4|nils.ekvik|2027-04-15
|Räkenskapssammandraget
  Kostnad för äldreomsorg delat med invånare som är 80 år eller äldre.
N31001|Ekonomiskt bistånd per invånare|kr|0|l|y|n|1|50|ulrika.nabb|2027-04-15|Räkenskapssammandraget
  Kostnad för ekonomiskt bistånd delat med invånare den 31 december.
sjukfranvaro|Sjukfrånvaro|procent|1|l|m|r|100|0.5|goran.sjolid|2026-12-03|Lönesystemet
  Sjuktimmar av ordinarie arbetstid, de senaste tolv månaderna. Räknas som Kolada N00090.
behoriga|Elever i årskurs 9 som är behöriga till yrkesprogram|procent|0|h|y|r|100|3|helena.grimstrand
|2027-07-01
|Betygen i juni
  Godkänt i svenska, engelska, matematik och minst fem ämnen till, av alla som slutar årskurs 9.
lasare|Elever i årskurs 3 som läser flytande|procent|0|h|y|r|100|5|helena.grimstrand|2026-11-30
|Läsprov i maj och oktober
  Elever som når stanine 4 eller mer på läsprovet, av alla som gjort det.
trygga|Elever som känner sig trygga i skolan|procent|0|h|y|r|100|4|eva.rosenholt|2027-04-01
|Skolenkäten i mars
  Andel som svarar stämmer helt eller stämmer ganska bra.
barn_per_arsarbetare|Barn per årsarbetare i förskolan|barn|1|l|t|r|1|0.2|camilla.alsund|2027-01-20
|Barnregistret och lönesystemet
  Inskrivna barn delat med årsarbetare i barngrupp.
elever|Elever på skolan|elever|0|h|y|s|1|0|lena.tornstig|2027-10-20|Elevregistret den 15 oktober
  Inskrivna elever i förskoleklass till årskurs 9.
kostnad_per_elev|Personalkostnad per elev hittills i år|tkr|0|l|m|n|1|2|lena.tornstig|
|Huvudboken och elevregistret
  Skolans personalkostnad från januari till och med månaden, delat med dess elever.
kontinuitet|Personal som en kund möter på två veckor|personer|0|l|m|m|1|1|linda.starrbo|2026-12-03
|Planeringssystemet
  Medelvärde för kunder med minst två besök om dagen, dagtid.
kontaktman|Besök av kontaktmannen|procent|0|h|m|r|100|5|linda.starrbo|2026-12-03|Planeringssystemet
  Månadens besök som kundens kontaktman gjorde, av alla besök.
U21468|Nöjda med hemtjänsten|procent|0|h|y|r|100|3|anders.kvarnlid|2027-02-01|Socialstyrelsens enkät
  Andel som är ganska eller mycket nöjda med sin hemtjänst i helhet.
brukare_sabo|Nöjda med sitt särskilda boende|procent|0|h|y|r|100|3|anders.kvarnlid|2027-02-01
|Socialstyrelsens enkät
  Andel som är ganska eller mycket nöjda med sitt boende i helhet. Kolada U23471.
vantan_sabo|Längsta väntan på särskilt boende|dagar|0|l|m|l|1|5|anders.kvarnlid|2026-12-05
|Verksamhetssystemet
  Dagar från beslut till erbjudande, den längsta hittills i år.
utredningstid|Utredningstid för barn och unga|dagar|0|l|m|l|1|10|ulrika.nabb|2026-12-05|Verksamhetssystemet
  Dagar från beslut att utreda till avslut, medelvärde av månadens avslutade.
till_arbete|Deltagare som går till arbete eller studier|procent|0|h|m|r|100|4|ulrika.nabb|2026-11-25
|Verksamhetssystemet
  Av dem som avslutat sin insats hittills i år.
bygglov|Handläggningstid för bygglov|veckor|1|l|m|l|1|1|tomas.brohage|2026-12-05|Ärendesystemet
  Från komplett ansökan till beslut, medelvärde av månadens beslut.
matsvinn|Matsvinn|gram per ätande|0|l|t|m|1|3|ingrid.bjornas|2026-11-15|Mätveckorna
  Serverings-, kök- och tallrikssvinn, medelvärde av mätveckan.
energi|Energi i kommunens lokaler|kWh per kvadratmeter|0|l|y|n|1|2||2027-02-15|Energiuppföljningen
  El och värme, korrigerat för hur kallt året var.
naringsliv|Företagens omdöme om kommunen|index|0|h|y|l|1|2|johan.stalhandske|2027-04-20|Insikt, varje vår
  Nöjd-kund-index för kommunens myndighetsutövning.
elbilar|Elbilar av kommunens personbilar|procent|0|h|m|r|100|4|stefan.vikbro|2026-12-01|Fordonsregistret
  Rena elbilar av alla personbilar som ägs eller hyrs.
barnbocker|Boklån per barn|lån|1|h|y|n|1|0.5||2027-01-25|Bibliotekssystemet
  Lån av barn- och ungdomsböcker delat med barn 0–17 år.
flickors_tid|Flickors andel av tiden i hallarna|procent|0|h|m|n|1|3|kerstin.vallmark|2026-11-20
|Bokningssystemet
  Bokade timmar för flickors grupper av alla timmar för barn och unga.
avtalstrohet|Inköp mot avtal|procent|0|h|t|n|1|3|johan.stalhandske|2026-09-15|Inköpssystemet
  Kronor som köpts av leverantörer med avtal, av alla inköp.
"""
MEASURES: dict[str, tuple[str, ...]] = {
    "N03102": ("F10", "KS1"),
    SICK: ("F9", "KS2", "BUN4", "SON4", "VON3", "622"),
    "behoriga": ("F1", "BUN1", "434", "444"),
    "lasare": ("431",),
    "trygga": ("F3", "BUN3", "441"),
    "barn_per_arsarbetare": ("F2", "BUN2", "422", "423"),
    "kontinuitet": ("F4", "VON1", "611", "612", "613", "614"),
    "kontaktman": ("612",),
    "U21468": ("F4", "613"),
    "brukare_sabo": ("623",),
    "vantan_sabo": ("F5", "VON2", "651"),
    "utredningstid": ("F5", "SON1", "511"),
    "till_arbete": ("F8", "SON2", "531"),
    "N31001": ("F8",),
    "bygglov": ("F7", "SBN3", "752"),
    "naringsliv": ("F7", "KS3"),
    "matsvinn": ("SBN2", "721", "722"),
    "energi": ("F6", "SBN1", "711"),
    "elbilar": ("KS4", "733"),
    "barnbocker": ("KFN2", "311"),
    "flickors_tid": ("KFN1", "321"),
}
"""Which goals, by their keys in `demo.facts_goals`, a key figure measures."""


def indicators() -> tuple[IndicatorFacts, ...]:
    """Return every definition, in the order written."""
    found = []
    lines = _DEFINED.replace("\n|", "|").strip().splitlines()
    for head, text in zip(lines[::2], lines[1::2], strict=True):
        code, title, unit, decimals, good, often, added, factor, partly, owner, following, source = (
            head.split("|")
        )
        found.append(
            IndicatorFacts(
                code, title, unit, int(decimals), _DIRECTIONS[good], _OFTEN[often], _ADDED[added],
                int(factor), Decimal(partly), owner,
                date.fromisoformat(following) if following else None, source, text.strip(),
                _FORMULAS.get(code, ""), code if _is_koladas(code) else "", code in _BY_SEX,
            )
        )  # fmt: skip
    return tuple(found)


def _is_koladas(code: str) -> bool:
    return code[0] in "NU" and code[1:].isdigit()
