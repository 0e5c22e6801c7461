"""Every text that a person reads goes through `_`, with the Swedish text as its message id.

Swedish needs no catalogue: the message id is the text. Another language is a gettext
catalogue `locale/<language>/LC_MESSAGES/rodret.mo`, found by the standard library.
"""

import gettext as _gettext
from pathlib import Path

_LOCALE = Path(__file__).resolve().parent.parent / "locale"
_catalogue = _gettext.translation("rodret", localedir=_LOCALE, languages=["sv"], fallback=True)


def gettext(message: str) -> str:
    """Return the text of a Swedish message id in the language in use."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form of a counted text that fits `n`."""
    return _catalogue.ngettext(singular, plural, n)


_ = gettext
