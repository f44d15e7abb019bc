"""Socket Mode: one WebSocket to Slack, watched, and replaced as soon as it is down or says nothing."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from itertools import chain, repeat
from time import time
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.client import UNREACHABLE, is_loopback

log = logging.getLogger(__name__)

PING_SECONDS = 5.0
"""How long a connection may say nothing before it is pinged; unanswered for half as long, it is closed."""

LOOK_SECONDS = 0.25
CONNECT_SECONDS = 10.0
PAUSES = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
"""How long to wait before connecting is tried again, in seconds; the last one repeats."""


class Connection(SocketModeClient):
    """The SDK's client, which says when it wants a new connection instead of making one.

    Left to itself it looks every five seconds, and then tries one address for ever, though Slack's
    addresses go stale within half a minute.
    """

    def __init__(self, app: AsyncApp, app_token: str, logger: logging.Logger) -> None:
        self.worn = asyncio.Event()
        self._app = app
        super().__init__(
            app_token=app_token, logger=logger, web_client=app.client, ping_interval=PING_SECONDS
        )
        self.socket_mode_request_listeners.append(self._dispatch)

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Slack says that it will close this connection, or the SDK found it closed."""
        self.worn.set()

    async def replace(self) -> None:
        """Connect to a fresh address. Raises TimeoutError, and what asking for the address raises."""
        self.worn.clear()
        # What the old connection did not answer must not count against the new one.
        self.last_ping_pong_time = None
        self.wss_uri = await self.issue_new_wss_url()
        async with asyncio.timeout(CONNECT_SECONDS):
            await self.connect()  # type: ignore[no-untyped-call]

    async def _dispatch(self, _: Any, request: SocketModeRequest) -> None:
        began, answer = time(), await run_async_bolt_app(self._app, request)
        try:
            await send_async_response(self, request, answer, began)
        except ConnectionError:
            log.info("The connection was gone before Slack could be answered; it will come again.")


class Socket:
    """The connection over which events come."""

    def __init__(self, app: AsyncApp, app_token: str, url: str) -> None:
        # Told to, the SDK logs whole envelopes, and with them what people typed before it could be masked.
        sdk_log = logging.getLogger("bolt.socket")
        sdk_log.setLevel(logging.INFO)
        self._client = Connection(app, app_token, sdk_log)
        if is_loopback(url):
            self._client.proxy = None
        self._watch: asyncio.Task[None] | None = None
        self.connected: Callable[[], None] = lambda: None
        """Called after every connection but the first."""

    async def open(self) -> None:
        """Connect; stays connected by itself from then on."""
        await self._connect()
        self._watch = asyncio.create_task(self._stay_connected())

    async def ready(self) -> bool:
        """Whether events can arrive now."""
        return bool(await self._client.is_connected())

    async def close(self) -> None:
        """Disconnect for good."""
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._client.close()  # type: ignore[no-untyped-call]

    async def _stay_connected(self) -> None:
        while True:
            await self._until_worn()
            log.warning("The connection to Slack is gone or about to go; connecting again.")
            await self._connect()
            log.info("Connected to Slack again.")
            self.connected()

    async def _until_worn(self) -> None:
        while await self.ready() and not self._client.worn.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._client.worn.wait()

    async def _connect(self) -> None:
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                await self._client.replace()
            except UNREACHABLE as error:
                log.warning("Slack takes no connection (%s); trying again.", type(error).__name__)
                await asyncio.sleep(pause)
            else:
                return
