"""The way out: turns what a room says into outbox rows, in the transaction that decided it."""

import asyncio
import re
from collections.abc import Callable, Sequence
from functools import singledispatchmethod
from typing import Any, cast
from uuid import uuid4

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import CursorResult, event, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import (
    Answer,
    FilesSoFar,
    InPacketThread,
    Notice,
    Outgoing,
    PacketCard,
    PacketChanged,
    Place,
    Question,
    Reaction,
    Relay,
    RelayDeleted,
    RelayEdited,
    Reply,
    Review,
    Survey,
    Whisper,
)
from bot.desk.relay.mirror import FILES
from bot.errors import Unreachable
from bot.slack.blocks import notice, packet, question, relay, reply, survey
from bot.slack.blocks.parts import Rendered
from bot.slack.people import Directory
from bot.slack.preflight import Identity
from bot.slack.trouble import may_pass
from bot.store.tables import OutboxRow

STAMP = re.compile(r"\d+\.\d+")
OPEN_SECONDS = 5.0
"""How long Slack may take to open a direct conversation: whoever asks may keep others waiting."""


class SlackLine:
    """Implements `desk.Line` for Slack."""

    def __init__(self, people: Directory, client: AsyncWebClient, identity: Identity) -> None:
        self._people = people
        self._client = client
        self._workspace = identity.url.rstrip("/")
        self._links = (self._workspace,)
        self._direct: dict[str, str] = {}
        self.wake: Callable[[str], None] = lambda _: None

    async def say(self, session: AsyncSession, message: Outgoing) -> str:
        """Queue a message; its channel's lane is woken once the session has committed."""
        rows = await self._rows(message, session)
        for row in rows:
            row.thread_of = row.thread_of or await _root(session, row)
        session.add_all(rows)
        await session.flush()
        for lane in {row.channel for row in rows}:
            self.nudge(session, lane)
        return rows[0].id if rows else ""

    def nudge(self, session: AsyncSession, lane: str) -> None:
        """Have a lane look for what is new in it, once the session has committed."""
        event.listen(session.sync_session, "after_commit", lambda _: self.wake(lane), once=True)

    async def channel_of(self, desk: str) -> str:
        """The channel id of a desk; raises ConfigurationError when there is none."""
        return await self._people.desk_channel(desk)

    async def direct(self, user: str) -> str:
        """The id of the direct-message channel with a person; raises Unreachable while Slack does not say."""
        if user not in self._direct:
            self._direct[user] = await self._opened(user)
        return self._direct[user]

    async def _opened(self, user: str) -> str:
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                opened = await self._client.conversations_open(users=user)
        except Exception as error:
            if may_pass(error):
                raise Unreachable("Slack does not open a direct conversation right now.") from error
            raise
        return str(opened["channel"]["id"])

    async def link(self, channel: str, ts: str) -> str:
        """A permalink to a message; "" for a message that has no `ts` yet."""
        return f"{self._workspace}/archives/{channel}/p{ts.replace('.', '')}" if ts else ""

    @singledispatchmethod
    async def _rows(self, message: Any, session: AsyncSession) -> list[OutboxRow]:
        raise TypeError(f"Nothing can say {type(message).__name__}.")

    @_rows.register
    async def _(self, message: Reply, _: AsyncSession) -> list[OutboxRow]:
        return [_post(message.place, "reply", message.ticket, reply.render(message, self._links))]

    @_rows.register
    async def _(self, message: Question, _: AsyncSession) -> list[OutboxRow]:
        return [_post(message.place, "question", message.ticket, question.render(message, self._links))]

    @_rows.register
    async def _(self, message: Notice, _: AsyncSession) -> list[OutboxRow]:
        return [_post(message.place, "notice", message.ticket, notice.render(message, self._links))]

    @_rows.register
    async def _(self, message: Survey, _: AsyncSession) -> list[OutboxRow]:
        return [_post(message.place, "survey", message.ticket, survey.render(message))]

    @_rows.register
    async def _(self, message: Review, _: AsyncSession) -> list[OutboxRow]:
        return [_post(message.place, "notice", message.ticket or None, notice.review(message, self._links))]

    @_rows.register
    async def _(self, message: Whisper, _: AsyncSession) -> list[OutboxRow]:
        body = notice.private(message, self._links).body() | _thread(message.place) | {"user": message.user}
        return [_row("whisper", message.place.channel, body=body)]

    @_rows.register
    async def _(self, message: Answer, _: AsyncSession) -> list[OutboxRow]:
        body = notice.private(message, self._links).body() | {"address": message.address}
        return [_row("respond", f"respond:{message.address}", body=body)]

    @_rows.register
    async def _(self, message: PacketCard, _: AsyncSession) -> list[OutboxRow]:
        number = message.packet.ticket
        card = _post(message.place, "packet", number, packet.card(message))
        details = packet.details(message.packet)
        return [card, _post(message.place, "notice", number, details, thread_of=card.id)]

    @_rows.register
    async def _(self, message: PacketChanged, _: AsyncSession) -> list[OutboxRow]:
        card = message.card
        body = packet.card(card).body()
        return [
            _row(
                "update",
                card.place.channel,
                kind="packet",
                ticket=card.packet.ticket,
                body=body,
                target=message.message,
            )
        ]

    @_rows.register
    async def _(self, message: InPacketThread, _: AsyncSession) -> list[OutboxRow]:
        place = Place(message.channel)
        shown = notice.to_staff(message)
        return [_post(place, "notice", message.ticket, shown, thread_of=message.packet)]

    @_rows.register
    async def _(self, message: Relay, _: AsyncSession) -> list[OutboxRow]:
        row = _post(message.place, "relay", message.ticket, relay.render(message), thread_of=message.packet)
        row.body = row.body | relay.author(message)
        row.source = message.source
        row.mirror = mirrored(message)
        return [row]

    @_rows.register
    async def _(self, message: RelayEdited, session: AsyncSession) -> list[OutboxRow]:
        crossed = await _crossed(session, message.relay.source)
        if crossed is None:
            return []
        body = relay.render(message.relay).body()
        return [
            _row(
                "update",
                crossed.channel,
                kind="relay",
                ticket=crossed.ticket,
                body=body,
                target=crossed.id,
            )
        ]

    @_rows.register
    async def _(self, message: RelayDeleted, session: AsyncSession) -> list[OutboxRow]:
        return [
            row
            for crossed in await _all_of(session, message.source)
            if (row := await _back(session, crossed))
        ]

    @_rows.register
    async def _(self, message: FilesSoFar, _: AsyncSession) -> list[OutboxRow]:
        body = {"channel": message.thread.channel, "thread": message.thread.thread}
        mirror = {"inward": True, "by": message.writer, "author": message.author, "files": []}
        lane, ticket = f"{FILES}{message.place.channel}", message.ticket
        more = {"thread_of": message.packet, "mirror": mirror}
        return [_row("gather", lane, kind="relay", ticket=ticket, body=body, **more)]

    @_rows.register
    async def _(self, message: Reaction, _: AsyncSession) -> list[OutboxRow]:
        channel, _colon, ts = message.source.partition(":")
        if not STAMP.fullmatch(ts):
            return []  # it came by a command, so there is no message to put it under
        body = {"channel": channel, "timestamp": ts, "name": message.name}
        return [_row("react" if message.on else "unreact", f"react:{channel}", body=body)]


