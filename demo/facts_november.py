"""The forecast round that is open on 9 November 2026: who has done what, and what is new."""

from datetime import date

NAME, YEAR = "Prognos november 2026", 2026
OPENS, DEADLINE, REVIEWED, CLOSES = (
    date(2026, 11, 3), date(2026, 11, 13), date(2026, 11, 18), date(2026, 11, 24)
)  # fmt: skip
EARLY = date(2026, 11, 6)
INSTRUCTION = (
    "Årets sista prognos, med utfall till och med oktober. Förra prognosens värden står kvar: ändra bara det "
    "som är nytt. Hemtjänsten, placeringarna och försörjningsstödet svarar en vecka före de andra, eftersom "
    "deras nämnder möts tidigare. Kommunfullmäktige får prognosen när alla nämnder är klara."
)
EARLY_UNITS = ("513", "521", "522", "611", "612", "613", "614")

APPROVED, HANDED_IN, RETURNED, WORKING = "approved", "handed_in", "returned", "working"
_DONE = {
    APPROVED: "311 312 313 324 411 412 413 131 132 742 210 220",
    HANDED_IN: "414 415 421 422 424 435 443 453 462 463 112 113 121 321 323 512 513 531 624 632 641 643 711 "
    "732 752 753 910 920",
    RETURNED: "445",
    WORKING: "432 433 451 521 611 614 621 713 721 751",
}
DONE = {unit: done for done, units in _DONE.items() for unit in units.split()}
RETURN_REASON = "Elevstödet är oförändrat fast två elever har slutat. Stämmer det? Skriv en rad om det."

# unit, row, by how many tkr the year is changed since October, and why; no words: still to be explained.
CHANGES: tuple[tuple[str, str, int, str, str], ...] = (
    ("513", "kop", -650, "volume",
     "En syskongrupp placerades i jourhem den 22 oktober. Räknat på 70 dygn i år."),
    ("614", "timloner", 180, "staffing",
     "Den nya nattpatrullen behöver färre timmar än vi trodde i oktober."),
    ("711", "lokaler", 350, "price", "Mild oktober, och elpriset för november är bundet lägre."),
    ("910", "skatter", 1000, "revenue", "SKR:s prognos i oktober ger en högre slutavräkning för 2026."),
    ("611", "timloner", -240, "", ""),
    ("451", "manadsloner", -160, "", ""),
)  # fmt: skip

CAREFUL_TEXT = (
    "Som i oktober: vi räknar med halva effekten av Hemtjänst Söders bemanningsplanering tills "
    "novemberlönen är bokförd."
)


# unit, row, who, words: what is talked about in the October forecast or this one.
COMMENTS = (
    ("611", "timloner", "linda.starrbo",
     "Hur mycket av ökningen är helger? Ta med det när ni skriver orsaken."),
    ("513", "kop", "ulrika.nabb",
     "Bra att dygnen står med. Nämnden kommer att fråga om avtalet för jourhemmet."),
    ("431", "ovriga_intakter", "lena.tornstig",
     "Räkna med 302 elever hela hösten, siffran är avstämd i skolpengen."),
)  # fmt: skip
