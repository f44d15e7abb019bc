"""The composition root: settings -> resources -> rooms -> a running bot. This package names everything."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from bot.app.attending import attend
from bot.app.opening import Running, open_to_slack
from bot.app.rooms import furnish
from bot.app.slack import reach_slack
from bot.app.store import open_linker, open_store
from bot.app.talk import open_talk
from bot.app.turns import open_doorway, take_turns
from bot.app.watching import watch
from bot.intake.learning import Learned, learn
from bot.intake.pipeline import Pipeline
from bot.intake.school.articles import SOLVED, write_articles
from bot.intake.school.schooling import keep_up
from bot.settings import Settings
from bot.slack.homes import Homes
from bot.slack.listeners import listening
from bot.store.keys import secret_keys
from bot.store.sealed import vault

__all__ = ["Running", "run"]


@asynccontextmanager
async def run(settings: Settings, learned: Learned | None = None) -> AsyncIterator[Running]:
    """Start everything, in the order in which it leans on each other; stop it the other way round.

    `learned` saves the seconds of learning where it was done before. Raises ConfigurationError or
    SlackRefused with one sentence for a person.
    """
    async with AsyncExitStack() as stack:
        vault.unlock(secret_keys(settings), partial(secret_keys, settings))
        slack = await reach_slack(settings, stack)
        store = await open_store(settings, stack)
        linker = await open_linker(settings, store, slack.identity.team, stack)
        talk = await open_talk(settings, slack, store, stack)
        if learned is None:
            learned = await asyncio.to_thread(learn, settings)
        rooms = await furnish(settings, learned, store, talk)
        await keep_up(rooms)
        await write_articles(rooms, settings.articles / SOLVED)
        homes = Homes(slack.reader, rooms)
        door = await take_turns(store, talk, Pipeline(rooms, store.inbox.read, homes.show), stack)
        await watch(settings, store, talk, rooms, linker, stack)
        doorway = await open_doorway(slack, talk, rooms, homes, door)
        running = Running(rooms, listening(slack.reader, doorway), None, store.leases.superseded)
        await open_to_slack(settings, store, running, stack)
        attend(slack, store, doorway, running, stack)
        yield running
