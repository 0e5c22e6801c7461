"""`rodret import`: show what a file would change in the ledger or a budget, and load it when told to."""

import argparse
import getpass
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from sqlmodel import Session

from core.db import Database, current_database
from core.errors import ImportFileError, RuleViolation, Severity
from core.imports.preview import GroupSum, Preview
from core.money import ORE_PER_KRONA, format_number
from core.queries import sources
from core.queries.access import load_actor
from core.queries.users import user_ids
from core.rules.access import Actor
from core.services import batch_apply, loading
from core.services.transaction import transaction
from core.texts import _

_SEVERITY = {Severity.ERROR: _("Fel"), Severity.WARNING: _("Varning"), Severity.INFO: _("Upplysning")}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the command."""
    parser = commands.add_parser(
        "import", help=_("Visa vad en ekonomifil ändrar, och läs in den med --apply.")
    )
    parser.add_argument("file", type=Path, metavar=_("FIL"))
    parser.add_argument(
        "--profile", required=True, metavar=_("NAMN"), help=_("Källan, till exempel Huvudbok.")
    )
    parser.add_argument("--version", metavar=_("NAMN"), help=_("Budgeten som en budgetfil ska läsas in i."))
    parser.add_argument(
        "--user", metavar=_("ANVÄNDARNAMN"), help=_("Den som läser in; annars du själv på den här datorn.")
    )
    parser.add_argument("--apply", action="store_true", help=_("Läs in filen, inte bara visa den."))
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Print the preview; with --apply load the file too, all of it or nothing."""
    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        raise ImportFileError(_("Filen går inte att läsa: {file}").format(file=arguments.file)) from error
    database = current_database()
    actor = _actor(database, arguments.user or getpass.getuser())
    if not arguments.apply:
        with database.writing() as session:  # never committed, so that nothing is left of it
            _read(session, actor, arguments, data)
        return 0
    with transaction(database, actor) as session:
        batch_id = _read(session, actor, arguments, data)
        rows = batch_apply.apply_batch(session, actor, batch_id=batch_id, key=str(uuid4()))
    print(_("{rows} rader är inlästa.").format(rows=format_number(rows)))
    return 0


def _actor(database: Database, username: str) -> Actor:
    with database.reading() as session:
        user_id = user_ids(session).get(username)
        actor = load_actor(session, user_id, today=database.today()) if user_id is not None else None
    if actor is None:
        message = _("Det finns ingen användare som heter {username}. Ange någon med --user.")
        raise RuleViolation(message.format(username=username))
    return actor


def _read(session: Session, actor: Actor, arguments: argparse.Namespace, data: bytes) -> int:
    """Read the file, print its preview and return the batch."""
    profile_ids = {row.name: row.id for row in sources.list_sources(session, actor)}
    if arguments.profile not in profile_ids:
        names = ", ".join(sorted(profile_ids)) or "–"
        raise RuleViolation(
            _("Det finns ingen källa med det namnet. De som finns: {names}").format(names=names)
        )
    version_id = None
    if arguments.version is not None:
        versions = {row.name: row.id for row in sources.list_open_plan_versions(session, actor)}
        version_id = versions.get(arguments.version)
    batch_id = loading.read_batch(
        session,
        actor,
        profile_id=profile_ids[arguments.profile],
        name=arguments.file.name,
        data=data,
        version_id=version_id,
    )
    detail = sources.batch_detail(session, actor, batch_id=batch_id)
    if detail is not None:
        print("\n".join(_lines(detail.preview)))
    return batch_id


def _lines(preview: Preview) -> Iterator[str]:
    kind = f"{preview.kind.upper()} {preview.sie_type or ''}".strip()
    whose = f"{preview.organisation} {preview.organisation_number}".strip()
    yield _("Fil: {what}").format(what=", ".join(filter(None, (kind, whose))))
    yield _("Rader: {rows}   debet: {debit}   kredit: {credit}").format(
        rows=format_number(preview.rows), debit=_kronor(preview.debit), credit=_kronor(preview.credit)
    )
    if preview.months:
        yield _("Månader som ersätts: {months}").format(months=" ".join(map(str, preview.months)))
    yield from _groups(_("Kontoklass"), preview.account_classes)
    yield from _groups(_("Nämnd"), preview.committees)
    for problem in preview.problems:
        place = _("rad {n}: ").format(n=problem.line) if problem.line else ""
        yield f"{_SEVERITY[problem.severity]}: {place}{problem.message}"


def _groups(title: str, groups: tuple[GroupSum, ...]) -> Iterator[str]:
    for group in groups:
        yield _("{title} {key}: fil {file}, inläst {loaded}, skillnad {difference}").format(
            title=title,
            key=group.key,
            file=_kronor(group.file),
            loaded=_kronor(group.loaded),
            difference=_kronor(group.difference),
        )


def _kronor(ore: int) -> str:
    return format_number(Decimal(ore) / ORE_PER_KRONA, decimals=2)
