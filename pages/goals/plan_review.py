"""Last year's plan, thing by thing: keep, change or close, with the result shown before it is saved."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.queries.plan_review import Review, ReviewItem
from core.queries.unit_plans import PlanView
from core.reports.plan_review import CHOICES, KINDS, result_table
from core.rules.access import Actor
from core.rules.plan_review import ItemChoice, PlanChoice, PlanItem
from core.services import drafts
from core.services.plan_review import settle_plan
from core.services.plan_review_back import take_back_review
from core.texts import _, ngettext
from pages.goals import plan_review_fields as fields
from pages.ui import address, forms, pieces, saving, tables

STEP, _OPEN = "steg", "genomgang"


def is_open() -> bool:
    """Return whether the address opens the review."""
    return st.query_params.get(STEP, "") == _OPEN


def open_it() -> None:
    """Let the address open the review; does not run again."""
    address.put(STEP, _OPEN)


def offer(actor: Actor, plan: PlanView, review: Review) -> None:
    """Say over the plan how much of last year waits for a choice, and what has been chosen."""
    if not review.items and not review.settled:
        return
    with pieces.card("plan_review"):
        pieces.show(
            pieces.heading(_("Från planen för {year}").format(year=plan.year - 1), level=2),
            pieces.muted(_waiting(review, plan.year - 1)),
        )
        with st.container(horizontal=True, gap="small", key="plan_review_tools"):
            if review.items and st.button(_("Gå igenom förra årets plan"), icon=":material/checklist:"):
                open_it()
                st.rerun()
            if review.settled and plan.adopted is None:
                _take_back(actor, plan, review)
    if review.settled:
        _settled(review)


def show(actor: Actor, plan: PlanView, review: Review) -> None:
    """Show everything that is left to choose for on one page, and the result."""
    if st.button(_("Tillbaka till planen"), icon=":material/arrow_back:", type="tertiary"):
        address.put(STEP, "")
        st.rerun()
    form = f"plan_review_{plan.id}"
    stamp = forms.request_key(form)
    items: tuple[ReviewItem, ...] = st.session_state.setdefault(f"review_{stamp}", review.items)
    if not items:
        pieces.empty(
            _("Allt är genomgånget"),
            _("Det du har valt står i planen. Gå tillbaka till den och skriv vidare."),
        )
        return
    _intro(plan, items)
    pairs = _choices(actor, plan, items)
    _result(actor, plan, pairs, len(items), form)


def _intro(plan: PlanView, items: Sequence[ReviewItem]) -> None:
    pieces.show(
        pieces.muted(
            _(
                "Välj för varje sak. Det du väljer gäller från {year}: årets uppföljning ändras inte, "
                "och det du inte väljer något för står kvar här."
            ).format(year=plan.year)
        )
    )
    st.button(
        _("Behåll allt"), icon=":material/done_all:", on_click=_keep_all, args=(plan.id, tuple(items)),
        help=_("Väljer Behåll för allt. Du ser resultatet längst ned innan något sparas."),
    )  # fmt: skip


def _choices(
    actor: Actor, plan: PlanView, items: Sequence[ReviewItem]
) -> list[tuple[ReviewItem, ItemChoice]]:
    """Show the things under their headings; return those that something is chosen for."""
    pairs = []
    for kind, title in KINDS.items():
        of_kind = [item for item in items if item.kind is kind]
        if of_kind:
            st.header(title, anchor=False)
        for item in of_kind:
            choice = fields.choose(actor, plan, item)
            if choice is not None:
                pairs.append((item, choice))
    return pairs


def _keep_all(plan_id: int, items: Sequence[ReviewItem]) -> None:
    for item in items:
        st.session_state[fields.key_of(plan_id, item)] = PlanChoice.KEEP


def _result(
    actor: Actor, plan: PlanView, pairs: list[tuple[ReviewItem, ItemChoice]], of: int, form: str
) -> None:
    st.header(_("Så blir planen för {year}").format(year=plan.year), anchor=False)
    if not pairs:
        pieces.empty(_("Inget är valt än"), _("Här ser du vad dina val leder till innan du sparar dem."))
        return
    tables.render(result_table(pairs, year=plan.year), "plan_review_result", phone_columns=["result"])
    left = of - len(pairs)
    if left:
        words = ngettext(
            "{n} sak har inget val än. Den väntar här.", "{n} saker har inget val än. De väntar här.", left
        )
        pieces.show(pieces.muted(words.format(n=left)))
    choices = [choice for _item, choice in pairs]
    written = [fields.draft_of(plan, choice.item) for choice in choices if choice.kind is PlanItem.TEXT]
    key = forms.request_key(form)

    def write(session: Any) -> None:
        settle_plan(session, actor, plan_id=plan.id or 0, choices=choices, key=key)
        for subject in written:
            drafts.drop_draft(session, actor, subject=subject)
        if not left:
            address.put(STEP, "")

    if st.button(_("Spara valen"), type="primary"):
        saving.save(actor, form, write, told=_("Valen är sparade och står i planen."), also=written)


def _waiting(review: Review, year: int) -> str:
    count = len(review.items)
    if not count:
        return _("Allt i planen för {year} är genomgånget.").format(year=year)
    return ngettext(
        "{n} sak väntar på att du väljer: behåll, ändra eller avsluta.",
        "{n} saker väntar på att du väljer: behåll, ändra eller avsluta.",
        count,
    ).format(n=count)


def _settled(review: Review) -> None:
    with st.expander(_("Det här har valts"), icon=":material/checklist:"):
        for kind, title in KINDS.items():
            rows = [row for row in review.settled if row.kind is kind]
            if rows:
                pieces.show(
                    pieces.heading(title),
                    *(pieces.muted(f"{row.title}: {CHOICES[row.choice]} ({row.user})") for row in rows),
                )


def _take_back(actor: Actor, plan: PlanView, review: Review) -> None:
    form = f"plan_review_back_{plan.id}"
    key = forms.request_key(form)
    with st.popover(_("Ta tillbaka valen"), icon=":material/undo:"):
        pieces.show(
            pieces.muted(
                _("Alla {n} val tas tillbaka. Det går så länge ingen har ändrat något av dem.").format(
                    n=len(review.settled)
                )
            )
        )
        if st.button(_("Ta tillbaka alla val")):
            saving.save(
                actor,
                form,
                lambda session: take_back_review(session, actor, plan_id=plan.id or 0, key=key),
                told=_("Valen är tillbakatagna."),
                also=[fields.draft_of(plan, row.item) for row in review.settled if row.kind is PlanItem.TEXT],
            )
