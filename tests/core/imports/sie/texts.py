"""Small SIE files for the tests of the reader."""

from pathlib import Path

from core.imports.sie.reader import read_sie

FOLDER = Path(__file__).resolve().parents[3] / "data/sie"
TYPE_4 = (FOLDER / "typ4.se").read_bytes()
TYPE_3 = (FOLDER / "typ3.se").read_bytes()

HEAD = "#FLAGGA 0\n#SIETYP 4\n#FNAMN Prov\n#RAR 0 20260101 20261231\n"


def sie(body: str, *, head: str = HEAD) -> bytes:
    return (head + body).encode("cp437")


def voucher(*lines: str, head: str = "#VER A 1 20260115") -> str:
    return "\n".join([head, "{", *lines, "}", ""])


def rows(data: bytes, *, fast: bool = True) -> list[tuple[object, ...]]:
    """Voucher line, account, objects, day, öre and text of each transaction."""
    file = read_sie(data, fast=fast)
    columns = file.transactions
    return [
        (
            int(file.vouchers.line[columns.voucher[n]]),
            file.combinations[columns.combination[n]].account,
            file.combinations[columns.combination[n]].objects,
            int(columns.day[n]),
            int(columns.amount[n]),
            columns.text[n],
        )
        for n in range(len(columns.amount))
    ]


def codes(data: bytes) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in read_sie(data).problems]
