"""Files cross: fetched with our token, looked at, and handed in again where the other side can open them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientResponse, ClientSession, ClientTimeout, TCPConnector
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import update

from bot.desk.relay import border
from bot.desk.relay.mirror import FILES
from bot.settings import RelaySettings
from bot.slack.hosts import Forbidden, PublicOnly, check
from bot.slack.mrkdwn import plain
from bot.slack.scan import Scan, Unscanned
from bot.slack.trouble import Undeliverable, code_of
from bot.slack.words import scrub
from bot.store.session import Sessions
from bot.store.tables import OutboxRow
from memory.redact import redact

AT_ONCE = 4
"""So many files are in our memory at a time."""

SECONDS = 120
CHUNK = 64 * 1024
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa")
GONE = frozenset({"file_not_found", "file_deleted", "access_denied", "not_visible", "message_not_found"})
LOOKS = (0.0, 0.3, 1.0)
"""When to look for what was handed in: Slack shows it a moment later."""

Json = Mapping[str, Any]


class Files:
    """Carries copies of files. What must not cross raises Undeliverable with a word of `border`'s."""

    def __init__(
        self,
        client: AsyncWebClient,
        sessions: Sessions,
        rules: RelaySettings,
        scan: Scan,
        direct: Callable[[str], Awaitable[str]],
        is_private: Callable[[str], Awaitable[bool]],
    ) -> None:
        """`direct` opens somebody's direct messages; `is_private` is whether a channel is for its members."""
        self._client = client
        self._sessions = sessions
        self._rules = rules
        self._scan = scan
        self._direct = direct
        self._is_private = is_private
        self._room = asyncio.Semaphore(AT_ONCE)

    async def hand_on(self, row: OutboxRow, thread: str | None) -> str | None:
        """Have the copy stand on the other side; its `ts` there, if Slack shows it soon.

        Everything before the last call may be done again after a crash, for nobody sees it; which file
        it was is on record before that call is made, so that it is looked for first.
        """
        channel = await self._channel(row)
        if await self._is_open(channel):
            raise Undeliverable("public")
        if row.upload is None:
            async with self._room:
                row.upload = await self._handed_in(row)
            async with self._sessions.begin() as session:
                known = update(OutboxRow).where(OutboxRow.seq == row.seq).values(upload=row.upload)
                await session.execute(known)
        mirror = row.mirror or {}
        comes = border.file_comes(mirror["author"], f"T-{row.ticket}", elsewhere="direct" in row.body)
        await self._client.files_completeUploadExternal(
            files=[{"id": row.upload, "title": mirror["files"][0]["name"]}],
            channel_id=channel,
            thread_ts=thread,
            initial_comment=plain(comes),
        )
        return await self._look(row, thread)

    async def find(self, row: OutboxRow, thread: str | None) -> str | None:
        """The `ts` of the message that shows the copy; None while there is none."""
        if row.upload is None:
            return None
        channel, after = await self._channel(row), row.body.get("after")
        if thread:
            pages = await self._client.conversations_replies(
                channel=channel, ts=thread, limit=200, oldest=after
            )
        else:
            pages = await self._client.conversations_history(channel=channel, limit=200, oldest=after)
        async for page in pages:
            for message in page["messages"]:
                if any(file.get("id") == row.upload for file in message.get("files") or ()):
                    return str(message["ts"])
        return None

    async def shared_in(self, row: OutboxRow) -> list[dict[str, Any]]:
        """The files that the author of a row shared in the thread it names, each with its message."""
        found = []
        pages = await self._client.conversations_replies(
            channel=row.body["channel"], ts=row.body["thread"], limit=200
        )
        async for page in pages:
            for message in page["messages"]:
                if message.get("user") == (row.mirror or {})["by"]:
                    source = f"{row.body['channel']}:{message['ts']}"
                    found += [_told(file) | {"source": source} for file in message.get("files") or ()]
        return found

    async def remove(self, row: OutboxRow) -> None:
        """Take a copy away from everywhere, and the message that showed it."""
        if row.upload:
            with _already_gone():
                await self._client.files_delete(file=row.upload)
        if row.ts:
            with _already_gone():
                await self._client.chat_delete(channel=await self._channel(row), ts=row.ts)

    async def _look(self, row: OutboxRow, thread: str | None) -> str | None:
        for pause in LOOKS:
            await asyncio.sleep(pause)
            if ts := await self.find(row, thread):
                return ts
        return None

    async def _channel(self, row: OutboxRow) -> str:
        """Where the copy goes; its lane says so, which outlives what the row holds."""
        place = row.channel.removeprefix(FILES)
        return await self._direct(place) if place.startswith(("U", "W")) else place

    async def _is_open(self, channel: str) -> bool:
        return not channel.startswith("D") and not await self._is_private(channel)

    async def _handed_in(self, row: OutboxRow) -> str:
        """Slack's id of a copy that nobody sees yet."""
        told = (row.mirror or {})["files"][0]
        content = await self._looked_at(await self._about(told["id"]))
        name = told["name"].replace("/", "_")
        place = await self._client.files_getUploadURLExternal(filename=name, length=len(content))
        address = self._checked(place["upload_url"])
        async with self._http() as http, http.post(address, data=content, **self._how()) as answer:
            _worked(answer)
        return str(place["file_id"])

    async def _about(self, file_id: str) -> Json:
        try:
            file: Json = (await self._client.files_info(file=file_id))["file"]
        except SlackApiError as error:
            if code_of(error) in GONE:
                raise Undeliverable("gone") from None
            raise
        if file.get("is_external"):
            raise Undeliverable("elsewhere")
        if str(file.get("name", "")).rpartition(".")[2].lower() not in self._rules.types:
            raise Undeliverable("type")
        self._within(int(file.get("size") or 0))
        return file

    async def _looked_at(self, file: Json) -> bytes:
        """The content, once nothing is wrong with it."""
        content = await self._fetched(file)
        if content.startswith(PROGRAMS) and b"\0" in content[:256]:
            raise Undeliverable("program")
        try:
            if not await self._scan.is_clean(content):
                raise Undeliverable("refused_by_scan")
        except Unscanned:
            raise Undeliverable("unscanned") from None
        return content

    async def _fetched(self, file: Json) -> bytes:
        address = self._checked(str(file.get("url_private") or ""))
        token = {"Authorization": f"Bearer {self._client.token}"}
        content = bytearray()
        async with self._http() as http, http.get(address, headers=token, **self._how()) as answer:
            _worked(answer)
            # Whoever may not open a file is shown the page on which people sign in.
            if answer.content_type == "text/html" != file.get("mimetype"):
                raise Undeliverable("gone")
            async for chunk in answer.content.iter_chunked(CHUNK):
                content += chunk
                self._within(len(content))
        return bytes(content)

    def _within(self, size: int) -> None:
        if size > self._rules.largest_mb * 1_000_000:
            raise Undeliverable("too_big")

    def _checked(self, address: str) -> str:
        try:
            check(address, self._client.base_url)
        except Forbidden:
            raise Undeliverable("elsewhere") from None
        return address

    def _http(self) -> ClientSession:
        """A session of its own: its names are looked up with care, and its calls may take long."""
        return ClientSession(
            connector=TCPConnector(resolver=PublicOnly(but=urlsplit(self._client.base_url).hostname or "")),
            timeout=ClientTimeout(total=SECONDS),
        )

    def _how(self) -> dict[str, Any]:
        return {"allow_redirects": False, "proxy": self._client.proxy}


def _told(file: Json) -> dict[str, Any]:
    """What we keep of a file; a secret in its name is masked, as in all that people write."""
    name = redact(scrub(str(file.get("name") or "file"))).text
    return {"id": file["id"], "name": name, "kind": file.get("mimetype") or "", "size": file.get("size") or 0}


@contextmanager
def _already_gone() -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        if code_of(error) not in GONE:
            raise


def _worked(answer: ClientResponse) -> None:
    """Raises what is tried again for trouble of Slack's, and Undeliverable for a no."""
    if answer.status == 429 or answer.status >= 500:
        raise ConnectionError(f"Slack answered {answer.status} for a file.")
    if 300 <= answer.status < 400:
        raise Undeliverable("elsewhere")
    if answer.status != 200:
        raise Undeliverable("gone")
