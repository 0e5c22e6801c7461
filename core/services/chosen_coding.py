"""The coding that a person has chosen by its codes: checked, and made when it has not been used before."""

from sqlmodel import Session, select

from core.enums import Dimension
from core.errors import RuleViolation
from core.imports.check import CODED
from core.models import Code
from core.rules.plan_signs import RESULT_CLASSES
from core.services.codings import coding_ids
from core.texts import _


def chosen_coding(session: Session, codes: dict[Dimension, str]) -> int:
    """Return the id of a coding of the result; part of a service that has asked for the right.

    Raises `RuleViolation` for a code that nobody has named, or an account that is not of the result.
    """
    account = codes.get(Dimension.ACCOUNT, "").strip()
    if not account:
        raise RuleViolation(_("Välj ett konto."))
    for dimension, code in codes.items():
        if code.strip():
            _require_named(session, dimension, code.strip())
    if account[0] not in RESULT_CLASSES:
        raise RuleViolation(
            _("Konto {code} hör inte till resultatet och budgeteras inte här.").format(code=account)
        )
    (coding_id,) = coding_ids(session, [tuple(codes.get(one, "").strip() for one in CODED)])
    return coding_id


def _require_named(session: Session, dimension: Dimension, code: str) -> None:
    held = select(Code.placeholder).where(Code.dimension == dimension, Code.code == code)
    if session.exec(held).first() is not False:
        raise RuleViolation(_("Koden {code} finns inte. Välj en ur listan.").format(code=code))
