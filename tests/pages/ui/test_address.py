import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.ui.address import as_number

WIDEST = 10**18


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12), ("0", 0), ("9" * 18, WIDEST - 1), ("9" * 19, None), ("", None), ("-1", None),
        ("1 2", None), ("²", None), ("٣", None), ("tolv", None),
    ],
)  # fmt: skip
def test_number_of_a_row_is_plain_digits_that_fit_a_key(text: str, expected: int | None) -> None:
    assert as_number(text) == expected


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_key_or_nothing(text: str) -> None:
    found = as_number(text)

    assert found is None or 0 <= found < WIDEST


def _page() -> None:
    import streamlit as st

    from pages.ui import address

    words = {"karta": "Karta", "tabell": "Tabell"}
    st.write(address.choose("Visa", words, name="vy", key="view", usual="karta"))
    st.write(str(address.number("rad")))
    if st.button("Ta bort"):
        address.put("rad", "")


def _said(run: AppTest) -> list[str]:
    return [one.value for one in run.markdown]


def test_choice_stands_in_the_address_and_an_unknown_one_is_the_usual() -> None:
    run = AppTest.from_function(_page)
    run.query_params["vy"] = "hemligt"

    run.run()
    assert _said(run) == ["karta", "None"]

    run.segmented_control[0].set_value("tabell").run()

    assert _said(run) == ["tabell", "None"]
    assert run.query_params["vy"] == "tabell"


def test_part_is_taken_away_when_it_is_empty() -> None:
    run = AppTest.from_function(_page)
    run.query_params["rad"] = "7"
    run.run()
    assert _said(run) == ["karta", "7"]

    run.button[0].click().run()

    assert "rad" not in run.query_params
