"""A file of commitments: one line an order or a contract, Excel or CSV."""

from collections.abc import Mapping
from datetime import date

from core.enums import CommitmentKind
from core.errors import Problem, RuleViolation, Severity
from core.imports.sheet import SheetRow, find_columns, read_sheet, require_columns
from core.money import AmountError, parse_amount
from core.rules.commitments import CommitmentLine
from core.rules.long_texts import storable
from core.texts import _

_COLUMNS: dict[str, tuple[str, ...]] = {
    "unit": ("ansvar", "ansvarskod", "kostnadsställe", "unit"),
    "account": ("konto", "account"),
    "function": ("verksamhet", "function"),
    "supplier": ("leverantör", "motpart", "leverantor", "supplier"),
    "text": ("text", "benämning", "beskrivning"),
    "amount": ("belopp", "summa", "amount"),
    "first": ("från", "från och med", "fr.o.m.", "startdatum", "from"),
    "last": ("till", "till och med", "t.o.m.", "slutdatum", "leverans", "to"),
    "kind": ("slag", "typ", "kind"),
}
"""The names that a header may have."""
_NEEDED = ("unit", "account", "amount", "last")
_KINDS = {
    "": CommitmentKind.ORDER,
    "order": CommitmentKind.ORDER,
    "beställning": CommitmentKind.ORDER,
    "inköpsorder": CommitmentKind.ORDER,
    "avtal": CommitmentKind.CONTRACT,
    "kontrakt": CommitmentKind.CONTRACT,
    "abonnemang": CommitmentKind.CONTRACT,
}
_LONGEST_CODE, _LONGEST_SUPPLIER, _LONGEST_TEXT = 32, 200, 500
_MOST_ORE = 10**13
_YEARS = range(2000, 2100)


def read_commitment_file(data: bytes) -> tuple[list[CommitmentLine], list[Problem]]:
    """Return the lines that can be read, and a problem in words for each that cannot.

    Raises `ImportFileError` when the file is no table with ansvar, konto, belopp and till.
    """
    header, rows = read_sheet(data)
    places = find_columns(header, _COLUMNS)
    missing = [_COLUMNS[column][0] for column in _NEEDED if column not in places]
    require_columns(missing)
    lines: list[CommitmentLine] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            lines.append(_line(row, places))
        except (RuleViolation, AmountError) as refusal:
            problems.append(Problem("commitment_line", str(refusal), Severity.ERROR, row.line))
    return lines, problems


def _line(row: SheetRow, places: Mapping[str, str]) -> CommitmentLine:
    cells = {column: " ".join(storable(row.cells.get(name, "")).split()) for column, name in places.items()}
    last = _day(cells["last"], _("till"))
    first = _day(cells["first"], _("från")) if cells.get("first") else last
    if first > last:
        raise RuleViolation(_("Dagen i från ligger efter dagen i till."))
    return CommitmentLine(
        line=row.line,
        unit_code=_code(cells["unit"], _("ansvar")),
        account=_code(cells["account"], _("konto")),
        function=_code(cells.get("function", ""), _("verksamhet"), needed=False),
        supplier=cells.get("supplier", "")[:_LONGEST_SUPPLIER],
        text=cells.get("text", "")[:_LONGEST_TEXT],
        amount=_amount(cells["amount"]),
        first=first,
        last=last,
        kind=_kind(cells.get("kind", "")),
    )


def _code(text: str, what: str, *, needed: bool = True) -> str:
    if needed and not text:
        raise RuleViolation(_("Ange {what}.").format(what=what))
    if len(text) > _LONGEST_CODE:
        raise RuleViolation(_("{what} är för långt.").format(what=what.capitalize()))
    return text


def _amount(text: str) -> int:
    if not text:
        raise RuleViolation(_("Ange belopp."))
    amount = parse_amount(text)
    if not amount or abs(amount) > _MOST_ORE:
        raise RuleViolation(
            _("Beloppet {text} kan inte stämma. Ange hela beloppet i kronor.").format(text=text)
        )
    return amount


def _day(text: str, what: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        message = _("{text} i {what} är ingen dag. Skriv den som 2027-01-31.")
        raise RuleViolation(message.format(text=text[:20] or _("Inget"), what=what)) from error
    if day.year not in _YEARS:
        raise RuleViolation(_("Året {year} i {what} kan inte stämma.").format(year=day.year, what=what))
    return day


def _kind(text: str) -> CommitmentKind:
    kind = _KINDS.get(text.casefold())
    if kind is None:
        raise RuleViolation(_("Slaget {text} finns inte. Skriv order eller avtal.").format(text=text[:40]))
    return kind
