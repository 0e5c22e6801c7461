from pathlib import Path

import streamlit as st

from pages.ui.framework_words import BEGINNINGS, ENDINGS, EXACT, PREFIXES

FRAMEWORK = Path(st.__file__).parent
WORDS_KEPT = 3


def test_every_english_text_is_one_that_the_installed_framework_says() -> None:
    scripts = "".join(file.read_text(encoding="utf-8") for file in FRAMEWORK.glob("static/static/js/*.js"))
    python = "".join(file.read_text(encoding="utf-8") for file in FRAMEWORK.glob("elements/*.py"))

    texts = [*EXACT, *BEGINNINGS, *ENDINGS, *PREFIXES]
    # A text may be put together of parts: its first words stand together.
    beginnings = {text: " ".join(text.split()[:WORDS_KEPT]) for text in texts}

    assert [text for text, words in beginnings.items() if words not in scripts + python] == []
