"""Links to tables that were kept as they looked: "Så såg det ut"."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.periods import local_time
from core.queries.snapshots import SnapshotRow
from core.texts import _
from pages.ui import context, menu, pieces

PAGE, PARAMETER = "ogonblicksbild", "bild"
_SHOWN = 8


def links(kept: Sequence[SnapshotRow], label_of: Callable[[SnapshotRow], str] | None = None) -> None:
    """Write a card with a link to each snapshot; of many, the rest are folded away. Nothing for none."""
    if not kept:
        return
    st.header(_("Så såg det ut"), anchor=False)
    with pieces.card("snapshots"):
        pieces.show(pieces.muted(_("Det som sparades när omgången stängdes. Det ändras aldrig.")))
        _links(kept[:_SHOWN], label_of or usual_label)
        if len(kept) > _SHOWN:
            with st.expander(_("Visa alla {n}").format(n=len(kept))):
                _links(kept[_SHOWN:], label_of or usual_label)


def usual_label(one: SnapshotRow) -> str:
    """Return what a snapshot is called where its unit is known."""
    return _("Sparat {when}").format(when=local_time(one.at))


def _links(kept: Sequence[SnapshotRow], label_of: Callable[[SnapshotRow], str]) -> None:
    for one in kept:
        st.page_link(
            menu.file_of(PAGE), label=label_of(one), icon=":material/history:",
            query_params={**context.carried(), PARAMETER: str(one.id)},
        )  # fmt: skip
