import pytest

from core.errors import RuleViolation
from core.rules.indicator_codes import check_names, proposed_code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Sjukfrånvaro", "sjukfranvaro"),
        ("Elever som läser säkert i årskurs 1", "elever_som_laser_sakert_i_arskurs_1"),
        ("  Kostnad / elev (kr)  ", "kostnad_elev_kr"),
        ("85 procent nöjda", "nyckeltal_85_procent_nojda"),
        ("Summa", "nyckeltal_summa"),
        ("???", "nyckeltal"),
        ("Budget", "budget_2"),
    ],
)
def test_code_is_made_from_the_name(title: str, code: str) -> None:
    assert proposed_code(title, ()) == code


def test_code_that_is_taken_gets_the_next_number() -> None:
    assert proposed_code("Möten", ["moten", "Moten_2"]) == "moten_3"


def test_long_name_gives_a_code_that_fits_with_its_number() -> None:
    first = proposed_code("a" * 60, ())

    assert first == "a" * 40
    assert proposed_code("a" * 60, [first]) == "a" * 38 + "_2"


def test_formula_of_figures_and_amounts_is_let_through() -> None:
    check_names("", [])
    check_names("nettokostnad / max(elever, 1)", ["elever"])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sjukfrånvaro", "sjukfrånvaro i formeln finns inte. Menade du sjukfranvaro?"),
        ("Elever", "Elever i formeln finns inte. Menade du elever?"),
        ("netokostnad", "netokostnad i formeln finns inte. Menade du nettokostnad?"),
        ("zzz", "zzz i formeln finns inte. Se vad en formel kan läsa här under."),
    ],
)
def test_unknown_name_is_told_with_the_nearest_known(name: str, told: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        check_names(f"100 * {name} / 2", ["elever", "sjukfranvaro"])

    assert refused.value.message == told


def test_closed_figure_in_a_formula_is_told_as_closed() -> None:
    with pytest.raises(RuleViolation, match="elever i formeln är avslutat"):
        check_names("2 * elever", ["lasare"], closed=["elever"])
