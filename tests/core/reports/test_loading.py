from dataclasses import replace

import pytest

from core.enums import SourceKind
from core.errors import Problem, Severity
from core.imports.ledger import Difference
from core.imports.preview import GroupSum, Preview
from core.reports import loading
from core.table import RowRole, Status

NB = "\u00a0"
PREVIEW = Preview(
    kind="sie",
    sie_type="4E",
    encoding="cp437",
    program="Ekonomisystem 5",
    organisation="Ekarboda kommun",
    organisation_number="212000-9999",
    rows=1_204,
    debit=52_340_50,
    credit=-52_340_50,
    months=(202600, *range(202601, 202611)),
    account_classes=(GroupSum("1", 600, -50_000_00, -48_000_00), GroupSum("5", 604, 50_000_00, 48_000_00)),
    committees=(GroupSum("Socialnämnden", 1_204, 0, -10_00),),
    new_codes=(("account", "5021", "Timlön"), ("project", "9001", "")),
    unknown_units=("9999",),
    differences=(Difference("#UB", "1930", 2026, None, 100_00, 90_00),),
    problems=(
        Problem("amount", "Beloppet går inte att läsa.", Severity.ERROR, line=12),
        Problem("flagged", "Filen är redan inläst en gång.", Severity.WARNING),
    ),
    errors=1,
    warnings=1,
)


def test_class_table_shows_the_file_beside_the_ledger_with_a_sum_to_the_ore() -> None:
    table = loading.class_table(PREVIEW)

    assert [row.cells for row in table.rows] == [
        ("1 Tillgångar", 600, -50_000_00, -48_000_00, -2_000_00),
        ("5 Kostnader för arbetskraft", 604, 50_000_00, 48_000_00, 2_000_00),
        ("Summa", 1_204, 0, 0, 0),
    ]
    assert table.rows[-1].role is RowRole.TOTAL


def test_committee_table_shows_what_the_load_would_change() -> None:
    assert loading.committee_table(PREVIEW).rows[0].cells == ("Socialnämnden", 1_204, 0, -10_00, 10_00)


def test_problem_table_has_the_line_and_the_severity_in_words() -> None:
    rows = loading.problem_table(PREVIEW).rows

    assert [(row.cells, row.status) for row in rows] == [
        (("Beloppet går inte att läsa.", "Fel", 12), Status.BAD),
        (("Filen är redan inläst en gång.", "Varning", None), Status.PARTLY),
    ]


def test_new_code_table_says_namnlos_where_the_file_has_no_name() -> None:
    rows = loading.new_code_table(PREVIEW).rows

    assert [row.cells for row in rows] == [("Timlön", "5021", "Konto"), ("Namnlös", "9001", "Projekt")]


def test_difference_table_shows_both_amounts() -> None:
    assert loading.difference_table(PREVIEW).rows[0].cells == ("1930", "#UB 2026", 100_00, 90_00)


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((), ""),
        ((202603,), "mars 2026"),
        ((202600, 202601, 202602), "januari–februari 2026"),
        ((202511, 202512, 202513, 202601), "november–december 2025, januari 2026"),
        ((202600,), ""),
    ],
)
def test_months_in_words(months: tuple[int, ...], words: str) -> None:
    assert loading.months_in_words(months) == words


def test_answer_for_a_ledger_says_whether_debit_and_credit_meet() -> None:
    what, meets = loading.answer(PREVIEW, SourceKind.LEDGER)
    _what, differs = loading.answer(replace(PREVIEW, credit=-52_340_00), SourceKind.LEDGER)

    assert what == f"Filen har 1{NB}204 rader för januari–oktober 2026."
    assert meets == "Debet och kredit är lika, till öret."
    assert differs == "Debet och kredit skiljer sig med +0,50 kr."


def test_answer_for_a_budget_says_its_net_in_report_sign() -> None:
    what, net = loading.answer(replace(PREVIEW, credit=-50_000_00, months=()), SourceKind.BUDGET)

    assert what == f"Filen har 1{NB}204 rader för budgeten."
    assert net == f"Budgetens netto är −2{NB}340,50 kr, intäkter plus och kostnader minus."
