"""Shipped as data: ready steering models to start from, usual marks, the words that goals are read by."""

import csv
from dataclasses import dataclass
from functools import lru_cache

from core.enums import GoalKind
from core.queries.steering import TagRow
from core.rules.attainment import Weighing
from core.rules.goal_words import GoalWords, words_of
from core.rules.steering import LevelDraft, StepDraft
from core.settings import ROOT
from core.table import Status

_REFERENCE = ROOT / "data" / "reference"


@dataclass(frozen=True, slots=True)
class ReadyModel:
    """A steering model to start from: its levels, the highest first, its scale, the best step first."""

    key: str
    name: str
    text: str
    weighing: Weighing
    levels: tuple[LevelDraft, ...]
    steps: tuple[StepDraft, ...]


@lru_cache(maxsize=1)
def list_models() -> tuple[ReadyModel, ...]:
    """Return the shipped models, in the order of their file."""
    levels, steps = _rows("steering_levels.csv"), _rows("steering_scale.csv")
    return tuple(
        ReadyModel(
            row["model"],
            row["name"],
            row["text"],
            Weighing(row["weighing"]),
            tuple(_level(one) for one in levels if one["model"] == row["model"]),
            tuple(_step(one) for one in steps if one["model"] == row["model"]),
        )
        for row in _rows("steering_models.csv")
    )


@lru_cache(maxsize=1)
def usual_tags() -> tuple[TagRow, ...]:
    """Return the marks that every municipality may start with, in order."""
    return tuple(TagRow(row["key"], row["group"], row["name"]) for row in _rows("goal_tags.csv"))


@lru_cache(maxsize=1)
def goal_words() -> GoalWords:
    """Return the lists of words that a goal's title is read by."""
    return words_of((row["kind"], row["words"]) for row in _rows("goal_words.csv"))


def _level(row: dict[str, str]) -> LevelDraft:
    return LevelDraft(row["name"], GoalKind(row["kind"]), int(row["most"]))


def _step(row: dict[str, str]) -> StepDraft:
    return StepDraft(row["word"], row["forecast_word"], Status(row["status"]), int(row["points"]))


def _rows(name: str) -> list[dict[str, str]]:
    with (_REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))
