"""What is looked after beside the turns: those who wait, the signs of silence, and the stores themselves."""

import logging
from contextlib import AsyncExitStack
from functools import partial

from bot.app.store import Store
from bot.app.talk import Talk
from bot.governance import linking
from bot.governance.linking import Linker
from bot.intake import library
from bot.intake.commands import forgetting
from bot.intake.rooms import Rooms
from bot.intake.school import schooling
from bot.intake.school.articles import SOLVED, write_articles
from bot.intake.watch import departures, patience, silence
from bot.intake.watch.patience import Patience
from bot.intake.watch.rounds import Round, Rounds
from bot.intake.watch.silence import Silence
from bot.settings import Settings
from bot.store import housekeeping, keys
from bot.store.housekeeping import Housekeeping

log = logging.getLogger(__name__)


async def watch(
    settings: Settings, store: Store, talk: Talk, rooms: Rooms, linker: Linker, stack: AsyncExitStack
) -> None:
    """Go the rounds for as long as the bot runs."""
    company = settings.company
    ops = _ops(talk, company.workspace.ops_channel)
    if company.workspace.ops_channel and not await ops():
        name = company.workspace.ops_channel
        log.warning("There is no #%s that Baton is a member of; alarms reach managers only.", name)
    alarm = Silence(rooms, store.inbox, ops, company.workspace.silence_minutes)
    kept = Housekeeping(
        store.sessions,
        store.inbox,
        store.leases,
        company.store.inbox_days,
        retention=company.retention,
    )
    rounds = Rounds(
        Round("those who wait", patience.LOOK_SECONDS, Patience(rooms, store.inbox).look),
        Round("the alarm", silence.LOOK_SECONDS, alarm.look),
        Round("lessons", schooling.LOOK_SECONDS, partial(schooling.keep_up, rooms)),
        Round("articles", schooling.LOOK_SECONDS, partial(write_articles, rooms, settings.articles / SOLVED)),
        Round("the handbook", library.LOOK_SECONDS, rooms.library.look),
        Round("keys", keys.LOOK_SECONDS, keys.look_again),
        Round("forgetting", forgetting.LOOK_SECONDS, partial(forgetting.let_go, rooms)),
        Round("the audit's chain", linking.LOOK_SECONDS, linker.link),
        Round("who has left", departures.LOOK_SECONDS, partial(departures.look, rooms)),
        Round("housekeeping", housekeeping.LOOK_SECONDS, kept.tidy),
    )
    rounds.start()
    stack.push_async_callback(rounds.stop)


def _ops(talk: Talk, name: str) -> silence.Ops:
    async def ops() -> str:
        channel = await talk.people.channel(name) if name else None
        return str(channel["id"]) if channel else ""

    return ops
