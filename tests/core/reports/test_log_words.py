import re
from pathlib import Path

from core.reports.log import ACTION_WORDS

CORE = Path(__file__).resolve().parents[3] / "core"
_CALL = re.compile(r'record\(\s*session,\s*(?:actor|None|[\w.]+\([^()]*\)),\s*"(\w+)"')


def test_every_action_that_is_recorded_has_words() -> None:
    recorded = {
        action for file in (CORE / "services").glob("*.py") for action in _CALL.findall(file.read_text())
    }

    assert len(recorded) > 20
    assert recorded - ACTION_WORDS.keys() == set()
