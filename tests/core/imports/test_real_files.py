"""Every real file of the shared collection against the counts of its MANIFEST."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.errors import ImportFileError
from core.imports.files import inspect_file, read_ledger_file
from core.imports.ledger import Difference
from core.imports.sie.reader import read_sie

DATA = Path(__file__).resolve().parents[3] / "../shared/data"
MANIFEST = DATA / "MANIFEST.md"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not MANIFEST.exists(), reason="the shared files are not here"),
]

ENCODINGS = {"CP437": "cp437", "UTF-8": "utf-8", "ASCII": "ascii", "ISO-8859-1/CP1252": "cp1252"}
BALANCES = ("IB", "UB", "OIB", "OUB", "RES", "PSALDO")


@dataclass(frozen=True, slots=True)
class Row:
    folder: str
    name: str
    encoding: str
    sie_type: str
    about: str

    def count(self, words: str) -> int:
        match = re.search(rf"(\d+) {words}\b", self.about)
        return int(match.group(1)) if match else 0


def manifest_rows() -> list[Row]:
    rows, folder = [], ""
    for line in MANIFEST.read_text("utf-8").splitlines() if MANIFEST.exists() else []:
        if line.startswith("## "):
            folder = line[3:].strip()
        cells = [cell.strip() for cell in line.split("|")]
        if folder in {"sie", "sie5"} and len(cells) > 9 and cells[1] == "–":
            rows.append(Row(folder, cells[2], cells[6], cells[8], cells[9]))
    return rows


ROWS = [row for row in manifest_rows() if (DATA / row.folder / row.name).exists()]
SIE = [row for row in ROWS if row.sie_type in {"1", "2", "3", "4"}]
OTHER = [row for row in ROWS if row.sie_type not in {"1", "2", "3", "4"}]


def test_manifest_lists_every_file_of_the_collection():
    files = {path.name for folder in ("sie", "sie5") for path in (DATA / folder).iterdir()}
    assert {row.name for row in ROWS} == files


@pytest.mark.parametrize("row", SIE, ids=lambda row: row.name)
def test_inspect_real_sie_file_agrees_with_manifest(row: Row):
    found = inspect_file((DATA / row.folder / row.name).read_bytes(), row.name)
    word = row.encoding.split()[0]
    assert found["kind"] == "sie"
    assert found["encoding"] == ENCODINGS[word]
    assert found["sie_type"][0] == row.sie_type
    assert found["accounts"] == row.count("accounts(?! used)")
    assert found["vouchers"] == row.count("vouchers")
    assert found["transactions"] == row.count("#TRANS")
    assert found["unbalanced_vouchers"] == row.count("unbalanced")
    assert found["balance_rows"] == sum(row.count(f"#{label}") for label in BALANCES)
    assert found["checksum"] == ("ok" if "#KSUMMA" in row.about else "absent")


@pytest.mark.parametrize("row", OTHER, ids=lambda row: row.name)
def test_inspect_file_that_is_no_sie_names_it_and_gives_one_problem(row: Row):
    found = inspect_file((DATA / row.folder / row.name).read_bytes(), row.name)
    assert found["kind"] == ("sie5" if row.sie_type == "5" else "other")
    assert [problem["severity"] for problem in found["problems"]] == ["error"]


@pytest.mark.parametrize("row", OTHER, ids=lambda row: row.name)
def test_read_file_that_is_no_sie_raises_import_file_error(row: Row):
    with pytest.raises(ImportFileError):
        read_ledger_file((DATA / row.folder / row.name).read_bytes(), row.name)


@pytest.mark.parametrize("row", SIE, ids=lambda row: row.name)
def test_fast_and_careful_reading_of_a_real_file_give_the_same(row: Row):
    data = (DATA / row.folder / row.name).read_bytes()
    fast, careful = read_sie(data), read_sie(data, fast=False)
    assert fast.transactions.amount.tolist() == careful.transactions.amount.tolist()
    assert list(fast.transactions.text) == list(careful.transactions.text)
    assert fast.counts == careful.counts
    assert fast.problems == careful.problems


UNDATED = {
    "sie4j__BLBLOV_SIE4_UTF_8_with_critical_voucher_date_error.SI": 3,
    "sie4j__BLBLOV_SIE4_UTF_8_with_empty_voucher_date.SI": 3,
    "sie4j__BLBLOV_SIE4_UTF_8_with_erroneous_voucher_date.SI": 3,
    "sie4j__BLBLOV_SIE4_UTF_8_with_missing_voucher_date.SI": 3,
}
"""Transactions of a voucher without a usable date, in test files made so on purpose."""


@pytest.mark.parametrize("row", [row for row in SIE if row.sie_type == "4"], ids=lambda row: row.name)
def test_read_real_type_4_file_makes_one_line_of_each_dated_transaction(row: Row):
    ledger = read_ledger_file((DATA / row.folder / row.name).read_bytes(), row.name)
    assert len(ledger.lines) == row.count("#TRANS") - UNDATED.get(row.name, 0)


@pytest.mark.parametrize(
    "name",
    [
        "jsieparser__test.se",
        "jsisie__BL0001_typ4.SE",
        "jsisie__Bokslut_Norstedts_SIE_4E.se",
        "jsisie__magenta_bokföring_SIE4E.se",
        "jsisie__sie_4.SE",
        "jsisie__transaktioner_ovnbolag.se",
        "php-sie__Sie4.se",
        "sieparser__43_sie3.se",
    ],
)
def test_read_real_complete_export_adds_up_to_its_own_balances(name: str):
    ledger = read_ledger_file((DATA / "sie" / name).read_bytes(), name)
    assert list(ledger.differences) == []
    assert [problem for problem in ledger.problems if problem.severity == "error"] == []


def test_read_real_file_with_one_changed_amount_names_the_account_that_differs():
    name = "sie4j__BLBLOV_SIE4_UTF_8_with_imbalanced_voucher.SE"
    ledger = read_ledger_file((DATA / "sie" / name).read_bytes(), name)
    assert list(ledger.differences) == [Difference("UB", "2640", 2017, None, 5_893_078, 5_893_088)]


def test_read_real_file_with_employees_has_none_of_them_in_its_combinations():
    name = "jsisie__urval_ovnbolag.si"
    ledger = read_ledger_file((DATA / "sie" / name).read_bytes(), name)
    assert ledger.masked_employees == 5
    assert {number for c in ledger.combinations for number, _code in c.objects} <= {"1", "6"}
    assert "7" not in ledger.dimensions
    assert not [key for key in ledger.objects if key[0] == "7"]
