import logging

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.feedback import shown_errors


def test_shown_errors_own_error_is_shown_in_words_and_the_page_goes_on() -> None:
    def script() -> None:
        import streamlit as st

        from core.errors import RuleViolation
        from pages.ui.feedback import shown_errors

        with shown_errors():
            raise RuleViolation("Perioden är stängd.")
        st.write("mer")

    run = AppTest.from_function(script).run()

    assert [box.value for box in run.error] == ["Perioden är stängd."]
    assert [text.value for text in run.markdown] == ["mer"]
    assert list(run.exception) == []


def test_shown_errors_unknown_error_is_logged_and_raised_again(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(ZeroDivisionError), shown_errors():
        raise ZeroDivisionError

    assert [record.name for record in caplog.records] == ["rodret.pages"]


def test_shown_errors_does_not_hold_back_a_stop_or_a_rerun() -> None:
    def script() -> None:
        import streamlit as st

        from pages.ui.feedback import shown_errors

        with shown_errors():
            st.write("före")
            st.stop()
        st.write("efter")

    run = AppTest.from_function(script).run()

    assert [text.value for text in run.markdown] == ["före"]
