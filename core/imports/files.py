"""Any ledger file by its contents: read it, or say what it is."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import numpy as np

from core.errors import ImportFileError, Problem, Severity
from core.imports.encoding import detect_encoding
from core.imports.ledger import LedgerFile
from core.imports.ledger_csv import is_ledger_csv, read_ledger_csv
from core.imports.sie.checksum import ABSENT
from core.imports.sie.ledger import ledger_from_sie
from core.imports.sie.reader import read_sie, scan_labels
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
    answer = _blank_answer(kind, data)
    try:
        inspect = _inspect_sie if kind is FileKind.SIE else _inspect_other
        problems = inspect(data, name, answer)
    except ImportFileError as error:
        if kind is FileKind.SIE:
            answer |= _count_records(scan_labels(data))
        problems = [Problem("unreadable", error.message, Severity.ERROR, error.line)]
    answer["problems"] = [
        {"line": p.line, "code": p.code, "message": p.message, "severity": p.severity.value} for p in problems
    ]
    return answer


def _blank_answer(kind: FileKind, data: bytes) -> dict[str, Any]:
    """Return what is known of a file before it is read."""
    name = kind.value if kind in {FileKind.SIE, FileKind.SIE5, FileKind.XLSX} else "other"
    return {
        "kind": "csv" if kind is FileKind.TEXT and is_ledger_csv(data) else name,
        "sie_type": None,
        "encoding": detect_encoding(data) if kind in _TEXT_KINDS else None,
        "accounts": 0,
        "vouchers": 0,
        "transactions": 0,
        "unbalanced_vouchers": 0,
        "balance_rows": 0,
        "checksum": ABSENT,
        "problems": [],
    }


def _inspect_sie(data: bytes, name: str, answer: dict[str, Any]) -> list[Problem]:
    file = read_sie(data)
    ledger = ledger_from_sie(file, suffix=_suffix(name))
    answer |= {
        "sie_type": ledger.sie_type,
        "unbalanced_vouchers": len(unbalanced_vouchers(file)[0]),
        "checksum": file.checksum,
        **_count_records(file.counts),
    }
    return list(ledger.problems)


def _inspect_other(data: bytes, name: str, answer: dict[str, Any]) -> list[Problem]:
    ledger = read_ledger_file(data, name)
    answer |= {
        "accounts": len(ledger.accounts),
        "vouchers": len(ledger.vouchers),
        "transactions": len(ledger.lines),
        "unbalanced_vouchers": _count_unbalanced(ledger),
    }
    return list(ledger.problems)


def _count_records(counts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "accounts": counts.get("#KONTO", 0),
        "vouchers": counts.get("#VER", 0),
        "transactions": counts.get("#TRANS", 0),
        "balance_rows": sum(counts.get(label, 0) for label in BALANCE_LABELS),
    }


def _count_unbalanced(ledger: LedgerFile) -> int:
    """Return how many vouchers do not sum to zero; lines without voucher belong to none."""
    sums = np.zeros(len(ledger.vouchers), np.int64)
    owned = ledger.lines.voucher >= 0
    np.add.at(sums, ledger.lines.voucher[owned], ledger.lines.amount[owned])
    return int(np.count_nonzero(sums))


def _suffix(name: str) -> str:
    return PurePath(name).suffix
