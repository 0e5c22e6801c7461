"""Nyckeltal, for everybody: is the unit where it should be, and what is each figure?"""

from core.db import current_database
from core.enums import UnitKind
from core.reports import indicator_page
from core.reports.indicator_page import OnePage
from core.reports.indicator_words import standing_words, target_words
from core.rules.access import Action
from core.table import Status
from core.texts import _
from pages.goals import indicator_address as address
from pages.goals import indicator_detail, indicator_list
from pages.ui import context, guard, pieces, saving
from pages.ui.context import Context
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_GOALS)
database = current_database()


def below(here: Context) -> tuple[int, ...]:
    """Return the units under the chosen one, without ansvar: those that may report key figures."""
    at = here.units.index(here.unit)
    found = []
    for unit in here.units[at + 1 :]:
        if unit.depth <= here.unit.depth:
            break
        if unit.kind is not UnitKind.COST_CENTER:
            found.append(unit.id)
    return tuple(found)


def _answer(one: OnePage) -> str:
    said = one.indicator.definition
    words = standing_words(said, one.standing)
    target = one.standing.target if one.standing else None
    return words if target is None else _("{value}. Målet är {target}.").format(
        value=words, target=target_words(said, target)
    )  # fmt: skip


def _freshness(here: Context) -> str:
    return _("Det som är rapporterat till och med {month}.").format(month=here.period.words())


def _one(here: Context, one: OnePage) -> None:
    pieces.head(
        one.indicator.definition.title,
        _("Hur går det för {unit}?").format(unit=here.unit.name),
        _answer(one),
        _freshness(here),
    )
    saving.show_conflict()
    indicator_detail.show(database, actor, here, one)


def _list(here: Context, *, lost: bool) -> None:
    with database.reading() as session:
        page = indicator_page.list_page(
            session, actor, unit_id=here.unit.id, below=below(here), year=here.period.year,
            month=here.period.month,
        )  # fmt: skip
    pieces.head(
        _("Nyckeltal"),
        _("Är {unit} där den ska vara?").format(unit=here.unit.name),
        page.answer,
        _freshness(here),
    )
    saving.show_conflict()
    if lost:
        pieces.notice(Status.NONE, _("Nyckeltalet i adressen finns inte. "), _("Välj ett annat här under."))
    indicator_list.show(database, actor, here, page)


def _page() -> None:
    here = context.read(actor, Action.VIEW_GOALS)
    if here is None:
        context.help_bar("nyckeltal")
        pieces.head(_("Nyckeltal"), _("Är vi där vi ska vara?"), _("Det finns inget att visa än."))
        pieces.empty(
            _("Ingen huvudbok är inläst"),
            _("När ekonomi har läst in huvudboken går det att följa nyckeltal här."),
        )
        return
    context.bar(here, actor, help_page="nyckeltal", comparison=False, money=False)
    wanted = address.indicator_id()
    if wanted is None:
        _list(here, lost=False)
        return
    with database.reading() as session:
        one = indicator_page.one_page(
            session, actor, indicator_id=wanted, unit_id=here.unit.id, year=here.period.year,
            month=here.period.month,
        )  # fmt: skip
    if one is None:
        _list(here, lost=True)
    else:
        _one(here, one)


with shown_errors():
    _page()
