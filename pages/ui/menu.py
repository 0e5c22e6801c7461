"""The menu: one registry of all pages, narrowed to what the actor's roles open."""

from dataclasses import dataclass
from pathlib import Path

from core.rules.access import Action, Actor, may_anywhere
from core.settings import ROOT
from core.texts import _


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu. An empty `url_path` is the start page, which answers at `/` only.

    A hidden one answers at its address but is not drawn: it shows one thing, which others link to.
    One that is `drawn_for` a right is drawn for those who can do something there; others link to it.
    """

    title: str
    url_path: str
    file: Path
    action: Action
    hidden: bool = False
    drawn_for: Action | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of pages with its icon's name among the Material symbols."""

    title: str
    icon: str
    entries: tuple[Entry, ...]


def _page(
    title: str,
    url_path: str,
    file: str,
    action: Action,
    *,
    hidden: bool = False,
    drawn_for: Action | None = None,
) -> Entry:
    return Entry(title, url_path, ROOT / "pages" / file, action, hidden, drawn_for)


MENU: tuple[Group, ...] = (
    Group(
        _("Start"),
        "home",
        (
            _page(_("Min enhet"), "", "start/unit.py", Action.VIEW_UNIT),
            _page(_("Mina uppgifter"), "uppgifter", "start/tasks.py", Action.VIEW_UNIT),
            _page(_("Årshjul"), "arshjul", "start/year_wheel.py", Action.VIEW_UNIT),
            _page(_("Ledningsvy"), "ledningsvy", "start/executive.py", Action.VIEW_ECONOMY),
            _page(_("Inlämning"), "inlamning", "start/submission.py", Action.VIEW_UNIT, hidden=True),
            _page(
                _("Ögonblicksbild"), "ogonblicksbild", "start/snapshot.py", Action.VIEW_ECONOMY, hidden=True
            ),
            _page(_("Vad får jag göra?"), "min-behorighet", "start/rights.py", Action.VIEW_UNIT, hidden=True),
        ),
    ),
    Group(
        _("Mål"),
        "flag",
        (
            _page(_("Måluppfyllelse"), "maluppfyllelse", "goals/attainment.py", Action.VIEW_GOALS),
            _page(_("Mål och nyckeltal"), "mal", "goals/goals.py", Action.VIEW_GOALS),
            _page(_("Aktiviteter"), "aktiviteter", "goals/activities.py", Action.VIEW_GOALS),
            _page(_("Verksamhetsplan"), "verksamhetsplan", "goals/plan.py", Action.VIEW_GOALS),
            _page(_("Nyckeltal"), "nyckeltal", "goals/indicator.py", Action.VIEW_GOALS),
            _page(
                _("Rapportera nyckeltal"), "nyckeltalsvarden", "goals/indicator_report.py", Action.EDIT_GOALS
            ),
            _page(_("Ägare som finns"), "agare", "goals/owners.py", Action.VIEW_GOALS, hidden=True),
            _page(_("Kolada"), "kolada", "goals/kolada.py", Action.VIEW_GOALS),
        ),
    ),
    Group(
        _("Ekonomi"),
        "account_balance_wallet",
        (
            _page(_("Uppföljning"), "uppfoljning", "economy/follow_up.py", Action.VIEW_ECONOMY),
            _page(_("Transaktioner"), "transaktioner", "economy/transactions.py", Action.VIEW_TRANSACTIONS),
            _page(_("Kontrollista"), "kontrollista", "economy/control_list.py", Action.VIEW_TRANSACTIONS),
            _page(_("Åtaganden"), "ataganden", "economy/commitments.py", Action.VIEW_TRANSACTIONS),
        ),
    ),
    Group(
        _("Budget"),
        "savings",
        (
            _page(_("Ramar"), "ramar", "budget/frames.py", Action.VIEW_ECONOMY),
            _page(_("Budget"), "budget", "budget/sheet.py", Action.VIEW_ECONOMY),
            _page(_("Budgetläget"), "budgetlaget", "budget/overview.py", Action.VIEW_PLAN),
            _page(_("Budgetbeslut"), "budgetbeslut", "budget/decisions.py", Action.VIEW_ECONOMY),
            _page(_("Jämför versioner"), "jamfor", "budget/compare.py", Action.VIEW_ECONOMY),
            _page(
                _("Förutsättningar"),
                "budgetforutsattningar",
                "budget/assumptions.py",
                Action.VIEW_PLAN,
            ),
        ),
    ),
    Group(
        _("Prognos"),
        "trending_up",
        (
            _page(_("Prognos"), "prognos", "forecast/sheet.py", Action.VIEW_ECONOMY),
            _page(_("Prognosläget"), "prognoslaget", "forecast/overview.py", Action.VIEW_PLAN),
            _page(_("Åtgärdsplan"), "atgardsplan", "forecast/action_plan.py", Action.VIEW_ECONOMY),
            _page(_("Prognossäkerhet"), "prognossakerhet", "forecast/accuracy.py", Action.VIEW_PLAN),
        ),
    ),
    Group(
        _("Rapporter"),
        "description",
        (
            _page(_("Läget i processen"), "laget", "reports/process.py", Action.VIEW_PROCESS),
            _page(_("Mötesunderlag"), "motesunderlag", "reports/meeting.py", Action.VIEW_PROCESS),
        ),
    ),
    Group(
        _("Administration"),
        "settings",
        (
            _page(_("Användare och roller"), "anvandare", "admin/users.py", Action.MANAGE_USERS),
            _page(_("Styrmodell"), "styrmodell", "goals/steering.py", Action.MANAGE_STEERING),
            _page(
                _("Gränser och regler"),
                "granser",
                "admin/limits.py",
                Action.VIEW_UNIT,
                drawn_for=Action.MANAGE_STEERING,
            ),
            _page(_("Omgångar"), "omgangar", "admin/rounds.py", Action.MANAGE_ROUNDS),
            _page(_("Inläsning"), "inlasning", "admin/loading.py", Action.LOAD_FILES),
            _page(_("Meddelanden"), "meddelanden", "admin/messages.py", Action.SEND_MESSAGES),
            _page(_("Logg"), "logg", "admin/log.py", Action.VIEW_AUDIT),
        ),
    ),
)


def file_of(url_path: str) -> Path:
    """Return the file of a page by its address, for a link to it; KeyError for an unknown one."""
    files = {entry.url_path: entry.file for group in MENU for entry in group.entries}
    return files[url_path]


def groups_for(actor: Actor) -> tuple[Group, ...]:
    """Return the groups with the pages that the actor may open somewhere; empty groups are left out."""
    narrowed = (
        Group(group.title, group.icon, tuple(e for e in group.entries if _is_drawn(e, actor)))
        for group in MENU
    )
    return tuple(group for group in narrowed if group.entries)


def _is_drawn(entry: Entry, actor: Actor) -> bool:
    drawn = may_anywhere(actor, entry.drawn_for or entry.action)
    return drawn and not entry.hidden and may_anywhere(actor, entry.action)
