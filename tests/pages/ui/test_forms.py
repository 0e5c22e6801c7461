from streamlit.testing.v1 import AppTest


def test_request_key_stands_until_it_is_renewed() -> None:
    def script() -> None:
        import streamlit as st

        from pages.ui import forms

        st.text(forms.request_key("ladda"))
        if st.button("Klar"):
            forms.renew_key("ladda")

    run = AppTest.from_function(script).run()
    first = run.text[0].value

    assert run.run().text[0].value == first
    run.button[0].click().run()
    assert run.run().text[0].value != first


def test_request_key_of_another_form_is_another() -> None:
    def script() -> None:
        import streamlit as st

        from pages.ui import forms

        st.text(str(forms.request_key("a") == forms.request_key("b")))

    assert AppTest.from_function(script).run().text[0].value == "False"


def test_what_was_seen_stands_until_the_key_is_renewed() -> None:
    def script() -> None:
        import streamlit as st

        from pages.ui import forms

        now = st.session_state.setdefault("now", 0)
        st.text(str(forms.as_seen("mal", now)))
        st.session_state["now"] = now + 1
        if st.button("Klar"):
            forms.renew_key("mal")

    run = AppTest.from_function(script).run()

    assert run.run().text[0].value == "0"
    run.button[0].click().run()
    assert run.run().text[0].value == "3"
