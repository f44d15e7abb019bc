"""The status line: what people see under their message while a coworker works on it."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import UNREACHABLE

log = logging.getLogger(__name__)

WORKING = "is working on it…"
CLEAR = ""


class StatusLine:
    """Shown beside the work, never in its way: a refusal or a slow answer of Slack's changes nothing."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._under_way: set[asyncio.Task[None]] = set()

    @contextmanager
    def working(self, channel: str, thread: str) -> Iterator[None]:
        """Show the line in a thread of direct messages for as long as this context lasts.

        Slack takes it away when the answer is posted.
        """
        if not (channel.startswith("D") and thread):
            yield
            return
        over = asyncio.Event()
        task = asyncio.create_task(self._show(channel, thread, over))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            yield
        finally:
            over.set()

    async def close(self) -> None:
        """Stop whatever is still being shown."""
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _show(self, channel: str, thread: str, over: asyncio.Event) -> None:
        """A line that came later than the answer would stay, so it is taken away again."""
        try:
            await self._set(channel, thread, WORKING)
            if over.is_set():
                await self._set(channel, thread, CLEAR)
        except UNREACHABLE as error:
            log.info("The status line could not be shown (%s).", type(error).__name__)

    async def _set(self, channel: str, thread: str, status: str) -> None:
        await self._client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread, status=status)
