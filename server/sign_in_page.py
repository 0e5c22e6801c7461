"""The HTML of the pages for signing in and out and for choosing a password.

Everything that comes from outside is escaped.
"""

from dataclasses import dataclass
from html import escape

from core.enums import Role
from core.queries.sessions import Person
from core.queries.users import role_title
from core.texts import _
from demo.people import PASSWORD as DEMO_PASSWORD


@dataclass(frozen=True, slots=True)
class Form:
    """What the sign-in form carries, and the error above it, if any."""

    wanted: str
    form_token: str
    error: str = ""
    username: str = ""


def sign_in_html(form: Form, people: list[Person]) -> str:
    """Return the sign-in page; `people` are those of the demo, none otherwise."""
    body = (
        brand_html() + error_html(form.error) + _password_form(form) + (_demo(form, people) if people else "")
    )
    return page_html(_("Logga in"), body)


def sign_out_html(form_token: str) -> str:
    """Return the page that asks before signing out."""
    return page_html(
        _("Logga ut"),
        brand_html()
        + f"<h1>{escape(_('Vill du logga ut?'))}</h1>"
        + f"<p>{escape(_('Du loggas ut i alla flikar i den här webbläsaren.'))}</p>"
        + '<form method="post" action="/logga-ut">'
        + hidden_html("form_token", form_token)
        + f'<button class="primary">{escape(_("Logga ut"))}</button></form>'
        + f'<p><a href="/">{escape(_("Tillbaka till Rodret"))}</a></p>',
    )


def choose_password_html(form: Form) -> str:
    """Return the page where the person of a link chooses her password; `wanted` is its address."""
    intro = _("Du loggar sedan in som {username}. Minst tolv tecken, gärna några ord efter varandra.")
    return page_html(
        _("Välj lösenord"),
        brand_html()
        + error_html(form.error)
        + f"<h1>{escape(_('Välj lösenord'))}</h1>"
        + f'<p id="rules">{escape(intro.format(username=form.username))}</p>'
        + f'<form method="post" action="{escape(form.wanted)}">'
        + f'<input type="hidden" name="username" value="{escape(form.username)}" autocomplete="username">'
        + new_password_html("password", _("Nytt lösenord"), described="rules", focus=True)
        + new_password_html("again", _("Samma lösenord en gång till"))
        + f'<button class="primary">{escape(_("Spara lösenordet"))}</button></form>',
    )


def link_ended_html() -> str:
    """Return the page of a link that has been used, has ended or never was."""
    return page_html(
        _("Länken gäller inte"),
        brand_html()
        + f"<h1>{escape(_('Länken gäller inte längre'))}</h1>"
        + f"<p>{escape(_('Den går att använda en gång, inom en vecka. Be din administratör om en ny.'))}</p>"
        + f'<p><a href="/logga-in">{escape(_("Logga in"))}</a></p>',
    )


def password_saved_html(username: str) -> str:
    """Return the page that says that the password is saved, with the way to sign in."""
    text = _("Logga in som {username} med ditt nya lösenord.").format(username=username)
    return page_html(
        _("Lösenordet är sparat"),
        brand_html()
        + f"<h1>{escape(_('Lösenordet är sparat'))}</h1><p>{escape(text)}</p>"
        + f'<p><a href="/logga-in">{escape(_("Logga in"))}</a></p>',
    )


def new_password_html(name: str, label: str, *, described: str = "", focus: bool = False) -> str:
    """Return the field of a new password with its label."""
    more = (f' aria-describedby="{described}"' if described else "") + (" autofocus" if focus else "")
    return (
        f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" type="password" '
        f'autocomplete="new-password" required{more}>'
    )


def page_html(title: str, body: str) -> str:
    """Return a whole page around its body, which is escaped already."""
    return (
        '<!doctype html><html lang="sv"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)} – Rodret</title>"
        '<link rel="icon" href="/favicon.png">'
        '<link rel="stylesheet" href="/bibliotek/inloggning/sign_in.css">'
        f"</head><body><main>{body}</main></body></html>"
    )


def brand_html() -> str:
    """Return the name of the system over a page."""
    return '<p class="brand"><span class="mark" aria-hidden="true"></span>Rodret</p>'


def error_html(error: str) -> str:
    """Return what is wrong, told to screen readers; nothing for nothing."""
    return f'<p class="error" role="alert" id="error">{escape(error)}</p>' if error else ""


def _password_form(form: Form) -> str:
    described = ' aria-describedby="error" aria-invalid="true"' if form.error else ""
    return (
        f'<h1>{escape(_("Logga in"))}</h1><form method="post" action="/logga-in">'
        + _carried(form)
        + f'<label for="username">{escape(_("Användarnamn"))}</label>'
        + f'<input id="username" name="username" value="{escape(form.username)}" autocomplete="username" '
        + f'autocapitalize="none" spellcheck="false" required autofocus{described}>'
        + f'<label for="password">{escape(_("Lösenord"))}</label>'
        + '<input id="password" name="password" type="password" autocomplete="current-password" '
        + f"required{described}>"
        + f'<button class="primary">{escape(_("Logga in"))}</button></form>'
    )


def _demo(form: Form, people: list[Person]) -> str:
    """Return everybody of the demo by role, each a button that signs in as that person."""
    held = {role: [person for person in people if person.role is role] for role in Role}
    note = _(
        "Det här är en visning med påhittade uppgifter. Välj vem du vill vara, eller logga in med lösenordet"
    )
    return (
        f'<section aria-labelledby="demo"><h2 id="demo">{escape(_("Visning"))}</h2>'
        f"<p>{escape(note)} <code>{escape(DEMO_PASSWORD)}</code>.</p>"
        '<form method="post" action="/logga-in">'
        + _carried(form)
        + hidden_html("password", DEMO_PASSWORD)
        + "".join(_role_group(role, of_role) for role, of_role in held.items() if of_role)
        + "</form></section>"
    )


def _role_group(role: Role, people: list[Person]) -> str:
    """Return one role's people, each once with all her units."""
    units: dict[tuple[str, str], list[str]] = {}
    for person in people:
        units.setdefault((person.username, person.name), []).append(person.unit_name)
    summary = f'{escape(role_title(role))} <span class="muted">{len(units)}</span>'
    items = "".join(
        f'<li><button name="username" value="{escape(username)}">{escape(name)}'
        f' <span class="muted">{escape(", ".join(names))}</span></button></li>'
        for (username, name), names in units.items()
    )
    return f"<details><summary>{summary}</summary><ul>{items}</ul></details>"


def _carried(form: Form) -> str:
    return hidden_html("next", form.wanted) + hidden_html("form_token", form.form_token)


def hidden_html(name: str, value: str) -> str:
    """Return a field that nobody sees."""
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'
