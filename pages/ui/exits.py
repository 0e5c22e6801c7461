"""The ways out of the open page: to another address, to one's password, and by signing out.

A page lives on one websocket, so both must make the browser load a page anew. Streamlit's own
links open a new tab; these are a plain link, and a plain form inside a component.
"""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.services.sessions import form_token
from core.texts import _
from pages.ui import look
from pages.ui.markup import fill

_SCRIPT = """
export default function ({ parentElement: root, data }) {
  root.querySelector('.r').innerHTML = data.html;
}
"""

_BUTTON_CSS = """
.r form { margin: 0; }
.r .r-exit {
  width: 100%; min-height: 2.5rem; padding: .375rem .75rem; text-align: center;
  border: 1px solid var(--r-line2); border-radius: 6px; background: var(--r-card);
}
"""

_exit = st.components.v2.component(
    "rodret_exit",
    html='<div class="r" lang="sv"></div>',
    css=look.own_css() + _BUTTON_CSS,
    js=_SCRIPT,
)


def leave_for(href: str, *, text: str, link: str) -> None:
    """Send the browser to an address on this site, by a link that our script follows.

    Not a component: a tab whose session has ended can load no more parts of the page.
    """
    markup = fill(
        '<div class="r" lang="sv"><p>{text}</p>'
        '<p><a class="r-link r-leave" href="{href}">{link}</a></p></div>'
        '<script src="/bibliotek/inloggning/leave.js"></script>',
        text=text,
        href=href,
        link=link,
    )
    st.html(markup, unsafe_allow_javascript=True)


def sign_out_button(token: str) -> None:
    """Show the button that signs out: a form to the server, with the proof that we made it."""
    markup = fill(
        '<form method="post" action="/logga-ut"><input type="hidden" name="form_token" value="{proof}">'
        '<button class="r-exit">{label}</button></form>',
        proof=form_token(token),
        label=_("Logga ut"),
    )
    _exit(key="sign_out", data={"html": str(markup)})


def change_password_button() -> None:
    """Show the button that leads to one's own password, and back to this page: a form of the server's."""
    here = urlsplit(st.context.url or "/").path or "/"
    query = urlencode(st.query_params.to_dict())
    markup = fill(
        '<form method="get" action="/byt-losenord"><input type="hidden" name="next" value="{here}">'
        '<button class="r-exit">{label}</button></form>',
        here=f"{here}?{query}" if query else here,
        label=_("Byt lösenord"),
    )
    _exit(key="change_password", data={"html": str(markup)})
