"""How each account is used: which accounts a group is booked on, and how the bookings look.

Styles: `pay` payroll, `inv` supplier invoices, `cus` customer invoices, `aut` automatic monthly
postings, `int` internal invoices. `typical` is the size of one booking in kronor; below one a month
the account is booked in a few months only. `budget` is the account that the cost is budgeted on: a
municipality budgets coarser than it books, but on the same line of its reports.
"""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class AccountUse:
    """How one account is booked; `vat` in percent, `texts` are variants with {m} for the month."""

    account: str
    style: str
    season: str
    typical: int
    vat: int
    counterparty: str
    budget: str
    supplier: str
    texts: tuple[str, ...]


# scope|group|account:weight ... ; the first scope that fits wins: branch.programme, branch, *
_SPLITS = """
BUN.kul|P|5020:66 5030:2 5120:1
BUN|P|5020:61 5030:3.4 5040:.2 5050:.3 5110:.4 5120:1.7 5130:2
VON|P|5020:52 5030:8 5040:5.6 5050:.9 5110:.9 5120:2.1
SON.bou|P|5020:60 5030:.8 5040:.5 5120:1.2 5320:7
SON.arb|P|5020:45 5030:1 5060:21 5120:1
KS.pol|P|5010:60 5011:6 5510:1.5
KFN.frt|P|5020:60 5030:4.5 5040:2 5050:.3 5120:1.2
SBN.kos|P|5020:63 5030:3.6 5050:.3 5110:.4 5120:1.8
KF.kfm|P|5010:62 5011:4 5510:1
KF.rev|P|5010:68
KF.val|P|5030:60 5010:8
KF.ofm|P|5020:30 5330:38
FIN|P|5710:24 5720:36 5730:6
*|P|5020:66 5030:.8 5040:.3 5050:.4 5120:1.1
*|R35S|3511:1
*|R35C|3512:1
*|R35M|3513:1
*|R35F|3514:1
*|R35O|3515:.45 3519:.45 3530:.1
BUN.fsk|R31|3130:1
BUN.fri|R31|3131:1
BUN.kul|R31|3180:1
VON.ald|R31|3140:1
VON.lss|R31|3141:1
SBN.va|R31|3110:1
SBN.avf|R31|3120:1
SBN.pbm|R31|3150:.65 3160:.35
BUN|R36|3610:1
VON|R36|3620:1
SON|R36|3620:1
*|R36|3630:1
VON|R34|3410:1
SON|R34|3410:1
KFN|R34|3440:1
*|R34|3420:.85 3430:.15
SBN.kos|R30|3020:1
KFN|R30|3030:1
SBN.avf|R30|3040:1
*|R30|3010:.6 3040:.4
SBN.fas|R37|3810:1
SBN.pbm|R37|3710:.7 3720:.3
*|R37|3820:1
SON|R39|3930:1
*|R39|3910:.8 3920:.2
BUN.vux|K46|4612:1
BUN|K46|4610:.4 4611:.6
VON.ald|K46|4620:.75 4621:.25
VON.lss|K46|4630:1
SON.bou|K46|4640:.66 4641:.34
SON.vxn|K46|4642:1
KS.rad|K46|4650:1
KS.kol|K46|4660:1
SBN.avf|K46|4670:1
*|K46|4680:1
SON.ekb|B45|4510:.96 4511:.04
KFN|B45|4520:1
SBN.gat|B45|4530:1
SBN.pbm|B45|4570:1
KS.pol|B45|4540:1
VON|B45|4560:1
BUN|B45|4580:1
FIN|B45|4550:1
*|B45|4590:1
SON|H60|6020:1
SBN|H60|6010:.95 6030:.05
*|H60|6010:1
SBN.fas|F61|6110:12 6120:5 6130:5 6140:2 6210:22 6220:16 6240:5 6610:24
SBN.va|F61|6210:7 6230:.5 6630:4.5
SBN.gat|F61|6130:4.4 6630:1 6210:.6
*|F61|6610:1
BUN.fsk|M64|6420:1 6410:1 6430:2 6440:.8
BUN|M64|6420:6 6410:3 6430:3
VON.ald|M64|6450:5 6430:4 6410:2 6440:1.5 6470:.8
VON|M64|6430:3 6410:1.5 6440:1
KFN.ktr|M64|6460:3 6430:1
SBN.kos|M64|6440:37 6430:3 6410:1
SBN.va|M64|6480:4 6430:1
SBN.gat|M64|6480:4 6470:.5 6430:.5
*|M64|6430:2 6410:1
*|I68|6830:5 6840:2 6810:1.4 6820:1 6850:.3
BUN.gru|T69|7010:14.5 7050:.5
BUN.anp|T69|7010:1
BUN|T69|7050:1
VON|T69|6910:3 7030:1.5 7050:1
KS.kol|T69|7020:1
SBN.gat|T69|6920:5 6910:2.5 6930:2.5
SBN.avf|T69|7040:1
*|T69|7050:2 7030:1 6910:1
VON.ald|S74|7510:5 7460:1.5 7410:.5
SON|S74|7470:2 7410:2 7440:1
KF.rev|S74|7430:1
SBN.fas|S74|7420:22 7450:3 7410:4
SBN.gat|S74|7420:1
SBN.pbm|S74|7411:7 7410:3
SBN|S74|7420:3 7410:1
BUN|S74|7410:2 7470:1 7420:1
FIN|S74|7440:.4 7410:.6
*|S74|7410:3 7420:1.5 7440:.6 7520:.5
FIN|O|7310:8 7620:2
*|O|7610:2 6310:1.6 6510:.8 7210:.8 7640:1.2 7110:.3 7620:.5 6520:.6
SBN|D79|7920:.9 7930:.1
FIN|D79|7910:1
*|D79|7930:1
*|IH|6090:1
*|IM|4690:1
*|IS|7490:1
*|II|6890:1
*|IF|6990:1
*|IR|7690:1
*|IHR|3490:1
*|IMR|3090:1
*|ISR|3690:1
*|IIR|3691:1
*|IFR|3692:1
*|IRR|3990:1
*|SP|3390:1
*|SPC|4695:1
"""

