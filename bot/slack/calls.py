"""Turns an outbox row into the one call to Slack it stands for, and finds it again when in doubt."""

from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from sqlalchemy import select

from bot.slack.client import is_loopback
from bot.slack.files import Files
from bot.slack.trouble import Undeliverable, code_of
from bot.store.session import Sessions
from bot.store.tables import OutboxRow

EVENT_TYPE = "baton_message"
DONE_ALREADY = frozenset({"already_reacted", "no_reaction", "message_not_found", "is_inactive"})
"""What Slack says of an emoji that stands there, or is gone, or whose message is."""

PAGE = 200


class Calls:
    """What the outbox can do. Everything is addressed by row, so that nothing is said without one."""

    def __init__(
        self,
        poster: AsyncWebClient,
        reader: AsyncWebClient,
        sessions: Sessions,
        files: Files | None = None,
    ) -> None:
        """Without `files` none is carried."""
        self._poster = poster
        self._files = files
        self._reader = reader
        self._sessions = sessions

    async def make(self, row: OutboxRow) -> str | None:
        """Say it; returns Slack's `ts` where there is one. Raises Undeliverable, and what the SDK raises."""
        call = getattr(self, f"_{row.verb}")
        ts: str | None = await call(row)
        return ts

    async def find(self, row: OutboxRow) -> str | None:
        """The `ts` of a post that may have arrived although nobody told us; None if it did not.

        It can only stand below what was posted there before it. That is Slack's word, not our clock's.
        """
        if row.verb not in {"post", "file"}:
            return None
        thread = await self._thread(row)
        if row.verb == "file":
            return await self._copier().find(row, thread)
        since = await self._ts_before(row)
        if thread:
            pages = await self._reader.conversations_replies(
                channel=row.channel, ts=thread, limit=PAGE, oldest=since, include_all_metadata=True
            )
        else:
            pages = await self._reader.conversations_history(
                channel=row.channel, limit=PAGE, oldest=since, include_all_metadata=True
            )
        async for page in pages:
            for message in page["messages"]:
                if _id_of(message) == row.id:
                    return str(message["ts"])
        return None

    async def _post(self, row: OutboxRow) -> str | None:
        sent = await self._poster.chat_postMessage(
            channel=row.channel,
            thread_ts=await self._thread(row),
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": EVENT_TYPE, "event_payload": payload(row)},
            **_body(row),
        )
        return str(sent["ts"])

    async def _update(self, row: OutboxRow) -> str | None:
        if ts := await self._ts(row.target):
            metadata = {"event_type": EVENT_TYPE, "event_payload": payload(row) | {"id": row.target}}
            await self._poster.chat_update(channel=row.channel, ts=ts, metadata=metadata, **_body(row))
        return ts

    async def _delete(self, row: OutboxRow) -> str | None:
        if ts := await self._ts(row.target):
            await self._poster.chat_delete(channel=row.channel, ts=ts)
        return ts

    async def _react(self, row: OutboxRow) -> str | None:
        try:
            await self._poster.reactions_add(**row.body)
        except SlackApiError as error:
            if code_of(error) not in DONE_ALREADY:
                raise
        return None

    async def _unreact(self, row: OutboxRow) -> str | None:
        try:
            await self._poster.reactions_remove(**row.body)
        except SlackApiError as error:
            if code_of(error) not in DONE_ALREADY:
                raise
        return None

    async def _file(self, row: OutboxRow) -> str | None:
        return await self._copier().hand_on(row, await self._thread(row))

    async def _gather(self, row: OutboxRow) -> str | None:
        row.mirror = (row.mirror or {}) | {"files": await self._copier().shared_in(row)}
        return None

    async def _unfile(self, row: OutboxRow) -> str | None:
        async with self._sessions() as session:
            copy = await session.scalar(select(OutboxRow).where(OutboxRow.id == row.target))
        if copy is not None:
            await self._copier().remove(copy)
        return None

    def _copier(self) -> Files:
        if self._files is None:
            raise Undeliverable("no_files")
        return self._files

    async def _whisper(self, row: OutboxRow) -> str | None:
        await self._poster.chat_postEphemeral(
            channel=row.channel, thread_ts=await self._thread(row), **_body(row)
        )
        return None

    async def _respond(self, row: OutboxRow) -> str | None:
        body = dict(row.body)
        address = body.pop("address")
        hook = AsyncWebhookClient(address, retry_handlers=[])
        if is_loopback(address):
            hook.proxy = None
        answer = await hook.send_dict({"response_type": "ephemeral", "replace_original": False, **body})
        if answer.status_code == 429 or answer.status_code >= 500:
            raise ConnectionError(f"The response_url answered {answer.status_code}.")
        if answer.status_code >= 400:
            raise Undeliverable("response_url_refused")
        return None

    async def _thread(self, row: OutboxRow) -> str | None:
        if row.thread_of is None:
            return row.body.get("thread_ts")
        ts = await self._ts(row.thread_of)
        if ts is None:
            raise Undeliverable("no_thread")
        return ts

    async def _ts(self, row_id: str | None) -> str | None:
        if row_id is None:
            return None
        async with self._sessions() as session:
            return await session.scalar(select(OutboxRow.ts).where(OutboxRow.id == row_id))

    async def _ts_before(self, row: OutboxRow) -> str | None:
        query = select(OutboxRow.ts).where(
            OutboxRow.state == "sent",
            OutboxRow.channel == row.channel,
            OutboxRow.seq < row.seq,
            OutboxRow.verb == "post",
        )
        async with self._sessions() as session:
            return await session.scalar(query.order_by(OutboxRow.seq.desc()).limit(1))


def payload(row: OutboxRow) -> dict[str, str]:
    """What every post carries: its id, what kind of message it is, and the ticket it belongs to."""
    return {"id": row.id, "kind": row.kind, "ticket": f"T-{row.ticket}" if row.ticket else ""}


def _body(row: OutboxRow) -> dict[str, Any]:
    return {key: value for key, value in row.body.items() if key != "thread_ts"}


def _id_of(message: dict[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    return str((metadata.get("event_payload") or {}).get("id", ""))
