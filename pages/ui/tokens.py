"""The colours and icons: one source for own HTML, for components and for Vega specifications."""

from types import MappingProxyType

_TOKENS: dict[str, tuple[str, str]] = {  # name: (light, dark)
    "ink": ("#17262B", "#E6EDEE"),
    "muted": ("#4C5E65", "#A6B7BC"),
    "line": ("#DDE5E6", "#2A3A3F"),
    "line2": ("#CBD6D8", "#34464C"),
    "page": ("#F3F6F6", "#0F181B"),
    "card": ("#FFFFFF", "#172428"),
    "accent": ("#0B5563", "#86CFDA"),
    "accent_soft": ("#E1EDEF", "#1B353B"),
    # A status has its text on its soft background; solid is for marks, at least 3:1 on a card.
    "ok": ("#0A5A54", "#8EDCD0"),
    "ok_bg": ("#DCEFEC", "#12393A"),
    "ok_solid": ("#0B6E66", "#5CC2B4"),
    "part": ("#6B4600", "#F3D28A"),
    "part_bg": ("#FBEBC1", "#43340E"),
    "part_solid": ("#8A5A00", "#E5B84F"),
    "bad": ("#8F2A12", "#FFB79C"),
    "bad_bg": ("#FBE3DB", "#4A2116"),
    "bad_solid": ("#B3381B", "#F0906B"),
    "none": ("#4C5E65", "#A6B7BC"),
    "none_bg": ("#E6ECED", "#24343A"),
    "none_solid": ("#5B6D74", "#8CA0A6"),
    "better_text": ("#155469", "#A3D6EA"),
    "better_bg": ("#DDEDF3", "#15394A"),
    # A heat map's fill: worse is heavier, so that it reads in grey and with colour blindness.
    "heat_ok": ("#DCEFEC", "#12393A"),
    "heat_ok_text": ("#0A5A54", "#8EDCD0"),
    "heat_part": ("#F2CD74", "#7A5C12"),
    "heat_part_text": ("#3F2A00", "#FFEFC7"),
    "heat_bad": ("#A93317", "#F0906B"),
    "heat_bad_text": ("#FFFFFF", "#2B0E05"),
    "worse": ("#B3481F", "#F0906B"),
    "better": ("#1F6F8B", "#6DB7D3"),
    "reference": ("#7A929A", "#7C9197"),
}
TOKENS = MappingProxyType(_TOKENS)

# Silhouettes on a 16 px grid that differ without colour. They are drawn as CSS masks, since
# Streamlit's HTML removes <svg>.
ICONS = MappingProxyType(
    {
        "ok": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm-1.2 10.3L3.9 8.4l1.2-1.2 1.7 1.7 4.1-4.1 1.2 1.2z",
        "part": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.7v10.6A5.3 5.3 0 0 1 8 2.7z",
        "bad": "M8 .6 15.4 8 8 15.4.6 8zm-.9 3.6v4.6h1.8V4.2zm0 5.8v1.8h1.8V10z",
        "none": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6z",
        "better": "M8 3l5 6H9.3v4H6.7V9H3z",
        "running": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm-.8 3h1.6v3.7l2.5 1.5-.8 1.4-3.3-2z",
        "worse": "M8 13L3 7h3.7V3h2.6v4H13z",
        "next": "M5.5 2.5 11 8l-5.5 5.5-1.2-1.2L8.6 8 4.3 3.7z",
        "note": "M2 2h12v9H8l-3.5 3v-3H2z",
        "out": "M3 3h4v1.6H4.6v6.8h6.8V9H13v4H3zM9 3h4v4h-1.6V5.7L7.6 9.6 6.4 8.4 10.3 4.6H9z",
    }
)


def css_variables() -> str:
    """Return the tokens as CSS variables for the page and for shadow roots, and the icons' masks."""
    variables = ";".join(
        f"--r-{name.replace('_', '-')}:light-dark({light},{dark})" for name, (light, dark) in TOKENS.items()
    )
    masks = "".join(f".r-i-{name}{{--m:{_mask(path)}}}" for name, path in ICONS.items())
    return f":root,:host{{{variables}}}{masks}"


def colours(*, dark: bool) -> dict[str, str]:
    """Return every token's colour in one theme."""
    return {name: pair[1 if dark else 0] for name, pair in TOKENS.items()}


def _mask(path: str) -> str:
    svg = (
        "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
        f"%3Cpath fill-rule='evenodd' d='{path}'/%3E%3C/svg%3E"
    )
    return f'url("data:image/svg+xml,{svg}")'
