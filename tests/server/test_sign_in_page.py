from core.enums import Role
from core.queries.sessions import Person
from server.sign_in_page import Form, sign_in_html, sign_out_html

NASTY = "\"><script>alert('x')</script>"


def test_sign_in_html_escapes_everything_from_outside() -> None:
    form = Form(wanted=f"/{NASTY}", form_token=NASTY, error=NASTY, username=NASTY)
    person = Person(username=NASTY, name=NASTY, role=Role.MANAGER, unit_name=NASTY)

    page = sign_in_html(form, [person])

    assert "<script" not in page
    assert page.count("&quot;&gt;&lt;script&gt;") == 9


def test_sign_in_html_groups_the_demo_by_role_with_each_person_once() -> None:
    people = [
        Person("b", "Bo", Role.CONTROLLER, "Kommunen"),
        Person("a", "Anna", Role.MANAGER, "Skolan"),
        Person("c", "Cia", Role.MANAGER, "Förskolan"),
        Person("a", "Anna", Role.MANAGER, "Fritids"),
    ]

    page = sign_in_html(Form("/", "x"), people)

    summaries = [part.split("</summary>")[0] for part in page.split("<summary>")[1:]]
    assert summaries == ['Chef <span class="muted">2</span>', 'Ekonom <span class="muted">1</span>']
    assert 'value="a">Anna <span class="muted">Skolan, Fritids</span></button>' in page


def test_sign_in_html_error_is_tied_to_the_fields() -> None:
    page = sign_in_html(Form("/", "x", error="Fel"), [])

    assert '<p class="error" role="alert" id="error">Fel</p>' in page
    assert page.count('aria-describedby="error" aria-invalid="true"') == 2


def test_pages_are_swedish_and_hold_no_script_or_style() -> None:
    for page in (sign_in_html(Form("/", "x"), []), sign_out_html("x")):
        assert page.startswith('<!doctype html><html lang="sv">')
        assert ("<script" in page, "style=" in page, "onclick" in page) == (False, False, False)
