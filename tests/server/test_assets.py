from pathlib import Path

import pytest

from server.assets import font_folder

NEEDED = ("Regular", "Medium", "SemiBold", "Bold")


@pytest.mark.parametrize("weight", NEEDED)
def test_font_folder_holds_each_weight_in_use(weight: str) -> None:
    assert (font_folder() / f"HankenGrotesk-{weight}.otf").is_file()


def test_style_sheet_asks_only_for_fonts_that_are_there() -> None:
    sheet = Path("server/static/sign_in.css").read_text(encoding="utf-8")

    asked = [part.split('"')[0] for part in sheet.split('url("/bibliotek/typsnitt/')[1:]]

    assert asked == ["HankenGrotesk-Regular.otf", "HankenGrotesk-SemiBold.otf"]
    assert all((font_folder() / name).is_file() for name in asked)
