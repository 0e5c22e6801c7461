import pytest

from core.reports.log_values import in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "ja"),
        ("manager", "chef"),
        ({"file": "huvudbok.se", "rows": 1200}, "fil: huvudbok.se, rader: 1200"),
        (
            {"role": "controller", "valid_from": "2026-01-01", "valid_to": None},
            "roll: ekonom, från: 2026-01-01",
        ),
        ({"inner_name": "Budget 2026"}, "Budget 2026"),
        (["account", "5021"], "konto, 5021"),
    ],
)
def test_in_words_turns_keys_and_values_into_swedish(value: object, words: str) -> None:
    assert in_words(value) == words


def test_in_words_long_values_are_cut() -> None:
    assert in_words("x" * 500) == "x" * 160 + " …"
