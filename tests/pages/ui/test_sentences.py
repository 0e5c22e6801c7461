from core.reports.words import Part
from pages.ui.sentences import markup


def test_markup_makes_strong_parts_bold_and_escapes_everything() -> None:
    sentence = (Part("Utfallet är "), Part("<1 tkr", strong=True), Part(" & mer."))

    assert markup(sentence) == "Utfallet är <b>&lt;1 tkr</b> &amp; mer."
