"""Fetching from Kolada: what a job or the command line asks for, part by part.

Unlike other services a run opens its own transactions, one for each part that it asks for: no lock
is held while Kolada is waited for, and a part that fails leaves what stood there as it was.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from typing import Any

from sqlmodel import Session

from core.db import Database
from core.errors import RodretError
from core.imports.kolada import Answer, read_groups, read_kpis, read_municipalities, read_values
from core.queries.kolada import LIST_OF_KPIS, places_in_use
from core.rules.kolada import chunks, years_to_fetch
from core.services import kolada_store
from core.services.kolada_carry import carry_over
from core.services.kolada_client import KoladaClient, KoladaError
from core.services.transaction import transaction
from core.texts import _, ngettext

Told = Callable[[int, int], None]
"""Is told how many parts of all are done."""

_PER_PAGE = 5000
_ENOUGH = 2
"""After so many failures in a row the rest is not tried: Kolada is away."""


@dataclass(slots=True)
class Outcome:
    """What a run brought: how many rows were kept, why parts failed, and which rows could not be read."""

    kept: int = 0
    failures: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def words(self) -> str:
        """Return what happened; `RodretError` when nothing at all came, with what still stands."""
        why = " ".join(dict.fromkeys([*self.failures, *self.remarks]))
        if why and not self.kept:
            raise RodretError(_("{why} Det som är hämtat tidigare finns kvar.").format(why=why))
        told = ngettext("{n} rad är hämtad från Kolada.", "{n} rader är hämtade från Kolada.", self.kept)
        told = told.format(n=f"{self.kept:,}".replace(",", "\u00a0"))
        if why:
            told += " " + _("Allt kom inte med: {why} Det som hämtats tidigare finns kvar.").format(why=why)
        return told


@dataclass(frozen=True, slots=True)
class _Part:
    """One question: what it is called, its address, and how its answer is read and kept."""

    what: str
    path: str
    read: Callable[[bytes], Answer[Any]]
    keep: Callable[[Session, Iterable[Any], datetime], int]


_REGISTER = (
    _Part(LIST_OF_KPIS, f"kpi?per_page={_PER_PAGE}", read_kpis, kolada_store.keep_kpis),
    _Part(
        "kommuner", f"municipality?per_page={_PER_PAGE}", read_municipalities, kolada_store.keep_places
    ),
    _Part("grupper", f"municipality_groups?per_page={_PER_PAGE}", read_groups, kolada_store.keep_places),
)  # fmt: skip


def refresh_register(database: Database, client: KoladaClient, told: Told | None = None) -> Outcome:
    """Fetch the register: every key figure, municipality and group; one transaction each."""
    return _run(database, client, _REGISTER, told)


def fetch_values(
    database: Database, client: KoladaClient, *, kpi_ids: Sequence[str], told: Told | None = None
) -> Outcome:
    """Fetch the values of key figures at the chosen places and at the members of a chosen group.

    What came of the municipality's own place is carried over into its own key figures.
    """
    years = ",".join(map(str, years_to_fetch(database.today())))
    with database.reading() as session:
        places = _place_ids(session)
    parts = [
        _Part(
            " ".join(kpis), f"data/kpi/{','.join(kpis)}/municipality/{','.join(at)}/year/{years}",
            read_values, kolada_store.keep_values,
        )
        for kpis, at in product(chunks(kpi_ids), chunks(places))
    ]  # fmt: skip
    outcome = _run(database, client, parts, told)
    if outcome.kept:
        with transaction(database) as session:
            carry_over(session, database.now())
    return outcome


def _run(database: Database, client: KoladaClient, parts: Sequence[_Part], told: Told | None) -> Outcome:
    """Ask for the parts one by one. All attempts of a run have the same time, by which they are told."""
    outcome, at, away = Outcome(), database.now(), 0
    for n, part in enumerate(parts, start=1):
        if away < _ENOUGH:
            away = 0 if _fetch(database, client, part, (outcome, at)) else away + 1
        if told is not None:
            told(n, len(parts))
    return outcome


def _fetch(database: Database, client: KoladaClient, part: _Part, run: tuple[Outcome, datetime]) -> bool:
    """Ask for one part and keep what came in one transaction; return whether Kolada answered."""
    outcome, at = run
    try:
        found = client.fetch(part.path, part.read)
    except KoladaError as error:
        outcome.failures.append(error.message)
        with transaction(database) as session:
            kolada_store.keep_fetch(session, part.what, at, problem=error.message)
        return False
    problem = kolada_store.in_words(found.problems)
    with transaction(database) as session:
        kept = part.keep(session, found.rows, at)
        kolada_store.keep_fetch(session, part.what, at, values=kept, problem=problem)
    outcome.kept += kept
    if problem:
        outcome.remarks.append(problem)
    return True


def _place_ids(session: Session) -> list[str]:
    """Return the chosen places and the members of a chosen group, each once."""
    chosen = places_in_use(session)
    places = [place for place in (chosen.own, chosen.compared) if place is not None]
    return list(dict.fromkeys(one for place in places for one in (place.id, *place.members)))
