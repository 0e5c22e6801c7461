"""The organisation of Ekarboda kommun: five levels of units, and the ansvar under them.

A unit has a short or three-digit code, an ansvar (cost center) has four digits that begin with
its unit's. Finansförvaltningen is a branch of its own under the municipality. Every name is
invented.
"""

from dataclasses import dataclass
from functools import cache

from demo.cost_centers import CostCenter, cost_centers_of

MUNICIPALITY = "EKA"
MUNICIPALITY_NAME = "Ekarboda kommun"
COMMITTEES = ("KS", "BUN", "SON", "VON", "KFN", "SBN", "KF")
FINANCE = "FIN"
BRANCHES = (*COMMITTEES, FINANCE)

_KINDS = {"K": "municipality", "N": "committee", "F": "department", "O": "area", "E": "unit"}

_UNITS = """
EKA|K||Ekarboda kommun
KS|N|EKA|Kommunstyrelsen
KLF|F|KS|Kommunledningsförvaltningen
110|O|KLF|Kommunledning och kansli
111|E|110|Kommunledningsstaben
112|E|110|Kansli och kommunikation
113|E|110|Näringsliv och turism
114|E|110|Räddningstjänst, beredskap och kollektivtrafik
120|O|KLF|Ekonomi och HR
121|E|120|Ekonomienheten
122|E|120|HR-enheten
130|O|KLF|Digitalisering och service
131|E|130|IT-enheten
132|E|130|Kontaktcenter
KF|N|EKA|Kommunfullmäktige, revision, val och överförmyndare
210|E|KF|Kommunfullmäktige
220|E|KF|Revision
230|E|KF|Valnämnd
240|E|KF|Överförmyndare
KFN|N|EKA|Kultur- och fritidsnämnden
KFF|F|KFN|Kultur- och fritidsförvaltningen
310|O|KFF|Kultur
311|E|310|Stadsbiblioteket
312|E|310|Filialbiblioteken
313|E|310|Allmänkultur och konsthallen
320|O|KFF|Fritid
321|E|320|Idrottsanläggningar
322|E|320|Simhallen Vågen
323|E|320|Fritidsgårdar
324|E|320|Föreningsstöd
BUN|N|EKA|Barn- och utbildningsnämnden
BUF|F|BUN|Barn- och utbildningsförvaltningen
410|O|BUF|Förskola norr
411|E|410|Blåklockans förskola
412|E|410|Ekorrens förskola
413|E|410|Granbackens förskola
414|E|410|Hasselns förskola
415|E|410|Lönnens förskola
416|E|410|Svalans förskola
420|O|BUF|Förskola söder
421|E|420|Björkens förskola
422|E|420|Humlans förskola
423|E|420|Mossens förskola
424|E|420|Rönnbärets förskola
425|E|420|Sjöstjärnans förskola
426|E|420|Vitsippans förskola
427|E|420|Pedagogisk omsorg och öppna förskolan
430|O|BUF|Grundskola norr
431|E|430|Björkdalens skola F–6
432|E|430|Ekbackens skola F–6
433|E|430|Norrängens skola F–6
434|E|430|Kvarnskolan 7–9
435|E|430|Hultets skola F–6
440|O|BUF|Grundskola söder
441|E|440|Lindalyckans skola F–6
442|E|440|Sjöängens skola F–6
443|E|440|Åkerbergs skola F–6
444|E|440|Strandskolan 7–9
445|E|440|Mellanvägens anpassade grundskola
450|O|BUF|Gymnasium och vuxenutbildning
451|E|450|Ekarboda gymnasium
452|E|450|Anpassade gymnasieskolan
453|E|450|Vuxenutbildningen
454|E|450|Svenska för invandrare
460|O|BUF|Elevhälsa och kulturskola
461|E|460|Centrala elevhälsan
462|E|460|Modersmålsenheten
463|E|460|Kulturskolan
470|O|BUF|Resurs och planering
471|E|470|Skolpeng och köpta platser
472|E|470|Skolskjuts
473|E|470|Förvaltningsstaben barn och utbildning
SON|N|EKA|Socialnämnden
SOF|F|SON|Socialförvaltningen
510|O|SOF|Barn och familj
511|E|510|Utredning barn och unga
512|E|510|Öppenvården
513|E|510|Placeringar barn och unga
514|E|510|Familjerätten
520|O|SOF|Vuxna och försörjning
521|E|520|Vuxenenheten
522|E|520|Ekonomiskt bistånd
530|O|SOF|Arbete och integration
531|E|530|Arbetsmarknadsenheten
532|E|530|Integrationsenheten
VON|N|EKA|Vård- och omsorgsnämnden
VOF|F|VON|Vård- och omsorgsförvaltningen
610|O|VOF|Hemtjänst
611|E|610|Hemtjänst Norr
612|E|610|Hemtjänst Söder
613|E|610|Hemtjänst Centrum
614|E|610|Nattpatrull och larm
620|O|VOF|Särskilt boende
621|E|620|Ekgården
622|E|620|Solbacken
623|E|620|Åbrinken
624|E|620|Lindhaga
630|O|VOF|Hälsa och bemanning
631|E|630|Hemsjukvården
632|E|630|Rehabenheten
633|E|630|Bemanningsenheten
640|O|VOF|Funktionsstöd
641|E|640|Gruppbostäder Norr
642|E|640|Gruppbostäder Söder
643|E|640|Daglig verksamhet
644|E|640|Personlig assistans
645|E|640|Korttids och boendestöd
650|O|VOF|Myndighet
651|E|650|Biståndsenheten
652|E|650|Köp av vård och omsorg
SBN|N|EKA|Samhällsbyggnadsnämnden
SBF|F|SBN|Samhällsbyggnadsförvaltningen
710|O|SBF|Fastighet och service
711|E|710|Fastighetsförvaltning
712|E|710|Fastighetsdrift
713|E|710|Lokalvård
720|O|SBF|Måltid
721|E|720|Måltid skola och förskola
722|E|720|Måltid äldreomsorg
730|O|SBF|Gata, park och fordon
731|E|730|Gata och trafik
732|E|730|Park
733|E|730|Fordon och förråd
740|O|SBF|Vatten och avfall
741|E|740|Vatten och avlopp
742|E|740|Avfall
750|O|SBF|Plan, bygg och miljö
751|E|750|Plan, mark och exploatering
752|E|750|Bygglov
753|E|750|Miljö och hälsoskydd
FIN|F|EKA|Finansförvaltningen
910|E|FIN|Skatter och bidrag
920|E|FIN|Finansiering
930|E|FIN|Pensioner
940|E|FIN|Centrala poster
"""


