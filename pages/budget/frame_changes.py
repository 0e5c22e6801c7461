"""What finance changes in a frame, in tkr: one kind of amount and year at a time, summed as it is typed."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.enums import FrameItem, FramePart
from core.errors import RuleViolation
from core.money import MoneyUnit, format_money, format_percent
from core.reports.frames import FramesReport
from core.rules.access import Actor
from core.rules.frame_result import result_budget
from core.rules.frames import FrameCell, parts_of
from core.rules.typed_tkr import parse_tkr, typed_tkr
from core.services import frames
from core.services.frame_edits import FrameEdit, save_changes
from core.services.frames import FrameFacts
from core.texts import _, ngettext
from pages.budget.frame_fields import fields_side_by_side
from pages.ui import forms, pieces, saving

_FORM, _FACTS, _REFRESH = "frame_changes", "frame_facts", "frame_refresh"
_KINDS = {"ram": _("Kommunbidrag"), "resultat": _("Resultatbudget"), "investering": _("Investeringar")}


@dataclass(frozen=True, slots=True)
class _Field:
    """One amount that is typed: where it stands, what it says, and what the system has made of it."""

    unit_id: int
    item: FrameItem
    title: str
    made: int
    held: int | None


def show(actor: Actor, report: FramesReport) -> None:
    """Show the fields of a frame that is not adopted, and its name and tax rate."""
    st.header(_("Ändra ramarna"), anchor=False)
    with pieces.card("changes"):
        with st.container(horizontal=True, gap="small"):
            kind = st.segmented_control(
                _("Vad"), list(_KINDS), default="ram", required=True, format_func=_KINDS.__getitem__,
                key="change_kind",
            )  # fmt: skip
            year = st.segmented_control(
                _("För år"), list(report.row.years), default=report.row.year, required=True,
                key=f"change_year_{report.row.id}",
            )  # fmt: skip
        _amounts(actor, report, kind or "ram", int(year or report.row.year))
    _facts(actor, report)


def _fields(report: FramesReport, kind: str, year: int) -> list[_Field]:
    content = report.content
    if kind == "ram":
        return [_field(content.cells, u.id, FrameItem.ALLOCATION, u.name, year) for u in content.committees]
    finance = [content.finance] if content.finance else []
    if kind == "investering":
        units = [*content.committees, *finance]
        return [_field(content.cells, unit.id, FrameItem.INVESTMENT, unit.name, year) for unit in units]
    rows = [_field(content.cells, unit.id, FrameItem.FINANCE, unit.name, year) for unit in finance]
    titles = {
        FrameItem.TAX: _("Skatteintäkter"),
        FrameItem.GRANTS: _("Generella bidrag och utjämning"),
        FrameItem.FINANCIAL_REVENUE: _("Finansiella intäkter"),
        FrameItem.FINANCIAL_COST: _("Finansiella kostnader"),
    }
    return rows + [_field(content.cells, content.top.id, item, title, year) for item, title in titles.items()]


def _field(cells: Sequence[FrameCell[int]], unit_id: int, item: FrameItem, title: str, year: int) -> _Field:
    parts = parts_of(cells, unit_id, year, item)
    made = sum(amount for part, amount in parts.items() if part is not FramePart.CHANGE)
    held = [c.amount for c in cells if (c.unit, c.item, c.year) == (unit_id, item, year)
            and c.part is FramePart.CHANGE]  # fmt: skip
    return _Field(unit_id, item, title, made, sum(held) if held else None)


def _amounts(actor: Actor, report: FramesReport, kind: str, year: int) -> None:
    fields = _fields(report, kind, year)
    words = {
        "ram": _("Skriv förändringen i tkr, utöver förra årets ram, beslut och uppräkning. Minus minskar."),
        "resultat": _("Skriv årets belopp i tkr. Intäkter är plus och kostnader minus."),
        "investering": _("Skriv investeringsramen i tkr."),
    }
    pieces.show(pieces.muted(words[kind]))
    stamp = f"{forms.request_key(_FORM)}_{kind}_{year}"
    typed: dict[int, str] = {}
    places = fields_side_by_side(len(fields))
    for n, field in enumerate(fields):
        with places[n]:
            typed[n] = st.text_input(
                field.title, value=typed_tkr(_shown(field)), key=f"amount_{n}_{stamp}", max_chars=24,
                help=_help(field) if field.made else None,
            )  # fmt: skip
    try:
        edits = [_edit(field, typed[n], year) for n, field in enumerate(fields)]
    except RuleViolation as refusal:
        st.error(refusal.message)
        return
    _sum_line(report, edits, year)
    changed = [edit for edit in edits if edit.old != edit.new]
    if st.button(_("Spara"), type="primary", disabled=not changed, key=f"save_{stamp}"):
        key = forms.request_key(_FORM)
        saving.save(
            actor, _FORM,
            lambda session: save_changes(
                session, actor, frame_id=report.row.id, edits=changed, key=key
            ),
            told=ngettext("{n} belopp är sparat.", "{n} belopp är sparade.", len(changed)).format(
                n=len(changed)
            ),
        )  # fmt: skip


def _shown(field: _Field) -> int | None:
    """Return what stands in the field: the change of a kommunbidrag, the whole amount of other rows."""
    if field.item is FrameItem.ALLOCATION or not field.made:
        return field.held
    return field.made + (field.held or 0)


def _help(field: _Field) -> str:
    made = format_money(field.made, MoneyUnit.TKR, word=True)
    return _("Utan förändring: {amount}").format(amount=made)


def _edit(field: _Field, text: str, year: int) -> FrameEdit:
    new = parse_tkr(text, what=field.title)
    if field.item is not FrameItem.ALLOCATION and field.made:
        new = (new or 0) - field.made or None
    return FrameEdit(field.unit_id, field.item, year, field.held, new)


def _sum_line(report: FramesReport, edits: Sequence[FrameEdit], year: int) -> None:
    """Say what the year comes to as the fields stand now, saved or not."""
    places = {(edit.unit_id, edit.item) for edit in edits}
    kept = [
        cell
        for cell in report.content.cells
        if not (cell.year == year and cell.part is FramePart.CHANGE and (cell.unit, cell.item) in places)
    ]
    now = [
        FrameCell(edit.unit_id, edit.item, year, FramePart.CHANGE, edit.new)
        for edit in edits
        if edit.new is not None
    ]
    result = result_budget([*kept, *now], year)
    line = _("{year}: nämndernas ramar {frames}, resultat {result}, {share} av skatt och bidrag.").format(
        year=year,
        frames=format_money(result.allocations, word=True),
        result=format_money(result.net_result, signed=True, word=True),
        share=format_percent(result.share),
    )
    pieces.show(pieces.strong(line))


def _facts(actor: Actor, report: FramesReport) -> None:
    row, stamp = report.row, forms.request_key(_FACTS)
    with st.expander(_("Namn, skattesats och hämta underlaget på nytt"), icon=":material/edit:"):
        with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
            name = st.text_input(_("Namn"), value=row.name, max_chars=120, key=f"facts_name_{stamp}")
            rate = st.text_input(
                _("Skattesats, kronor per hundralapp"), value=row.tax_rate, max_chars=12, width=240,
                placeholder=_("Till exempel 21,65"), key=f"facts_rate_{stamp}",
            )  # fmt: skip
            wanted = st.form_submit_button(_("Spara uppgifterna"))
        if wanted:
            seen, facts = FrameFacts(row.name, row.tax_rate), FrameFacts(name, rate)
            saving.save(
                actor, _FACTS,
                lambda session: frames.describe_frame(
                    session, actor, frame_id=row.id, seen=seen, facts=facts
                ),
                told=_("Uppgifterna är sparade."),
            )  # fmt: skip
        pieces.show(
            pieces.muted(_("Förra årets ram, beslut och uppräkning räknas om. Det du har skrivit står kvar."))
        )
        if st.button(_("Hämta beslut och uppräkning på nytt"), key="refresh_frame"):
            saving.save(
                actor, _REFRESH,
                lambda session: frames.refresh_frame(session, actor, frame_id=row.id),
                told=_("Beslut och uppräkning är hämtade på nytt."),
            )  # fmt: skip
