"""Everything a turn may need, handed over once by the composition root."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bot.connections.ports import Company
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import Roster
from bot.desk.aftercare import Aftercare
from bot.desk.desk import Desk
from bot.desk.incidents import Incidents
from bot.desk.passing import Passing
from bot.desk.ports import Line
from bot.desk.snoozing import Snoozing
from bot.governance.audit import Audit
from bot.governance.people import People
from bot.intake.library import Library
from bot.intake.triage.guess import Triage
from bot.settings import DeskSettings, QualitySettings
from bot.store.session import Sessions
from memory import Memory
from skills.catalog import Catalog

Working = Callable[[str, str], AbstractContextManager[None]]
"""(channel, thread): shows there, for as long as the context lasts, that a coworker works on it."""


@dataclass
class Rooms:
    """The collaborators of a turn."""

    sessions: Sessions
    team: str
    desks: Mapping[str, DeskSettings]
    catalog: Catalog
    roster: Roster
    triage: Triage
    memory: Memory
    company: Company
    library: Library
    people: People
    line: Line
    audit: Audit
    desk: Desk
    aftercare: Aftercare
    incidents: Incidents
    passing: Passing
    snoozing: Snoozing
    commands: CommandRooms
    working: Working
    quality: QualitySettings

    @property
    def first_desk(self) -> str:
        """Where a request goes that says nothing about its desk."""
        return next(iter(self.desks))

    def coworker(self, desk: str, skill: str = "") -> str:
        """The name of the coworker for a skill or a desk; "baton" where a desk has none."""
        found = (self.roster.for_skill(skill, desk) if skill else None) or self.roster.for_desk(desk)
        return found.name if found else "baton"
