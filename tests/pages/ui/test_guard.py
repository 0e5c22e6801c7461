from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.people import People


def page() -> None:
    import streamlit as st

    from core.rules.access import Action
    from pages.ui import guard

    actor = guard.require_actor(Action.LOAD_FILES)
    st.write(f"hemligt för {actor.name}")


def test_require_actor_allowed_role_sees_the_page(people: People, sign_in_as: Callable[[str], str]) -> None:
    sign_in_as("sara")

    run = AppTest.from_function(page).run()

    assert [text.value for text in run.markdown] == ["hemligt för Sara Holm"]


def test_require_actor_other_role_is_told_whom_to_ask(
    people: People, sign_in_as: Callable[[str], str]
) -> None:
    sign_in_as("maria")

    run = AppTest.from_function(page).run()

    assert [title.value for title in run.title] == ["Du har inte tillgång till sidan"]
    assert [box.value for box in run.info] == [
        "Din roll omfattar inte det som visas här. Fråga Ada Lind, som är administratör."
    ]
    assert list(run.markdown) == []


def test_require_actor_nobody_is_shown_the_way_to_sign_in(people: People) -> None:
    run = AppTest.from_function(page).run()

    assert [title.value for title in run.title] == ["Du är utloggad"]
    assert list(run.markdown) == []
