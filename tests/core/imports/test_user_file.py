import io
from datetime import date

import pytest
from openpyxl import Workbook

from core.enums import Role
from core.errors import ImportFileError
from core.imports.user_file import read_user_file
from core.rules.user_plan import UserLine

ROLES = {"chef": Role.MANAGER, "revisor": Role.AUDITOR}
HEADER = "användarnamn;namn;e-post;roll;enhet;från;till"


def csv(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def excel(*rows: list[object]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_csv_line_is_read_with_role_and_days() -> None:
    lines, problems = read_user_file(
        csv("Nina;Nina  Lind;nina@kommunen.se;Chef;411;2027-01-01;2027-06-30"), ROLES
    )

    assert problems == []
    assert lines == [
        UserLine(
            2,
            "nina",
            "Nina Lind",
            "nina@kommunen.se",
            Role.MANAGER,
            "411",
            date(2027, 1, 1),
            date(2027, 6, 30),
        )
    ]


def test_excel_says_the_same_with_real_days_and_numbers_and_empty_rows() -> None:
    data = excel(
        ["Användarnamn", "Namn", "Roll", "Enhet", "Från"],
        [None, None],
        ["nina", "Nina Lind", "chef", 411, date(2027, 1, 1)],
        ["olle", "Olle Ek"],
    )

    lines, problems = read_user_file(data, ROLES)

    assert problems == []
    assert lines == [
        UserLine(3, "nina", "Nina Lind", "", Role.MANAGER, "411", date(2027, 1, 1)),
        UserLine(4, "olle", "Olle Ek"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (";Nina;;;;;", "Ange ett användarnamn utan mellanslag."),
        ("ni na;Nina;;;;;", "Ange ett användarnamn utan mellanslag."),
        ("nina;Nina;;chef;;;", "Ange både roll och enhet, eller ingen av dem."),
        ("nina;Nina;;hövding;411;;", "Rollen hövding finns inte. Skriv till exempel chef eller ekonom."),
        ("nina;Nina;;chef;411;1/1 2027;", "1/1 2027 är ingen dag. Skriv den som 2027-01-31."),
    ],
)
def test_line_that_cannot_be_read_is_told_with_its_number(line: str, said: str) -> None:
    lines, problems = read_user_file(csv("olle;Olle;;;;;", line), ROLES)

    assert [one.username for one in lines] == ["olle"]
    assert [(one.message, one.line) for one in problems] == [(said, 3)]


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", csv("nina;Nina", header="login;person"), b"PK\x03\x04[Content_Types].xml" + b"x" * 50],
)
def test_what_is_no_table_of_people_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFileError):
        read_user_file(data, ROLES)


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(ImportFileError):
        read_user_file(csv(*(f"u{n};Namn {n};;;;;" for n in range(5001))), ROLES)
