"""The units' own goals of 2026, and what each unit and nämnd says of its goals, in its own words.

A unit's goal is `unit|serves|steps|title`, and below it its words of August (– for none) and of
October. The steps are said of April, August and October: o uppfyllt, p delvis, b ej, - inget sagt.
"""

from dataclasses import dataclass

MONTHS = (4, 8, 10)
"""The months that something is said of."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a goal: a step (o, p or b) for each month, and the words of the two last."""

    steps: str
    august: str
    october: str = ""


@dataclass(frozen=True, slots=True)
class UnitGoal:
    """A unit's own goal: the keys of the goals that it serves, its title and what was said."""

    unit: str
    serves: tuple[str, ...]
    title: str
    said: Said


_SCHOOLS = """
411|BUN2|ooo|Varje barn har sin mindre grupp minst tre timmar om dagen
  Vi delar grupperna efter frukost varje dag. Det håller även när någon är borta.
412|BUN2|opo|Skogsdagarna görs i grupper om högst sex barn
  Två skogsdagar ställdes in i maj. Nu går vi varje vecka.
  Alla planerade skogsdagar blev av i höst.
413|BUN2|ppp|De yngsta möter högst fyra vuxna under dagen
  Vi når det på förmiddagen men inte vid stängning.
414|BUN2|ooo|Språkstunden hålls i små grupper varje dag
  Barnen väljer bok själva. Föräldrarna säger att de läser mer hemma.
415|BUN2|opp|Vikarier känner barnen de möter
  Vi har fyra fasta timvikarier, men i augusti räckte de inte.
  En av de fasta har fått tjänst hos oss, så vi är tillbaka på tre.
416|BUN2|ooo|Barngrupperna är lika små på eftermiddagen
  Schemat lades om i mars och har hållit sedan dess.
421|BUN2|oo-|Alla barn har en ansvarig pedagog som möter föräldrarna
  Ansvarig pedagog finns för alla, och fem av sex föräldrar vet vem det är.
422|BUN2|ppo|Grupperna på småbarnsavdelningen har högst tolv barn
  Humlan tog emot tre barn extra under våren.
  Vi är nere i tolv sedan den nya avdelningen öppnade i september.
423|BUN2|pbb|Barnen möts av kända vuxna hela dagen
  Tre förskollärare slutade före sommaren. Grupperna blev större och lugnet försvann.
  Två tjänster är fortfarande vakanta. Vi har slagit ihop två avdelningar i väntan på dem.
424|BUN2|ooo|Utelivet planeras så att grupperna blir mindre inne
  Halva gruppen är ute i taget. Det märks på ljudet.
425|BUN2|opp|Barn med behov av stöd har sin vuxen varje dag
  Stödet räckte till alla utom ett barn i juni.
  Tre av fyra barn har sin vuxen alla dagar.
426|BUN2|ooo|Vi är minst två utbildade på varje avdelning
  Alla avdelningar har två förskollärare eller fler.
427|BUN2|o-o|Öppna förskolan möter fler familjer
  –
  Vi öppnar även lördagar sedan oktober och har haft 34 nya familjer.
431|BUN1 BUN3|opp|Alla elever i årskurs 3 läser flytande
  Bland dem som började i årskurs 3 i höst behöver nio elever mer tid.
  Lästiden varje morgon ger resultat, men fyra elever är inte där än.
432|BUN1|ppb|Eleverna i årskurs 6 har betyg i alla ämnen
  Matematiken drar ned. Sex elever saknade betyg i juni.
  Sju elever riskerar F i matematik, och speciallärartjänsten har stått tom sedan augusti.
433|BUN1 BUN3|ooo|Varje klass har två vuxna i svenska och matematik
  Vi har hållit det hela läsåret.
434|BUN1|pbb|Minst 85 procent av niorna blir behöriga
  79 procent blev behöriga i juni. Frånvaron är den enskilt största orsaken.
  Lovskolan i höst hade 31 elever. 24 av dem klarade ämnet.
435|BUN1|ppo|Den lilla skolan har lärare som är behöriga i sina ämnen
  Tyskan och slöjden delades med Björkdalen under våren.
  Alla lärare är behöriga sedan den 12 oktober.
441|BUN3|ooo|Eleverna känner sig trygga på rasterna
  Rastvärdarna syns, och eleverna har själva ritat om skolgården.
442|BUN1|opo|Fler elever når målen i engelska
  Nätverket med Strandskolan kom igång sent.
  Proven i oktober visar att 9 av 10 når målen.
443|BUN3|pp-|Ingen elev är borta mer än fem procent utan giltig orsak
  Åtta elever har hög frånvaro. Vi ringer hem samma dag sedan mars.
444|BUN1 BUN3|opo|Minst 88 procent av niorna blir behöriga
  86 procent i juni. Studiehandledningen på modersmål gjorde skillnad.
  Terminens första avstämning pekar på 89 procent.
445|BUN1|ooo|Varje elev har mål som hon själv kan berätta om
  Bildstödet gör att alla elever deltar i sina samtal.
451|BUN1|ppp|Fler tar examen inom tre år
  73 procent tog examen i juni, två procentenheter fler än förra året.
452|BUN3|ooo|Eleverna provar ett arbete innan de slutar
  Alla i årskurs fyra har haft praktik på två ställen.
453|SON2|opp|Fler studerande når sin plan inom två år
  Vårdutbildningen fylls inte, men tre av fyra fullföljer.
454|SON2|ppo|Eleverna klarar kurs C inom 18 månader
  Kvällsgruppen gör att fler med arbete kan läsa vidare.
  Medelvärdet är nu 17 månader.
461|BUN3|op-|Elevhälsan träffar alla klasser i förebyggande syfte
  Psykologtjänsten var tom under våren, så högstadiet fick vänta.
462|BUN1|ooo|Modersmålet ges på plats i skolan
  Sju språk av åtta ges på skolan.
463|KFN1|opo|Kulturskolan når barn i alla skolor
  Tre skolor hade inga elever hos oss i våras.
  Dansen på Hultet och Åkerberg startade i september.
"""
_CARE = """
611|VON1 VON4|pbb|Våra kunder möter högst 14 personer på två veckor
  Sommaren blev tung: 19 personer i snitt i juli, mest på grund av vikarier.
  17 personer i snitt i oktober. Den nya planeringen börjar i november.
612|VON1|ppp|Kontaktmannen gör minst hälften av besöken
  46 procent av besöken i augusti.
  48 procent, och i två av tre grupper är det mer än hälften.
613|VON1|opo|Kunderna i centrum vet vem som kommer
  Tavlan i hallen används, men inte av sommarens vikarier.
  Fem av sex säger att de vet vem som kommer.
614|VON1|ooo|Nattens besök görs av samma två team
  Teamen är fasta sedan februari.
621|VON2 VON3|opo|De boende har en egen aktivitet varje vecka
  Juli gick bort. I augusti var vi tillbaka på en gång i veckan.
  Alla boende utom två har haft sin egen tid varje vecka.
622|VON3|pbp|Medarbetarna är friskare än förra året
  Sjukfrånvaron steg till nio procent efter sommaren.
  Den är nere på 8,1 procent sedan schemat lades om.
623|VON2|ooo|Lediga lägenheter fylls inom sju dagar
  Fem dagar i snitt sedan årets början.
624|VON3|oo-|Måltiderna är lugna och delas av personal och boende
  Personalen äter med på alla avdelningar.
631|VON1|ppo|Hemsjukvården planerar besöken tillsammans med hemtjänsten
  Planeringssystemen talar inte med varandra än.
  Gemensam morgongenomgång varje dag sedan oktober.
632|VON1|ooo|Den som kommer hem från sjukhus får träning inom tre dagar
  Vi har klarat det för alla utom två.
633|VON4|pbb|Fler pass bemannas utan timvikarier
  Behovet var större än poolen. 41 procent av passen togs av timanställda.
  38 procent i oktober. Vi rekryterar åtta till poolen.
641|VON5|oo-|De boende väljer själva sin middag
  Matråd varje måndag på alla sex grupperna.
642|VON5|opp|Varje boende har en egen plan för sin fritid
  Planer finns för 23 av 31.
  27 av 31 planer klara.
643|VON5|ppp|Fler går från daglig verksamhet till praktik
  Fyra personer har praktik, målet är åtta.
644|VON4|obb|Assistansen följer besluten
  Försäkringskassan har dragit in timmar för tre personer, och vi bär kostnaden.
  Överklaganden är inlämnade för alla tre.
645|VON2|ooo|Korttids har plats när den behövs
  Ingen har nekats sedan mars.
651|VON2|opp|Beslut om stöd fattas inom 30 dagar
  Semestrarna gav 38 dagar i augusti.
  33 dagar i oktober, och bunten av äldre ärenden är borta.
652|VON4|pp-|Köpta platser används bara när vi inte har egna
  Fyra köpta platser i snitt, en fler än planerat.
511|SON1|pbb|Utredningar blir klara inom fyra månader
  Fem handläggare slutade på fyra månader. Snittet är 147 dagar.
  139 dagar. Konsulterna slutar i december.
512|SON1|ooo|Familjer får stöd inom två veckor
  Elva dagar i snitt.
513|SON3|pbb|Fler barn bor i våra egna familjehem
  Två nya placeringar på institution sedan juni.
  Tre familjehem är under utredning, men inget är klart i år.
514|SON1|ooo|Samarbetssamtal erbjuds inom en månad
  Alla har fått tid inom tre veckor.
521|SON4|opo|Vuxenenheten arbetar i fasta team
  Ett team saknade ledare i våras.
  Teamen är fulltaliga sedan september.
522|SON2|ppp|Hushållens tid med försörjningsstöd blir kortare
  Elva månader i snitt, samma som förra året.
531|SON2|opp|Hälften av deltagarna går vidare till arbete eller studier
  44 procent under första halvåret.
  46 procent till och med oktober.
532|SON2|oo-|Nyanlända har en plan för arbete inom sex månader
  Planer finns för alla utom tre.
"""
_OTHERS = """
311|KFN2|oo-|Fler barn lånar böcker
  Utlånen till barn är tolv procent fler än i fjol.
312|KFN2|ppp|Filialerna har öppet när barnen är lediga
  Två av tre filialer öppnar på lov.
313|KFN1|o-o|Fler unga ställer ut i konsthallen
  –
  Vårens ungdomsutställning hade 900 besök.
321|KFN1|ppo|Flickor och pojkar får lika mycket tid i hallarna
  Fördelningen var 44 och 56 procent i vår.
  Den nya fördelningen från augusti ger 49 och 51 procent.
322|KFN1|ooo|Alla sjuåringar lär sig simma
  Åtta grupper i sommar, alla fulla.
323|KFN1|pbp|Gårdarna lockar fler flickor
  En av fyra besökare var flicka i våras.
  En av tre sedan tjejkvällarna började.
324|KFN1|oo-|Föreningar på landsbygden söker mer stöd
  Sju föreningar har sökt för första gången.
711|SBN1|ooo|Elanvändningen per kvadratmeter minskar
  Ny styrning i tolv skolor gav fem procent.
712|SBN1|oo-|Fel på värme åtgärdas inom ett dygn
  Median: sju timmar.
713|SBN4|pp-|Städet läggs om utan att någon får sämre schema
  Tre objekt återstår.
721|SBN2|pbb|Skolköken slänger högst 30 gram per elev
  46 gram i snitt i maj. Tallriken är det stora.
  41 gram i oktober. Åtta av tolv kök klarar fortfarande inte målet.
722|SBN2|opo|Äldre får mat som de äter upp
  Mätningen gjordes om efter klagomål på portionerna.
  27 gram i oktober.
731|SBN4|op-|Vägarna plogas inom tre timmar utan dyrare avtal
  Snön i mars kostade två miljoner mer än budget.
732|SBN1|ooo|Parkens maskiner går på el
  Sex av nio maskiner är bytta.
733|KS4|opo|Hälften av bilarna är elbilar
  Leveransen blev försenad till september.
  52 procent sedan de nya bilarna kom.
741|SBN4|ppp|Färre läckor i ledningsnätet
  Läckaget är 17 procent.
742|SBN2|ooo|Mer matavfall sorteras ut
  62 procent av hushållen sorterar.
751|SBN3|pp-|Planer tas fram inom 14 månader
  Tre planer av fyra håller tiden.
752|SBN3|opo|Beslut om bygglov inom åtta veckor
  Juli gav elva veckor.
  Sju veckor i oktober.
753|SBN3|ooo|Livsmedelsföretagen får svar inom en vecka
  Fyra dagar i snitt.
111|KS1|ooo|Ledningen följer upp alla uppdrag varje månad
  Inget uppdrag har glömts bort sedan genomgången blev fast.
112|KS3|opo|Medborgare får svar inom två dagar
  Valet gav många frågor i augusti.
  Två dagar igen.
113|KS3|oo-|Varje nytt företag får en lots
  27 företag har fått en lots.
114|KS4|bpp|Räddningstjänstens personbilar byts till el
  Upphandlingen överklagades.
  Två bilar av fem levererade.
121|KS1|ooo|Nämnderna får månadens siffror den åttonde
  Åttonde eller tidigare alla månader i år.
122|KS2|opp|Chefer får stöd inom en vecka
  Rehabilitering tar längre tid än väntat.
  Tio dagar i snitt.
131|KS1|ooo|Fel i systemen löses vid första kontakten
  71 procent, målet är 70.
132|KS3|ppo|Samtalen besvaras inom en minut
  Semesterbemanningen räckte inte.
  50 sekunder i oktober.
"""
_COMMITTEES = """
KS1|ooo
  Delårsbokslutet pekar på 1,1 procent.
  Oktoberprognosen: 22 miljoner, strax över målet.
KS2|bpp
  Fyra förvaltningar av sex har en plan.
  Fem av sex, och två av dem följs varje månad.
KS3|pbb
  Mätningen gav 66, två lägre än förra året. Företagen väntar för länge på besked.
  Lotsarna har gjort skillnad, men nästa mätning kommer först i vår.
KS4|ppp
  Bilpoolen är halvvägs till el.
BUN1|ppb
  81 procent i juni. Två skolor drar ned, de andra når målet.
  Höstens avstämning visar att Kvarnskolan och Ekbacken behöver mer stöd än de har.
BUN2|opb
  5,4 barn per årsarbetare. Mossens vakanser märks i snittet.
  5,6 barn per årsarbetare. Mossens två tomma tjänster drar hela snittet över gränsen.
BUN3|opp
  Enkäten visar fler trygga elever på mellanstadiet, färre på högstadiet.
BUN4|ooo
  6,6 procent, 0,3 lägre än vid årsskiftet.
BUN5|ppo
  Ramen hålls om höstens grupper blir som planerat.
  Fyra miljoner bättre än budget.
SON1|pbb
  Var tredje utredning drar över tiden. Rekryteringen är det som avgör.
  Sju nya handläggare är anställda, men de börjar först efter nyår.
SON2|opp
  Något färre hushåll än i fjol, men de stannar längre.
SON3|bbb
  Nio placeringar fler än budgeten räknade med.
  Prognosen är nio miljoner sämre än ramen. Åtgärdsplanen gäller.
SON4|ppo
  Personalomsättningen har minskat från 24 till 18 procent.
  Ingen har slutat sedan augusti.
VON1|pbb
  16 personer i snitt. Bara natten och centrum når målet.
  Norr är på 17. Planeringen görs om i hela området under november.
VON2|ooo
  Längsta väntan i år är 52 dagar.
VON3|bbb
  8,4 procent. Korttiden har ökat mest.
  8,2 procent, lägre än i fjol men långt från målet.
VON4|bbb
  Nio miljoner sämre än ramen efter åtta månader.
  Prognosen är fjorton miljoner sämre. Åtgärderna ger effekt först nästa år.
VON5|opp
  Matråd och fritidsplaner finns på de flesta boenden.
KFN1|ppo
  Landsbygden är med i fler föreningar.
  Tre nya mötesplatser sedan i våras.
KFN2|opp
  Huvudbiblioteket växer, filialerna står still.
KFN3|ooo
  Följer ramen.
SBN1|ooo
  Fyra procent lägre än förra året, mest i skolorna.
SBN2|bbb
  Över målet i åtta av tolv kök. Äldreomsorgens kök klarar det.
  Ett av köken har halverat sitt svinn och visar de andra hur.
SBN3|opo
  Sommaren gav långa väntetider.
  Åtta veckor i snitt i oktober.
SBN4|opp
  Snön och elpriset kostar mer än beräknat.
  Två miljoner sämre än ramen.
"""


def unit_goals() -> tuple[UnitGoal, ...]:
    """Return the units' own goals with what was said of each."""
    found = []
    for head, august, october in _entries(_SCHOOLS + _CARE + _OTHERS):
        unit, serves, steps, title = head.split("|")
        found.append(UnitGoal(unit, tuple(serves.split()), title, Said(steps, august, october)))
    return tuple(found)


def committee_words() -> dict[str, Said]:
    """Return what the nämnder said of their goals, by the goals' keys."""
    entries = ((head.split("|"), august, october) for head, august, october in _entries(_COMMITTEES))
    return {key: Said(steps, august, october) for (key, steps), august, october in entries}


def _entries(text: str) -> list[tuple[str, str, str]]:
    """Return each head with the words below it, of August and of October; empty where nothing was said."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("  "):
            found[-1].append(line.strip().removeprefix("–"))
        elif line:
            found.append([line])
    padded = ([*entry, "", ""] for entry in found)
    return [(entry[0], entry[1], entry[2]) for entry in padded]
