"""Whom a request comes from, and where a person may be sent: both are claims until checked."""

from starlette.requests import Request

from core.settings import Settings

_LONGEST_ADDRESS = 64
CHANGE_PASSWORD = "/byt-losenord"
_NOT_WANTED = ("/logga-in", "/logga-ut")


def client_address(request: Request, settings: Settings) -> str:
    """Return the address a request comes from; a proxy's word counts only when it is trusted."""
    peer = request.client.host if request.client else ""
    forwarded = [
        part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()
    ]
    # Read from the right: each trusted proxy has added the one that it saw.
    while peer in settings.trusted_proxies and forwarded:
        peer = forwarded.pop()
    return peer[:_LONGEST_ADDRESS]


def safe_next(wanted: object) -> str:
    """Return a path on this site, or `/` for anything that could lead elsewhere."""
    if not isinstance(wanted, str) or not wanted.startswith("/") or wanted.startswith("//"):
        return "/"
    if "\\" in wanted or any(character <= " " or character == "\x7f" for character in wanted):
        return "/"
    return "/" if wanted.startswith(_NOT_WANTED) else wanted
