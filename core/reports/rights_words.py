"""What every right means in plain words, as a sentence that begins with "Du får"."""

from core.rules.access import WHOLE_MUNICIPALITY, Action
from core.texts import _

ACTION_WORDS: dict[Action, str] = {
    Action.VIEW_UNIT: _("se enheten och vad som väntar där"),
    Action.VIEW_ECONOMY: _("se budget, utfall och uppföljning"),
    Action.VIEW_TRANSACTIONS: _("se verifikationerna bakom siffrorna"),
    Action.LOAD_FILES: _("läsa in huvudbok och budget"),
    Action.MANAGE_CODES: _("sköta kodplan och källor"),
    Action.MANAGE_PERIODS: _("stänga och öppna månader, och sätta kontrollistans gränser"),
    Action.MANAGE_ORGANISATION: _("ändra organisationen och kommunens inställningar"),
    Action.MANAGE_USERS: _("sköta användare och roller"),
    Action.VIEW_AUDIT: _("läsa loggen"),
    Action.VIEW_PROCESS: _("följa hur omgångarna går"),
    Action.EDIT_SUBMISSION: _("svara på omgångar och lämna in"),
    Action.APPROVE_SUBMISSION: _("godkänna det som lämnas in till dig"),
    Action.ADOPT_SUBMISSION: _("lägga in beslut"),
    Action.MANAGE_ROUNDS: _("planera och öppna omgångar"),
    Action.COMMENT: _("skriva kommentarer"),
    Action.MANAGE_TASKS: _("lägga upp och dela ut uppgifter"),
    Action.SEND_MESSAGES: _("skicka meddelanden till enheterna"),
    Action.VIEW_PLAN: _("se budgetar och prognoser som inte är beslutade än"),
    Action.MANAGE_BUDGET: _("leda budgetarbetet och ändra i antagen budget genom beslut"),
    Action.DISTRIBUTE_FRAME: _("fördela ramen på enheterna under"),
    Action.MANAGE_FRAMES: _("sätta nämndernas ramar, och gränserna för budget, prognos och uppföljning"),
    Action.VIEW_GOALS: _("se mål, nyckeltal och aktiviteter"),
    Action.EDIT_GOALS: _("sätta mål, följa upp nyckeltal och sköta aktiviteter"),
    Action.MANAGE_STEERING: _("bestämma styrmodellen: målens nivåer, skalan och nyckeltalens mallar"),
}
"""A test holds that none is missing."""


def action_words(action: Action) -> str:
    """Return what somebody may who has a right: `se budget, utfall och uppföljning`."""
    return ACTION_WORDS.get(action, str(action))


def action_title(action: Action) -> str:
    """Return a right as it begins a line."""
    words = action_words(action)
    return words[:1].upper() + words[1:]


def asked_of_a_unit() -> list[Action]:
    """Return the rights that differ from unit to unit first, then those of the whole municipality."""
    return sorted(Action, key=lambda action: action in WHOLE_MUNICIPALITY)
