"""Mötesunderlag: one page for the dialogue about a unit: what deviates, what was promised, what to ask.

    build_meeting(session, actor, *, unit, year, today) -> Meeting

Öre in report sign. Without a forecast there are still the promises; `Meeting.node` is then None.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlmodel import Session

from core.enums import TaskStatus
from core.periods import MONTHS
from core.queries import access
from core.queries.access import UnitRow
from core.queries.forecast_limits import forecast_limit
from core.queries.forecast_list import StoredForecast, list_forecasts
from core.queries.forecast_nodes import ForecastNode
from core.queries.forecast_sheet import read_sheet
from core.queries.measures import MeasureRow, list_measures
from core.queries.meeting import PromiseRow, list_promises
from core.reports.executive import Executive, build_executive
from core.reports.forecast_voices import Voice
from core.reports.words import Sentence
from core.rules.access import Action, Actor
from core.rules.meeting_facts import MeasureFacts, MeetingFacts, PromiseFacts, RowFacts
from core.rules.meeting_questions import AskedQuestion, ask
from core.texts import _, ngettext

MOST_DEVIATIONS = 3


@dataclass(frozen=True, slots=True)
class Meeting:
    """The page: the three largest deviations with the manager's words, and everything to talk about.

    `promised` are those of earlier meetings, `today` those of this one.
    """

    unit: UnitRow
    day: date
    year: int
    forecast: StoredForecast | None
    node: ForecastNode | None
    answer: Sentence
    freshness: str
    deviations: tuple[Voice, ...]
    measures: tuple[MeasureRow, ...]
    questions: tuple[AskedQuestion, ...]
    promised: tuple[PromiseRow, ...]
    today: tuple[PromiseRow, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to talk about yet."""
        return self.node is None and not self.promised and not self.today


def build_meeting(session: Session, actor: Actor, *, unit: UnitRow, year: int, today: date) -> Meeting:
    """Return the page of a unit or a node; `NotAllowed` outside the actor's scope."""
    access.require(session, actor, Action.VIEW_PROCESS, unit.id)
    promises = list_promises(session, actor, unit_id=unit.id, today=today)
    forecasts = list_forecasts(session, actor, unit_id=unit.id, year=year)
    measures = list_measures(session, actor, unit_id=unit.id, year=year)
    kept = [one for one in measures if one.status is not TaskStatus.DROPPED]
    found = build_executive(session, actor, unit=unit, year=year, today=today) if forecasts else None
    asked: tuple[AskedQuestion, ...] = ()
    if found is not None:
        rows = _rows(session, actor, found)
        asked = ask(
            MeetingFacts(
                rows=rows,
                months=found.node.months,
                limit=forecast_limit(session),
                measures=tuple(_measure(one, found.node.months) for one in kept if one.effect),
                promises=tuple(
                    PromiseFacts(one.title, one.owner, one.due)
                    for one in promises
                    if one.status is TaskStatus.OPEN
                ),
                today=today,
            )
        )
    return Meeting(
        unit=unit,
        day=today,
        year=year,
        forecast=found.forecast if found is not None else None,
        node=found.node if found is not None else None,
        answer=found.answer if found is not None else (),
        freshness=found.freshness if found is not None else "",
        deviations=_largest(found.voices) if found is not None else (),
        measures=tuple(kept),
        questions=asked,
        promised=tuple(one for one in promises if one.made_on < today),
        today=tuple(one for one in promises if one.made_on >= today),
    )


def promise_words(promises: tuple[PromiseRow, ...], today: date) -> str:
    """Return what has come of promises: "4 av 6 löften är klara, 1 är sent."."""
    total = len(promises)
    if not total:
        return _("Inget är lovat sedan tidigare.")
    done = sum(one.status is TaskStatus.DONE for one in promises)
    late = sum(one.late(today) for one in promises)
    words = ngettext("{done} av {total} löfte är klart", "{done} av {total} löften är klara", total).format(
        done=done, total=total
    )
    if not late:
        return words + "."
    return words + ", " + ngettext("{n} är sent.", "{n} är sena.", late).format(n=late)


def _largest(voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
    return tuple(voice for voice in voices if voice.node.variance)[:MOST_DEVIATIONS]


def _rows(session: Session, actor: Actor, found: Executive) -> tuple[RowFacts, ...]:
    """Return the rows of a unit, or the units of a node, as the questions see them."""
    intervals: dict[str, tuple[int, int]] = {}
    if found.is_unit:
        sheet = read_sheet(session, actor, version_id=found.forecast.version_id, unit_id=found.unit.id)
        intervals = {row.row_key: (row.proposal.low, row.proposal.high) for row in sheet.rows if row.proposal}
    return tuple(_row(voice, intervals.get(voice.key)) for voice in found.voices)


def _row(voice: Voice, interval: tuple[int, int] | None) -> RowFacts:
    node = voice.node
    return RowFacts(
        title=voice.name,
        value=node.whole,
        budget=node.year_budget,
        outcome=node.outcome,
        before=None if node.change is None else node.whole - node.change,
        low=interval[0] if interval is not None else None,
        high=interval[1] if interval is not None else None,
        explained=voice.said is not None,
    )


def _measure(row: MeasureRow, months: int) -> MeasureFacts:
    """Return a measure with how much of the time from its month to December has passed."""
    whole = len(MONTHS) - (row.from_month - 1)
    passed = min(max(months - (row.from_month - 1), 0), whole)
    return MeasureFacts(row.title, row.effect or 0, row.realised or 0, Fraction(passed, whole))
