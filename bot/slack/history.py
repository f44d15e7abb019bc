"""Reads what was said in Slack, page by page, no faster than Slack likes and leaving room for others."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.store.clock import ticks

Json = dict[str, Any]
Ask = Callable[[str | None], Awaitable[AsyncSlackResponse]]
"""One page, by its cursor."""

PAUSE_SECONDS = 1.5
"""Between two calls: 40 a minute, of the 50 that Slack allows for a method of its third tier."""

BURST = 30
"""So many calls may come at once after a rest."""

PAGE = 200
KINDS = "im,public_channel,private_channel"


class History:
    """What Slack keeps. Raises what the client raises."""

    def __init__(self, client: AsyncWebClient, pause: float = PAUSE_SECONDS) -> None:
        self._client = client
        self._pause = pause
        self._paid_until = 0.0

    async def conversations(self) -> list[Json]:
        """All conversations we are in, direct ones among them."""
        return await self._all(
            "channels",
            lambda cursor: self._client.users_conversations(
                types=KINDS, exclude_archived=True, limit=PAGE, cursor=cursor
            ),
        )

    async def tops(self, channel: str, since: float) -> list[Json]:
        """Messages after `since` that are no replies; those with replies say when the last one came."""
        return await self._all(
            "messages",
            lambda cursor: self._client.conversations_history(
                channel=channel, oldest=f"{since:.6f}", limit=PAGE, cursor=cursor
            ),
        )

    async def replies(self, channel: str, thread: str, since: float) -> list[Json]:
        """The replies in a thread after `since`, and its root, however old."""
        return await self._all(
            "messages",
            lambda cursor: self._client.conversations_replies(
                channel=channel, ts=thread, oldest=f"{since:.6f}", limit=PAGE, cursor=cursor
            ),
        )

    async def _all(self, name: str, ask: Ask) -> list[Json]:
        return [item async for page in self._pages(ask) for item in page[name]]

    async def _pages(self, ask: Ask) -> AsyncIterator[AsyncSlackResponse]:
        cursor: str | None = None
        while cursor != "":
            await self._take_time()
            page = await ask(cursor)
            yield page
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""

    async def _take_time(self) -> None:
        now = ticks()
        self._paid_until = max(self._paid_until, now - BURST * self._pause) + self._pause
        await asyncio.sleep(max(0.0, self._paid_until - now))
