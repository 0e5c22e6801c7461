"""`rodret audit verify`: prove that the log is whole and unchanged."""

import argparse

from core.db import current_database
from core.services import audit
from core.texts import _

_WHAT = {
    "hash": _("händelsen har ändrats, eller en före den saknas"),
    "personal": _("personuppgiften har ändrats"),
    "end": _("händelser saknas i slutet"),
}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the command."""
    parser = commands.add_parser("audit", help=_("Granska loggen."))
    actions = parser.add_subparsers(metavar=_("ÅTGÄRD"), required=True)
    actions.add_parser("verify", help=_("Kontrollera att loggen är hel och oförändrad."))
    return parser


def run(_arguments: argparse.Namespace) -> int:
    """Walk the chain; 1 when it does not hold."""
    with current_database().reading() as session:
        fault = audit.verify(session)
    if fault is None:
        print(_("Loggen är hel."))
        return 0
    print(
        _("Loggen håller inte vid händelse {n}.{k}: {what}.").format(
            n=fault.n, k=fault.k, what=_WHAT.get(fault.what, fault.what)
        )
    )
    return 1