async def _root(session: AsyncSession, row: OutboxRow) -> str | None:
    """What came by command has no message of its author's to hang from: our first about it is the root."""
    if row.verb != "post" or row.kind == "packet" or row.ticket is None or "thread_ts" in row.body:
        return None
    query = select(OutboxRow.id).where(
        OutboxRow.ticket == row.ticket, OutboxRow.channel == row.channel, OutboxRow.verb == "post"
    )
    first: str | None = await session.scalar(query.order_by(OutboxRow.seq).limit(1))
    return first


async def _crossed(session: AsyncSession, source: str) -> OutboxRow | None:
    return next((row for row in await _all_of(session, source) if row.verb == "post"), None)


async def _all_of(session: AsyncSession, source: str) -> Sequence[OutboxRow]:
    """What stands on the other side of a message: its words, and copies of its files."""
    query = select(OutboxRow).where(OutboxRow.source == source, OutboxRow.taken_back.is_(False))
    return (await session.scalars(query)).all()


async def _back(session: AsyncSession, crossed: OutboxRow) -> OutboxRow | None:
    """Take something back: what was not sent yet never is; the rest is removed."""
    held = await session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == crossed.id, OutboxRow.state == "pending")
        .values(state="withdrawn", taken_back=True)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", held).rowcount:
        return None
    crossed.taken_back = True
    verb = "unfile" if crossed.verb == "file" else "delete"
    return _row(verb, crossed.channel, ticket=crossed.ticket, body={}, target=crossed.id)


def mirrored(message: Relay) -> dict[str, Any]:
    """What has to be known later about a relay: its side, who wrote it, and which files are to follow."""
    files = [{"id": one.id, "name": one.name, "kind": one.kind, "size": one.size} for one in message.files]
    by = {"by": message.writer, "author": message.author}
    return {"inward": message.packet is not None, "files": [one for one in files if one["id"]], **by}


def _post(
    place: Place, kind: str, ticket: int | None, shown: Rendered, thread_of: str | None = None
) -> OutboxRow:
    body = shown.body() | _thread(place)
    return _row("post", place.channel, kind=kind, ticket=ticket, body=body, thread_of=thread_of)


def _row(verb: str, channel: str, **columns: Any) -> OutboxRow:
    return OutboxRow(id=uuid4().hex, verb=verb, channel=channel, **columns)


def _thread(place: Place) -> dict[str, str]:
    return {"thread_ts": place.thread} if place.thread else {}
