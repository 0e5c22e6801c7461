"""The chosen cell of the sheet: the same changes as in the grid, in a form, with its history and talk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.db import current_database
from core.enums import SubmissionState
from core.errors import RodretError
from core.money import AmountError, format_number
from core.periods import MONTHS, local_time, month_name
from core.queries.access import may
from core.queries.plan_history import CellChange, history_of
from core.reports.budget_sheet import Sheet, budget_subject
from core.reports.sheet_tree import SheetKind, SheetRow, origin_words
from core.rules.access import Action, Actor
from core.rules.plan_signs import stored, typed
from core.rules.spreading import EQUAL, quarters
from core.rules.subjects import Subject
from core.services import comments, plan_rows
from core.services.generators import explain_line
from core.services.plan_edits import CellEdit, Saved, save_cells
from core.services.plan_tools import Shape, Spread, Target, spread_year
from core.texts import _
from pages.budget import sheet_goals
from pages.budget.sheet_events import conflicts, parse, save
from pages.budget.sheet_rows import cell_of, month_of, target_of
from pages.ui import forms, pieces, saving, side
from pages.ui.markup import Markup, join

_ORE = 100
_SHAPES = {
    Shape.OWN: _("som raden är nu"),
    Shape.LAST_YEAR: _("som förra året"),
    Shape.EQUAL: _("lika varje månad"),
    Shape.GIVEN: _("per kvartal"),
}


@dataclass(frozen=True, slots=True)
class Picked:
    """The row and month that are looked at; no month is the whole row."""

    sheet: Sheet
    row: SheetRow
    month: int | None

    @property
    def name(self) -> str:
        """The cell in words."""
        return f"{self.row.name}, {month_name(self.month)}" if self.month else self.row.name


def picked(sheet: Sheet, row_id: str, column: str) -> Picked | None:
    """Return the chosen cell, or None when nothing that has details is chosen."""
    row = next((one for one in sheet.rows if one.id == row_id), None)
    if row is None or row.kind not in {SheetKind.CODING, SheetKind.LINE}:
        return None
    return Picked(sheet, row, month_of(column))


def show(actor: Actor, cell: Picked) -> None:
    """Show the chosen cell: the form, what has happened with it, and what is said about it."""
    st.header(cell.name, anchor=False)
    left, right = st.columns(2, gap="small")
    with left:
        with pieces.card("cell_form"):
            _why(cell)
            if cell.sheet.editing.allowed and target_of(cell.row) is not None:
                _month_form(actor, cell)
                _year_form(actor, cell)
                _row_form(actor, cell)
                _item_form(actor, cell)
            else:
                pieces.show(pieces.muted(cell.sheet.editing.reason))
        sheet_goals.show(actor, cell.sheet.version_id, cell.row)
        _history(actor, cell)
    with right:
        _talk(actor, cell)


def _why(cell: Picked) -> None:
    """Say where a line that nobody types comes from."""
    line = cell.row.line
    if line is None or line.editable:
        return
    pieces.show(join([pieces.strong(origin_words(line)), pieces.muted(explain_line(line.explain))]))


def _month_form(actor: Actor, cell: Picked) -> None:
    month = cell.month or MONTHS[0]
    now = cell.row.months[month - 1]
    form = f"cell_{cell.row.id}_{month}_{now}"
    with st.form(form, border=False, enter_to_submit=True):
        text = st.text_input(
            _("Belopp i {month}, kronor").format(month=month_name(month)),
            value="" if now is None else format_number(now),
            help=_("Skriv kostnader och intäkter som positiva tal, till exempel 12 500 eller 12 tkr."),
        )
        if st.form_submit_button(_("Spara beloppet")):
            _save_month(actor, cell, month, text, form)


def _save_month(actor: Actor, cell: Picked, month: int, text: str, form: str) -> None:
    target = _target(cell)
    now, sign = cell.row.months[month - 1], cell.row.kind_sign

    def write(session: Any) -> Saved:
        edit = CellEdit(
            target.line_id, target.unit_id, target.coding_id, month,
            stored(None if now is None else now * _ORE, sign), stored(parse(text), sign),
        )  # fmt: skip
        return save_cells(
            session, actor, version_id=cell.sheet.version_id, edits=[edit], key=forms.request_key(form)
        )

    _saved(actor, cell, form, write)


def _year_form(actor: Actor, cell: Picked) -> None:
    year = cell.row.year
    form = f"year_{cell.row.id}_{year}"
    with st.expander(_("Fördela årets belopp")), st.form(form, border=False, enter_to_submit=False):
        text = st.text_input(_("Belopp för året, kronor"), value="" if year is None else format_number(year))
        shape = st.radio(_("Så här"), list(_SHAPES), format_func=_SHAPES.__getitem__)
        shares = st.text_input(
            _("Andel per kvartal, bara för per kvartal"), value="25 25 25 25",
            help=_("Fyra tal med mellanslag emellan. De behöver inte bli hundra."),
        )  # fmt: skip
        if st.form_submit_button(_("Fördela")):
            _spread(actor, cell, form, text, Shape(shape), shares)


def _spread(actor: Actor, cell: Picked, form: str, text: str, shape: Shape, shares: str) -> None:
    parts = shares.split()
    weights = EQUAL
    if shape is Shape.GIVEN:
        if len(parts) != 4 or not all(part.isdigit() for part in parts):  # noqa: PLR2004 four quarters
            st.error(_("Skriv fyra hela tal för kvartalen, till exempel 40 20 10 30."))
            return
        weights = tuple(int(weight) for weight in quarters(*(int(part) for part in parts)))

    def write(session: Any) -> Saved:
        return spread_year(
            session, actor, version_id=cell.sheet.version_id, target=_target(cell),
            total=stored(parse(text), cell.row.kind_sign), spread=Spread(shape, weights),
            key=forms.request_key(form),
        )  # fmt: skip

    _saved(actor, cell, form, write)


def _row_form(actor: Actor, cell: Picked) -> None:
    line = cell.row.line
    if line is None or not line.editable:
        return
    form = f"row_{line.id}"
    with st.expander(_("Text och låsta månader")), st.form(form, border=False, enter_to_submit=False):
        label = st.text_input(_("Radens namn (frivilligt)"), value=line.label, max_chars=120)
        text = st.text_area(_("Text till raden"), value=line.text, max_chars=500)
        locked = st.multiselect(
            _("Låsta månader"), list(MONTHS), default=sorted(line.locked), format_func=month_name,
            placeholder=_("Ingen"), help=_("En låst månad ändras inte när belopp fördelas."),
        )  # fmt: skip
        if st.form_submit_button(_("Spara raden")):

            def write(session: Any) -> None:
                version_id = cell.sheet.version_id
                plan_rows.describe_row(
                    session, actor, version_id=version_id, line_id=line.id, label=label, text=text
                )
                plan_rows.lock_months(
                    session, actor, version_id=version_id, line_id=line.id, months=frozenset(locked)
                )

            saving.save(actor, form, write, told=_("Raden är sparad."))


def _item_form(actor: Actor, cell: Picked) -> None:
    """Let a row be made of several, which add up."""
    row = cell.row
    if row.unit_id is None or row.coding_id is None:
        return
    unit_id, coding_id = row.unit_id, row.coding_id
    form = f"item_{cell.sheet.version_id}_{unit_id}_{coding_id}"
    with st.expander(_("Ny delrad")), st.form(form, border=False, enter_to_submit=False):
        label = st.text_input(_("Delradens namn"), max_chars=120, placeholder=_("Till exempel Läslyftet"))
        if st.form_submit_button(_("Lägg till delraden")):
            key = forms.request_key(form)
            saving.save(
                actor,
                form,
                lambda session: plan_rows.add_item(
                    session, actor, version_id=cell.sheet.version_id, unit_id=unit_id, coding_id=coding_id,
                    label=label, key=key,
                ),
                told=_("Delraden är tillagd."),
            )  # fmt: skip


def _saved(actor: Actor, cell: Picked, form: str, write: Callable[[Any], Saved]) -> None:
    try:
        done = save(actor, write)
    except AmountError as wrong:
        st.error(str(wrong))
        return
    except RodretError as refusal:
        st.error(refusal.message)
        return
    forms.renew_key(form)
    left = conflicts(cell.sheet, done)
    if left:
        st.session_state["sheet_told"] = left[0].text
    else:
        st.toast(_("Sparat."))
    st.rerun()


def _history(actor: Actor, cell: Picked) -> None:
    row = cell.row
    if row.unit_id is None or row.coding_id is None:
        return
    with current_database().reading() as session:
        changes = history_of(
            session, actor, version_id=cell.sheet.version_id, unit_id=row.unit_id,
            coding_id=row.coding_id, month=cell.month,
        )  # fmt: skip
    with st.expander(_("Historik ({n})").format(n=len(changes))):
        if not changes:
            pieces.show(pieces.muted(_("Ingen har ändrat här än.")))
        pieces.show(pieces.log((local_time(change.at), _change(change, row.kind_sign)) for change in changes))


def _change(change: CellChange, sign: int) -> Markup:
    who = change.user_name
    if change.for_name:
        who = _("{name} för {other}").format(name=change.user_name, other=change.for_name)
    old, new = (typed(value, sign) for value in (change.old, change.new))
    words = _("{month}: {old} → {new}").format(
        month=month_name(change.month),
        old="–" if old is None else format_number(old),
        new="–" if new is None else format_number(new),
    )
    steps = {"undo": _("ångrat"), "redo": _("gjort om")}
    note = steps.get(change.step, change.cause)
    return join([pieces.strong(who), pieces.muted(f"{words} {note}".strip())])


def _talk(actor: Actor, cell: Picked) -> None:
    row = cell.row
    if row.unit_id is None or row.coding_id is None:
        return
    subject = budget_subject(cell.sheet.version_id, row.unit_id, cell_of(row, cell.month))
    side.show(actor, subject, title=_("Samtal om {what}").format(what=cell.name))
    with current_database().reading() as session:
        reviews = _reviews(session, actor, cell, row.unit_id)
    if reviews:
        _ask(actor, subject)


def _ask(actor: Actor, subject: Subject) -> None:
    """Let a reviewer point at the cell: the unit sees it in its list of what to answer."""
    form = f"ask_{subject.id}_{subject.unit_id}_{subject.cell}"
    with st.popover(_("Be om ändring här"), icon=":material/flag:"):
        with st.form(form, border=False, enter_to_submit=False):
            body = st.text_area(_("Vad ska ändras?"))
            wanted = st.form_submit_button(_("Markera cellen"), type="primary")
        if wanted:
            key = forms.request_key(form)
            saving.save(
                actor,
                form,
                lambda session: comments.ask_for_change(session, actor, key=key, subject=subject, body=body),
                told=_("Cellen är markerad. Enheten ser den när du lämnar tillbaka eller låser upp."),
            )


def _reviews(session: Any, actor: Actor, cell: Picked, unit_id: int) -> bool:
    """Return whether the actor reviews: finance at any time, others when it has been handed in."""
    if cell.sheet.state is None or actor.read_only:
        return False
    if may(session, actor, Action.MANAGE_BUDGET, unit_id).allowed:
        return True
    handed_in = cell.sheet.state in {SubmissionState.SUBMITTED, SubmissionState.APPROVED}
    return handed_in and may(session, actor, Action.APPROVE_SUBMISSION, unit_id).allowed


def _target(cell: Picked) -> Target:
    target = target_of(cell.row)
    if target is None:
        raise LookupError(cell.row.id)
    return target
