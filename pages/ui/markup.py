"""Trusted HTML as a type of its own: every other text is escaped on its way in."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """HTML that is trusted as it stands. Made only by `fill` and `join` and from literals."""

    __slots__ = ()


def safe(part: object) -> Markup:
    """Return a part as markup: markup as it is, nothing as nothing, any other value escaped."""
    if isinstance(part, Markup):
        return part
    return Markup("" if part is None else escape(str(part)))


def fill(template: str, **parts: object) -> Markup:
    """Return a literal HTML template with its named parts filled in, each one made safe."""
    return Markup(template.format(**{name: safe(part) for name, part in parts.items()}))


def join(parts: Iterable[object], separator: str = "") -> Markup:
    """Return parts after one another, each one made safe."""
    return Markup(separator.join(safe(part) for part in parts))
