"""What some units of Ekarboda have written in their operational plans."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Words:
    """A unit's plan of a year: who writes, and by section the words and whether they are ready."""

    unit: str
    year: int
    writer: str
    sections: dict[str, tuple[str, bool]]


PLANS = (
    Words(
        "430", 2027, "helena.grimstrand",
        {
            "uppdrag": ("Grundskola norr är fem skolor med 1 490 elever, från Hultet till Kvarn.", True),
            "lage": (
                "Eleverna blir färre på Björkdalen och Norrängen. Vi håller ihop lärarlagen genom att flytta "
                "tjänster mellan skolorna i stället för att säga upp.",
                True,
            ),
            "mal": ("Två saker går före allt annat: läsning i lågstadiet och frånvaro i sjuan.", False),
        },
    ),
    Words(
        "431", 2026, "sara.lindhage",
        {
            "uppdrag": ("Björkdalens skola har 310 elever upp till sexan, och fritidshem.", True),
            "lage": ("Vi börjar året med två nya lärare i lågstadiet och ett fritidshem som är fullt.", True),
            "mal": ("Läsningen i trean är viktigast. Speciallärarna är i klassrummet tre dagar.", True),
            "nyckeltal": ("Sjukfrånvaron följs varje månad tillsammans med skyddsombudet.", True),
            "aktiviteter": ("Vi väljer bort temaveckan i höst för att hinna med läslyftet.", True),
            "ekonomi": ("Budgeten räcker om vi är 310 elever i augusti. Annars ser vi över fritids.", True),
            "uppfoljning": ("Arbetslaget följer upp planen i mars, juni och oktober.", True),
        },
    ),
    Words(
        "431", 2027, "sara.lindhage",
        {
            "uppdrag": ("Björkdalens skola har 302 elever upp till sexan, och fritidshem.", True),
            "lage": (
                "Åtta elever färre i augusti betyder 736 000 kronor mindre i skolpeng på ett helår. "
                "En klass i femman slås ihop, och en lärare går över till Norrängen.",
                True,
            ),
            "mal": ("Alla i trean ska läsa säkert. Vi behåller speciallärarna i klassrummet.", False),
        },
    ),
    Words(
        "432", 2027, "mats.ohrvik",
        {"uppdrag": ("Ekbackens skola har 340 elever och är kommunens största F–6-skola.", True)},
    ),
    Words(
        "611", 2027, "fatima.norrlid",
        {
            "uppdrag": ("Hemtjänst Norr har 165 brukare och 62 medarbetare, dag, kväll och helg.", True),
            "lage": (
                "Sommaren kostade mer än vi hade budget för. Vi anställer sex sommarvikarier redan i mars "
                "och planerar semestern i tre perioder.",
                True,
            ),
            "ekonomi": ("Den nya planeringen ska ge 600 000 kronor lägre kostnad för timlöner.", False),
        },
    ),
)  # fmt: skip
ADOPTED = {"431": ("Barn- och utbildningsnämnden", date(2026, 1, 27), "§ 8", "BUN 2025-412")}
"""Units whose plan of this year is adopted: body, day, § and diarienummer."""
