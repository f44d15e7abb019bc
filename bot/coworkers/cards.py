"""A coworker at a glance: how it stands, who answers for it, what it can do and has done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.lifecycle import Life, State, lives
from bot.coworkers.oversight import Manager, manager_of
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import Coworker
from bot.coworkers.tally import Tally, tallies
from bot.governance.audit import Outcome
from bot.store.tables.audit import AuditRow

RECENT = timedelta(hours=1)


@dataclass(frozen=True)
class Pulse:
    """A coworker's last hour: actions, how many of them failed, and when it last did anything."""

    actions: int = 0
    failed: int = 0
    last: datetime | None = None


@dataclass(frozen=True)
class Card:
    """One coworker. `desks` are titles, `channels` names with #, `skills` titles of its badges."""

    name: str
    called: str
    title: str
    life: Life
    manager: Manager
    desks: tuple[str, ...]
    channels: tuple[str, ...]
    skills: tuple[str, ...]
    tally: Tally
    pulse: Pulse

    @property
    def condition(self) -> str:
        """In one word: running, failing (something failed within the hour), or its state."""
        if self.life.state is not State.ACTIVE:
            return str(self.life.state)
        return "failing" if self.pulse.failed else "running"


async def cards(
    rooms: CommandRooms, session: AsyncSession, team: str, coworkers: Sequence[Coworker]
) -> tuple[Card, ...]:
    """The cards of these coworkers, in their order."""
    states = await lives(session, team)
    done = await tallies(session, team, rooms.roster.badges)
    beats = await _pulses(session, team, rooms.now() - RECENT)
    return tuple(
        [
            Card(
                name=each.name,
                called=each.called,
                title=each.title,
                life=states.get(each.name, Life()),
                manager=await manager_of(rooms.people, each),
                desks=tuple(rooms.desk_title(desk) for desk in each.desks),
                channels=tuple(rooms.channel(desk) for desk in each.desks),
                skills=tuple(rooms.roster.badges[skill].title for skill in each.skills),
                tally=done.get(each.name, Tally()),
                pulse=beats.get(each.name, Pulse()),
            )
            for each in coworkers
        ]
    )


async def _pulses(session: AsyncSession, team: str, since: datetime) -> dict[str, Pulse]:
    failed = func.count().filter(AuditRow.outcome == Outcome.FAILED)
    rows = await session.execute(
        select(AuditRow.actor, func.count(), failed, func.max(AuditRow.at))
        .where(AuditRow.team == team, AuditRow.at >= since)
        .group_by(AuditRow.actor)
    )
    return {actor: Pulse(actions, failures, last) for actor, actions, failures, last in rows}
