"""Styrmodell, for finance and administrators: which levels, which words, and how are they weighed?"""

from core.db import current_database
from core.queries.steering import read_levels, read_scale, read_weighing
from core.reports.words import Sentence, sentence
from core.rules.access import Action
from core.texts import _, ngettext
from pages.goals import steering_levels, steering_models, steering_scale, steering_tags
from pages.ui import address, context, guard, pieces, saving, sentences
from pages.ui.feedback import shown_errors

_PART = "del"

actor = guard.require_actor(Action.MANAGE_STEERING)
database = current_database()

_PARTS = {
    "nivaer": (_("Nivåer"), steering_levels.show),
    "skala": (_("Bedömning"), steering_scale.show),
    "markningar": (_("Märkningar"), steering_tags.show),
    "modeller": (_("Färdiga modeller"), steering_models.show),
}


def _answer() -> Sentence:
    with database.reading() as session:
        levels = [level for level in read_levels(session) if not level.closed]
    if not levels:
        return sentence(
            _("Det finns ingen styrmodell än. {choose} att börja från."), choose=_("Välj en modell")
        )
    words = ngettext("{n} nivå", "{n} nivåer", len(levels)).format(n=len(levels))
    text = _("Målen styrs på {{levels}}, från {first} till {last}.").format(
        first=levels[0].name.lower(), last=levels[-1].name.lower()
    )
    return sentence(text, levels=words)


def _choose(usual: str) -> str:
    words = {part: _PARTS[part][0] for part in _PARTS}
    return address.choose(_("Visa"), words, name=_PART, key="steering_part", usual=usual)


def _page() -> None:
    context.help_bar("styrmodell")
    pieces.head(
        _("Styrmodell"),
        _("Vilka nivåer har målen, hur bedöms de, och vad märks de med?"),
        sentences.markup(_answer()),
    )
    saving.show_conflict()
    with database.reading() as session:
        empty = not read_levels(session) and not read_scale(session) and read_weighing(session)
    chosen = _choose("modeller" if empty else "nivaer")
    with pieces.card(f"steering_{chosen}"):
        _PARTS[chosen][1](database, actor)


with shown_errors():
    _page()
