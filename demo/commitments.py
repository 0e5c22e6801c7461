"""What is ordered and contracted in the autumn of 2026, as a file out of the purchasing system."""

from uuid import NAMESPACE_URL, uuid5

from core.db import Database
from core.rules.access import Actor
from core.services import commitments
from core.services.transaction import transaction
from demo.cost_centers import PUPILS
from demo.organisation import cost_centers
from demo.suppliers import Supplier, positions_of_kind, suppliers

SOURCE = "Inköp och avtal"
FILE_NAME = "rodret-ataganden-2026.csv"
_HEADER = "ansvar;konto;verksamhet;leverantör;text;belopp;från;till;slag"
_YEAR = ("2026-01-01", "2026-12-31")
_SCHOOL_ORDERS = (
    ("6420", "laromedel", "Läromedel vårterminen", 64_000, "2026-11-27"),
    ("6410", "inventarier", "Bord och stolar, två klassrum", 88_000, "2026-12-11"),
)
_OTHERS = (
    ("7120", "6610", "bygg", "Takbyte Ekorrens förskola, etapp 2", 740_000, "", "2026-12-18", "order"),
    ("7120", "6140", "vakt", "Larm och bevakning skolor", 1_560_000, *_YEAR, "avtal"),
    ("7311", "6130", "entreprenad", "Snöröjning, beredskap", 1_500_000, "2026-11-01", "2027-03-31", "avtal"),
    ("7330", "6920", "leasing", "Leasing lätta lastbilar", 690_000, *_YEAR, "avtal"),
    ("1310", "6830", "it", "Datacenter och säkerhetskopior", 2_880_000, *_YEAR, "avtal"),
    ("1311", "6830", "it", "Ny e-tjänsteplattform, införande", 640_000, "", "2026-12-15", "order"),
    ("7510", "7410", "konsult", "Detaljplan Norra hamnen", 420_000, "2026-09-01", "2027-02-28", "avtal"),
    ("6321", "6410", "inventarier", "Lyftar och sängar", 310_000, "", "2026-11-20", "order"),
    ("5220", "7470", "tolk", "Tolkförmedling, ramavtal", 240_000, *_YEAR, "avtal"),
    ("4731", "6830", "it", "Lärplattform, licenser", 1_320_000, "2026-07-01", "2027-06-30", "avtal"),
)


def commitment_csv() -> bytes:
    """Return the file: two orders of every school, and the contracts of those who buy for others."""
    functions = {center.code: center.function for center in cost_centers()}
    written = [_HEADER]
    for place, school in enumerate(sorted(PUPILS)):
        center = f"{school}0"
        if center not in functions:
            continue
        for account, kind, text, amount, day in _SCHOOL_ORDERS:
            supplier, sum_ = _supplier(kind, place).name, amount + 1_500 * (place % 5)
            written.append(f"{center};{account};{functions[center]};{supplier};{text};{sum_};;{day};order")
    for center, account, kind, text, amount, first, last, sort in _OTHERS:
        row = (center, account, functions[center], _supplier(kind, 0).name, text, amount, first, last, sort)
        written.append(";".join(map(str, row)))
    return ("\r\n".join(written) + "\r\n").encode("utf-8")


def lay(database: Database, actor: Actor) -> None:
    """Read the file the real way in."""
    key = str(uuid5(NAMESPACE_URL, FILE_NAME))
    with transaction(database, actor) as session:
        commitments.load(session, actor, source=SOURCE, file_name=FILE_NAME, data=commitment_csv(), key=key)


def _supplier(kind: str, turn: int) -> Supplier:
    choices = positions_of_kind()[kind]
    return suppliers()[choices[turn % len(choices)]]
