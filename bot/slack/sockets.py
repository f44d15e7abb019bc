"""Socket Mode: one WebSocket to Slack, reconnected when it goes quiet."""

import logging

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient

from bot.slack.client import is_loopback

PING_SECONDS = 5.0


class Socket:
    """The connection over which events come."""

    def __init__(self, app: AsyncApp, app_token: str, url: str) -> None:
        # Told to, the SDK logs whole envelopes, and with them what people typed before it could be masked.
        log = logging.getLogger("bolt.socket")
        log.setLevel(logging.INFO)
        handler = AsyncSocketModeHandler(app, app_token, logger=log, ping_interval=PING_SECONDS)
        self._client: AsyncBaseSocketModeClient = handler.client
        if is_loopback(url):
            handler.client.proxy = None

    async def open(self) -> None:
        """Connect; reconnects by itself from then on."""
        await self._client.connect()  # type: ignore[no-untyped-call]

    async def ready(self) -> bool:
        """Whether events can arrive now."""
        return bool(await self._client.is_connected())

    async def close(self) -> None:
        """Disconnect for good."""
        await self._client.close()  # type: ignore[no-untyped-call]
