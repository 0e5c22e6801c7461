"""Swedish for the words that Streamlit's own page says in English and lets nobody set.

A small script in the browser looks each new text and label up in a list and changes it where it
stands, before it is painted. It goes on when the server is gone, so that message is Swedish too.
"""

import streamlit as st

from core.texts import _

_KEY = "framework_words"

EXACT: dict[str, str] = {
    "No results": _("Inga träffar"),
    "Press Enter to apply": _("Tryck Enter för att använda"),
    "Press Enter to submit form": _("Tryck Enter för att söka"),
    "Skip to main content": _("Hoppa till innehållet"),
    "Expand sidebar": _("Visa menyn"),
    "Collapse sidebar": _("Dölj menyn"),
    "Sidebar": _("Meny"),
    "Upload": _("Välj fil"),
    "file upload": _("Välj fil"),
    "Dismiss": _("Stäng"),
    "Close": _("Stäng"),
    "Open": _("Öppna"),
    "Clear value": _("Rensa"),
    "Clear all": _("Rensa"),
    "Clear entry": _("Rensa"),
    "Select all": _("Välj alla"),
    "Selected values": _("Valda"),
    "Choose options": _("Välj"),
    "Choose an option": _("Välj"),
    "Notifications": _("Meddelanden"),
    "Stop": _("Avbryt"),
    "Stop script": _("Avbryt"),
    "Rerun": _("Kör igen"),
    "Main menu": _("Visning"),
    "Page not found": _("Sidan finns inte"),
    "The page that you have requested does not seem to exist. Running the app's main page.": _(
        "Adressen leder ingenstans. Här visas startsidan i stället."
    ),
    "Connection error": _("Kontakten med servern är bruten"),
    "Connecting": _("Ansluter"),
    "Connecting to Streamlit server": _("Ansluter till servern"),
    "Error": _("Ingen kontakt"),
    "Unable to connect to Streamlit server": _("Servern svarar inte"),
    "Connection timed out.": _("Servern svarar inte. Vänta en stund och ladda om sidan."),
    "Download failed": _("Det gick inte att ladda ner. Försök igen."),
    "Unknown error": _("Något gick fel. Försök igen."),
    "Unknown Error": _("Något gick fel. Försök igen."),
}
"""Whole texts, as Streamlit writes them."""

BEGINNINGS: dict[str, str] = {
    "This app has encountered an error": _(
        "Något gick fel. Ladda om sidan. Säg till en administratör om det händer igen."
    ),
    "Is Streamlit still running?": _("Servern svarar inte. Vänta en stund och ladda om sidan."),
    "Connection failed with status": _("Servern svarar inte. Vänta en stund och ladda om sidan."),
    "File must be ": _("Filen är för stor."),
}
"""Texts of which only the beginning is always the same; the whole text is changed."""

PREFIXES: dict[str, str] = {"Help for ": _("Hjälp: ")}
"""Beginnings that are changed while the rest stands."""

ENDINGS: dict[str, str] = {
    "files are not allowed.": _(
        "Filtypen kan inte läsas. Välj en fil som slutar på .se, .si, .sie, .csv eller .txt."
    ),
}
"""Texts of which only the end is always the same."""

_SIZE = _("eller dra den hit, högst {n} MB")

_SCRIPT = """
export default function ({ data }) {
  if (window.rodretWords) return;
  window.rodretWords = true;
  const { exact, beginnings, prefixes, endings, size } = data;
  const swedish = (text) => {
    const known = text.trim();
    if (!known) return null;
    if (Object.hasOwn(exact, known)) return exact[known];
    for (const [start, word] of beginnings) if (known.startsWith(start)) return word;
    for (const [start, word] of prefixes)
      if (known.startsWith(start)) return word + known.slice(start.length);
    for (const [end, word] of endings) if (known.endsWith(end)) return word;
    const limit = /^(\\d+)MB per file/.exec(known);
    return limit ? size.replace('{n}', limit[1]) : null;
  };
  const own = (node) => node.closest('.r, [data-testid="stMarkdownContainer"] .r');
  const ofText = (node) => {
    const word = node.parentElement && !own(node.parentElement) ? swedish(node.nodeValue) : null;
    if (word !== null && node.nodeValue !== word) node.nodeValue = word;
  };
  const NAMES = ['aria-label', 'title', 'placeholder'];
  const ofNames = (element) => {
    for (const name of NAMES) {
      const value = element.getAttribute(name);
      const word = value ? swedish(value) : null;
      if (word !== null && word !== value) element.setAttribute(name, word);
    }
  };
  const within = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { ofText(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    ofNames(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) ofText(node); else ofNames(node);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'characterData') ofText(change.target);
      else if (change.type === 'attributes') ofNames(change.target);
      else change.addedNodes.forEach(within);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
  within(document.body);
}
"""

_component = st.components.v2.component(_KEY, html="<span></span>", js=_SCRIPT)


def install() -> None:
    """Put the script on the page. Call it once, first in the shell's run."""
    with st.container(key=_KEY):
        _component(
            key=f"{_KEY}_script",
            data={
                "exact": EXACT,
                "beginnings": list(BEGINNINGS.items()),
                "prefixes": list(PREFIXES.items()),
                "endings": list(ENDINGS.items()),
                "size": _SIZE,
            },
        )
