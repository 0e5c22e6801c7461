"""Where Ekarboda's key figures stand: targets, values and what units say of them, in their own words.

A place is `code|unit|targets 2024–2027|values`, a value `year-month:value` or `year-month:part/whole`; a long
line goes on below.
Sick leave, which has a value of every unit and month, is in `demo.sick_leave`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

TARGET_YEARS = (2024, 2025, 2026, 2027)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A key figure at a unit: its targets by year, and its values by year and month as (value,
    part, whole).
    """

    code: str
    unit: str
    targets: dict[int, Decimal]
    values: dict[tuple[int, int], tuple[Decimal | None, Decimal | None, Decimal | None]]


_PLACES = """
N03102|EKA|1 1 1 1|2023-12:0.6 2024-12:0.9 2025-12:1.7
N03102|KS|1 1 1 1|2023-12:0.6 2024-12:0.9 2025-12:1.7
N03011|EKA|68 70 72 74|2023-12:65.9 2024-12:68.3 2025-12:70.6
N00003|EKA|47 49 50 51|2023-12:45.8 2024-12:47.6 2025-12:49.2
N11008|BUN|176 182 186 190|2023-12:171 2024-12:178 2025-12:186
N15006|BUN|132 137 141 146|2023-12:129 2024-12:135 2025-12:141
N17005|BUN|142 146 150 154|2023-12:138 2024-12:144 2025-12:151
N20048|VON|230 236 241 246|2023-12:227 2024-12:236 2025-12:245
N31001|SON|1150 1150 1150 1200|2023-12:1130 2024-12:1210 2025-12:1250
N31001|EKA|1150 1150 1150 1200|2023-12:1130 2024-12:1210 2025-12:1250
behoriga|EKA|85 86 88 89|
behoriga|BUN|85 86 88 89|
behoriga|434|82 84 85 87|2023-06:157/196 2024-06:155/192 2025-06:162/201 2026-06:158/200
behoriga|444|86 87 88 89|2023-06:81/98 2024-06:84/97 2025-06:88/102 2026-06:86/100
lasare|BUN|85 86 88 90|
lasare|431|85 88 90 100|2023-05:34/42 2024-05:36/43 2025-05:37/42 2026-05:32/41 2026-10:37/41
lasare|432|85 86 88 90|2023-05:41/48 2024-05:40/46 2025-05:41/47 2026-05:40/45
lasare|433|85 86 88 90|2023-05:27/30 2024-05:28/31 2025-05:29/32 2026-05:30/32
lasare|435|80 82 85 88|2023-05:11/15 2024-05:12/14 2025-05:12/16 2026-05:13/15
lasare|441|85 86 88 90|2023-05:38/44 2024-05:39/45 2025-05:42/46 2026-05:41/44
lasare|442|85 86 88 90|2023-05:30/38 2024-05:31/37 2025-05:33/39 2026-05:36/39
lasare|443|85 86 88 90|2023-05:19/22 2024-05:20/24 2025-05:18/23 2026-05:19/24
trygga|EKA|88 89 90 91|
trygga|BUN|88 89 90 91|
trygga|431|88 89 90 91|2023-03:231/262 2024-03:240/266 2025-03:247/269 2026-03:241/264
trygga|432|88 89 90 91|2023-03:190/220 2024-03:188/217 2025-03:194/219 2026-03:196/221
trygga|433|88 89 90 91|2023-03:141/158 2024-03:144/157 2025-03:149/160 2026-03:150/159
trygga|434|85 86 87 88|2023-03:402/488 2024-03:399/492 2025-03:401/499 2026-03:391/503
trygga|435|88 89 90 91|2023-03:61/66 2024-03:62/68 2025-03:64/69 2026-03:66/70
trygga|441|88 89 90 91|2023-03:201/228 2024-03:205/229 2025-03:212/231 2026-03:219/233
trygga|442|88 89 90 91|2023-03:166/189 2024-03:168/190 2025-03:167/191 2026-03:170/190
trygga|443|88 89 90 91|2023-03:109/124 2024-03:106/123 2025-03:104/121 2026-03:106/120
trygga|444|85 86 87 88|2023-03:238/274 2024-03:240/276 2025-03:241/281 2026-03:243/280
barn_per_arsarbetare|EKA|5.4 5.3 5.3 5.2|
barn_per_arsarbetare|BUN|5.4 5.3 5.3 5.2|
barn_per_arsarbetare|411|5.4 5.3 5.3 5.2|2024-12:107/20.2 2025-12:105/19.8 2026-04:107/20.2
  2026-08:103/19.8 2026-10:105/19.8
barn_per_arsarbetare|412|5.4 5.3 5.3 5.2|2024-12:92/17.0 2025-12:90/17.0 2026-04:92/17.0
  2026-08:88/16.6 2026-10:90/16.7
barn_per_arsarbetare|413|5.4 5.3 5.3 5.2|2024-12:112/20.0 2025-12:110/20.0 2026-04:112/20.0
  2026-08:108/19.3 2026-10:110/19.3
barn_per_arsarbetare|414|5.4 5.3 5.3 5.2|2024-12:87/16.7 2025-12:85/16.3 2026-04:87/16.7
  2026-08:83/16.0 2026-10:85/16.0
barn_per_arsarbetare|415|5.4 5.3 5.3 5.2|2024-12:97/17.6 2025-12:95/17.6 2026-04:97/18.0
  2026-08:93/16.9 2026-10:95/16.8
barn_per_arsarbetare|416|5.4 5.3 5.3 5.2|2024-12:102/19.2 2025-12:100/18.9 2026-04:102/19.2
  2026-08:98/18.8 2026-10:100/18.9
barn_per_arsarbetare|421|5.4 5.3 5.3 5.2|2024-12:92/17.4 2025-12:90/17.0 2026-04:92/17.4
  2026-08:88/16.6 2026-10:90/16.4
barn_per_arsarbetare|422|5.4 5.3 5.3 5.2|2024-12:102/18.2 2025-12:100/17.9 2026-04:102/18.2
  2026-08:98/17.8 2026-10:100/19.2
barn_per_arsarbetare|423|5.4 5.3 5.3 5.2|2024-12:97/18.0 2025-12:95/17.6 2026-04:97/17.3
  2026-08:93/13.9 2026-10:95/12.0
barn_per_arsarbetare|424|5.4 5.3 5.3 5.2|2024-12:112/21.5 2025-12:110/21.2 2026-04:112/21.5
  2026-08:108/20.8 2026-10:110/20.4
barn_per_arsarbetare|425|5.4 5.3 5.3 5.2|2024-12:87/16.1 2025-12:85/15.7 2026-04:87/16.1
  2026-08:83/15.1 2026-10:85/15.5
barn_per_arsarbetare|426|5.4 5.3 5.3 5.2|2024-12:76/14.6 2025-12:75/14.4 2026-04:76/14.6
  2026-08:74/14.2 2026-10:75/14.2
elever|431|0 0 0 0|2023-10:318 2024-10:314 2025-10:310 2026-10:302
elever|432|0 0 0 0|2023-10:346 2024-10:343 2025-10:340 2026-10:338
elever|433|0 0 0 0|2023-10:267 2024-10:263 2025-10:260 2026-10:257
elever|434|0 0 0 0|2023-10:419 2024-10:426 2025-10:430 2026-10:437
elever|435|0 0 0 0|2023-10:159 2024-10:153 2025-10:150 2026-10:145
elever|441|0 0 0 0|2023-10:337 2024-10:333 2025-10:330 2026-10:327
elever|442|0 0 0 0|2023-10:308 2024-10:303 2025-10:300 2026-10:296
elever|443|0 0 0 0|2023-10:249 2024-10:243 2025-10:240 2026-10:235
elever|444|0 0 0 0|2023-10:491 2024-10:496 2025-10:500 2026-10:505
kostnad_per_elev|431|0 0 0 0|
kostnad_per_elev|432|0 0 0 0|
kostnad_per_elev|433|0 0 0 0|
kostnad_per_elev|434|0 0 0 0|
kostnad_per_elev|435|0 0 0 0|
kostnad_per_elev|441|0 0 0 0|
kostnad_per_elev|442|0 0 0 0|
kostnad_per_elev|443|0 0 0 0|
kostnad_per_elev|444|0 0 0 0|
kontinuitet|EKA|15 14 14 12|
kontinuitet|VON|15 14 14 12|
kontinuitet|611|16 15 14 12|2023-10:16 2024-10:16 2025-10:15 2026-01:15 2026-02:15 2026-03:15
  2026-04:16 2026-05:16 2026-06:18 2026-07:19 2026-08:18 2026-09:17 2026-10:17
kontinuitet|612|16 15 14 12|2023-10:17 2024-10:16 2025-10:16 2026-01:16 2026-02:16 2026-03:15
  2026-04:15 2026-05:15 2026-06:16 2026-07:18 2026-08:17 2026-09:16 2026-10:19
kontinuitet|613|16 15 14 12|2023-10:15 2024-10:15 2025-10:14 2026-01:14 2026-02:14 2026-03:14
  2026-04:14 2026-05:13 2026-06:15 2026-07:16 2026-08:15 2026-09:14 2026-10:14
kontinuitet|614|16 15 14 12|2023-10:15 2024-10:14 2025-10:13 2026-01:13 2026-02:12 2026-03:12
  2026-04:12 2026-05:12 2026-06:13 2026-07:14 2026-08:13 2026-09:12 2026-10:14
kontaktman|VON|45 50 50 55|
kontaktman|611|45 50 50 55|2025-12:2108/4390 2026-04:2160/4402 2026-08:1894/4512 2026-10:2003/4466
kontaktman|612|45 50 50 55|2025-12:2231/4710 2026-04:2244/4698 2026-08:2171/4720 2026-10:2264/4716
kontaktman|613|45 50 50 55|2025-12:2540/4802 2026-04:2561/4790 2026-08:2399/4811 2026-10:2580/4805
U21468|EKA|88 89 90 90|
U21468|VON|88 89 90 90|
U21468|611|88 89 90 90|2023-05:82/95 2024-05:85/98 2025-05:83/97 2026-05:77/94
U21468|612|88 89 90 90|2023-05:71/82 2024-05:74/84 2025-05:75/85 2026-05:76/86
U21468|613|88 89 90 90|2023-05:96/108 2024-05:98/109 2025-05:101/111 2026-05:103/112
brukare_sabo|VON|82 83 84 85|
brukare_sabo|621|82 83 84 85|2023-05:38/46 2024-05:39/47 2025-05:41/48 2026-05:40/47
brukare_sabo|622|82 83 84 85|2023-05:33/41 2024-05:34/42 2025-05:32/42 2026-05:29/40
brukare_sabo|623|82 83 84 85|2023-05:29/34 2024-05:30/35 2025-05:31/36 2026-05:32/36
brukare_sabo|624|82 83 84 85|2023-05:26/31 2024-05:26/32 2025-05:27/32 2026-05:27/33
vantan_sabo|EKA|70 65 60 60|
vantan_sabo|VON|70 65 60 60|2023-12:88 2024-12:71 2025-12:64 2026-02:34 2026-04:41 2026-06:47
  2026-08:52 2026-10:52
vantan_sabo|651|70 65 60 60|2025-12:64 2026-02:34 2026-04:41 2026-06:47 2026-08:52 2026-10:52
utredningstid|EKA|120 120 120 120|
utredningstid|SON|120 120 120 120|
utredningstid|511|120 120 120 120|2023-12:118 2024-12:121 2025-12:128 2026-01:126 2026-02:127
  2026-03:131 2026-04:129 2026-05:134 2026-06:138 2026-07:145 2026-08:147 2026-09:143 2026-10:139
till_arbete|EKA|45 48 50 50|
till_arbete|SON|45 48 50 50|
till_arbete|531|45 48 50 50|2023-12:112/268 2024-12:118/265 2025-12:124/269 2026-06:59/134
  2026-08:72/161 2026-10:91/198
bygglov|EKA|10 10 10 10|
bygglov|SBN|10 10 10 10|2023-12:10.4 2024-12:9.6 2025-12:8.9 2026-02:8.4 2026-04:8.1 2026-06:9.0
  2026-07:11.2 2026-08:10.1 2026-09:8.6 2026-10:8.0
bygglov|752|9 9 8 8|2023-12:9.8 2024-12:9.1 2025-12:8.2 2026-02:7.8 2026-04:7.5 2026-06:8.3
  2026-07:11.0 2026-08:9.4 2026-09:7.7 2026-10:7.0
matsvinn|SBN|40 35 30 30|
matsvinn|721|40 35 30 30|2023-12:58 2024-12:53 2025-12:49 2026-04:46 2026-08:44 2026-10:41
matsvinn|722|40 35 30 30|2023-12:41 2024-12:37 2025-12:33 2026-04:31 2026-08:34 2026-10:27
energi|EKA|148 144 139 135|2023-12:152 2024-12:147 2025-12:139
energi|SBN|148 144 139 135|2023-12:152 2024-12:147 2025-12:139
energi|711|148 144 139 135|2023-12:152 2024-12:147 2025-12:139
naringsliv|EKA|70 70 70 71|
naringsliv|KS|70 70 70 71|2023-04:69 2024-04:69 2025-04:68 2026-04:66
elbilar|KS|25 40 50 75|2025-12:58/146 2026-10:77/148
elbilar|733|25 40 50 75|2023-12:22/141 2024-12:39/144 2025-12:58/146 2026-04:61/146 2026-08:63/148
  2026-10:77/148
barnbocker|KFN|10 10.5 11 11.5|2023-12:9.8 2024-12:10.1 2025-12:10.4
barnbocker|311|11 11.5 12 12.5|2023-12:10.6 2024-12:11.0 2025-12:12.1
barnbocker|312|8 8 8.5 9|2023-12:7.9 2024-12:7.8 2025-12:7.4
flickors_tid|KFN|46 47 48 50|2023-12:43 2024-12:44 2025-12:44 2026-05:44 2026-10:49
flickors_tid|321|46 47 48 50|2023-12:43 2024-12:44 2025-12:44 2026-05:44 2026-08:47 2026-10:49
avtalstrohet|KS|85 88 90 92|
"""
SEXES: dict[tuple[str, str, int, int], tuple[str, str]] = {
    ("behoriga", "434", 2023, 6): ("83/98", "74/98"),
    ("behoriga", "434", 2024, 6): ("82/97", "73/95"),
    ("behoriga", "434", 2025, 6): ("86/101", "76/100"),
    ("behoriga", "434", 2026, 6): ("85/102", "73/98"),
    ("behoriga", "444", 2023, 6): ("42/49", "39/49"),
    ("behoriga", "444", 2024, 6): ("44/49", "40/48"),
    ("behoriga", "444", 2025, 6): ("45/51", "43/51"),
    ("behoriga", "444", 2026, 6): ("45/51", "41/49"),
    ("brukare_sabo", "622", 2026, 5): ("20/28", "9/12"),
}
"""Values of women and men (girls and boys) by place and month."""
SAID: dict[tuple[str, str, int, int], tuple[str, str]] = {
    ("N20048", "VON", 2025, 12): (
        "",
        "Korttidsvården och köpta platser ökade under hösten. Utan dem hade vi legat på 240.",
    ),
    ("N31001", "SON", 2025, 12): (
        "",
        "Hushållen är inte fler, men de stannar elva månader i stället för tio.",
    ),
    ("N31001", "EKA", 2025, 12): (
        "",
        "Socialnämnden har uppdraget att korta tiden. Arbetsmarknadsläget är svagare än när målet sattes.",
    ),
    ("N17005", "BUN", 2025, 12): (
        "",
        "Interkommunala ersättningar steg fem procent när fler valde skola i grannkommunen.",
    ),
    ("behoriga", "434", 2026, 6): (
        "",
        "42 elever saknar behörighet, och 29 av dem hade frånvaro över 20 procent. Matematik är det "
        "vanligaste hindret. Lovskolan gav 24 elever ett betyg till i augusti.",
    ),
    ("behoriga", "BUN", 2026, 6): (
        "",
        "Kvarnskolan drar ned medelvärdet. Strandskolans arbete med studiehandledning sprids nu dit.",
    ),
    ("behoriga", "EKA", 2026, 6): (
        "",
        "Nämnden har fått i uppdrag att återkomma med en plan i december.",
    ),
    ("lasare", "443", 2026, 5): (
        "",
        "Fem av 24 elever behövde längre tid. Tre av dem började hos oss under läsåret.",
    ),
    ("trygga", "434", 2026, 3): (
        "",
        "Årskurs 8 sticker ut. Korridoren vid skåpen är platsen som eleverna nämner oftast.",
    ),
    ("barn_per_arsarbetare", "423", 2026, 10): (
        "",
        "Två tjänster är vakanta sedan augusti och en förskollärare är långtidssjuk. Annonsen ligger ute "
        "för tredje gången.",
    ),
    ("barn_per_arsarbetare", "413", 2026, 10): (
        "part",
        "Två av avdelningarna har småbarn halva gruppen. Utan dem ligger vi på 5,3.",
    ),
    ("barn_per_arsarbetare", "415", 2026, 10): (
        "",
        "Vi tog emot sex barn från Mossen i september, utan fler vuxna.",
    ),
    ("barn_per_arsarbetare", "BUN", 2026, 10): (
        "",
        "Mossen står för hela ökningen. Tolv barn har fått plats på andra förskolor tills tjänsterna är "
        "tillsatta.",
    ),
    ("kontinuitet", "VON", 2026, 10): (
        "",
        "Ny planering i hela området från den 16 november. Målet nås tidigast i februari.",
    ),
    ("utredningstid", "SON", 2026, 10): (
        "",
        "Nämnden har beslutat om lönesatsning på utredningsenheten från januari.",
    ),
    ("utredningstid", "EKA", 2026, 10): (
        "",
        "Socialnämnden redovisar läget för kommunstyrelsen varannan månad.",
    ),
    ("till_arbete", "531", 2026, 10): (
        "part",
        "Tre företag har lovat elva platser till jul. Med dem når vi 50 procent.",
    ),
    ("till_arbete", "SON", 2026, 10): (
        "",
        "Färre går till studier sedan vuxenutbildningens vårdplatser inte fylls.",
    ),
    ("matsvinn", "SBN", 2026, 10): (
        "",
        "Äldreomsorgens kök klarar målet, skolornas inte. Åtta kök får stöd av dem som lyckats.",
    ),
    ("barnbocker", "KFN", 2025, 12): (
        "",
        "Stadsbiblioteket ökar. Filialen i Hult drog ned när den var stängd.",
    ),
    ("kontinuitet", "611", 2026, 10): (
        "",
        "Sommarens vikarier är kvar på var tredje tur. Ny planering från den 16 november.",
    ),
    ("kontinuitet", "612", 2026, 10): (
        "",
        "Sammanslagningen av två grupper i oktober gjorde att kunderna fick lära känna nya.",
    ),
    ("U21468", "611", 2026, 5): (
        "",
        "Färre vet vem som kommer. Det stämmer med att de möter fler personer än förra året.",
    ),
    ("brukare_sabo", "622", 2026, 5): (
        "",
        "Ombyggnaden stängde matsalen i elva veckor när enkäten gjordes.",
    ),
    ("utredningstid", "511", 2026, 10): (
        "",
        "Fem av tolv handläggare slutade under våren. De sju nya börjar i januari.",
    ),
    ("matsvinn", "721", 2026, 10): (
        "",
        "Tallrikssvinnet är 24 av 41 gram. Fyra kök har infört smakportioner och är under 30.",
    ),
    ("naringsliv", "KS", 2026, 4): (
        "",
        "Omdömet om svarstider föll mest, sex enheter. Bemötandet är oförändrat.",
    ),
    ("naringsliv", "EKA", 2026, 4): (
        "",
        "Kommunstyrelsen och samhällsbyggnadsnämnden redovisar en gemensam väg in för företag i februari.",
    ),
    ("barnbocker", "312", 2025, 12): (
        "",
        "Filialen i Hult var stängd för renovering från mars till september.",
    ),
}
"""What units say of a value: their own judgement (empty: the thresholds hold) and their words."""
NOTES = (
    ("behoriga", "434", date(2024, 8, 19), "Ny rektor"),
    ("behoriga", "434", date(2026, 1, 12), "Närvaroteamet börjar"),
    ("kontinuitet", "611", date(2026, 6, 15), "Sommarens vikarier börjar"),
    ("barn_per_arsarbetare", "422", date(2026, 9, 1), "Ny avdelning öppnar"),
    ("utredningstid", "511", date(2026, 3, 2), "Ny handläggare slutar, två konsulter in"),
    ("elbilar", "733", date(2026, 9, 7), "14 bilar levererade"),
)
"""What happened on a day: code, unit, day and words."""


def places() -> tuple[PlaceFacts, ...]:
    """Return where every key figure is measured, but for sick leave."""
    return tuple(_place(*line.split("|")) for line in _PLACES.replace("\n  ", " ").strip().splitlines())


def parts(text: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return a value, or the two parts of a share."""
    if "/" not in text:
        return Decimal(text), None, None
    upper, lower = text.split("/")
    return None, Decimal(upper), Decimal(lower)


def _place(code: str, unit: str, targets: str, values: str) -> PlaceFacts:
    wanted = {year: Decimal(each) for year, each in zip(TARGET_YEARS, targets.split(), strict=True)}
    found = {}
    for each in values.split():
        when, text = each.split(":")
        year, month = when.split("-")
        found[int(year), int(month)] = parts(text)
    return PlaceFacts(code, unit, {year: target for year, target in wanted.items() if target}, found)
