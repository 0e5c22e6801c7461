"""The codes of key figures: one made from a name, and what a formula says that no figure is called."""

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches

from core.errors import RuleViolation
from core.rules.formula import is_name, names_in
from core.rules.indicator_economy import BUILT_IN
from core.texts import _

LONGEST_CODE = 40
_APART = re.compile(r"[^a-z0-9]+")
_FALLBACK = "nyckeltal"


def proposed_code(title: str, taken: Collection[str]) -> str:
    """Return a code made from a name: "Sjukfrånvaro, andel" is `sjukfranvaro_andel`; a number if taken."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    code = _APART.sub("_", plain).strip("_")
    if not is_name(code):
        code = f"{_FALLBACK}_{code}".strip("_")
    held = {one.casefold() for one in (*taken, *BUILT_IN)}
    return next(one for n in range(1, len(held) + 2) if (one := _numbered(code, n)) not in held)


def check_names(formula: str, codes: Collection[str], closed: Collection[str] = ()) -> None:
    """Raise `RuleViolation` for the first name in a formula that is no key figure in use and no amount.

    It names the nearest one that is. `closed` are codes of key figures that are not followed any more.
    """
    known = {*codes, *BUILT_IN}
    unknown = next((name for name in names_in(formula) if name not in known), None) if formula else None
    if unknown is None:
        return
    if unknown in closed:
        words = _("Nyckeltalet {name} i formeln är avslutat. Öppna det igen eller räkna med ett annat.")
        raise RuleViolation(words.format(name=unknown))
    near = _nearest(unknown, known)
    words = _("{name} i formeln finns inte. Menade du {near}?")
    if not near:
        words = _("{name} i formeln finns inte. Se vad en formel kan läsa här under.")
    raise RuleViolation(words.format(name=unknown, near=near))


def _nearest(name: str, known: Collection[str]) -> str:
    folded = {one.casefold(): one for one in sorted(known)}
    found = get_close_matches(name.casefold(), folded, n=1)
    return folded[found[0]] if found else ""


def _numbered(code: str, n: int) -> str:
    tail = "" if n == 1 else f"_{n}"
    return code[: LONGEST_CODE - len(tail)].rstrip("_") + tail
