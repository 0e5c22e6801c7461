"""Files that a browser asks for: font and library from their packages, own sheets, scripts and icon."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from core.settings import ROOT

_OWN = Path(__file__).resolve().parent / "static"
_GRID = ROOT / "pages" / "ui" / "grid" / "js"
_DAY_SECONDS = 24 * 3600
_YEAR_SECONDS = 365 * _DAY_SECONDS


def asset_routes() -> list[BaseRoute]:
    """Return the routes of all files that are served as they are."""
    return [
        Mount("/bibliotek/typsnitt", StaticFiles(directory=font_folder())),
        Mount("/bibliotek/inloggning", StaticFiles(directory=_OWN)),
        Mount("/bibliotek/tabulator/{version}", _Lasting(directory=tabulator_folder())),
        Mount("/bibliotek/tabell/{version}", _Lasting(directory=_GRID)),
        Route("/favicon.png", _favicon),
        Route("/favicon.ico", _favicon),
    ]


def font_folder() -> Path:
    """Return the folder of the font files in the package `font-hanken-grotesk`."""
    return _folder_of("font_hanken_grotesk") / "files"


def tabulator_folder() -> Path:
    """Return the folder of scripts and sheets in the package `django-js-lib-tabulator`."""
    return _folder_of("js_lib_tabulator") / "static" / "tabulator"


class _Lasting(StaticFiles):
    """Files whose address holds their version, so that a browser never needs to ask again."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        answer = super().file_response(*args, **kwargs)
        answer.headers["cache-control"] = f"private, max-age={_YEAR_SECONDS}, immutable"
        return answer


def _folder_of(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(package)
    return Path(found.origin).parent


async def _favicon(_request: Request) -> FileResponse:
    return FileResponse(_OWN / "favicon.png", headers={"cache-control": f"public, max-age={_DAY_SECONDS}"})
