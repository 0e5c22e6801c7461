"""What stands around Streamlit: our own routes, and the middleware in the order of a request."""

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute, Route

from core.settings import Settings
from server.addresses import CHANGE_PASSWORD
from server.assets import asset_routes
from server.calendar import show_calendar
from server.change_password import change_password, show_change_password
from server.choose_password import choose_password, show_choose_password
from server.gate import Gate
from server.headers import SecureHeaders
from server.health import health
from server.sign_in import show_sign_in, show_sign_out, sign_in, sign_out


def routes() -> list[BaseRoute]:
    """Return our own routes; the rest is Streamlit's."""
    return [
        Route("/logga-in", show_sign_in, methods=["GET"]),
        Route("/logga-in", sign_in, methods=["POST"]),
        Route("/logga-ut", show_sign_out, methods=["GET"]),
        Route("/logga-ut", sign_out, methods=["POST"]),
        Route("/losenord/{token}", show_choose_password, methods=["GET"]),
        Route("/losenord/{token}", choose_password, methods=["POST"]),
        Route(CHANGE_PASSWORD, show_change_password, methods=["GET"]),
        Route(CHANGE_PASSWORD, change_password, methods=["POST"]),
        Route("/halsa", health, methods=["GET"]),
        Route("/kalender/{token}.ics", show_calendar, methods=["GET"]),
        *asset_routes(),
    ]


def middleware(settings: Settings) -> list[Middleware]:
    """Return the middleware, outermost first: headers on every answer, then host, then gate."""
    hosts = list(settings.allowed_hosts) or ["*"]
    return [
        Middleware(SecureHeaders, https=settings.secure_cookies),
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        Middleware(Gate),
    ]
