"""Sentences from the reports as markup: the strong parts bold, everything escaped."""

from core.reports.words import Sentence
from pages.ui.markup import Markup, join
from pages.ui.pieces import strong


def markup(parts: Sentence) -> Markup:
    """Return a sentence as markup."""
    return join(strong(part.text) if part.strong else part.text for part in parts)
