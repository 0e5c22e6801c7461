"""What Ekarboda does about the deficits of 2026: measures with their amounts, and what the nämnder decided.

Vård och omsorg goes towards −14,0 in October; its measures are to give 3,5, of which 1,2 has come.
"""

from dataclasses import dataclass
from datetime import date

from demo.facts_forecast import OCTOBER, T1, T2

YEAR = 2026


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure: tkr in the year (None: not told), from a month, and what has come with the last words.

    `ended` is what came of it when it is over; `dropped` that it was struck.
    """

    unit: str
    title: str
    owner: str
    made: date
    due: date
    effect: int | None
    from_month: int
    row: str = ""
    body: str = ""
    realised: int | None = None
    followed: date | None = None
    words: str = ""
    ended: str = ""
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """A deficit that a nämnd reported: `latest` is the round that moved its amounts last.

    The body's decision is its day, §, diarienummer and words; none while the clock runs.
    """

    committee: str
    reported: str
    latest: str
    decided: tuple[date, str, str, str] | None = None


MEASURES: tuple[MeasureFacts, ...] = (
    MeasureFacts(
        "611", "Vikarier bara när planeringen inte räcker", "fatima.norrlid",
        date(2026, 9, 21), date(2026, 12, 31), 900, 9, row="timloner",
        body="Samordnaren går igenom nästa dags turer före klockan 14. Vikarie tas in först när turerna har "
        "lagts om.",
        realised=500, followed=date(2026, 11, 4),
        words="September och oktober tillsammans. Schemat är i balans, och december är bemannad.",
    ),
    MeasureFacts(
        "610", "En gemensam bemanning för Norr, Söder och Centrum", "linda.starrbo",
        date(2026, 10, 8), date(2026, 12, 15), 1000, 10, row="timloner",
        body="En samordnare för tre enheter i stället för en i varje.",
        realised=300, followed=date(2026, 11, 3), words="Oktober gav 300. Centrum är med från november.",
    ),
    MeasureFacts(
        "612", "Kortare restid mellan besöken", "peter.askdal",
        date(2026, 9, 22), date(2026, 10, 31), 400, 9, row="timloner",
        body="Nya rutter så att varje tur håller sig på sin sida av ån.",
        realised=200, followed=date(2026, 11, 5),
        words="Restiden har minskat med elva procent, hälften av det vi trodde.",
        ended="Rutterna är omlagda från den 5 oktober.",
    ),
    MeasureFacts(
        "621", "Vänta med att tillsätta två tjänster till januari", "birgitta.holmvret",
        date(2026, 10, 8), date(2026, 12, 31), 500, 9, row="manadsloner",
        realised=200, followed=date(2026, 11, 2), words="En tjänst sedan september, den andra från november.",
    ),
    MeasureFacts(
        "641", "Se över nattbemanningen", "amir.sandvad",
        date(2026, 10, 8), date(2026, 10, 30), 400, 11, row="manadsloner",
        body="Sovande jour i stället för vaken natt i en av grupperna. Förhandlas enligt MBL.",
    ),
    MeasureFacts(
        "VOF", "Inköpsstopp för inventarier och konsulter", "anders.kvarnlid",
        date(2026, 10, 8), date(2026, 12, 31), 300, 10, row="tjanster",
    ),
    MeasureFacts(
        "VOF", "Rutin för rehabilitering före dag 60", "anders.kvarnlid",
        date(2026, 10, 8), date(2026, 12, 31), None, 10,
        body="Tillsammans med HR. Effekten syns först nästa år.",
    ),
    MeasureFacts(
        "642", "Lämna den tillfälliga lokalen i förtid", "amir.sandvad",
        date(2026, 10, 8), date(2026, 11, 30), 250, 11, row="lokaler",
        ended="Hyresvärden går inte med på det före april.", dropped=True,
    ),
    MeasureFacts(
        "513", "Egna familjehem i stället för konsulentstödda", "oskar.fridhem",
        date(2026, 6, 1), date(2026, 12, 1), 900, 7, row="kop",
        realised=600, followed=date(2026, 11, 5), words="Två av tre placeringar är omplanerade.",
    ),
    MeasureFacts(
        "SOF", "Avsluta inhyrda socialsekreterare", "ulrika.nabb",
        date(2026, 6, 1), date(2026, 9, 30), 600, 9, row="tjanster",
        ended="De sista två uppdragen slutade den 30 september.",
    ),
)  # fmt: skip

CLOCKS: tuple[ClockFacts, ...] = (
    ClockFacts(
        "SON", T1, T1,
        (date(2026, 5, 27), "44", "SON 2026/058", "Nämnden antar förvaltningens förslag till åtgärder och "
         "vill ha en ny redovisning efter delåret."),
    ),
    ClockFacts(
        "VON", T2, T2,
        (date(2026, 10, 7), "83", "VON 2026/114", "Nämnden antar åtgärdsplanen på 3,5 mnkr. Fler åtgärder "
         "ska redovisas om oktoberprognosen visar ett större underskott."),
    ),
    ClockFacts("SON", T2, OCTOBER),
    ClockFacts("VON", OCTOBER, OCTOBER),
    ClockFacts("SBN", OCTOBER, OCTOBER),
)  # fmt: skip
