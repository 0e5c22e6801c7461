"""Blocks as Excel and LibreOffice put them on the clipboard, whole and ragged."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import RuleViolation
from core.imports.pasted import PastedBlock, read_pasted
from core.imports.pasted_heads import month_of

KR = 100
GRID = st.integers(1, 8).flatmap(
    lambda width: st.lists(
        st.lists(st.none() | st.integers(-(10**10), 10**10), min_size=width, max_size=width),
        min_size=1,
        max_size=12,
    )
)


def kronor(block: PastedBlock) -> list[list[int | None]]:
    return [[None if c.value is None else c.value // KR for c in row.cells] for row in block.rows]


def labels(block: PastedBlock) -> list[tuple[str, ...]]:
    return [row.labels for row in block.rows]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 234", 1_234),
        ("1\u00a0234", 1_234),
        ("1\u202f234,00", 1_234),
        ("1,234.00", 1_234),
        ("1.234.567,00", 1_234_567),
        ("1 234-", -1_234),
        ("(1 234)", -1_234),
        ("\u22121 234", -1_234),
        ("–1 234", -1_234),
        ("12 tkr", 12_000),
        ("3,4 mnkr", 3_400_000),
        ("1 234 kr", 1_234),
        ("1 234:-", 1_234),
        ("0", 0),
        ("", None),
        ("–", None),
        ("-", None),
        ("\u2212", None),
        ("\u00a0", None),
    ],
)
def test_read_pasted_amount_in_its_usual_forms(text: str, amount: int | None) -> None:
    block = read_pasted(f"7\t{text}\n")

    assert kronor(block) == [[7, amount]]
    assert block.problems == ()


def test_read_pasted_ore_are_rounded_and_told() -> None:
    block = read_pasted("1 234,50\t-0,49")

    assert kronor(block) == [[1_235, 0]]
    assert block.notes == (
        (1, 0, "1 234,50 avrundades till 1\u00a0235\u00a0kr."),
        (1, 1, "-0,49 avrundades till 0\u00a0kr."),
    )


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("=SUMMA(B2:B4)", "är en formel"),
        ("#REF!", "ett fel i Excel"),
        ("#VÄRDEFEL!", "ett fel i Excel"),
        ("1.234", "kan läsas på två sätt"),
        ("tolv", "är inget belopp"),
        ("12 %", "är inget belopp"),
        ("1" * 20, "för stort"),
    ],
)
def test_read_pasted_cell_that_is_no_amount_is_told_at_its_place(text: str, part: str) -> None:
    block = read_pasted(f"1\t2\n3\t{text}\n")

    assert [(line, position) for line, position, _message in block.problems] == [(2, 1)]
    assert part in block.problems[0][2]
    assert kronor(block) == [[1, 2], [3, None]]


def test_read_pasted_whole_sheet_has_months_names_and_sums() -> None:
    block = read_pasted(
        "Konto\tBenämning\tjan\tfeb\tmar\tSumma\r\n"
        "5011\tMånadslön\t100\t200\t300\t600\r\n"
        "5021\tTimlön\t–\t\t30\t30\r\n"
        "\tSumma\t100\t200\t330\t630\r\n"
    )

    assert block.head == ("jan", "feb", "mar", "Summa")
    assert block.months == (1, 2, 3, None)
    assert block.sums == frozenset({3})
    assert labels(block) == [("5011", "Månadslön"), ("5021", "Timlön"), ("", "Summa")]
    assert [row.is_sum for row in block.rows] == [False, False, True]
    assert [row.line for row in block.rows] == [2, 3, 4]
    assert kronor(block)[1] == [None, None, 30, 30]


def test_read_pasted_empty_corner_is_a_name_column() -> None:
    block = read_pasted("\tjan\tfeb\nLön\t1\t2\n")

    assert (labels(block), block.months, kronor(block)) == ([("Lön",)], (1, 2), [[1, 2]])


def test_read_pasted_codes_left_of_names_are_no_amounts() -> None:
    block = read_pasted("5011\tMånadslön\t100\n5021\tTimlön\t200\n")

    assert labels(block) == [("5011", "Månadslön"), ("5021", "Timlön")]
    assert kronor(block) == [[100], [200]]


def test_read_pasted_ragged_rows_are_filled_with_nothing() -> None:
    block = read_pasted("Lön\t1\t2\t3\nHyra\nEl\t4\n\n\n")

    assert labels(block) == [("Lön",), ("Hyra",), ("El",)]
    assert kronor(block) == [[1, 2, 3], [None, None, None], [4, None, None]]


def test_read_pasted_quotes_hold_breaks_and_tabs() -> None:
    block = read_pasted('"Vikarier\n""sommar""\toch höst"\t100\n"öppet citat\t200\n')

    assert labels(block) == [('Vikarier "sommar" och höst',), ('"öppet citat',)]
    assert kronor(block) == [[100], [200]]


def test_read_pasted_empty_row_inside_keeps_its_place() -> None:
    assert kronor(read_pasted("1\n\n3\n")) == [[1], [None], [3]]


def test_read_pasted_old_mac_and_mixed_breaks_are_rows() -> None:
    assert kronor(read_pasted("1\r2\r\n3\n")) == [[1], [2], [3]]


def test_read_pasted_one_bad_text_among_amounts_is_a_bad_amount() -> None:
    block = read_pasted("100\nett\n300")

    assert labels(block) == [(), (), ()]
    assert [problem[0] for problem in block.problems] == [2]


def test_read_pasted_only_texts_are_bad_amounts() -> None:
    assert len(read_pasted("ett\ttvå\ntre\tfyra").problems) == 4


def test_read_pasted_comment_column_is_left_out_by_its_heading() -> None:
    block = read_pasted("jan\tKommentar\tfeb\n1\tstängt\t2\n")

    assert (kronor(block), block.months) == ([[1, 2]], (1, 2))


@pytest.mark.parametrize(
    ("head", "months"),
    [
        ("2027-01\t2027-02", (1, 2)),
        ("202701\t202702", (1, 2)),
        ("jan-27\tfeb-27", (1, 2)),
        ("Januari 2027\tSept.", (1, 9)),
        ("juni\tjuli", (6, 7)),
        ("\t".join(str(month) for month in range(1, 13)) + "\tSumma", (*range(1, 13), None)),
    ],
)
def test_read_pasted_months_are_known_however_they_are_written(head: str, months: tuple[int, ...]) -> None:
    block = read_pasted(f"{head}\n5\t6")

    assert block.months == months
    assert kronor(block)[0][:2] == [5, 6]


def test_read_pasted_period_numbers_alone_are_amounts_when_out_of_order() -> None:
    assert kronor(read_pasted("202702\t202701")) == [[202_702, 202_701]]


def test_read_pasted_month_named_twice_names_none() -> None:
    assert read_pasted("jan\tjan\n1\t2").months == (None, None)


@pytest.mark.parametrize("title", ["ja", "kostnad", "jan feb", "2027", "202713", ""])
def test_month_of_other_headings_is_none(title: str) -> None:
    assert month_of(title) is None


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n", "\u00a0"])
def test_read_pasted_nothing_is_refused(text: str) -> None:
    with pytest.raises(RuleViolation, match="är tomt"):
        read_pasted(text)


@pytest.mark.parametrize("text", ["1\n" * 2_001, "1\t" * 40 + "1", "1" * 4_000_001])
def test_read_pasted_too_large_is_refused(text: str) -> None:
    with pytest.raises(RuleViolation, match="för stort"):
        read_pasted(text)


def test_read_pasted_largest_block_is_read() -> None:
    block = read_pasted(("\t".join(["1 234,00"] * 40) + "\r\n") * 2_000)

    assert (len(block.rows), len(block.months)) == (2_000, 40)


def swedish(amount: int) -> str:
    return f"{amount:,d}".replace(",", "\u00a0") + ",00"


def english(amount: int) -> str:
    return f"{amount:,d}.00"


def in_brackets(amount: int) -> str:
    return f"({-amount})" if amount < 0 else f"{amount} kr"


@pytest.mark.parametrize("form", [str, swedish, english, in_brackets])
@given(grid=GRID)
def test_read_pasted_any_grid_comes_back(form: Callable[[int], str], grid: list[list[int | None]]) -> None:
    text = "\r\n".join("\t".join("" if cell is None else form(cell) for cell in row) for row in grid)
    if not any(amount is not None for row in grid for amount in row):
        return

    read = kronor(read_pasted(text))

    assert read == grid[: len(read)]
    assert not any(amount is not None for row in grid[len(read) :] for amount in row)


@given(
    st.text(alphabet=st.sampled_from('12,.- \t\n\r"=jan\u00a0–abcSumma'), max_size=80) | st.text(max_size=80)
)
def test_read_pasted_any_text_is_a_block_or_refused_in_words(text: str) -> None:
    try:
        block = read_pasted(text)
    except RuleViolation:
        return

    assert {len(row.cells) for row in block.rows} <= {len(block.months)}
    assert all(c.value is None or c.value % KR == 0 for row in block.rows for c in row.cells)
    assert all(not (c.problem and c.value is not None) for row in block.rows for c in row.cells)


def test_block_of_amounts_only_has_no_names_and_tells_the_word_that_is_none() -> None:
    block = read_pasted("1 234,00\tungefär\t2 tkr", only_amounts=True)

    (row,) = block.rows
    assert row.labels == ()
    assert [cell.value for cell in row.cells] == [123_400, None, 200_000]
    assert [position for _line, position, _why in block.problems] == [1]
