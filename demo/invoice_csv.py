"""The feeder's file: scanned supplier invoices with what SIE cannot carry.

Only the line with the supplier's debt would be enough for a payment, but a reader wants supplier,
number and picture from the cost line, so every line of the voucher has them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo.ledger import LedgerYear
from demo.lines import SERIES, codes
from demo.organisation import nodes
from demo.people import people
from demo.suppliers import suppliers

_HEADER = (
    "konto;ansvar;verksamhet;projekt;motpart;datum;period;belopp;text;serie;verifikationsnummer;rad;"
    "leverantör;organisationsnummer;fakturanummer;attestant;länk;momskod"
)
_LINK = "https://skanning.ekarboda.example/faktura/"
_FIRST_INVOICE = 10_000_000


def _attestants() -> dict[str, str]:
    """Return for every ansvar the nearest manager above it."""
    managers = {
        grant.unit: person.name for person in people() for grant in person.grants if grant.role == "manager"
    }
    found: dict[str, str] = {}
    for node in nodes():
        found[node.code] = managers.get(node.code, found.get(node.parent or "", ""))
    return found


def _kronor(ore: int) -> str:
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole},{rest:02d}"


def _vat_codes(ledger: LedgerYear) -> dict[int, str]:
    """Return the VAT code of each feeder voucher by its number: I with the rate in percent."""
    lines = ledger.lines
    cost = np.flatnonzero((lines.series == SERIES.index("L")) & (lines.supplier >= 0) & (ledger.row == 1))
    rates = {25: "I25", 12: "I12", 6: "I6", 0: "I0"}
    found = {}
    for at in cost.tolist():
        amount, vat = int(lines.amount[at]), int(lines.vat[at])
        found[int(ledger.number[at])] = rates.get(round(100 * vat / amount) if amount else 0, "I25")
    return found


def _rows(ledger: LedgerYear) -> Iterator[tuple[Any, ...]]:
    """Return the feeder's lines: codes in words, month, day, öre, text, number, row, supplier."""
    lists, lines = codes(), ledger.lines
    at = np.flatnonzero(lines.series == SERIES.index("L"))

    def words(column: NDArray[np.int64], names: Sequence[str]) -> list[str]:
        return [names[n] if n >= 0 else "" for n in column[at].tolist()]

    numbers = (lines.month, lines.day, lines.amount, lines.text, ledger.number, ledger.row, lines.supplier)
    return zip(
        words(lines.account, lists.account),
        words(lines.center, lists.center),
        words(lines.function, lists.function),
        words(lines.project, lists.project),
        words(lines.counterparty, lists.counterparty),
        *(column[at].tolist() for column in numbers),
        strict=True,
    )


def invoice_csv(ledger: LedgerYear) -> bytes:
    """Return the feeder's vouchers of a year as CSV in UTF-8, decimal comma."""
    year, register = ledger.year, suppliers()
    attestants, vat_codes = _attestants(), _vat_codes(ledger)
    first_center: dict[int, str] = {}
    written = [_HEADER]
    for account, center, function, project, counterparty, month, day, amount, text, number, row, of in _rows(
        ledger
    ):
        if row == 1:
            first_center[number] = center
        supplier = register[of]
        invoice = _FIRST_INVOICE + (year % 100) * 1_000_000 + number
        fields = (
            account,
            center,
            function,
            project,
            counterparty,
            f"{year}-{month:02d}-{day:02d}",
            f"{year}-{month:02d}",
            _kronor(amount),
            text,
            "L",
            str(number),
            str(row),
            supplier.name,
            supplier.organisation_number,
            str(invoice),
            attestants[first_center[number]],
            f"{_LINK}{invoice}",
            vat_codes[number],
        )
        written.append(";".join(fields))
    return ("\r\n".join(written) + "\r\n").encode("utf-8")
