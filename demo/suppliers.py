"""Invented suppliers. Their organisation numbers have a wrong check digit, so they belong to nobody."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Supplier:
    """One supplier in the register."""

    name: str
    organisation_number: str
    kind: str


_NAMES = {
    "kommun": "Grannvrets kommun|Lövsunda kommun|Tallbro kommun|Norrmosse kommun|Åsviks kommun",
    "skola": "Fria skolan Lärkan|Kunskapsvägen Ekarboda|Montessoriskolan Solrosen|Lärgården Friskola"
    "|Gymnasiet Horisonten|Förskolan Trollet|Förskolan Pärlan",
    "vard": "Omsorgshuset Lunden|Trygghemmet Vård|Hemnära Omsorg|Boendestöd Kompassen|LSS-boende Furan"
    "|Gläntans Vårdboende",
    "placering": "Behandlingshemmet Utsikten|Stödgården Björkö|Familjehemsgruppen Nästet"
    "|Hvb Västergläntan|Ungdomshemmet Klippan",
    "forbund": "Räddningstjänstförbundet Sjöbygden|Kommunalförbundet Trakten",
    "region": "Regionens kollektivtrafik",
    "avfall": "Kretsloppet Återvinning|Renbruket Miljö|Avfallsbolaget Dalen",
    "allman": "Servicebolaget Ekan|Kontorsringen|Allservice i Ekarboda|Skadedjurstjänst Mården",
    "vakt": "Vaktia Säkerhet|Larmcentralen Ugglan",
    "tvatt": "Tvätteriet Norrsken",
    "tryck": "Tryckhuset Bokbladet|Lokaltidningen Sjöbygden",
    "enskild": "Utbetalning enskilda",
    "forening": "Ekarboda Idrottssällskap|Björkdalens Bollklubb|Folkets Hus-föreningen"
    "|Hembygdsföreningen Eken|Ryttarsällskapet Ekarboda|Studieförbundet Stigen",
    "vag": "Strandvägens vägförening|Norra Mossens vägsamfällighet|Åsvägens vägförening",
    "stat": "Assistansersättning, staten",
    "hyra": "Fastighetsbolaget Ekhöjden|Björkvillan Fastigheter|Torghörnet Fastighets|Lokalia Förvaltning",
    "bygg": "Bygg & Tak i Ekarboda|Norrbyggarna|Byggservice Svalan|Fastighetsunderhåll Hjulet"
    "|Byggpartner Timmerkil|Sjöbygdens Bygg",
    "entreprenad": "Markbolaget Grävlingen|Söderåkarna|Asfaltbolaget Stigfinnaren|Ekarboda Maskinstation"
    "|Sjöbygdens Entreprenad",
    "el": "Elhandel Nordlyset|Nätbolaget Sjöbygden",
    "varme": "Ekarboda Energi",
    "laromedel": "Läromedelsbolaget Pennan|Skolförlaget Tärnan|Digitala Klassrummet|Bokhandeln Bläckhornet",
    "inventarier": "Skolmöbler Eken|Möbelgruppen Furan|Vitvaruhallen Ekarboda|Inredarna Björken",
    "sjukvard": "Sjukvårdsgrossisten Lind|Hygienpartner Vit",
    "klader": "Arbetskläder Blåstället",
    "ror": "Rörgrossisten Muffen|Grus & Makadam Sjöbygden",
    "kort": "Inköpskort Ekarboda",
    "livs": "Grossisten Skafferiet|Mejeriet Ljungen|Frukt & Grönt Päronet|Köttgrossisten Hjorten",
    "it": "Systemhuset Kvisten|Datadrift Molnet|Licenspartner Noden|Konsultbolaget Koden",
    "skrivare": "Skrivarservice Bläck",
    "tele": "Teleoperatören Eko|Bredband Sjöbygden",
    "post": "Posttjänst Kuvertet",
    "drivmedel": "Drivmedel Macken",
    "leasing": "Leasingbolaget Rullan",
    "verkstad": "Bilverkstaden Kugghjulet|Däckcentrum Ekarboda",
    "buss": "Bussbolaget Hjulspåret|Taxi Ekarboda|Sjöbygdens Buss|Samåkningscentralen",
    "resa": "Resebyrån Kompassrosen|Järnvägsresor Rälsen|Hotell Ekarboda",
    "konsult": "Plankonsult Linjalen|Geoteknik Berghäll|Rådgivarna Kompassen|Utredningsgruppen Spaden",
    "juridik": "Advokatbyrån Vågskålen",
    "revision": "Revisionsbyrån Siffran",
    "kurs": "Utbildningshuset Kritan|Kursgården Lunden|Kompetensverkstaden",
    "tolk": "Tolkförmedlingen Talet",
    "bemanning": "Bemanningsbolaget Vårdlaget|Sköterskepoolen|Inhyrd Kompetens Norr",
    "forsakring": "Försäkringsbolaget Kommunskyddet",
}
_WITHOUT_COMPANY_FORM = frozenset(
    {"kommun", "forbund", "region", "enskild", "forening", "vag", "stat", "kort"}
)
# Invoices of these kinds come through the scanning service; the rest are entered without a picture.
SCANNED = frozenset(
    {"inventarier", "sjukvard", "klader", "ror", "laromedel", "it", "skrivare", "konsult", "juridik",
     "revision", "kurs", "tolk", "bygg", "entreprenad", "allman", "vakt", "tvatt", "tryck", "bemanning",
     "avfall", "resa", "forsakring"}
)  # fmt: skip
_LUHN_BASE = 10


def check_digit(nine: str) -> int:
    """Return the right last digit of an organisation number."""
    total = 0
    for position, digit in enumerate(nine):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value >= _LUHN_BASE else value
    return -total % _LUHN_BASE


def _impossible_number(n: int) -> str:
    nine = f"55{9000 + n:04d}{(n * 37) % 1000:03d}"
    wrong = (check_digit(nine) + 3) % _LUHN_BASE
    return f"{nine[:6]}-{nine[6:]}{wrong}"


@cache
def suppliers() -> tuple[Supplier, ...]:
    """Return every supplier, those of one kind beside each other."""
    found: list[Supplier] = []
    for kind, names in _NAMES.items():
        for name in names.split("|"):
            full = name if kind in _WITHOUT_COMPANY_FORM else f"{name} AB"
            found.append(Supplier(full, _impossible_number(len(found)), kind))
    return tuple(found)


@cache
def positions_of_kind() -> dict[str, tuple[int, ...]]:
    """Return the positions in the register of each kind of supplier."""
    return {kind: tuple(n for n, s in enumerate(suppliers()) if s.kind == kind) for kind in _NAMES}
