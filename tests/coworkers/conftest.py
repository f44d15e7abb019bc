"""The built-in coworkers in a small company, over a real store."""

from datetime import UTC, datetime

import pytest

from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import BUILT_IN, Roster
from bot.governance.audit import Audit
from bot.settings import DEFAULT_DESKS
from skills.catalog import load
from tests.fakes import FakePeople
from tests.governance.conftest import people, store

__all__ = ["people", "store"]


@pytest.fixture(scope="session")
def roster() -> Roster:
    """Jordan and Bob, with the built-in skills."""
    badges = {name: skill.badge for name, skill in load().skills.items()}
    return Roster.load([BUILT_IN], badges, DEFAULT_DESKS)


@pytest.fixture
def rooms(roster: Roster, people: FakePeople) -> CommandRooms:
    """What the commands and Home are built from; Ira is an auditor."""
    return CommandRooms(
        roster, people, DEFAULT_DESKS, Audit(), frozenset({"UIRA"}), lambda: datetime.now(UTC)
    )