@dataclass(frozen=True, slots=True)
class Node:
    """One place in the organisation; `parent` is None for the municipality only."""

    code: str
    name: str
    kind: str
    parent: str | None


@cache
def units() -> tuple[Node, ...]:
    """Return the units above the ansvar, parents before children."""
    rows = (line.split("|") for line in _UNITS.strip().splitlines())
    return tuple(Node(code, name, _KINDS[kind], parent or None) for code, kind, parent, name in rows)


@cache
def cost_centers() -> tuple[CostCenter, ...]:
    """Return every ansvar, in code order, with what it does and how heavy it is."""
    found = [center for unit in units() for center in cost_centers_of(unit.code)]
    return tuple(sorted(found, key=lambda center: center.code))


@cache
def nodes() -> tuple[Node, ...]:
    """Return the whole tree, units and ansvar, parents before children."""
    leaves = (Node(c.code, c.name, "cost_center", c.unit) for c in cost_centers())
    return (*units(), *leaves)


@cache
def branch_of() -> dict[str, str]:
    """Return for every node below the municipality the branch (nämnd or FIN) that it lies in."""
    branches: dict[str, str] = {}
    for node in nodes():
        if node.parent == MUNICIPALITY:
            branches[node.code] = node.code
        elif node.parent is not None:
            branches[node.code] = branches[node.parent]
    return branches
