from streamlit.testing.v1 import AppTest


def page() -> None:
    from pages.ui import downloads
    from tests.core.exports.tables import sample_table

    downloads.buttons(sample_table(), name_parts=("Uppföljning", "Hemtjänst Norr", 2026))


def test_buttons_offer_excel_and_csv() -> None:
    app = AppTest.from_function(page).run()

    assert not app.exception
    assert [button.proto.label for button in app.get("download_button")] == ["Excel", "CSV"]
