"""The ansvar under every unit: what each does and how much of each kind of cost it carries.

A specification is `suffix|name|function|staff|other|premises|groups`. The three weights share
out the cost groups within a programme (a row of the table of verksamhet); `groups` names those
that are booked on this ansvar alone, because nobody else does that kind of thing.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CostCenter:
    """One ansvar: weights are relative within its programme, `groups` are booked here alone."""

    code: str
    name: str
    unit: str
    function: str
    staff: float
    other: float
    premises: float
    groups: frozenset[str]


PUPILS = {
    "431": 310, "432": 340, "433": 260, "434": 430, "435": 150,
    "441": 330, "442": 300, "443": 240, "444": 500,
}  # fmt: skip
CHILDREN = {
    "411": 105, "412": 90, "413": 110, "414": 85, "415": 95, "416": 100,
    "421": 90, "422": 100, "423": 95, "424": 110, "425": 85, "426": 75, "427": 20,
}  # fmt: skip
_LOWER_SCHOOLS = ("431", "432", "433", "435", "441", "442", "443")
_STAFF_PER_PUPIL = 0.075
_STAFF_PER_CHILD = 0.115

_LOWER_SCHOOL = (
    "0|Ledning och gemensamt|4402|.14|.45|1|SP",
    "1|Förskoleklass|4351|.12|.10|0|",
    "2|Undervisning åk 1–6|4401|.52|.40|0|",
    "3|Fritidshem|4251|.17|.17|.17|SP",
    "4|Elevstöd|4403|.22|.05|0|",
)
_UPPER_SCHOOL = (
    "0|Ledning och gemensamt|4402|.13|.45|1|SP",
    "1|Undervisning åk 7–9|4401|.67|.48|0|",
    "2|Elevstöd|4403|.20|.07|0|",
)
_PRESCHOOL = (
    "0|Ledning och gemensamt|4071|.12|.55|1|SP",
    "1|Avdelningar småbarn|4071|.46|.22|0|",
    "2|Avdelningar äldre barn|4071|.42|.23|0|",
)

_SPECIFIC = """
KS:1001|Kommunstyrelsen, förtroendevalda|1002|8|1|0|
KS:1009|Kommunstyrelsen, ofördelat|9101|0|0|0|
KLF:1011|Förvaltningsledning|9101|4|2|1|
KLF:1019|Kommunledningsförvaltningen, ofördelat|9101|0|0|0|
111:1110|Stab och säkerhet|9101|7|2|1|
111:1111|Kommunhus och gemensamt|9101|.6|3|7|H60 IH IS D79 IR
112:1120|Kansli|9101|6|2|0|
112:1121|Kommunikation|9101|4.5|2|0|
112:1122|Partistöd|1101|0|0|0|B45
113:1130|Näringsliv|2201|1|1|1|
113:1131|Turism|2301|.6|.5|.2|
114:1140|Räddningstjänst|2701|0|0|1|K46
114:1141|Beredskap|2751|1|1|0|
114:1142|Kollektivtrafik|8321|.4|.3|0|K46
114:1143|Färdtjänst|5301|1|1|0|T69 R36
121:1210|Redovisning|9101|5|2|0|
121:1211|Controllers och upphandling|9101|6|2|0|
122:1220|HR|9101|6|2|0|
122:1221|Löneservice|9101|4|1.5|0|
131:1310|IT-drift|9201|7|6|0|I68 R36 IIR
131:1311|Digital utveckling|9201|6|3|0|I68 K46
132:1320|Kontaktcenter|9101|5|1|0|
210:2100|Kommunfullmäktige|1001|1|1|1|
220:2200|Revision|1201|1|1|1|
230:2300|Valnämnd|1301|1|1|1|
230:2309|Nämndgemensamt, ofördelat|1301|0|0|0|
240:2400|Överförmyndare|1302|1|1|1|
KFN:3001|Kultur- och fritidsnämnden, förtroendevalda|1002|.4|.2|0|
KFN:3009|Kultur- och fritidsnämnden, ofördelat|9101|0|0|0|
KFF:3011|Förvaltningsledning och stab|9101|2.5|.6|.3|
KFF:3019|Kultur- och fritidsförvaltningen, ofördelat|9101|0|0|0|
311:3110|Bibliotek, verksamhet|3201|6.5|4|3|
311:3111|Medier och digitala tjänster|3201|.5|5|0|
312:3120|Filialer|3201|3|2|1.5|
313:3130|Allmänkultur|3151|3|1.5|0|B45 K46
313:3131|Konsthallen|3151|2|1|1.5|H60
321:3210|Idrottsplatser och hallar|3401|5|3|9|H60 B45
321:3211|Ishall|3401|2|2|4|
322:3220|Bad|3402|4|2|5|
322:3221|Reception och kiosk|3402|2|1.5|0|R30
323:3230|Fritidsgården Navet|3501|3|1|1.2|
323:3231|Fritidsgården Söder|3501|2|.7|1|
324:3240|Bidrag till föreningar|3001|.4|.3|0|B45 K46
BUN:4001|Barn- och utbildningsnämnden, förtroendevalda|1002|.6|.4|0|
BUN:4009|Barn- och utbildningsnämnden, ofördelat|9101|0|0|0|
BUF:4011|Förvaltningsledning|9101|3|1|.5|
BUF:4019|Barn- och utbildningsförvaltningen, ofördelat|9101|0|0|0|
410:4100|Områdesledning förskola norr|4071|2|.4|0|
420:4200|Områdesledning förskola söder|4071|2|.4|0|
427:4270|Pedagogisk omsorg|4121|2|.3|.2|
427:4271|Öppna förskolan|4001|.9|.2|.3|
430:4300|Områdesledning grundskola norr|4402|1.6|.4|0|
440:4400|Områdesledning grundskola söder|4402|1.6|.4|0|
445:4450|Ledning och gemensamt|4431|2|4|4|SP
445:4451|Undervisning|4431|10|3|0|
445:4452|Fritids vid anpassade skolan|4431|4|1|0|
451:4510|Ledning och gemensamt|4501|6|8|20|H60 SP
451:4511|Högskoleförberedande program|4501|22|9|0|
451:4512|Yrkesprogram|4501|20|14|0|R30
451:4513|Introduktionsprogram|4501|8|3|0|
452:4520|Anpassade gymnasieskolan|4531|7|3|3|SP
453:4530|Komvux grundläggande|4701|4|1.5|1|
453:4531|Komvux gymnasial|4721|7|2|1.5|K46
454:4540|Svenska för invandrare|4761|8|2|1.5|
460:4600|Områdesledning elevhälsa|4405|1.2|.3|0|
461:4610|Elevhälsa, skolsköterskor och kuratorer|4405|8|2|.5|
461:4611|Specialpedagoger och psykologer|4405|6|1|0|
462:4620|Modersmål och studiehandledning|4401|5|.5|.2|
463:4630|Kulturskolan|3301|1|1|1|
470:4700|Områdesledning resurs och planering|9101|1|.4|0|
471:4710|Skolpeng och köp, förskola|4071|0|0|0|K46 SPC R35S R31 R36
471:4711|Skolpeng och köp, grundskola|4401|0|0|0|K46 SPC R35M R36 R35S
471:4712|Skolpeng, fritidshem|4251|0|0|0|K46 SPC R35S R31
471:4713|Skolpeng och köp, gymnasium|4501|0|0|0|K46 SPC R36 R35S B45 R35O
471:4714|Skolpeng och köp, anpassad skola|4431|0|0|0|K46 SPC R36
472:4720|Skolskjuts grundskola|4404|.8|.2|0|T69
472:4721|Skolskjuts anpassad skola|4431|0|0|0|T69
472:4722|Elevresor gymnasiet|4501|0|0|0|T69
473:4730|Stab och administration|9101|7|2.5|.6|
473:4731|Digitala lärverktyg|4402|1.5|6|0|I68
SON:5001|Socialnämnden, förtroendevalda|1002|.5|.3|0|
SON:5009|Socialnämnden, ofördelat|9101|0|0|0|
SOF:5011|Förvaltningsledning och stab|9101|3.5|2|1|
SOF:5019|Socialförvaltningen, ofördelat|9101|0|0|0|
510:5100|Områdesledning barn och familj|5693|1.2|.3|0|
511:5110|Utredning barn|5693|9|2|1.5|
511:5111|Utredning unga|5693|6|1.5|1|
512:5120|Öppenvård och familjecentral|5692|5.5|2|1.5|R35C
513:5130|Familjehem|5691|2|.6|0|K46
513:5131|HVB och stödboende|5691|.8|.4|.5|K46 H60 R35M R36
514:5140|Familjerätt|5851|3|.6|.5|K46
520:5200|Områdesledning vuxna och försörjning|5711|1|.3|0|
521:5210|Missbruk och beroende|5591|3.5|1|.8|K46 R36
521:5211|Våld i nära relation|5711|2.5|.7|.5|K46 H60 R34 R35C
522:5220|Ekonomiskt bistånd, handläggning|5751|1|1|1|
522:5221|Försörjningsstöd|5751|0|0|0|B45 R39
531:5310|Arbetsmarknadsenheten|6101|9|3|3|R35O B45
531:5311|Feriepraktik och anställningsstöd|6101|9|.5|0|
532:5320|Integration|6001|6|2|2|R35M R34 H60 R36 K46
532:5321|God man och boende ensamkommande|6001|3|.6|1|
VON:6001|Vård- och omsorgsnämnden, förtroendevalda|1002|.6|.4|0|
VON:6009|Vård- och omsorgsnämnden, ofördelat|9101|0|0|0|
VOF:6011|Förvaltningsledning|9101|4|1.5|1|
VOF:6019|Vård- och omsorgsförvaltningen, ofördelat|9101|0|0|0|
610:6100|Områdesledning hemtjänst|5101|2.6|.6|.3|
611:6110|Ledning och planering|5101|3|1.5|1|
611:6111|Dag|5101|17|2|0|IF
611:6112|Kväll och helg|5101|11|1|0|
612:6120|Ledning och planering|5101|3|1.5|1|
612:6121|Dag|5101|18|2|0|IF
612:6122|Kväll och helg|5101|11.5|1|0|
613:6130|Ledning och planering|5101|3|1.5|1|
613:6131|Dag|5101|19|2|0|IF
613:6132|Kväll och helg|5101|12|1|0|
614:6140|Nattpatrull|5104|12|1|.3|IF
614:6141|Trygghetslarm|5104|2|1.5|0|
620:6200|Områdesledning särskilt boende|5102|2.6|.6|0|
621:6210|Ekgården, gemensamt|5102|3|4|10|R34
621:6211|Ekgården plan 1|5102|11|1.5|0|
621:6212|Ekgården plan 2|5102|11|1.5|0|
621:6213|Ekgården demens|5102|10|1.5|0|
622:6220|Solbacken, gemensamt|5102|3|4|9|R34 H60
622:6221|Solbacken avdelning A|5102|11|1.5|0|
622:6222|Solbacken avdelning B|5102|11|1.5|0|
623:6230|Åbrinken, gemensamt|5102|2.5|3|8|R34
623:6231|Åbrinken, avdelningar|5102|18|2|0|
624:6240|Lindhaga, gemensamt|5102|2|2.5|6|R34
624:6241|Lindhaga korttid|5102|11|1.5|0|
624:6242|Lindhaga demens|5102|9|1.5|0|
630:6300|Områdesledning hälsa och bemanning|5103|1.2|.3|0|
631:6310|Hemsjukvård dag|5103|16|6|.6|S74
631:6311|Hemsjukvård kväll och natt|5103|10|2|0|
632:6320|Rehabilitering|5103|11|1.5|.6|
632:6321|Hjälpmedel|5103|1|9|.5|
633:6330|Bemanning och vikarieservice|5101|6|1.5|.5|
640:6400|Områdesledning funktionsstöd|5131|2.4|.6|0|
641:6410|Gruppbostad Ängsvägen|5131|12|1|2|R34
641:6411|Gruppbostad Kvarngatan|5131|13|1|2|R34
641:6412|Gruppbostad Smedjan|5131|12|1|2|
642:6420|Gruppbostad Söderängen|5131|12|1|2|R34
642:6421|Gruppbostad Stenhagen|5131|12|1|2|
642:6422|Serviceboende Bruket|5131|11|1|2|R34
643:6430|Daglig verksamhet Verkstan|5132|12|2|2|R35C R31
643:6431|Daglig verksamhet Trädgården|5132|9|2|1.5|
644:6440|Personlig assistans|5133|56|2|.5|R35F B45
645:6450|Korttidshem|5134|14|1.5|1.5|H60
645:6451|Boendestöd|5135|11|1|.5|
650:6500|Områdesledning myndighet|5105|1.2|.3|0|
651:6510|Biståndshandläggning|5105|11|1.5|.6|
651:6511|Avgifter och planering|5105|2|1|0|R31 R35C R35O
652:6520|Köp äldreomsorg|5102|0|0|0|K46 R36
652:6521|Köp funktionsstöd|5131|0|0|0|K46 R36
SBN:7001|Samhällsbyggnadsnämnden, förtroendevalda|1002|.6|.4|0|
SBN:7009|Samhällsbyggnadsnämnden, ofördelat|9101|0|0|0|
SBF:7011|Förvaltningsledning och stab|9101|4|2|1|
SBF:7019|Samhällsbyggnadsförvaltningen, ofördelat|9101|0|0|0|
710:7100|Områdesledning fastighet och service|9301|1.2|.4|0|
711:7110|Förvaltade fastigheter|9301|4|2|1|D79 IR IHR R34 R37
711:7111|Inhyrda lokaler|9301|.6|0|0|H60
711:7115|Investeringar fastighet|9301|0|0|0|
712:7120|Drift skolor och förskolor|9301|6|4|0|F61 S74
712:7121|Drift vård och övriga lokaler|9301|4|3|0|F61 S74
713:7130|Lokalvård skola och förskola|9402|21|2|0|ISR
713:7131|Lokalvård övrigt|9402|8|1|0|ISR
721:7210|Produktionskök|9401|12|14|1|IMR R30
721:7211|Skolkök|9401|17|12|1|IMR
722:7220|Kök äldreomsorg|9401|11|10|1|IMR R36
731:7310|Gator och vägar|2491|4|4|2|B45 D79 R36
731:7311|Vinterväghållning|2492|1|1|0|
731:7315|Investeringar gata|2491|0|0|0|
732:7320|Park|2501|3.5|2|1|
733:7330|Fordon|9403|1.2|1|1|T69 IFR
733:7331|Förråd|9403|1|1.5|.5|
741:7410|VA, verk och ledningar|8651|11|8|2|D79 R31
741:7411|VA, kundtjänst och mätare|8651|3|2|.5|
741:7415|Investeringar VA|8651|0|0|0|
742:7420|Avfall, insamling|8701|.8|1|1|T69 R31
742:7421|Avfall, behandling och återvinning|8701|.5|1|0|K46
750:7500|Områdesledning plan, bygg och miljö|2151|1.2|.3|0|
751:7510|Planering och mark|2151|6|3|1|R37 S74
751:7511|Exploatering|2151|.6|.6|0|S74
752:7520|Bygglov och mätning|2152|6|1.5|.6|R31 B45
753:7530|Miljö och hälsoskydd|2611|5|1.5|.5|R31
910:9110|Skatter|9501|0|0|0|
910:9111|Generella bidrag och utjämning|9501|0|0|0|
920:9210|Finansiering|9501|0|0|0|IRR D79 S74
920:9290|Balanskonton|9501|0|0|0|
930:9310|Pensioner|9501|0|0|0|P
940:9410|Löneökningspott|9501|0|0|0|
940:9420|Centrala poster|9501|0|0|0|O B45 R37 R39
940:9430|PO och semesterlöneskuld|9501|0|0|0|
940:9440|Kommunstyrelsens förfogande|9501|0|0|0|
"""


def _specific_of(unit: str) -> list[CostCenter]:
    found = []
    for line in _SPECIFIC.strip().splitlines():
        owner, _colon, rest = line.partition(":")
        if owner == unit:
            code, name, function, staff, other, premises, groups = rest.split("|")
            weights = (float(staff), float(other), float(premises))
            found.append(CostCenter(code, name, unit, function, *weights, frozenset(groups.split())))
    return found


def _by_template(unit: str, rows: tuple[str, ...], size: float) -> list[CostCenter]:
    found = []
    for row in rows:
        suffix, name, function, staff, other, premises, groups = row.split("|")
        weights = (float(staff) * size, float(other) * size, float(premises) * size)
        found.append(CostCenter(unit + suffix, name, unit, function, *weights, frozenset(groups.split())))
    return found


def cost_centers_of(unit: str) -> list[CostCenter]:
    """Return the ansvar of one unit; none for a unit that only holds other units."""
    if unit in PUPILS:
        rows = _LOWER_SCHOOL if unit in _LOWER_SCHOOLS else _UPPER_SCHOOL
        return _by_template(unit, rows, PUPILS[unit] * _STAFF_PER_PUPIL)
    if unit in CHILDREN and unit != "427":
        return _by_template(unit, _PRESCHOOL, CHILDREN[unit] * _STAFF_PER_CHILD)
    return _specific_of(unit)
