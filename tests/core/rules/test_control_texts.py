import pytest

from core.rules.control_lines import ControlLine, ControlRule, Limits
from core.rules.control_texts import NamesToFind, Texts, by_texts, spoken_name, year_named

UNITS = [
    (432, "Ekbackens skola F–6"),
    (434, "Kvarnskolan 7–9"),
    (1, "Biblioteket"),
    (2, "Biblioteket"),
    (3, "IT"),
]
LICENCE = ControlLine(4330, "6830", "", 186_000_00, "Licens, Ekbackens skola", "", "L 1", "L/1/1")


@pytest.mark.parametrize(
    ("name", "spoken"),
    [("Ekbackens skola F–6", "ekbackens skola"), ("Kvarnskolan 7–9", "kvarnskolan"), ("IT", ""), ("", "")],
)
def test_name_is_looked_for_as_a_text_says_it(name: str, spoken: str) -> None:
    assert spoken_name(name) == spoken


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Licens lärplattform, Ekbackens skola läsåret 26/27", 432),
        ("Takarbete KVARNSKOLAN", 434),
        ("Kvarnskolans vänner", None),
        ("Böcker till biblioteket", None),
        ("", None),
    ],
)
def test_text_names_a_unit_by_whole_words_and_never_by_a_name_that_several_have(
    text: str, unit: int | None
) -> None:
    assert NamesToFind(UNITS).unit_in(text) == unit


def test_no_units_no_names() -> None:
    assert NamesToFind([]).unit_in("Ekbackens skola") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Takarbete Kvarnskolan, avser november 2025", "november 2025"),
        ("El december 2025", "december 2025"),
        ("Faktura 2025-11", "november 2025"),
        ("El januari 2026", ""),
        ("Order 2025", ""),
        ("Hyra mars 2027", ""),
        ("Ref 12025-111", ""),
    ],
)
def test_only_a_month_of_an_earlier_year_counts(text: str, said: str) -> None:
    assert year_named(text, 2026) == said


def test_line_that_names_another_unit_is_asked_about_with_both_names() -> None:
    texts = Texts(
        2026, {(4330, "L/1/1"): 432}, {}, {432: "Ekbackens skola", 433: "Norrängens skola"}, {4330: 433}
    )

    (found,) = by_texts([LICENCE], texts, Limits())

    assert found.rule is ControlRule.OTHER_UNIT
    assert found.reason == "Texten nämner Ekbackens skola, men raden ligger på Norrängens skola."


@pytest.mark.parametrize("said", [{432: 3}, {432: 1, 434: 1, 435: 1}])
def test_ansvar_whose_work_is_other_units_is_not_asked(said: dict[int, int]) -> None:
    texts = Texts(2026, {(4330, "L/1/1"): 432}, {4330: said}, {432: "Ekbackens skola"}, {4330: 433})

    assert list(by_texts([LICENCE], texts, Limits())) == []


def test_small_line_is_not_asked_about_for_its_text() -> None:
    texts = Texts(2026, {(4330, "L/1/1"): 432}, {}, {432: "Ekbackens skola"}, {4330: 433})

    assert list(by_texts([LICENCE], texts, Limits(ask=186_001_00))) == []
