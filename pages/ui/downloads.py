"""A table as files to take along: Excel and CSV, made only when somebody asks for them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st

from core.exports.csv_table import table_to_csv
from core.exports.file_names import file_name
from core.exports.xlsx import table_to_xlsx
from core.periods import STOCKHOLM
from core.table import Table
from core.texts import _

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv"


def buttons(table: Table | Callable[[], Table], *, name_parts: tuple[str, str, int]) -> None:
    """Write the two buttons; `name_parts` are report, unit and year, unique on the page.

    A table that is longer than what the page shows is given as a function, asked when it is wanted.
    """
    report, unit, year = name_parts
    day = datetime.now(STOCKHOLM).date()
    formats = (
        ("xlsx", _("Excel"), _EXCEL, table_to_xlsx),
        ("csv", _("CSV"), _CSV, table_to_csv),
    )
    with st.container(horizontal=True, gap="xsmall"):
        for suffix, label, mime, make in formats:
            st.download_button(
                label,
                partial(_made, make, table),
                file_name=file_name(report, unit, year, day, suffix),
                mime=mime,
                key=f"download_{suffix}_{report}_{unit}_{year}",
                icon=":material/download:",
                on_click="ignore",
                type="tertiary",
            )


def _made(make: Callable[[Table], bytes], table: Table | Callable[[], Table]) -> bytes:
    return make(table if isinstance(table, Table) else table())
