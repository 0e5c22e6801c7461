from datetime import timedelta

import pytest
from sqlmodel import Session

from core.queries.news import NewsKind, NewsRow
from core.reports.since_last import news_words, since_last
from core.rules.subjects import unit_subject
from core.services.comments import write_comment
from tests.core.queries.test_news import BEFORE, happened
from tests.factories import LOADED_AT


def test_lines_say_who_did_what_on_which_day(session: Session) -> None:
    town = happened(session)

    found = since_last(session, town.maria, unit_id=town.units["411"], since=BEFORE)

    assert [line.text for line in found.lines] == [
        "Beslut om Ekbackens skola: Barn- och utbildningsnämnden § 98.",
        "Sara har lämnat tillbaka Prognos 2 2026 för Ekbackens skola: Vad beror ökningen på?",
        "Sara skrev om enhet, Ekbackens skola: Bra.",
    ]
    assert found.more == ""
    assert {line.when for line in found.lines} == {"9 november"}


def test_only_the_latest_lines_are_shown_with_how_many_more(session: Session) -> None:
    town = happened(session)
    for n in range(6):
        write_comment(
            session, town.sara, key=f"k{n}", subject=unit_subject(town.units["411"]), body=f"Nr {n}",
            mentions=(),
        )  # fmt: skip

    found = since_last(session, town.maria, unit_id=town.units["411"], since=BEFORE)

    assert len(found.lines) == 5
    assert found.more == "och 4 händelser till"


def test_nothing_since_is_no_line(session: Session) -> None:
    town = happened(session)

    found = since_last(session, town.maria, unit_id=town.units["411"], since=LOADED_AT + timedelta(days=2))

    assert (found.lines, found.more) == ((), "")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NewsKind.OPENED, "Prognos 2 har öppnats, svara senast 2026-11-25."),
        (NewsKind.CLOSED, "Prognos 2 är stängd."),
        (NewsKind.APPROVED, "Sara har godkänt Prognos 2 för Skolan."),
        (NewsKind.UNLOCKED, "Sara har låst upp Prognos 2 för Skolan."),
    ],
)
def test_each_kind_has_its_sentence(kind: NewsKind, words: str) -> None:
    row = NewsRow(kind, LOADED_AT, "Sara", "Prognos 2", "Skolan", "2026-11-25", "/")

    assert news_words(row) == words


def test_long_words_are_cut() -> None:
    row = NewsRow(NewsKind.COMMENT, LOADED_AT, "Sara", "prognos", "Skolan", "ord " * 60, "/")

    assert news_words(row).endswith("…")
    assert len(news_words(row)) < 180
