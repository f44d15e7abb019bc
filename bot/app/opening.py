"""Opening: events over a socket or as signed HTTP, and health either way."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass

from aiohttp import web

from bot.app.store import Store
from bot.errors import ConfigurationError
from bot.intake.rooms import Rooms
from bot.settings import Settings
from bot.slack.bolt import Bolt
from bot.slack.metrics import metrics
from bot.slack.server import guarded, health
from bot.slack.sockets import Socket

SHUTDOWN_SECONDS = 3.0


@dataclass
class Running:
    """A bot that takes events. `superseded` is set when another process took over our name: it must end."""

    rooms: Rooms
    app: Bolt
    socket: Socket | None
    superseded: asyncio.Event
    port: int = 0

    async def ready(self) -> bool:
        """Whether events are taken."""
        return self.socket is None or await self.socket.ready()


async def open_to_slack(settings: Settings, store: Store, running: Running, stack: AsyncExitStack) -> None:
    """Take events: over a socket, or as signed HTTP. Health is served either way."""
    server = web.Application()
    server.add_routes([*health(running.ready), metrics(store.sessions, store.inbox, store.leases)])
    if settings.slack_app_token:
        running.socket = Socket(
            running.app, settings.slack_app_token.get_secret_value(), settings.slack_api_url
        )
        stack.push_async_callback(running.socket.close)
    else:
        server.router.add_post("/slack/events", guarded(running.app, settings.signing_secret))
    running.port = await _serve(server, settings, stack)
    if running.socket:
        await running.socket.open()


async def _serve(server: web.Application, settings: Settings, stack: AsyncExitStack) -> int:
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, settings.host, settings.port)
    try:
        await site.start()
    except OSError as error:
        raise ConfigurationError(
            f"Baton cannot listen on {settings.host}:{settings.port} ({error.strerror}); "
            "HOST and PORT can name another address."
        ) from None
    port: int = runner.addresses[0][1]
    return port
