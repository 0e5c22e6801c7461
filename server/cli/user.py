"""`rodret user`: create users, give passwords and roles, list them, import a credential file."""

import argparse
import getpass
import sys
from datetime import date
from pathlib import Path

from core.db import current_database
from core.enums import Role
from core.errors import RuleViolation
from core.queries.users import list_usernames
from core.services import users
from core.services.transaction import transaction
from core.texts import _, ngettext
from server import passwords


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the command and its actions."""
    parser = commands.add_parser("user", help=_("Hantera användare."))
    actions = parser.add_subparsers(metavar=_("ÅTGÄRD"), required=True)
    create = actions.add_parser("create", help=_("Lägg upp en användare; lösenordet frågas efter."))
    create.add_argument("username", metavar=_("ANVÄNDARNAMN"))
    create.add_argument("name", metavar=_("NAMN"))
    create.add_argument("--email", default="", metavar=_("E-POST"))
    create.add_argument("--role", choices=[role.value for role in Role], help=_("Roll att börja med."))
    create.add_argument("--unit", metavar=_("KOD"), help=_("Kod för enheten som rollen gäller."))
    create.add_argument(
        "--until", type=date.fromisoformat, metavar="ÅÅÅÅ-MM-DD", help=_("Rollens sista dag, för en tid.")
    )
    create.set_defaults(act=_create)
    password = actions.add_parser("password", help=_("Byt lösenord; användaren loggas ut överallt."))
    password.add_argument("username", metavar=_("ANVÄNDARNAMN"))
    password.set_defaults(act=_password)
    actions.add_parser("list", help=_("Visa alla användare.")).set_defaults(act=_list)
    load = actions.add_parser("import", help=_("Läs in en användarfil från streamlit-authenticator."))
    load.add_argument("file", type=Path, metavar=_("FIL"))
    load.set_defaults(act=_import)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen action."""
    return int(arguments.act(arguments))


def _create(arguments: argparse.Namespace) -> int:
    if bool(arguments.role) != bool(arguments.unit):
        raise RuleViolation(_("Ange både --role och --unit, eller ingen av dem."))
    password_hash = passwords.hash_password(_ask_password())
    database = current_database()
    with transaction(database) as session:
        users.create_user_at_console(
            session,
            username=arguments.username,
            name=arguments.name,
            email=arguments.email,
            now=database.now(),
            password_hash=password_hash,
        )
        if arguments.role:
            users.assign_role_at_console(
                session,
                username=arguments.username,
                role=Role(arguments.role),
                unit_code=arguments.unit,
                valid_from=database.today(),
                valid_to=arguments.until,
            )
    print(_("Användaren {username} finns nu.").format(username=arguments.username))
    return 0


def _password(arguments: argparse.Namespace) -> int:
    password_hash = passwords.hash_password(_ask_password())
    with transaction(current_database()) as session:
        users.set_password_hash_at_console(session, username=arguments.username, password_hash=password_hash)
    print(_("Lösenordet är bytt, och {username} är utloggad.").format(username=arguments.username))
    return 0


def _list(_arguments: argparse.Namespace) -> int:
    with current_database().reading() as session:
        rows = list_usernames(session)
    for username, name, active in rows:
        print(f"{username}\t{name}" + ("" if active else "\t" + _("avstängd")))
    return 0


def _import(arguments: argparse.Namespace) -> int:
    """Import all users or none; one whose name is taken stops the import."""
    entries = passwords.users_in_credential_file(arguments.file)
    database = current_database()
    with transaction(database) as session:
        for username, name, email, password_hash in entries:
            users.create_user_at_console(
                session,
                username=username,
                name=name,
                email=email,
                now=database.now(),
                password_hash=password_hash,
            )
    count = len(entries)
    print(ngettext("{n} användare är inläst.", "{n} användare är inlästa.", count).format(n=count))
    return 0


def _ask_password() -> str:
    """Ask twice at a terminal; read one line when the password is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass(_("Lösenord: "))
    if getpass.getpass(_("En gång till: ")) != password:
        raise RuleViolation(_("Lösenorden är inte lika. Försök igen."))
    return password
