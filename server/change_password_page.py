"""The HTML of the page where somebody who has signed in changes her own password."""

from dataclasses import dataclass
from html import escape

from core.texts import _
from server.addresses import CHANGE_PASSWORD
from server.sign_in_page import brand_html, error_html, hidden_html, new_password_html, page_html


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """What the form carries: whose it is, the proof, the key that makes two clicks one, where she was."""

    username: str
    form_token: str
    key: str
    wanted: str
    error: str = ""


def change_password_html(form: ChangeForm) -> str:
    """Return the page with the form: the present password, and the new one twice."""
    intro = _(
        "Du byter för {username}. Det nya behöver minst tolv tecken, gärna några ord efter varandra. "
        "Du loggas ut på andra datorer och telefoner, men inte här."
    )
    described = ' aria-describedby="error" aria-invalid="true"' if form.error else ""
    return page_html(
        _("Byt lösenord"),
        brand_html()
        + error_html(form.error)
        + f"<h1>{escape(_('Byt lösenord'))}</h1>"
        + f'<p id="rules">{escape(intro.format(username=form.username))}</p>'
        + f'<form method="post" action="{CHANGE_PASSWORD}">'
        + f'<input type="hidden" name="username" value="{escape(form.username)}" autocomplete="username">'
        + hidden_html("form_token", form.form_token)
        + hidden_html("key", form.key)
        + hidden_html("next", form.wanted)
        + f'<label for="present">{escape(_("Nuvarande lösenord"))}</label>'
        + '<input id="present" name="present" type="password" autocomplete="current-password" required '
        + f"autofocus{described}>"
        + new_password_html("password", _("Nytt lösenord"), described="rules")
        + new_password_html("again", _("Samma lösenord en gång till"))
        + f'<button class="primary">{escape(_("Byt lösenord"))}</button></form>'
        + _back(form.wanted),
    )


def password_changed_html(wanted: str) -> str:
    """Return the page that says that the password is another now, with the way back."""
    text = _("Du är fortfarande inloggad här. På andra ställen loggar du in igen med det nya lösenordet.")
    return page_html(
        _("Lösenordet är bytt"),
        brand_html()
        + f'<h1>{escape(_("Lösenordet är bytt"))}</h1><p role="status">{escape(text)}</p>'
        + _back(wanted),
    )


def not_possible_html(reason: str, wanted: str) -> str:
    """Return the page that says why the password cannot be changed here, with the way back."""
    return page_html(
        _("Byt lösenord"),
        brand_html()
        + f"<h1>{escape(_('Det går inte att byta lösenord här'))}</h1><p>{escape(reason)}</p>"
        + _back(wanted),
    )


def _back(wanted: str) -> str:
    return f'<p><a href="{escape(wanted)}">{escape(_("Tillbaka till Rodret"))}</a></p>'
