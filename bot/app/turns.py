"""What takes turns: the door they come in by, the engine, and what feeds it."""

from contextlib import AsyncExitStack
from typing import Any

from bot.app.slack import Slack
from bot.app.store import Store
from bot.app.talk import Talk
from bot.engine.lanes import Lanes
from bot.engine.mover import Mover
from bot.engine.recorded import Engine
from bot.intake.pipeline import Pipeline
from bot.intake.rooms import Rooms
from bot.intake.watch.timekeeper import Timekeeper
from bot.intake.watch.timetable import Timetable
from bot.slack.door import Door
from bot.slack.forms import Forms
from bot.slack.homes import Homes
from bot.slack.listeners.doorway import Doorway
from bot.slack.places import Relayed
from bot.slack.reading import Reading
from bot.store.leases import Leases

DRAIN_SECONDS = 7.0


async def take_turns(store: Store, talk: Talk, pipeline: Pipeline, stack: AsyncExitStack) -> Door:
    """The engine and what feeds it, running; the door through which turns come in."""
    engine = Engine(store.sessions, pipeline.turn, store.leases.sound)
    mover = Mover(store.inbox, engine.run, pipeline.give_up, store.leases)
    door = Door(store.inbox, mover.lanes.wake)
    timetable = Timetable.of(pipeline.rooms.desks)
    async with store.sessions.begin() as session:
        await timetable.keep(session)
    timekeeper = Timekeeper(store.sessions, pipeline.rooms.team, door.take, timetable)
    _share(store.leases, mover.lanes, talk.outbox.lanes)
    for part in (talk.outbox.lanes, mover.lanes, timekeeper):
        part.start()
    stack.push_async_callback(talk.outbox.lanes.drain, DRAIN_SECONDS, to_the_end=True)
    stack.push_async_callback(mover.lanes.drain, DRAIN_SECONDS, to_the_end=True)
    stack.push_async_callback(timekeeper.stop)
    return door


def _share(leases: Leases, *kinds: Lanes[Any]) -> None:
    """What to do when another replica dies, and when others think that we did."""

    def freed() -> None:
        for lanes in kinds:
            lanes.look_now()

    def lost() -> None:
        for lanes in kinds:
            lanes.drop()

    leases.freed, leases.lost = freed, lost


async def open_doorway(slack: Slack, talk: Talk, rooms: Rooms, homes: Homes, door: Door) -> Doorway:
    """What listeners may use."""
    return Doorway(
        team=slack.identity.team,
        door=door,
        reading=Reading(slack.identity.user, await talk.people.domains()),
        people=talk.people,
        forms=Forms(slack.reader, rooms),
        homes=homes,
        relayed=Relayed(rooms.sessions, slack.identity.team),
    )
