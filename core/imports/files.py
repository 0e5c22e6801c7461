"""Any ledger file by its contents: read it, or say what it is."""

from pathlib import PurePath
from typing import Any

from core.errors import ImportFileError, Problem, Severity
from core.imports.encoding import detect_encoding
from core.imports.ledger import LedgerFile
from core.imports.ledger_csv import is_ledger_csv, read_ledger_csv
from core.imports.sie.ledger import ledger_from_sie
from core.imports.sie.reader import read_sie
from core.imports.sie.vouchers import unbalanced_vouchers
from core.imports.sniff import FileKind, refuse_foreign, sniff_kind

BALANCE_LABELS = ("#IB", "#UB", "#OIB", "#OUB", "#RES", "#PSALDO")
"""The records counted as balances; #PBUDGET is a budget and not among them."""

_TEXT_KINDS = {FileKind.SIE, FileKind.SIE5, FileKind.HTML, FileKind.XML, FileKind.TEXT}


def read_ledger_file(data: bytes, name: str) -> LedgerFile:
    """Return a SIE or CSV ledger by its contents; ImportFileError names anything else."""
    kind = sniff_kind(data)
    if kind is FileKind.SIE:
        return ledger_from_sie(read_sie(data), suffix=_suffix(name))
    if kind is FileKind.TEXT and is_ledger_csv(data):
        return read_ledger_csv(data)
    raise refuse_foreign(kind)


def inspect_file(data: bytes, name: str) -> dict[str, Any]:
    """Return what a file is and holds, as plain values for JSON; never raises for any contents.

    `kind` is sie, sie5, csv, xlsx or other. Counts are of records, readable or not;
    `balance_rows` are #IB, #UB, #OIB, #OUB, #RES and #PSALDO.
    """
    kind = sniff_kind(data)
    answer: dict[str, Any] = {
        "kind": kind.value if kind in {FileKind.SIE, FileKind.SIE5, FileKind.XLSX} else "other",
        "sie_type": None,
        "encoding": detect_encoding(data) if kind in _TEXT_KINDS else None,
        "accounts": 0,
        "vouchers": 0,
        "transactions": 0,
        "unbalanced_vouchers": 0,
        "balance_rows": 0,
        "checksum": "absent",
        "problems": [],
    }
    if kind is FileKind.TEXT and is_ledger_csv(data):
        answer["kind"] = "csv"
    try:
        problems = (
            _inspect_sie(data, name, answer) if kind is FileKind.SIE else _inspect_other(data, name, answer)
        )
    except ImportFileError as error:
        problems = [Problem("unreadable", error.message, Severity.ERROR, error.line)]
    answer["problems"] = [
        {"line": p.line, "code": p.code, "message": p.message, "severity": p.severity.value} for p in problems
    ]
    return answer


def _inspect_sie(data: bytes, name: str, answer: dict[str, Any]) -> list[Problem]:
    file = read_sie(data)
    ledger = ledger_from_sie(file, suffix=_suffix(name))
    answer |= {
        "sie_type": ledger.sie_type,
        "accounts": file.counts.get("#KONTO", 0),
        "vouchers": file.counts.get("#VER", 0),
        "transactions": file.counts.get("#TRANS", 0),
        "unbalanced_vouchers": len(unbalanced_vouchers(file)[0]),
        "balance_rows": sum(file.counts.get(label, 0) for label in BALANCE_LABELS),
        "checksum": file.checksum,
    }
    return list(ledger.problems)


def _inspect_other(data: bytes, name: str, answer: dict[str, Any]) -> list[Problem]:
    ledger = read_ledger_file(data, name)
    answer |= {
        "accounts": len(ledger.accounts),
        "vouchers": len(ledger.vouchers),
        "transactions": len(ledger.lines),
    }
    return list(ledger.problems)


def _suffix(name: str) -> str:
    return PurePath(name).suffix
