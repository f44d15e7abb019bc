"""What the commands and the Home page are built from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.connections.ports import System
from bot.coworkers.oversight import answers_for
from bot.coworkers.roster import Coworker, Roster
from bot.coworkers.words import harmless
from bot.governance.access import Role, roles_of
from bot.governance.audit import Audit
from bot.governance.people import People
from bot.settings import DeskSettings
from bot.store.base import now
from memory import Organisation


@dataclass(frozen=True)
class CommandRooms:
    """Coworkers, people, desks, the record; `auditors` may look at all, `systems` are connected."""

    roster: Roster
    people: People
    desks: Mapping[str, DeskSettings]
    audit: Audit
    auditors: frozenset[str] = frozenset()
    now: Callable[[], datetime] = now
    systems: Callable[[], tuple[System, ...]] = tuple
    organisation: Organisation = field(default_factory=Organisation)

    async def roles(self, user: str, coworker: Coworker | None = None) -> frozenset[Role]:
        """What somebody is towards a coworker, or in general."""
        managed_by = await answers_for(self.people, coworker) if coworker else None
        return await roles_of(self.people, user, managed_by=managed_by, auditors=self.auditors)

    async def name_of(self, user: str) -> str:
        """What people call somebody, as harmless text."""
        return harmless((await self.people.member(user)).name)

    def called(self, coworker: str) -> str:
        """A coworker's name as people write it, also of one who is no longer there."""
        known = self.roster.get(coworker)
        return known.called if known else coworker.title()

    def desk_title(self, desk: str) -> str:
        """A desk's name for people."""
        settings = self.desks.get(desk)
        return settings.title if settings and settings.title else desk

    def route(self, where: str) -> str:
        """Where a request goes, for people: a skill's title, or the people of `desk:<name>`."""
        badge = self.roster.badges.get(where)
        return (
            badge.title if badge else f"a person at the {self.desk_title(where.removeprefix('desk:'))} desk"
        )

    def channel(self, desk: str) -> str:
        """The name of a desk's channel, with its #."""
        return f"#{self.desks[desk].channel.lstrip('#')}"
