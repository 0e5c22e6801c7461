"""Files that a browser asks for: the font from its package, our own style sheet and icon."""

from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

_OWN = Path(__file__).resolve().parent / "static"
_DAY_SECONDS = 24 * 3600


def asset_routes() -> list[BaseRoute]:
    """Return the routes of all files that are served as they are."""
    return [
        Mount("/bibliotek/typsnitt", StaticFiles(directory=font_folder())),
        Mount("/bibliotek/inloggning", StaticFiles(directory=_OWN)),
        Route("/favicon.png", _favicon),
        Route("/favicon.ico", _favicon),
    ]


def font_folder() -> Path:
    """Return the folder of the font files in the package `font-hanken-grotesk`."""
    found = find_spec("font_hanken_grotesk")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("font_hanken_grotesk")
    return Path(found.origin).parent / "files"


async def _favicon(_request: Request) -> FileResponse:
    return FileResponse(_OWN / "favicon.png", headers={"cache-control": f"public, max-age={_DAY_SECONDS}"})
