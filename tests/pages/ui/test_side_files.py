import pytest

from pages.ui.side_files import size_words


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 kB"), (84_499, "84 kB"), (999_999, "1000 kB"), (1_250_000, "1,2 MB")]
)
def test_size_words(size: int, words: str) -> None:
    assert size_words(size) == words
