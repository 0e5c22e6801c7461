from pathlib import Path

import pytest
from starlette.applications import Starlette

from server.assets import asset_routes, font_folder, tabulator_folder
from tests.server.asgi import Browser

NEEDED = ("Regular", "Medium", "SemiBold", "Bold")


@pytest.mark.parametrize("weight", NEEDED)
def test_font_folder_holds_each_weight_in_use(weight: str) -> None:
    assert (font_folder() / f"HankenGrotesk-{weight}.otf").is_file()


def test_style_sheet_asks_only_for_fonts_that_are_there() -> None:
    sheet = Path("server/static/sign_in.css").read_text(encoding="utf-8")

    asked = [part.split('"')[0] for part in sheet.split('url("/bibliotek/typsnitt/')[1:]]

    assert asked == ["HankenGrotesk-Regular.otf", "HankenGrotesk-SemiBold.otf"]
    assert all((font_folder() / name).is_file() for name in asked)


def test_tabulator_folder_holds_what_the_grid_asks_for() -> None:
    assert (tabulator_folder() / "js" / "tabulator_esm.min.js").is_file()
    assert (tabulator_folder() / "css" / "tabulator.min.css").is_file()


def test_address_with_a_version_gives_a_file_to_keep() -> None:
    browser = Browser(Starlette(routes=asset_routes()))

    answer = browser.get("/bibliotek/tabulator/6.3.1.1/js/tabulator_esm.min.js")

    assert answer.status == 200
    assert answer.header("content-type").startswith("text/javascript")
    assert answer.header("cache-control") == "private, max-age=31536000, immutable"


def test_grid_script_is_served_from_its_folder_and_nothing_beside_it() -> None:
    browser = Browser(Starlette(routes=asset_routes()))

    assert browser.get("/bibliotek/tabell/1/main.js").status == 200
    assert browser.get("/bibliotek/tabell/1/../model.py").status == 404
    assert browser.get("/bibliotek/tabell/1/%2e%2e/model.py").status == 404
