"""The parts of Ledningsvy: figures, branches as bars, the voices, what to act on, the process."""

import streamlit as st

from core.enums import UnitKind
from core.periods import Period
from core.queries.goal_reach import ReachRow
from core.reports.executive import Executive
from core.reports.executive_process import Process
from core.reports.executive_table import branch_table, voices_table, whole_table
from core.reports.executive_words import reach_words, share_words
from core.reports.words import large_amount
from core.rules.access import Actor
from core.texts import _, ngettext
from pages.start import executive_choice, executive_explain
from pages.ui import context, links, pieces, tables
from pages.ui.markup import fill
from pages.ui.pieces import Figure
from pages.ui.sparks import legend, stack

_ALL, _BARS = "allt", "staplar"
_VIEW = "vy"
_MOST_NAMES = 3


def figures(found: Executive) -> None:
    """Write the few figures: the year against its budget, how it has moved, before and after measures."""
    node, effect = found.node, found.measures.effect
    whole = found.unit.parent_id is None
    shown = [
        Figure(
            _("Resultat, prognos") if whole else _("Prognos"), large_amount(node.whole), _band(found)
        ),
        Figure(_("Budget"), large_amount(node.year_budget)),
        Figure(
            _("Prognos mot budget"), large_amount(node.variance, signed=True), found.change,
            deviates=node.variance < 0,
        ),
    ]  # fmt: skip
    if effect:
        realised = large_amount(found.measures.realised)
        shown.append(
            Figure(
                _("Åtgärder i år"), large_amount(effect, signed=True),
                _("varav {realised} har kommit").format(realised=realised),
            )
        )  # fmt: skip
        shown.append(Figure(_("Efter åtgärder"), large_amount(node.variance + effect, signed=True)))
    moved = max(found.parts, key=lambda one: abs(one.node.change or 0), default=None)
    if moved is not None and moved.node.change:
        since = _("{unit}, sedan {before}").format(unit=moved.unit.name, before=found.before)
        shown.append(Figure(_("Störst ändring"), large_amount(moved.node.change, signed=True), since))
    note = None
    if node.adjustment:
        words = _("I prognosen ingår centrala justeringar på {amount}, gjorda av ekonomi.")
        note = pieces.muted(words.format(amount=large_amount(node.adjustment, signed=True)))
    with pieces.card("figures"):
        pieces.show(pieces.strip(shown))
        if note is not None:
            pieces.show(note)
        if found.goals is not None:
            _goals(found, found.goals)


def _goals(found: Executive, goals: ReachRow) -> None:
    """Write how many of the judged goals are reached, with the way to them."""
    words = fill(
        "<p>{label}: {share} <span>({count})</span></p>", label=_("Andel mål som nås"),
        share=pieces.strong(share_words(goals.now)), count=reach_words(goals),
    )  # fmt: skip
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="executive_goals"):
        pieces.show(words)
        period = Period(found.forecast.year, goals.month)
        links.link(f"/maluppfyllelse?enhet={found.unit.code}&period={period}", _("Se målen"))


def _band(found: Executive) -> str:
    if found.band is None or found.band[0] == found.band[1]:
        return ""
    low, high = found.band
    return _("tidigare år talar för {low} till {high}").format(low=large_amount(low), high=large_amount(high))


def show(actor: Actor, here: context.Context, found: Executive) -> None:
    """Show a node that has branches or units below it."""
    if found.process is None:
        calls(found)
    else:
        left, right = st.columns([5, 3], gap="small")
        with left:
            calls(found)
        with right:
            process(found)
    if found.parts:
        _branches(actor, here, found)
    executive_explain.show(actor, found)
    voices(here, found)


def calls(found: Executive) -> None:
    """Show what asks for attention; nothing is said out loud."""
    st.header(_("Det här behöver tas upp"), anchor=False)
    # the box of the round says who is late
    shown = [call for call in found.calls if call.key != "late" or found.process is None]
    if not shown:
        pieces.empty(
            _("Inget sticker ut"),
            _("Ingen avvikelse är större än gränsen, alla har sagt varför och ingen är sen."),
        )
    for at, call in enumerate(shown):
        with pieces.card(f"call_{at}"):
            left, right = st.columns([7, 2], gap="small", vertical_alignment="center")
            with left:
                pieces.show(
                    fill(
                        '<div class="r-call"><div>{mark}</div><div><h3 class="r-h3">{title}</h3>'
                        '<p class="r-muted">{line}</p></div></div>',
                        mark=pieces.icon(call.status), title=call.title, line=call.line,
                    )
                )  # fmt: skip
            with right:
                links.go_button(call.address, call.label, key=f"open_call_{at}", primary=at == 0)


