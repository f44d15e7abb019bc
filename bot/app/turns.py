"""What takes turns: the door they come in by, the engine, and what feeds it."""

import logging
from contextlib import AsyncExitStack

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app.slack import Slack
from bot.app.store import Store, beside
from bot.app.talk import Talk
from bot.engine.durable import Engine
from bot.engine.mover import Mover
from bot.intake.pipeline import Pipeline
from bot.intake.rooms import Rooms
from bot.intake.timekeeper import Timekeeper
from bot.settings import Settings
from bot.slack.door import Door
from bot.slack.forms import Forms
from bot.slack.homes import Homes
from bot.slack.listeners import register
from bot.slack.listeners.doorway import Doorway
from bot.slack.reading import Reading
from bot.store.session import connect_blocking

DRAIN_SECONDS = 7.0


async def take_turns(
    settings: Settings, store: Store, talk: Talk, pipeline: Pipeline, stack: AsyncExitStack
) -> Door:
    """The engine and what feeds it, running; the door through which turns come in."""
    checkpoints = connect_blocking(beside(settings, "engine"))
    engine = Engine(store.database, checkpoints, settings.baton_instance, pipeline.turn)
    await engine.launch()
    stack.push_async_callback(engine.close)
    mover = Mover(store.inbox, engine.run, pipeline.give_up)
    door = Door(store.inbox, mover.wake)
    timekeeper = Timekeeper(store.sessions, pipeline.rooms.team, door.take)
    for part in (talk.outbox, mover, timekeeper):
        part.start()
    stack.push_async_callback(talk.outbox.drain, DRAIN_SECONDS)
    stack.push_async_callback(mover.drain, DRAIN_SECONDS)
    stack.push_async_callback(timekeeper.stop)
    return door


async def listening(slack: Slack, talk: Talk, rooms: Rooms, homes: Homes, door: Door) -> AsyncApp:
    """Bolt with our listeners."""
    app = _bolt(slack.reader)
    doorway = Doorway(
        team=slack.identity.team,
        door=door,
        reading=Reading(slack.identity.user, await talk.people.domains()),
        people=talk.people,
        forms=Forms(slack.reader, rooms),
        homes=homes,
    )
    register(app, doorway)
    return app


def _bolt(client: AsyncWebClient) -> AsyncApp:
    """Listeners run before Slack is answered, so that nothing is acknowledged that is not kept."""
    logger = logging.getLogger("bolt")
    # Bolt warns that it found the token in the environment too; our listeners log what matters.
    logger.setLevel(logging.ERROR)
    return AsyncApp(
        client=client,
        process_before_response=True,
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        logger=logger,
    )
