"""What Ekarboda steers by in 2026: its vision, focus areas, the council's goals and the nämnder's.

A goal is `key|unit|level|serves|title`, with its text below; keys name goals to each other. What units say
of their goals stands in `demo.facts_goal_words`, their money in `demo.goals`.
"""

from dataclasses import dataclass, replace
from datetime import date

YEAR = 2026
MODEL = "three_levels"
VISION, AREA, COUNCIL, COMMITTEE, UNIT, ASSIGNMENT = (
    "Vision", "Fokusområde", "Fullmäktiges mål", "Nämndens mål", "Enhetens mål", "Uppdrag",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal: the unit that it is of, and the keys of the goals that it serves."""

    key: str
    unit: str
    level: str
    serves: tuple[str, ...]
    title: str
    text: str = ""
    tags: tuple[str, ...] = ()


_ABOVE = """
V|EKA|Vision||Ekarboda 2035: nära till det som är viktigt
  Här är det nära mellan människor, till naturen och till beslut.
A1|EKA|Fokusområde|V|Barn och unga får en bra start
A2|EKA|Fokusområde|V|Trygg omsorg hela livet
A3|EKA|Fokusområde|V|En kommun att leva och verka i
A4|EKA|Fokusområde|V|Rätt använda pengar och friska medarbetare
F1|EKA|Fullmäktiges mål|A1|Fler elever blir behöriga till gymnasiet
  Varje elev som lämnar grundskolan ska kunna välja sin fortsättning.
F2|EKA|Fullmäktiges mål|A1|Barnen i förskolan får mer tid med vuxna
  Mindre grupper och fler utbildade, så att varje barn blir sett varje dag.
F3|EKA|Fullmäktiges mål|A1|Fler barn och unga har en trygg och meningsfull fritid
  Skolan, fritiden och kulturen hjälps åt.
F4|EKA|Fullmäktiges mål|A2|Den som har omsorg möter färre och välkända personer
  Samma ansikten ger trygghet.
F5|EKA|Fullmäktiges mål|A2|Den som behöver stöd får det i tid
  Väntan kostar, för människor och för kommunen.
F6|EKA|Fullmäktiges mål|A3|Utsläppen från kommunens egen verksamhet halveras till 2030
  Räknat från 2020.
F7|EKA|Fullmäktiges mål|A3|Det blir enklare att bygga, bo och driva företag
  Snabba besked och en kommun som svarar.
F8|EKA|Fullmäktiges mål|A3|Fler går från försörjningsstöd till arbete eller studier
F9|EKA|Fullmäktiges mål|A4|Sjukfrånvaron minskar varje år
  Friska medarbetare stannar, och verksamheten blir bättre.
F10|EKA|Fullmäktiges mål|A4|Resultatet är minst en procent av skatter och bidrag
  Det finansiella målet för god ekonomisk hushållning.
"""
_COMMITTEES = """
KS1|KS|Nämndens mål|F10|Kommunens resultat når minst en procent
  Ekonomin följs varje månad och nämnderna stöttas i sina åtgärder.
KS2|KS|Nämndens mål|F9|Varje förvaltning har en plan mot sjukfrånvaro som används
KS3|KS|Nämndens mål|F7|Företagen är nöjdare med kommunens service
  Mätningen görs varje vår.
KS4|KS|Nämndens mål|F6|Resor i tjänsten görs fossilfritt
BUN1|BUN|Nämndens mål|F1|Minst 88 procent av niorna blir behöriga till ett yrkesprogram
BUN2|BUN|Nämndens mål|F2|Förskolans grupper har högst 5,3 barn per årsarbetare
BUN3|BUN|Nämndens mål|F3|Fler elever känner sig trygga i skolan
BUN4|BUN|Nämndens mål|F9|Sjukfrånvaron bland barn- och utbildningsnämndens medarbetare sjunker
BUN5|BUN|Nämndens mål|F10|Nämnden håller sin ram och klarar färre elever
BUN6|BUN|Nämndens mål|F1|Alla skolor deltar i läslyftet
SON1|SON|Nämndens mål|F5|Utredningar om barn är klara inom fyra månader
SON2|SON|Nämndens mål|F8|Fler lämnar försörjningsstöd för arbete eller studier
SON3|SON|Nämndens mål|F10|Placeringarna ryms i nämndens ram
SON4|SON|Nämndens mål|F9|Socialsekreterarna stannar och är friska
VON1|VON|Nämndens mål|F4|Den som har hemtjänst möter högst 14 personer på två veckor
VON2|VON|Nämndens mål|F5|Ingen väntar längre än 60 dagar på särskilt boende
VON3|VON|Nämndens mål|F9|Sjukfrånvaron i omsorgen är högst 7,5 procent
VON4|VON|Nämndens mål|F10|Nämnden har en budget i balans
VON5|VON|Nämndens mål|F4|Boende med funktionsnedsättning bestämmer mer över sin vardag
KFN1|KFN|Nämndens mål|F3|Fler unga är med i kultur och idrott, oavsett var de bor
KFN2|KFN|Nämndens mål|F3|Biblioteken når fler barn
KFN3|KFN|Nämndens mål|F10|Nämnden håller sin ram
SBN1|SBN|Nämndens mål|F6|Lokalerna drar tre procent mindre energi varje år
SBN2|SBN|Nämndens mål|F6|Matsvinnet är högst 30 gram per ätande
SBN3|SBN|Nämndens mål|F7|Bygglov lämnas inom tio veckor
SBN4|SBN|Nämndens mål|F10|Nämnden klarar högre priser inom ramen
"""
TAGS: dict[str, tuple[str, ...]] = {
    "F1": ("agenda-04", "barn"),
    "F2": ("agenda-04", "barn", "jamstalldhet", "geh-verksamhet", "stat-skolverket"),
    "F3": ("agenda-03", "barn"),
    "F4": ("agenda-03", "geh-verksamhet"),
    "F5": ("agenda-10", "barn", "geh-verksamhet"),
    "F6": ("agenda-13", "agenda-07"),
    "F7": ("agenda-11",),
    "F8": ("agenda-08", "jamstalldhet"),
    "F9": ("agenda-03", "jamstalldhet"),
    "F10": ("geh-finansiellt",),
    "BUN1": ("agenda-04", "barn", "stat-skolverket"),
    "SBN1": ("agenda-07", "agenda-13"),
    "SBN2": ("agenda-12",),
    "SON1": ("barn",),
    "SON2": ("agenda-08", "jamstalldhet"),
    "VON1": ("agenda-03", "stat-socialstyrelsen"),
}
CLOSED = {
    "BUN6": (
        date(2026, 6, 15),
        "Läslyftet är klart på alla skolor. Arbetet fortsätter i målet om behörighet.",
    )
}
"""Closed in mid-year, on a day with a reason."""
PLANNED = {
    "VON1": "Den som har hemtjänst möter högst 12 personer på två veckor",
    "BUN2": "Förskolans grupper har högst 5,2 barn per årsarbetare",
    "431": "Alla elever i årskurs 3 läser säkert",
}
"""What is planned for the next year, as rows of their own."""
LAST_YEAR = ("KS4",)
"""Goals that are not followed after this year."""


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """An assignment of the council or the board: who has it, and by when it is to be reported back."""

    unit: str
    owner: str
    report_by: date
    serves: tuple[str, ...]
    title: str
    text: str
    closed: date | None = None
    closed_why: str = ""


ASSIGNMENTS = (
    AssignmentFacts(
        "SBN", "tomas.brohage", date(2026, 10, 26), ("F6", "F10"),
        "Utred ett gemensamt produktionskök med grannkommunerna",
        "Uppdrag från kommunfullmäktige 2025-11-24 § 139.",
    ),
    AssignmentFacts(
        "VON", "anders.kvarnlid", date(2026, 11, 30), ("F4",),
        "Redovisa hur hemtjänstens scheman kan ge färre möten",
        "Uppdrag från kommunstyrelsen 2026-03-11 § 48.",
    ),
    AssignmentFacts(
        "BUN", "eva.rosenholt", date(2026, 12, 14), ("F1", "F10"),
        "Ta fram en plan för skolorna när elevkullarna blir mindre",
        "Uppdrag från kommunfullmäktige 2025-11-24 § 139.",
    ),
    AssignmentFacts(
        "KS", "goran.sjolid", date(2026, 9, 28), ("F9",),
        "Se över stödet till chefer med hög sjukfrånvaro",
        "Uppdrag från kommunstyrelsen 2026-01-14 § 9.",
        date(2026, 9, 28), "Återrapporterat till kommunstyrelsen 2026-09-28 § 131.",
    ),
)  # fmt: skip


def goals_above_units() -> tuple[GoalFacts, ...]:
    """Return the vision, the focus areas, the council's goals and the nämnder's, those above first."""
    found: list[GoalFacts] = []
    for line in (_ABOVE + _COMMITTEES).splitlines():
        if line.startswith("  "):
            found[-1] = replace(found[-1], text=line.strip())
        elif line:
            key, unit, level, serves, title = line.split("|")
            found.append(GoalFacts(key, unit, level, tuple(serves.split()), title, tags=TAGS.get(key, ())))
    return tuple(found)
