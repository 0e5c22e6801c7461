import tomllib
from pathlib import Path

import pytest

from pages.ui import look
from pages.ui.tokens import ICONS, TOKENS, colours, css_variables

ROOT = Path(__file__).resolve().parents[3]
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
CARDS = ("card", "page")
ON_CARDS = ("ink", "muted", "accent", "ok", "part", "bad", "none", "better_text")
ON_OWN = [
    ("ok", "ok_bg"), ("part", "part_bg"), ("bad", "bad_bg"), ("none", "none_bg"),
    ("better_text", "better_bg"),
    ("heat_ok_text", "heat_ok"), ("heat_part_text", "heat_part"), ("heat_bad_text", "heat_bad"),
    ("ink", "accent_soft"), ("accent", "accent_soft"), ("muted", "accent_soft"), ("ink", "none_bg"),
]  # fmt: skip
MARKS = ("ok_solid", "part_solid", "bad_solid", "none_solid", "worse", "better", "reference")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_black_on_white_is_twenty_one() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0


@pytest.mark.parametrize("dark", [False, True])
def test_tokens_every_text_has_four_and_a_half_to_one(dark: bool) -> None:
    ink = colours(dark=dark)
    pairs = [(text, ground) for text in ON_CARDS for ground in CARDS] + ON_OWN

    assert [pair for pair in pairs if contrast(ink[pair[0]], ink[pair[1]]) < 4.5] == []


@pytest.mark.parametrize("dark", [False, True])
def test_tokens_every_mark_has_three_to_one_on_a_card(dark: bool) -> None:
    ink = colours(dark=dark)

    assert [mark for mark in MARKS if contrast(ink[mark], ink["card"]) < 3] == []


def test_css_variables_hold_both_themes_and_every_icon() -> None:
    css = css_variables()

    assert css.startswith(":root,:host{--r-ink:light-dark(#17262B,#E6EDEE);")
    assert [name for name in TOKENS if f"--r-{name.replace('_', '-')}:light-dark(" not in css] == []
    assert [name for name in ICONS if f".r-i-{name}{{--m:url(" not in css] == []
    assert "<" not in css


def test_own_css_uses_only_variables_that_exist() -> None:
    css = look.own_css() + (ROOT / "pages/ui/chrome.css").read_text(encoding="utf-8")
    used = {part.split(")")[0].split(",")[0] for part in css.split("var(--r-")[1:]}

    assert used - {name.replace("_", "-") for name in TOKENS} == set()


@pytest.mark.parametrize(("theme", "dark"), [("light", False), ("dark", True)])
def test_config_theme_agrees_with_the_tokens(theme: str, dark: bool) -> None:
    ink, settings = colours(dark=dark), CONFIG["theme"][theme]

    assert {
        "backgroundColor": ink["page"],
        "secondaryBackgroundColor": ink["card"],
        "textColor": ink["ink"],
        "linkColor": ink["accent"],
        "borderColor": ink["line2"],
        "redTextColor": ink["bad"],
        "greenBackgroundColor": ink["ok_bg"],
    }.items() <= settings.items()
    assert contrast("#FFFFFF", settings["primaryColor"]) >= 4.5


def test_config_fonts_are_files_of_the_package() -> None:
    import font_hanken_grotesk

    folder = Path(font_hanken_grotesk.__file__).parent / "files"
    urls = [face["url"] for face in CONFIG["theme"]["fontFaces"]]

    assert [url for url in urls if not url.startswith("/bibliotek/typsnitt/")] == []
    assert [url for url in urls if not (folder / url.rsplit("/", 1)[1]).is_file()] == []


def test_config_tells_nobody_and_shows_no_internals() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["toolbarMode"] == "minimal"
    assert CONFIG["server"]["enableXsrfProtection"] is True
    assert CONFIG["server"]["enableStaticServing"] is False
