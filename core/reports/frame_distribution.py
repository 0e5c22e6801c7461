"""How a frame is handed on to the units below, and how far the budget there has come, as a table."""

from core.enums import UnitKind
from core.money import MoneyUnit
from core.queries.unit_frames import ChildFrame, Distribution, FrameOf, FrameSource
from core.reports.words import Sentence, large_amount, sentence
from core.table import Column, Kind, Row, RowRole, Status, Table
from core.texts import _


def distribution_table(found: Distribution) -> Table:
    """Return the units right below a unit with what they have got, what is entered and what is left."""
    columns = (
        Column("unit", _("Enhet"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("frame", _("Ram"), Kind.MONEY),
        Column("entered", _("I budgeten"), Kind.MONEY),
        Column("left", _("Kvar"), Kind.MONEY, signed=True),
        Column("state", _("Läge"), Kind.STATUS),
    )
    rows = [_row(child) for child in found.children]
    frame = found.frame
    left = _left(frame.handed_on, frame.entered)
    total = Row("total", (_("Fördelat"), "", frame.handed_on, frame.entered, left, ""), role=RowRole.TOTAL)
    title = _("Fördelning av {name}s ram").format(name=found.unit.name)
    return Table(title, columns, (*rows, total), MoneyUnit.TKR, ((_("Ramen från"), frame.given_by),))


def distribution_answer(found: Distribution) -> Sentence:
    """Return the unit's frame, who gave it and what is left to hand on, as a sentence."""
    frame, name = found.frame, found.unit.name
    if frame.amount is None:
        return sentence(_("{{name}} har ingen ram än. {why}.").format(why=frame.given_by), name=name)
    pattern = _("{name} har {{frame}} ({source}). {left}").format(
        name=name, source=source_words(frame), left=left_words(frame)
    )
    return sentence(pattern, frame=large_amount(frame.amount))


def source_words(frame: FrameOf) -> str:
    """Return where a frame comes from: a decision, a proposal, or the unit above."""
    if frame.source is FrameSource.PARENT:
        return _("från {name}").format(name=frame.given_by)
    return frame.given_by


def left_words(frame: FrameOf) -> str:
    """Return what is left to hand on, or by how much too much has been."""
    left = frame.to_distribute
    if left is None or frame.handed_on is None:
        return _("Inget är fördelat vidare än.")
    if left == 0:
        return _("Allt är fördelat vidare.")
    if left > 0:
        return _("Kvar att fördela: {amount}.").format(amount=large_amount(left))
    return _("Fördelat {amount} över ramen.").format(amount=large_amount(-left))


def _row(child: ChildFrame) -> Row:
    """Return one unit; those that have units below them open."""
    left = _left(child.amount, child.entered)
    status, word = _state(left, child.entered)
    key = child.unit.code
    opens = key if child.unit.kind is not UnitKind.COST_CENTER else None
    cells = (child.unit.name, key, child.amount, child.entered or None, left, word)
    return Row(key, cells, status=status, drill=opens, note=child.note)


def _left(amount: int | None, entered: int) -> int | None:
    return None if amount is None else amount - entered


def _state(left: int | None, entered: int) -> tuple[Status, str]:
    if left is None:
        return Status.NONE, _("Ingen ram")
    if not entered:
        return Status.NONE, _("Inget ifyllt")
    if left < 0:
        return Status.BAD, _("Över ram")
    return (Status.OK, _("Jämnt")) if left == 0 else (Status.OK, _("Inom ram"))
