"""The one who asks Kolada over the network: patient with it, and never led away from its address.

Every question is a GET below one base address. A body is read to its end within a time and a size;
what is wrong becomes a `KoladaError` whose message says why in words.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Generic, Self, TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError
from urllib3.exceptions import TimeoutError as WaitedTooLong
from urllib3.util.retry import Retry

from core.errors import Problem, RodretError
from core.imports.kolada import Answer
from core.settings import Settings
from core.texts import _

ROW = TypeVar("ROW")

MOST_PAGES = 200
_TRIES = 3
_BUSY = (429, 500, 502, 503, 504)
_OK = 200
_PORTION = 65_536
_MOST_BYTES = 64_000_000
_LONGEST_BODY_SECONDS = 180
_LONGEST_WAIT_SECONDS = 60

log = logging.getLogger("rodret.kolada")


class KoladaError(RodretError):
    """Kolada could not be asked; the message says why, and what was fetched before stands."""


@dataclass(frozen=True, slots=True)
class Fetched(Generic[ROW]):
    """The rows of all pages of an answer, and what was wrong in them."""

    rows: tuple[ROW, ...]
    problems: tuple[Problem, ...]


class KoladaClient:
    """A client of one base address; closed after use (`with`)."""

    def __init__(self, base_url: str, *, timeout: float = 20.0, pause: float = 1.0) -> None:
        self._base = urlsplit(base_url.rstrip("/"))
        self._timeout = timeout
        self._session = requests.Session()
        self._session.headers["Accept"] = "application/json"
        retry = Retry(
            total=_TRIES, read=1, status_forcelist=_BUSY, allowed_methods={"GET"}, backoff_factor=pause,
            backoff_max=_LONGEST_WAIT_SECONDS, retry_after_max=_LONGEST_WAIT_SECONDS, raise_on_status=False,
        )  # fmt: skip
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._session.close()

    def fetch(self, path: str, read: Callable[[bytes], Answer[ROW]]) -> Fetched[ROW]:
        """Return the rows of an address below the base and of every page that follows it.

        Raises `KoladaError` when any page cannot be had whole, so that no half answer is kept.
        """
        url, seen = f"{self._base.geturl()}/{path.lstrip('/')}", set[str]()
        rows: list[ROW] = []
        problems: list[Problem] = []
        while url:
            if url in seen:
                raise KoladaError(_("Kolada skickade samma sida om och om igen."))
            if len(seen) == MOST_PAGES:
                raise KoladaError(_("Kolada delade upp svaret på fler än {n} sidor.").format(n=MOST_PAGES))
            seen.add(url)
            answer = self._answer(url, read)
            rows.extend(answer.rows)
            problems.extend(answer.problems)
            url = self._following(url, answer.next_url)
        return Fetched(tuple(rows), tuple(problems))

    def _answer(self, url: str, read: Callable[[bytes], Answer[ROW]]) -> Answer[ROW]:
        """Return one page, asked for again when its body was cut."""
        why = ""
        for _attempt in range(_TRIES):
            try:
                answer = read(self._body(url))
            except requests.exceptions.ChunkedEncodingError:
                why = _("Svaret från Kolada blev avhugget.")
                continue
            except requests.RequestException as error:
                log.warning("Kolada could not be asked: %s", error)
                raise KoladaError(_why(error)) from error
            if answer.whole:
                return answer
            why = answer.problems[0].message
        raise KoladaError(why)

    def _body(self, url: str) -> bytes:
        with self._session.get(url, timeout=self._timeout, stream=True, allow_redirects=False) as response:
            if response.status_code != _OK:
                raise KoladaError(_("Kolada svarade med fel {n}.").format(n=response.status_code))
            body, until = bytearray(), monotonic() + _LONGEST_BODY_SECONDS
            for portion in response.iter_content(_PORTION):
                body += portion
                if len(body) > _MOST_BYTES or monotonic() > until:
                    raise KoladaError(_("Svaret från Kolada tog aldrig slut."))
        return bytes(body)

    def _following(self, url: str, following: str) -> str:
        """Return the next page's address at our own base, empty when there is none."""
        if not following:
            return ""
        try:
            target = urlsplit(urljoin(url, following))
            same = _server(target) == _server(self._base)
        except ValueError:
            same = False
        if not same:
            raise KoladaError(_("Kolada pekade vidare till en annan adress, och dit går Rodret inte."))
        return target._replace(scheme=self._base.scheme, netloc=self._base.netloc, fragment="").geturl()


def client_of(settings: Settings) -> KoladaClient:
    """Return a client as the settings say."""
    return KoladaClient(
        settings.kolada_url, timeout=settings.kolada_timeout_seconds, pause=settings.kolada_pause_seconds
    )


def _why(error: requests.RequestException) -> str:
    """Return why Kolada could not be asked; after tries in vain the last one's reason lies inside."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    waited = isinstance(reason, WaitedTooLong) and not isinstance(reason, NewConnectionError)
    if waited or isinstance(error, requests.Timeout):
        return _("Kolada svarade inte i tid.")
    return _("Det gick inte att nå Kolada över nätet.")


def _server(address: SplitResult) -> tuple[str, int | None]:
    """Return the host and the port that an address names; a port that is usual is as none."""
    port = None if address.port in (80, 443) else address.port
    return (address.hostname or "").lower(), port
