"""`baton serve`: the bot, against Slack or whatever SLACK_API_URL names, until it is told to stop."""

import asyncio
import ctypes
import gc
import logging
import signal
import sys
from contextlib import suppress

from bot import settings as settings_room
from bot.app import Running, run
from bot.errors import ConfigurationError
from bot.settings import Settings

log = logging.getLogger("baton")

GARBAGE = (50_000, 50, 100)

SWITCH_SECONDS = 0.0005
"""How long one thread may keep the interpreter. What writes arrivals down wants it once for each of them."""


def serve() -> None:
    """Run the bot. The environment says where: see docs/operations.md."""
    asyncio.run(serve_until_stopped(settings_room.load()))


async def serve_until_stopped(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then drain."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    async with run(settings) as running:
        how = "Socket Mode" if running.socket else f"http://{settings.host}:{running.port}/slack/events"
        log.info("Baton takes events (%s).", how)
        # What the start made stays for good. Looking through it for garbage took 0.4 s, now and then.
        gc.freeze()
        # A turn makes thousands of objects that end with it; looking through them less often saves 4 % of it.
        gc.set_threshold(*GARBAGE)
        sys.setswitchinterval(SWITCH_SECONDS)
        ready = asyncio.create_task(_settle(running))
        superseded = asyncio.create_task(running.superseded.wait())
        stopping = asyncio.create_task(stopped.wait())
        await asyncio.wait({superseded, stopping}, return_when=asyncio.FIRST_COMPLETED)
        await ready
        log.info("Finishing what is running.")
    if superseded.done():
        raise ConfigurationError(
            f"Another process took over the name {settings.baton_instance}, so this one ended. "
            "Every live replica needs a BATON_INSTANCE of its own."
        )


async def _settle(running: Running) -> None:
    """Load what the first question to the handbook needs, and give the system back what the start needed."""
    await running.rooms.library.warm()
    await asyncio.to_thread(_give_back)


def _give_back() -> None:
    """glibc keeps what was freed until it is told to give it back."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
