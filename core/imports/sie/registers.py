"""Who a SIE file is from, and its names: accounts, dimensions, objects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from core.imports.ledger import Combination
from core.imports.problem_log import ProblemLog
from core.imports.sie.fields import day_from_number, normal_dimension, parse_day
from core.imports.sie.model import SieFile
from core.texts import _

_BALANCE_LABELS = ("#IB", "#UB", "#OIB", "#OUB", "#RES", "#PSALDO")
_IMPORT_SUFFIX = ".si"


@dataclass(frozen=True, slots=True)
class Identity:
    """The identification records of a file."""

    sie_type: str
    program: str
    organisation: str
    organisation_number: str
    flagged: bool
    generated: date | None


@dataclass(frozen=True, slots=True)
class Names:
    """Names by code; an account or object that is used without being declared is not among them."""

    accounts: Mapping[str, str]
    dimensions: Mapping[str, str]
    objects: Mapping[tuple[str, str], str]


def sie_type_of(file: SieFile, suffix: str = "") -> str:
    """Return 1, 2, 3, 4E or 4I; without #SIETYP it is 1, and 4I has no balances and no .SE suffix."""
    record = file.first("#SIETYP")
    number = record.text(0) if record else "1"
    if number != "4":
        return number if number in {"2", "3"} else "1"
    has_balances = any(file.counts.get(label) for label in _BALANCE_LABELS)
    return "4E" if has_balances or suffix.lower() not in {"", _IMPORT_SUFFIX} else "4I"


def read_identity(file: SieFile, suffix: str, problems: ProblemLog) -> Identity:
    """Return who and what the file is, and tell what is unusual about it."""
    flag = file.first("#FLAGGA")
    flagged = flag is not None and flag.text(0) == "1"
    sie_type = sie_type_of(file, suffix)
    organisation = _joined(file, "#FNAMN")
    if flag and flagged:
        message = _("Filen är märkt som redan inläst (#FLAGGA 1). Kontrollera att den är ny.")
        problems.warn("flagged", message, flag.line)
    if not organisation:
        problems.warn("no_organisation", _("Filen saknar organisationens namn (#FNAMN)."))
    _tell_type(file, sie_type, problems)
    _tell_odd_values(file, problems)
    return Identity(
        sie_type=sie_type,
        program=_joined(file, "#PROGRAM"),
        organisation=organisation,
        organisation_number=_text(file, "#ORGNR"),
        flagged=flagged,
        generated=day_from_number(parse_day(_text(file, "#GEN"))),
    )


def _text(file: SieFile, label: str) -> str:
    record = file.first(label)
    return record.text(0) if record else ""


def _joined(file: SieFile, label: str) -> str:
    """Return all fields of a record; some programs write a name of several words without quotes."""
    record = file.first(label)
    return " ".join(field for field in record.fields if isinstance(field, str)).strip() if record else ""


def _tell_type(file: SieFile, sie_type: str, problems: ProblemLog) -> None:
    record = file.first("#SIETYP")
    if record is None:
        problems.warn("no_type", _("Filen saknar #SIETYP och läses som typ 1."))
    elif record.text(0) not in {"1", "2", "3", "4"}:
        message = _("SIE-typen ”{text}” finns inte. Filen läses som typ 1.")
        problems.warn("unknown_type", message.format(text=record.text(0)[:20]), record.line)
    vouchers = file.counts.get("#VER", 0)
    if vouchers and not sie_type.startswith("4"):
        message = _("Filen är typ {type} men har {count} verifikat. De läses inte in.")
        problems.warn("vouchers_ignored", message.format(type=sie_type, count=vouchers))
    if sie_type == "1":
        message = _(
            "Typ 1 har bara årssaldon. Filen kan visas men inte läsas in: exportera typ 4, 3 eller 2."
        )
        problems.info("year_balances_only", message)


def _tell_odd_values(file: SieFile, problems: ProblemLog) -> None:
    currency = file.first("#VALUTA")
    if currency and currency.text(0).upper() not in {"", "SEK"}:
        message = _("Filen är i {currency}, inte i kronor. Exportera den i kronor.")
        problems.error("currency", message.format(currency=currency.text(0)[:10]), currency.line)
    tax_year = file.first("#TAXAR")
    if tax_year and not (tax_year.text(0).isdecimal() and len(tax_year.text(0)) == len("2026")):
        problems.warn(
            "tax_year", _("Taxeringsåret (#TAXAR) kan inte läsas. Det påverkar inga siffror."), tax_year.line
        )
    generated = file.first("#GEN")
    if generated and parse_day(generated.text(0)) <= 0:
        problems.warn("generated", _("Datumet då filen skapades (#GEN) kan inte läsas."), generated.line)


def read_names(
    file: SieFile, used: Iterable[Combination], hidden: frozenset[str], problems: ProblemLog
) -> Names:
    """Return the names of accounts, dimensions and objects, hidden dimensions left out."""
    combinations = list(used)
    accounts = _read_accounts(file, problems)
    _tell_undeclared(accounts, {combination.account: None for combination in combinations}, problems)
    dimensions = {
        normal_dimension(record.text(0)): record.text(1)
        for label in ("#DIM", "#UNDERDIM")
        for record in file.records.get(label, ())
        if record.text(0) and normal_dimension(record.text(0)) not in hidden
    }
    objects = {
        (normal_dimension(record.text(0)), record.text(1)): record.text(2)
        for record in file.records.get("#OBJEKT", ())
        if record.text(0) and record.text(1) and normal_dimension(record.text(0)) not in hidden
    }
    for number in {number: None for combination in combinations for number, _code in combination.objects}:
        dimensions.setdefault(number, _reserved_name(number))
    return Names(accounts, dimensions, objects)


def _read_accounts(file: SieFile, problems: ProblemLog) -> dict[str, str]:
    accounts: dict[str, str] = {}
    for record in file.records.get("#KONTO", ()):
        account, name = record.text(0), record.text(1)
        if not account:
            problems.warn(
                "account_without_number", _("Kontot i #KONTO saknar nummer och hoppas över."), record.line
            )
            continue
        if not (account.isascii() and account.isdigit()):
            message = _("Kontot ”{account}” är inte bara siffror. Kontrollera kontoplanen.")
            problems.warn("account_not_numeric", message.format(account=account[:20]), record.line)
        accounts.setdefault(account, name)
    return accounts


def _tell_undeclared(accounts: Mapping[str, str], used: Iterable[str], problems: ProblemLog) -> None:
    """Tell of accounts without #KONTO; a file without any chart of accounts is told of once."""
    missing = [account for account in used if account not in accounts]
    if missing and not accounts:
        message = _("Filen har ingen kontoplan (#KONTO). {count} konton läses in utan namn.")
        problems.warn("no_chart", message.format(count=len(missing)))
        return
    for account in missing:
        message = _("Kontot {account} används men finns inte i filens kontoplan. Det läses in utan namn.")
        problems.warn("account_undeclared", message.format(account=account[:20]))


def _reserved_name(dimension: str) -> str:
    """Return the name of a dimension that the format reserves, else one made of its number."""
    reserved = {
        "1": _("Kostnadsställe"),
        "2": _("Kostnadsbärare"),
        "6": _("Projekt"),
        "8": _("Kund"),
        "9": _("Leverantör"),
        "10": _("Faktura"),
    }
    return reserved.get(dimension) or _("Dimension {number}").format(number=dimension)
