"""The texts on the ledger's lines, made once for each different text."""

import numpy as np
from numpy.typing import NDArray

from demo.cost_centers import CHILDREN, PUPILS, CostCenter
from demo.organisation import cost_centers, units
from demo.rows import Row, use_of

MONTH_NAMES = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_SHORT = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
_HOURLY_PAY_ORE = 17_800
_PLACES_OF_OTHERS = (
    "Ekgården",
    "Solbacken",
    "Åbrinken",
    "Lindhaga",
    "kommunhuset",
    "Simhallen Vågen",
    "biblioteket",
)
_GROUPS_BY_FUNCTION = {
    "4071": ("förskollärare", "barnskötare"),
    "4251": ("fritidspersonal", "fritidsledare"),
    "4351": ("förskollärare", "fritidspersonal"),
    "4401": ("lärare", "lärare"),
    "4402": ("rektor och administration", "vaktmästare"),
    "4403": ("specialpedagog", "elevassistent"),
    "4405": ("elevhälsa", "kurator"),
    "4501": ("gymnasielärare", "yrkeslärare"),
    "5101": ("undersköterska", "vårdbiträde"),
    "5102": ("undersköterska", "vårdbiträde"),
    "5103": ("sjuksköterska", "rehabpersonal"),
    "5104": ("undersköterska natt", "vårdbiträde natt"),
    "5131": ("stödassistent", "stödpedagog"),
    "5132": ("stödassistent", "arbetshandledare"),
    "5133": ("personlig assistent", "personlig assistent"),
    "5693": ("socialsekreterare", "familjebehandlare"),
    "9401": ("kock", "måltidsbiträde"),
    "9402": ("lokalvårdare", "lokalvårdare"),
}
_OTHER_GROUPS = ("handläggare", "administration")


def _places() -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = {unit.code: unit.name for unit in units()}
    listed = (names[code] for code in (*PUPILS, *CHILDREN) if code != "427")
    schools = tuple(name.removesuffix(" F–6").removesuffix(" 7–9") for name in listed)
    return schools, _PLACES_OF_OTHERS


def _place_of(center: str, turn: int) -> str:
    schools, others = _places()
    places = others if center == "7121" else schools
    return places[turn % len(places)]


def _fill(template: str, month: int, center: CostCenter, turn: int) -> str:
    """Return one text; hours stay open because every line has its own."""
    text = (
        template.replace("–", "-")
        .replace("{m}", MONTH_NAMES[month - 1])
        .replace("{w}", _SHORT[(month - 2) % 12])
    )
    if "{p}" in text:
        text = text.replace("{p}", _place_of(center.code, turn))
    if "{g}" in text:
        groups = _GROUPS_BY_FUNCTION.get(center.function, _OTHER_GROUPS)
        text = text.replace("{g}", groups[turn % 2])
    return text


def line_texts(
    rows: list[Row],
    row: NDArray[np.int64],
    month: NDArray[np.int64],
    turn: NDArray[np.int64],
    ore: NDArray[np.int64],
) -> NDArray[np.object_]:
    """Return the text of every line; `row` points into `rows`, `turn` chooses among variants."""
    turns = turn % 60
    key = (row * 12 + (month - 1)) * 60 + turns
    unique, inverse = np.unique(key, return_inverse=True)
    centers = {center.code: center for center in cost_centers()}
    texts = np.empty(len(unique), dtype=object)
    for n, value in enumerate(unique.tolist()):
        of, rest = divmod(value, 720)
        month_of, turn_of = divmod(rest, 60)
        item = rows[of]
        variants = use_of(item.account).texts
        template = item.text or variants[turn_of % len(variants)]
        texts[n] = _fill(template, month_of + 1, centers[item.center], turn_of // len(variants))
    result = texts[inverse]
    hourly = np.flatnonzero(np.array([item.account == "5030" for item in rows])[row])
    for n in hourly.tolist():
        hours = f"{max(1, abs(int(ore[n])) // _HOURLY_PAY_ORE):,}".replace(",", " ")
        result[n] = result[n].replace("{h}", hours)
    return result