def process(found: Executive) -> None:
    """Show how many have handed in and who is late, while the round is open."""
    held = found.process
    if held is None:
        return
    counts = held.counts
    st.header(_("Läget i omgången"), anchor=False)
    entries = [
        ("done", _("Godkända"), counts.approved),
        ("ready", _("Inlämnade"), counts.submitted),
        ("running", _("Pågår"), counts.working),
        ("waiting", _("Ej börjat"), counts.not_started),
    ]
    late = ngettext("{n} sen", "{n} sena", counts.late).format(n=counts.late)
    with pieces.card("process"):
        pieces.show(
            fill(
                '<div class="r-boxhead"><h3 class="r-h3">{title}</h3>{late}</div>',
                title=held.name,
                late=pieces.chip("bad", late) if counts.late else pieces.chip("ok", _("Ingen sen")),
            ),
            stack([(kind, n) for kind, _word, n in entries], big=True),
            legend([(kind, word, str(n)) for kind, word, n in entries if n]),
        )
        if held.late:
            pieces.show(pieces.muted(_late_names(held)))
        links.link(f"/laget?omgang={held.round_id}", _("Se vilka"))


def _late_names(held: Process) -> str:
    left = len(held.late) - _MOST_NAMES
    names = ", ".join(held.late[:_MOST_NAMES])
    if left > 0:
        return _("Sena: {names} och {n} till.").format(names=names, n=left)
    return _("Sena: {names}.").format(names=names)


def _branches(actor: Actor, here: context.Context, found: Executive) -> None:
    """Show the branches as bars with the chosen measures, or all their figures."""
    held = _ALL if st.query_params.get(_VIEW) == _ALL else _BARS
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        title = _("Prognos per nämnd") if found.unit.parent_id is None else _("Prognos per enhet")
        st.header(title, anchor=False, width="content")
        _choose_view(held)
    with pieces.card("branches"):
        if held == _ALL:
            picked = tables.render(whole_table(found, here.money), "branches_all", phone_columns=["variance"])
        else:
            picked = tables.render(
                branch_table(found, here.money), "branches", phone_columns=["variance"], bar_column="variance"
            )
        executive_choice.show(actor, found)
    _open(found, picked)


def _choose_view(held: str) -> None:
    labels = {_BARS: _("Staplar"), _ALL: _("Alla siffror")}
    chosen = st.segmented_control(
        _("Visa"), list(labels), default=held, required=True, format_func=labels.__getitem__,
        label_visibility="collapsed", key=f"view_{held}",
    )  # fmt: skip
    if chosen is not None and chosen != held:
        if chosen == _ALL:
            st.query_params[_VIEW] = _ALL
        else:
            st.query_params.pop(_VIEW, None)
        st.rerun()


def voices(here: context.Context, found: Executive) -> None:
    """Show the units with the largest deviations and what their managers say."""
    table = voices_table(found, here.money)
    if not table.rows:
        return
    st.header(_("Med chefernas egna ord"), anchor=False)
    with pieces.card("voices"):
        picked = tables.render(table, "voices", phone_columns=["variance"], bar_column="variance")
    _open(found, picked)


def way_back(here: context.Context, found: Executive) -> None:
    """Write the link to the nearest node above that the reader may see, stepping over what says the same."""
    held = {unit.id: unit for unit in here.units}
    above = held.get(found.unit.parent_id or 0)
    while above is not None and above.parent_id in held and _alone(here, above.id):
        above = held[above.parent_id]
    if above is not None and st.button(
        _("Tillbaka till {unit}").format(unit=above.name), icon=":material/arrow_back:", type="tertiary"
    ):
        context.open_unit(above)


def _open(found: Executive, picked: str | None) -> None:
    code = found.code_of(picked or "")
    if code:
        st.query_params[context.UNIT] = code
        st.query_params["prognos"] = str(found.forecast.version_id)
        st.query_params.pop(_VIEW, None)
        st.rerun()


def _alone(here: context.Context, unit_id: int) -> bool:
    """Return whether a unit is the only one below its own."""
    unit = next(one for one in here.units if one.id == unit_id)
    beside = [
        one for one in here.units if one.parent_id == unit.parent_id and one.kind is not UnitKind.COST_CENTER
    ]
    return len(beside) == 1
