"""The promises of the demo: made by people who may, about units that they answer for."""

from demo.meetings import PROMISES
from demo.organisation import nodes
from demo.people import people


def test_promises_name_units_and_people_that_there_are() -> None:
    units, names = {node.code for node in nodes()}, {person.username for person in people()}

    assert {one.unit for one in PROMISES} <= units
    assert {name for one in PROMISES for name in (one.owner, one.led_by)} <= names


def test_promises_are_due_after_their_meeting_and_some_are_kept() -> None:
    assert all(one.due > one.met for one in PROMISES)
    assert sum(bool(one.outcome) for one in PROMISES) == 4
    assert len({one.title for one in PROMISES}) == len(PROMISES) == 7