_USES = """
5010|pay|flat|600000|0|86|5010||Arvoden {m}
5011|pay|flat|80000|0|86|5010||Förlorad arbetsinkomst {m}
5020|pay|salary|72000|0||5020||Månadslön {m}, {g}/Månadslön {m}, {g}/Månadslön {m}, {g} visstid
5030|pay|hourly|60000|0||5030||Timlön {w}, {h} h
5040|pay|hourly|70000|0||5040||Ob-tillägg {w}
5050|pay|hourly|30000|0||5050||Fyllnadstid och övertid {w}
5060|pay|flat|600000|0||5060||Lön anställningsstöd {m}
5110|pay|hourly|30000|0||5110||Semesterersättning {w}
5120|pay|sick|45000|0||5120||Sjuklön {w}
5130|pay|holiday|60000|0||5130||Ferielön {m}
5320|pay|flat|140000|0|86|5320||Arvoden familjehem {m}
5330|pay|flat|300000|0|86|5330||Arvoden gode män {m}
5510|pay|flat|20000|0||5510||Bilersättning {m}
5610|pay|flat|200000|0||5610||PO-pålägg {m}
5690|aut|flat|9000000|0||5690||Differens PO {m}
5190|aut|yearend|4000000|0||5190||Förändring semesterlöneskuld
5710|aut|flat|2500000|0|86|5710||Pensionsutbetalning {m}
5720|aut|flat|4000000|0|87|5720||Pensionspremier {m}
5730|aut|flat|800000|0|816|5720||Särskild löneskatt {m}
5740|aut|yearend|4000000|0||5720||Förändring pensionsavsättning
3511|aut|flat|4000000|0|811|3511||Statsbidrag Skolverket {m}
3512|aut|flat|2000000|0|812|3512||Statsbidrag Socialstyrelsen {m}
3513|aut|flat|1500000|0|813|3513||Ersättning Migrationsverket {m}
3514|aut|flat|3000000|0|815|3514||Assistansersättning {m}
3515|aut|flat|300000|0|814|3519||Bidrag Arbetsförmedlingen {m}
3519|aut|flat|300000|0|814|3519||Statsbidrag {m}
3530|aut|quarter|300000|0|9|3530||EU-bidrag, delbetalning {m}
3130|cus|preschool|65000|0|86|3130||Förskoleavgifter {m}
3131|cus|preschool|35000|0|86|3131||Fritidshemsavgifter {m}
3180|cus|term|90000|0|86|3180||Terminsavgifter kulturskolan
3140|cus|flat|90000|0|86|3140||Omvårdnadsavgifter {m}
3141|cus|flat|40000|0|86|3141||Avgifter {m}
3110|cus|flat|420000|25|86|3110||Brukningsavgifter VA {m}
3120|cus|flat|300000|25|86|3120||Renhållningsavgifter {m}
3150|cus|building|14000|0|86|3150||Bygglov {m}
3160|cus|supervision|6500|0|87|3160||Tillsynsavgift {m}
3610|cus|term|480000|0|82|3610||Interkommunal ersättning {m}
3620|cus|flat|130000|0|82|3620||Försäljning av platser {m}
3630|cus|flat|160000|25|87|3630||Sålda tjänster {m}
3410|cus|flat|110000|0|86|3410||Hyror boende {m}
3420|cus|flat|75000|25|87|3420||Lokalhyror {m}
3430|cus|quarter|60000|0|87|3420||Arrenden {m}
3440|cus|winter|32000|0|85|3440||Hyra hallar och planer {m}
3010|cus|flat|30000|25|86|3010||Försäljning {m}
3020|cus|school|90000|12|86|3020||Försålda måltider {m}
3030|cus|winter|40000|6|86|3030||Entréer {m}
3040|cus|flat|40000|25|87|3010||Försäljning material {m}
3710|cus|building|900000|0|87|3710||Tomtförsäljning
3720|cus|building|700000|0|87|3710||Exploateringsersättning
3810|cus|building|2400000|0|87|3810||Försäljning av fastighet
3820|cus|building|500000|0|87|3810||Försäljning av inventarier
3910|cus|flat|40000|0|87|3910||Övriga intäkter {m}
3920|cus|building|120000|0|87|3910||Försäkringsersättning
3930|cus|flat|40000|0|86|3930||Återbetalt bistånd {m}
4610|inv|trade|315000|0|82|4610|kommun|Interkommunal ersättning {m}/Elever i annan kommun {m}
4611|inv|flat|390000|6|87|4611|skola|Bidrag till enskild huvudman {m}/Skolpeng fristående {m}
4612|inv|trade|240000|6|87|4612|skola|Köpt vuxenutbildning {m}
4620|inv|flat|630000|0|87|4620|vard|Vårddygn särskilt boende {m}
4621|inv|flat|240000|0|87|4621|vard|Valfrihet hemtjänst, timmar {m}
4630|inv|flat|495000|0|87|4630|vard|Boende LSS, dygn {m}/Daglig verksamhet, köpt {m}
4640|inv|flat|225000|0|87|4640|placering|Placering hvb {m}/Stödboende {m}
4641|inv|flat|165000|0|87|4641|placering|Konsulentstött familjehem {m}
4642|inv|flat|142500|0|87|4642|placering|Behandlingshem {m}
4650|inv|flat|1000000|0|83|4650|forbund|Medlemsavgift räddningstjänst {m}
4660|inv|flat|600000|0|84|4660|region|Kollektivtrafik {m}
4670|inv|flat|390000|25|87|4670|avfall|Behandling av hushållsavfall {m}/Förbränning {m}
4680|inv|flat|135000|0|87|4680|allman|Köpt verksamhet {m}
4510|inv|flat|720000|0|86|4510|enskild|Försörjningsstöd {m}, utbetalning
4511|inv|flat|135000|0|86|4511|enskild|Övrigt bistånd {m}
4520|inv|grants|165000|0|85|4520|forening|Verksamhetsbidrag/Lokalt aktivitetsstöd/Driftbidrag anläggning
4530|inv|grants|135000|0|85|4530|vag|Bidrag enskild väg
4540|inv|grants|375000|0|85|4540|forening|Partistöd
4550|inv|quarter|1200000|0|83|4550|forbund|Förbundsavgift {m}
4560|inv|flat|510000|0|815|4560|stat|Assistansersättning, de första 20 timmarna {m}
4570|inv|flat|90000|0|86|4570|enskild|Bostadsanpassning
4580|inv|term|90000|0|86|4580|enskild|Inackorderingsbidrag
4590|inv|quarter|135000|0|85|4590|forening|Bidrag {m}
6010|inv|flat|255000|0|87|6010|hyra|Lokalhyra {m}
6020|inv|flat|90000|0|87|6010|hyra|Bostadshyra {m}
6030|inv|quarter|180000|0|87|6010|hyra|Arrende {m}
6110|inv|flat|90000|25|87|6110|bygg|Skötsel yttre miljö {m}/Serviceavtal ventilation {m}/Hissbesiktning
6120|inv|flat|48000|25|87|6110|allman|Sotning/Avfallshämtning {m}
6130|inv|snow|105000|25|87|6130|entreprenad|Snöröjning {m}/Halkbekämpning {m}
6140|inv|quarter|45000|25|87|6110|vakt|Larm {m}
6210|inv|power|93000|25|87|6210|el|El {m}, {p}
6220|inv|power|112500|25|87|6220|varme|Fjärrvärme {m}, {p}
6230|inv|power|90000|25|87|6210|varme|Eldningsolja
6240|inv|flat|57000|25|87|6240|varme|Vatten {m}, {p}
6610|inv|late|142500|25|87|6610|bygg|Takarbete, {p}/Ventilation, {p}/Målning, {p}/Golvbyte, {p}
6630|inv|summer|225000|25|87|6630|entreprenad|Beläggning/Ledningsbrott/Underhåll ledning
6420|inv|teaching|21000|6|87|6420|laromedel|Läromedel/Läromedel svenska/Läromedel matematik/Digitalt läromedel
6410|inv|teaching|25500|25|87|6410|inventarier|Möbler/Inventarier/Bord och stolar/Vitvaror
6430|inv|flat|11000|25|87|6430|kort|Förbrukningsmaterial {m}/Städ- och hygienmaterial
6440|inv|food|90000|12|87|6440|livs|Livsmedel {m}/Mejeri {m}/Frukt och grönt {m}
6450|inv|flat|63000|25|87|6450|sjukvard|Sjukvårdsmaterial {m}/Handskar och skydd
6460|inv|flat|36000|6|87|6460|laromedel|Medieinköp {m}/Tidskrifter
6470|inv|flat|24000|25|87|6430|klader|Arbetskläder
6480|inv|summer|67500|25|87|6480|ror|Rör och kopplingar/Grus och makadam/Salt
6830|inv|licence|135000|25|87|6830|it|Licens {m}/Systemlicens årsavgift/Support och underhåll {m}
6840|inv|flat|135000|25|87|6840|it|Driftavtal {m}/Konsult system
6810|inv|flat|21000|25|87|6810|tele|Telefoni {m}
6820|inv|flat|60000|25|87|6820|tele|Datakommunikation {m}
6850|inv|quarter|13500|25|87|6850|post|Porto {m}
6910|inv|flat|39000|25|87|6910|drivmedel|Drivmedel {m}
6920|inv|flat|97500|25|87|6920|leasing|Leasing fordon {m}
6930|inv|flat|48000|25|87|6920|verkstad|Service fordon {m}/Däckskifte
7010|inv|schoolbus|240000|6|87|7010|buss|Skolskjuts {m}/Skolskjuts taxi {m}
7020|inv|flat|90000|6|87|7020|buss|Färdtjänstresor {m}
7030|inv|flat|33000|25|87|7030|buss|Transporter {m}
7040|inv|flat|420000|25|87|7040|avfall|Insamling hushållsavfall {m}
7050|inv|flat|8000|6|87|7050|resa|Resor {m}/Tågbiljetter/Hotell
7410|inv|late|97500|25|87|7410|konsult|Konsultuppdrag {m}/Utredning/Projektledning {m}
7411|inv|late|135000|25|87|7410|konsult|Detaljplan, underlag/Geoteknik/Bullerutredning
7420|inv|flat|165000|25|87|7420|entreprenad|Entreprenad {m}/Driftavtal {m}/Markarbete
7430|inv|audit|330000|25|87|7430|revision|Revision, granskning
7440|inv|flat|67500|25|87|7440|juridik|Juridiskt ombud/Rättegångskostnad
7450|inv|flat|82500|25|87|7450|vakt|Bevakning {m}
7460|inv|flat|82500|25|87|7460|tvatt|Tvätt {m}
7470|inv|flat|19500|25|87|7470|tolk|Tolk {m}
7510|inv|substitute|180000|25|87|7510|bemanning|Inhyrd sjuksköterska {m}, timmar
7520|inv|substitute|120000|25|87|7520|bemanning|Inhyrd personal {m}
7310|inv|insurance|3000000|0|87|7310|forsakring|Försäkringspremie
7620|inv|insurance|90000|0|85|7640|forening|Medlemsavgift
7610|inv|term|18000|25|87|7610|kurs|Kurs/Utbildningsdag/Konferens
6310|inv|quarter|24000|25|87|6310|skrivare|Hyra skrivare {m}/Hyra maskin
6510|inv|flat|9000|25|87|6510|kort|Kontorsmaterial {m}
7210|inv|flat|21000|25|87|7210|tryck|Annons/Trycksak
7640|inv|flat|16500|25|87|7640|allman|Övrigt {m}
7110|inv|flat|7500|12|87|7110|livs|Representation/Fika möte
6520|inv|flat|21000|25|87|6510|tryck|Kopiering och trycksaker {m}
7910|aut|flat|200000|0||7910||Avskrivning {m}
7920|aut|flat|1500000|0||7920||Avskrivning {m}
7930|aut|flat|200000|0||7930||Avskrivning {m}
6090|int|flat|9000000|0||6090||Internhyra {m}
4690|int|food|9000000|0||4690||Måltider {m}
7490|int|flat|9000000|0||7490||Lokalvård {m}
6890|int|flat|9000000|0||6890||It-arbetsplats och system {m}
6990|int|flat|9000000|0||6990||Fordon {m}
7690|int|flat|9000000|0||7690||Internränta {m}
4695|int|flat|9000000|0||4695||Skolpeng {m}
4696|int|flat|9000000|0||4696||Tilläggsbelopp {m}
3490|int|flat|9000000|0||3490||Internhyra {m}
3090|int|food|9000000|0||3090||Måltider {m}
3690|int|flat|9000000|0||3690||Lokalvård {m}
3691|int|flat|9000000|0||3691||It-arbetsplats och system {m}
3692|int|flat|9000000|0||3692||Fordon {m}
3990|int|flat|9000000|0||3990||Internränta {m}
3390|int|flat|9000000|0||3390||Skolpeng {m}
3391|int|flat|9000000|0||3391||Tilläggsbelopp {m}
8010|aut|flat|999000000|0|816|8010||Kommunalskatt {m}
8020|aut|settlement|999000000|0|816|8020||Slutavräkning innevarande år
8030|aut|settlement|999000000|0|816|8030||Slutavräkning föregående år
8210|aut|flat|999000000|0|816|8210||Inkomstutjämning {m}
8220|aut|flat|999000000|0|816|8220||Fastighetsavgift {m}
8230|aut|flat|999000000|0|816|8230||Regleringsbidrag {m}
8240|aut|flat|999000000|0|816|8240||Kostnadsutjämning {m}
8280|aut|flat|999000000|0|819|8280||Övriga generella bidrag {m}
8310|aut|flat|999000000|0|816|8310||LSS-utjämning {m}
8410|aut|flat|4000000|0|87|8410||Räntor {m}
8420|aut|dividend|9000000|0|510|8420||Utdelning Ekarboda Bostäder
8510|aut|flat|4000000|0|87|8510||Låneräntor {m}
8520|aut|yearend|4000000|0||8510||Ränta på pensionsavsättning
8530|aut|quarter|400000|0|87|8510||Bankkostnader {m}
"""


@cache
def uses() -> dict[str, AccountUse]:
    """Return how every account of the result is booked."""
    found = {}
    for line in _USES.strip().splitlines():
        account, style, season, typical, vat, counterparty, budget, supplier, texts = line.split("|")
        found[account] = AccountUse(
            account, style, season, int(typical), int(vat), counterparty, budget, supplier,
            tuple(texts.split("/")),
        )  # fmt: skip
    return found


@cache
def _splits() -> dict[tuple[str, str], dict[str, float]]:
    found = {}
    for line in _SPLITS.strip().splitlines():
        scope, group, pairs = line.split("|")
        weights = (pair.split(":") for pair in pairs.split())
        found[scope, group] = {account: float(weight) for account, weight in weights}
    return found


def split_of(branch: str, programme: str, group: str) -> dict[str, float]:
    """Return the accounts of a group with their weights, by the most specific rule."""
    splits = _splits()
    for scope in (f"{branch}.{programme}", branch, "*"):
        if (scope, group) in splits:
            return splits[scope, group]
    raise KeyError((branch, programme, group))
