"""The budget of a unit or a nämnd as a document: what it comes to, its rows, its units, what is said.

    budget_document(session, actor, *, version_id, unit_id) -> Document

Costs and incomes are both plus in rows that know their kind; a net cost is plus.
"""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from core.enums import UnitKind
from core.exports.document import Bullets, Document, Heading, Paragraph, Part, TablePart
from core.models import ClosedPart, Decision
from core.money import ORE_PER_KRONA, MoneyUnit, format_percent
from core.periods import local_time
from core.queries import access
from core.queries.budget_overview import OverviewRow, read_overview
from core.queries.council_frames import short_decision
from core.reports.budget_document_rows import group_rows, unit_rows
from core.reports.budget_sheet import Sheet, build_sheet
from core.reports.process_words import state_word
from core.reports.sheet_tree import SheetKind, SheetRow
from core.reports.words import large_amount
from core.rules.access import Action, Actor
from core.rules.variance import variance_share
from core.table import Column, Kind, Row, Table
from core.texts import _

_BUDGET, _LAST = "budget", "last_actual"
_SEVERAL_UNITS = {UnitKind.MUNICIPALITY, UnitKind.COMMITTEE, UnitKind.DEPARTMENT, UnitKind.AREA}


def budget_document(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> Document:
    """Return a unit's budget to read, print and keep; `NotAllowed` outside the actor's scope."""
    sheet = build_sheet(session, actor, version_id=version_id, unit_id=unit_id)
    decision = _decision(session, actor, sheet)
    parts: list[Part] = [
        Heading(1, _("Sammanfattning")),
        Paragraph(" ".join(_sentences(sheet))),
        Heading(1, _("Intäkter och kostnader")),
        TablePart(group_table(sheet)),
        *_units(session, actor, sheet),
        *_comments(sheet),
    ]
    if decision is not None:
        parts += [Heading(1, _("Beslut")), Paragraph(_decided(decision))]
    return Document(
        title=_("{name}: {unit}").format(name=sheet.version_name, unit=sheet.unit.name),
        facts=_facts(session, sheet, decision),
        parts=tuple(parts),
        made_at=session.info["database"].now(),
    )


def _facts(session: Session, sheet: Sheet, decision: Decision | None) -> tuple[tuple[str, str], ...]:
    if decision is not None:
        state = _("Antagen: {decision}").format(decision=short_decision(decision))
    else:
        state = state_word(sheet.state) if sheet.state else _("Under arbete")
    frame = sheet.frame
    given = _("Ingen ram")
    if frame.amount is not None:
        given = _("{amount}, {by}").format(amount=large_amount(frame.amount), by=frame.given_by)
    return (
        (_("Enhet"), f"{sheet.unit.name} ({sheet.unit.code})"),
        (_("Budget"), sheet.version_name),
        (_("Ram"), given),
        (_("Läge"), state),
        (_("Uppgifterna är från"), local_time(session.info["database"].now())),
    )


def _sentences(sheet: Sheet) -> Iterator[str]:
    """Yield what the budget comes to, against this year's, and against its frame."""
    total = sheet.rows[0]
    net = (total.year or 0) * ORE_PER_KRONA
    sections = {sign: _section(sheet.rows, sign) for sign in (-1, 1)}
    yield _("Budgeten är {net} netto: kostnader {cost} och intäkter {income}.").format(
        net=large_amount(net), cost=large_amount(sections[1]), income=large_amount(sections[-1])
    )
    if any(one.key == _BUDGET for one in sheet.beside):
        before = total.beside.get(_BUDGET, 0) * ORE_PER_KRONA
        yield _against(sheet.year - 1, net - before, before)
    left = sheet.frame.left
    if left is None:
        return
    if left < 0:
        yield _("Det är {amount} över ramen.").format(amount=large_amount(-left))
    elif left:
        yield _("{amount} är kvar av ramen.").format(amount=large_amount(left))
    else:
        yield _("Ramen används helt.")


def _against(year: int, change: int, before: int) -> str:
    if not change:
        return _("Det är lika mycket som i budgeten för {year}.").format(year=year)
    share = variance_share(abs(change), before)
    percent = f" ({format_percent(share)})" if share is not None else ""
    template = _("Det är {amount}{percent} mer än i budgeten för {year}.")
    if change < 0:
        template = _("Det är {amount}{percent} mindre än i budgeten för {year}.")
    return template.format(amount=large_amount(abs(change)), percent=percent, year=year)


def _section(rows: Sequence[SheetRow], sign: int) -> int:
    """Return all incomes or all costs, öre, as a positive amount."""
    own = (row.year or 0 for row in rows if row.kind is SheetKind.SECTION and row.kind_sign == sign)
    return sum(own) * ORE_PER_KRONA


def group_table(sheet: Sheet) -> Table:
    """Return incomes and costs by account group, beside last year and this year's budget."""
    return Table(
        _("Intäkter och kostnader"),
        _columns(sheet, _("Kontogrupp")),
        tuple(group_rows(sheet)),
        MoneyUnit.TKR,
        footnotes=(
            _("Kostnader och intäkter är plus på sina rader; nettokostnad är kostnader minus intäkter."),
            _("Avrundning kan ge differens."),
        ),
    )


def _columns(sheet: Sheet, first: str) -> tuple[Column, ...]:
    return (
        Column("name", first, Kind.TEXT),
        Column(_LAST, _("Utfall {year}").format(year=sheet.year - 2), Kind.MONEY),
        Column(_BUDGET, _("Budget {year}").format(year=sheet.year - 1), Kind.MONEY),
        Column("year", _("Budget {year}").format(year=sheet.year), Kind.MONEY),
        Column("change", _("Förändring"), Kind.MONEY, signed=True),
        Column("change_share", _("Förändring, %"), Kind.PERCENT, signed=True),
    )


def _units(session: Session, actor: Actor, sheet: Sheet) -> list[Part]:
    """Return the units with their frames where there are several, else the ansvar of the unit."""
    wide = sheet.unit.kind in _SEVERAL_UNITS
    if wide and access.may(session, actor, Action.VIEW_PLAN, sheet.unit.id).allowed:
        found = read_overview(session, actor, version_id=sheet.version_id, unit_id=sheet.unit.id)
        return [Heading(1, _("Enheter och ramar")), TablePart(_frames(found.rows))]
    rows = unit_rows(sheet)
    if not rows:
        return []
    table = Table(_("Per ansvar"), _columns(sheet, _("Ansvar")), tuple(rows), MoneyUnit.TKR)
    return [Heading(1, _("Per ansvar")), TablePart(table)]


def _frames(rows: Sequence[OverviewRow]) -> Table:
    columns = (
        Column("name", _("Enhet"), Kind.TEXT),
        Column("frame", _("Ram"), Kind.MONEY),
        Column("entered", _("Budget, netto"), Kind.MONEY),
        Column("left", _("Kvar"), Kind.MONEY),
        Column("compared", _("Årets budget"), Kind.MONEY),
        Column("change", _("Förändring"), Kind.MONEY, signed=True),
    )
    lines = tuple(
        Row(
            str(row.unit.id),
            (
                f"{row.unit.name} ({row.unit.code})",
                row.frame,
                row.entered,
                None if row.frame is None else row.frame - row.entered,
                row.compared,
                None if row.compared is None else row.entered - row.compared,
            ),
        )
        for row in rows
    )
    return Table(_("Enheter och ramar"), columns, lines, MoneyUnit.TKR)


def _comments(sheet: Sheet) -> list[Part]:
    """Return the rows' own texts and the open comments; what a reviewer asks for is no part of a budget."""
    texts = [
        _("{row}, {code}: {text}").format(row=row.name, code=row.code, text=row.line.text)
        for row in sheet.rows
        if row.line is not None and row.line.text
    ]
    names = {(row.unit_id, str(row.coding_id)): row.name for row in sheet.rows if row.coding_id}
    for thread in sheet.threads:
        if not thread.asked:
            first = thread.comments[0]
            coding = thread.subject.cell.partition("/")[0]
            about = names.get((thread.subject.unit_id, coding), _("Hela budgeten"))
            texts.append(_("{row}: {text} ({name})").format(row=about, text=first.body, name=first.user))
    return [Heading(1, _("Kommentarer")), Bullets(tuple(texts))] if texts else []


def _decision(session: Session, actor: Actor, sheet: Sheet) -> Decision | None:
    """Return the decision by which the unit's part was adopted; the latest when a unit has several."""
    below = access.subtree(actor.tree_id, (sheet.unit.id,))
    return session.exec(
        select(Decision)
        .join(ClosedPart, col(ClosedPart.decision_id) == col(Decision.id))
        .where(ClosedPart.version_id == sheet.version_id, col(ClosedPart.unit_id).in_(below))
        .order_by(col(Decision.day).desc(), col(Decision.id).desc())
    ).first()


def _decided(decision: Decision) -> str:
    words = _("Antagen av {decision}.").format(decision=short_decision(decision))
    if decision.diary_number:
        words += " " + _("Diarienummer {number}.").format(number=decision.diary_number)
    return words
