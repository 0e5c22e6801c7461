"""The activities of Ekarboda's units in 2026, as the units wrote them down.

One is `unit|state|first day|last day|cost in tkr|hours|title|text`, days as month-day, the year only
where it is another. The states are n planerad, p pågår, k klar, a avbruten. A line below that begins
with `=` says what it led to, with `+`, `~` or `-` whether it had effect and how that is seen.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

YEAR = 2026


@dataclass(slots=True)
class ActivityFacts:
    """An activity of a unit; `effect` is +, ~ or -, cost in kronor."""

    unit: str
    state: str
    starts: date
    ends: date | None
    cost: int | None
    hours: int | None
    title: str
    text: str
    outcome: str = ""
    effect: str = ""
    effect_text: str = ""


_FACTS = """
411|p|01-12|12-18||120|Mindre grupper före lunch|Vi delar barnen i grupper om sex direkt efter frukost.
412|p|03-02|12-11|18|60|Skogsdag varje torsdag|Hyra av vindskydd och kläder att låna ut.
413|p|02-02|10-30||40|Nytt schema för stängningen|Samma två vuxna stänger hela veckan.
414|k|01-19|05-29|12|90|Språkstund med egna boklådor|Barnen väljer bok själva varje dag.
=Alla avdelningar har en boklåda, och biblioteket byter böcker varje månad.
+Föräldrar till 41 av 60 barn säger att de läser mer hemma än förra året.
415|p|08-17|12-18|45|30|Fyra fasta timvikarier|Introduktion i två dagar för varje ny vikarie.
416|k|03-02|04-30|||Lägga om eftermiddagens schema|Två pedagoger till klockan 16 på varje avdelning.
=Schemat håller sedan den 16 mars.
+Grupperna är lika stora på eftermiddagen som före lunch.
421|p|01-12|12-18||80|Ansvarig pedagog för varje barn|Namnet står på hyllan i hallen.
422|k|02-02|09-30|95|40|Öppna en ny avdelning|Lokalen iordningställs och personal anställs.
=Avdelningen Tuvan öppnade den 1 september med tolv barn.
423|p|03-02|09-30|60|100|Anställa två förskollärare|Annons, mässa i mars och ett introduktionsår.
423|n|10-01|12-18||24|Kollegialt stöd från Vitsippan|En pedagog byter arbetsplats en dag i veckan.
424|k|01-12|06-12|8|30|Utelek i halva grupper|Halva gruppen ute i taget, hela dagen.
=Genomfört på alla tre avdelningarna.
+Mätningen av ljudet visar tolv decibel lägre på förmiddagen.
425|p|08-17|12-18||50|Vikarieplan för barn med stöd|Två namngivna vuxna för varje barn.
427|k|08-17|10-31|22|60|Öppna förskolan på lördagar|Öppet tre timmar varannan lördag.
=Vi har öppet sedan den 3 oktober.
431|p|01-12|12-18|30|180|Lästid en halvtimme varje morgon|Alla klasser börjar dagen med tyst eller högläsning.
431|p|08-17|11-27|24|60|Intensivläsning i årskurs 3|Nio elever läser fyra gånger i veckan med speciallärare.
432|p|02-02|10-16|85|120|Speciallärare i matematik|Tjänsten delas med Norrängen tills den är besatt.
432|n|10-05|12-18|20|36|Mattestuga två eftermiddagar|Öppet för årskurs 4 till 6 med två lärare.
433|k|01-12|06-12||200|Två vuxna i svenska och matematik|Gemensam planering en timme i veckan.
=Alla klasser har haft två vuxna i minst fyra lektioner varje vecka.
+Proven i årskurs 3 visar 92 procent godkända, mot 86 året före.
434|p|01-12|10-30|210|300|Lovskola i fyra veckor|Vecka 9, 25, 26 och 44 för elever som riskerar F.
434|p|09-01|2027-06-11|40|90|Samtal om frånvaro varje vecka|Mentor, elevhälsa och vårdnadshavare samma vecka.
435|k|02-02|10-12|||Dela lärare i tyska och slöjd|Schemat läggs tillsammans med Björkdalen.
=Alla ämnen har behöriga lärare sedan den 12 oktober.
441|k|01-12|06-12|35|60|Eleverna ritar om skolgården|Elevrådet leder arbetet med fritidslärarna.
=Nya linjer, en lugn hörna och en ny bana för boll.
+Nio av tio elever känner sig trygga på rasten, mot åtta av tio i fjol.
442|p|03-16|12-04|15|48|Nätverk i engelska med Strandskolan|Lärarna träffas var tredje vecka.
443|p|02-02|12-18||70|Ring hem samma dag|Administratören ringer före klockan tio.
444|p|01-19|12-18|130|240|Studiehandledning på modersmål|Tolv elever får handledning i biologi och fysik.
445|k|02-02|06-12|18|40|Bildstöd i alla samtal|Materialet tas fram med logopeden.
=Alla elever deltog i sina utvecklingssamtal.
451|p|08-17|2027-06-11|90|160|Mentorstid varje vecka|En fast timme för varje klass.
451|p|03-01|10-15|||Kartlägga varför elever hoppar av|Samtal med 40 elever som slutade 2025.
452|k|01-12|05-29|10|50|Praktik på två ställen|Tillsammans med daglig verksamhet och fem företag.
=Alla elva elever i årskurs fyra har haft praktik.
~Sju av elva vill tillbaka till sin plats. För fyra var arbetet för svårt.
453|a|01-12|06-12|60||Vårdutbildning på kvällstid|Start i januari med 20 platser.
=För få sökte. Platserna flyttades till dagtid.
454|k|01-12|06-12|25|80|Kvällsgrupp för dem som arbetar|Två kvällar i veckan.
=28 studerande har gått i gruppen.
+Medeltiden till kurs C är 17 månader, mot 19 förra året.
463|k|03-02|10-30|70|110|Kulturskolan till Hultet och Åkerberg|Dans och slöjd i skolans lokaler.
=Dansen startade i september med 36 barn.
BUN|p|02-16|12-15|120|40|Rekrytera speciallärare tillsammans|Gemensam annons och ett introduktionsår.
511|p|02-02|11-30|80|60|Metodstöd i samtal med barn|Alla handläggare går tre dagar och har handledning.
512|k|01-12|08-31|45|90|Föräldrastöd utan ansökan|Fem träffar, öppet för alla.
=Fyra grupper med 38 föräldrar.
521|p|04-01|10-31|||Samordnad plan inom en månad|Gemensam mall med regionens beroendevård.
522|p|03-02|12-18|30|120|Digital ansökan om bistånd|Ansökan på nätet med stöd i kontaktcenter.
531|p|01-12|12-18|400|600|Arbetsspår för unga|Tolv platser i park och måltid.
532|n|09-01|12-18|||Mentorer för nyanlända|Tjugo par träffas varannan vecka.
611|p|05-04|10-31|50|200|Ny planering av hemtjänstens rundor|Färre medarbetare hos varje kund.
611|n|11-16|2027-03-31|20|60|Fasta vikarier till sommaren|Avtal skrivs före påsk.
612|p|02-02|12-11||100|Kontaktmannen gör hälften av besöken|Schemat byggs kring kunden.
613|k|03-02|05-29|14|20|Tavla i hallen hos kunden|Namn och bild på den som kommer.
=Tavlor sitter hos 118 av 124 kunder.
~Fem av sex kunder vet vem som kommer, men inte under sommaren.
614|k|01-05|02-27|||Två fasta nattteam|Samma team hos samma kunder.
=Teamen är fasta sedan den 9 februari.
+Larmen har minskat från 31 till 24 i veckan.
621|p|01-12|12-18|60|150|En egen aktivitet varje vecka|De boende väljer själva ur en bok med bilder.
622|p|04-13|10-30|25|80|Utbilda i bemötande vid demens|Webbkurs och två handledda träffar.
623|k|02-02|09-30|110||Nattbelysning som följer rörelse|Monteras i 24 lägenheter.
=Belysningen är på plats i 24 lägenheter.
631|p|03-02|12-18|35|70|Rehab hemma efter fall|Första besöket inom tre dagar.
641|p|01-12|12-18|18|60|Egen peng och egen handling|De boende planerar inköpen.
643|n|10-01|12-18|40||Prova på arbete i butik|Två butiker tar emot fyra personer.
311|k|01-12|05-29|55|120|Meröppet bibliotek på morgnar|Passerkort och kameror.
=Öppet från klockan sju sedan den 20 april.
+Besöken före klockan tio är 410 i veckan, mot 0 förut.
321|p|03-16|10-30|300||Byta belysning i ishallen|Ledlampor och styrning.
322|p|02-02|12-18|20|90|Simskola för dem som inte kan|Gratis på tre lov.
711|p|02-02|2027-06-30|900|150|Solceller på sex skoltak|Upphandlat i mars, monteras i två steg.
711|p|03-02|09-30|70|80|Sänka värmen på natten|Styrningen ställs om i 40 hus.
721|p|01-12|12-18||200|Väg svinnet varje dag|Varje kök väger och anslår.
722|p|04-01|12-11|15|60|Mellanmål på kvällen|Nattfastan ska bli kortare än elva timmar.
731|n|09-14|12-18|450||Trygg väg till Åkerbergs skola|Ny belysning och sänkt hastighet.
752|p|01-12|12-18|25|140|E-tjänst för enkla bygglov|Garage, altan och plank.
113|k|02-02|06-30|30|60|Företagsbesök varje vecka|Kommunalråd och näringslivschef.
=26 besök gjorda.
131|p|02-16|11-27|180|320|Byta plattform för skolans datorer|Alla elevdatorer före december.
"""

ORIGIN = "BUF"
ORIGIN_TITLE = "Närvaroteam på varje skola"
ORIGIN_TEXT = "Rektor, mentor och elevhälsa möts varannan vecka om elever med hög frånvaro."
COPIES = {
    "431": "p", "432": "p", "433": "k", "434": "p", "435": "n", "441": "k", "442": "p", "443": "p",
    "444": "p", "445": "n",
}  # fmt: skip
"""Every school has its own copy; how each stands."""

RESTING = {"434": ("2026-11-02", "2026-11-29")}
"""The activity of a unit that began first rests: from and to."""

SUMMER = frozenset({"431", "443", "451", "531", "721"})
"""Units whose first activity rested over the summer."""


@cache
def activities() -> tuple[ActivityFacts, ...]:
    """Return the activities in the order that they are written."""
    found: list[ActivityFacts] = []
    for line in _FACTS.strip().splitlines():
        if line[0] == "=":
            found[-1].outcome = line[1:]
        elif line[0] in "+~-":
            found[-1].effect, found[-1].effect_text = line[0], line[1:]
        else:
            unit, state, starts, ends, cost, hours, title, text = line.split("|")
            found.append(
                ActivityFacts(
                    unit, state, _day(starts), _day(ends), int(cost) * 1_000 if cost else None,
                    int(hours) if hours else None, title, text,
                )
            )  # fmt: skip
    return tuple(found)


def _day(text: str) -> date:
    return date.fromisoformat(text if len(text) > len("12-31") else f"{YEAR}-{text}")
