import pytest
from sqlmodel import Session

from tests.core.process_town import Town, make_town, plan_and_open


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


@pytest.fixture
def opened(session: Session, town: Town) -> int:
    """A round of three units with two levels, open."""
    return plan_and_open(session, town)
