"""What follows a relay: a mark for its author that it is there (or late), its files, people's reactions."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Reaction
from bot.desk.relay import border
from bot.desk.relay.mirror import FILES, Mirror
from bot.slack.line import SlackLine
from bot.slack.outbox import STUCK
from bot.store.tables import OutboxRow, TicketRow


class Arrivals:
    """Told by the outbox of relays, in the transaction that marks them; what it says goes out, or neither."""

    def __init__(self, line: SlackLine, mirror: Mirror) -> None:
        self._line = line
        self._mirror = mirror

    async def arrived(self, session: AsyncSession, row: OutboxRow) -> None:
        """It is there. What was taken back meanwhile is followed by nothing."""
        if row.verb == "gather":
            await self._gathered(session, row)
            return
        taken_back = select(OutboxRow.taken_back).where(OutboxRow.seq == row.seq)
        ticket = await session.get(TicketRow, row.ticket) if row.ticket else None
        if row.source is None or ticket is None or await session.scalar(taken_back):
            return
        if row.verb == "post":
            await self._mark(session, row)
            await self._follow(session, row, ticket)
        await self._mirror.arrived(session, ticket, row)

    async def stuck(self, session: AsyncSession, row: OutboxRow) -> None:
        """It takes long, and its author sees that it is not forgotten."""
        if row.source:
            await self._line.say(session, Reaction(row.source, border.STUCK))

    async def _gathered(self, session: AsyncSession, row: OutboxRow) -> None:
        """Files of before the packet: each that does not lie beside it yet follows now."""
        for found in (row.mirror or {}).get("files", ()):
            beside = select(OutboxRow.seq).where(
                OutboxRow.source == found["source"], OutboxRow.thread_of == row.thread_of
            )
            if await session.scalar(beside.limit(1)) is None:
                session.add(_shown_before(found, row))
        await session.flush()
        self._line.nudge(session, row.channel)

    async def _mark(self, session: AsyncSession, row: OutboxRow) -> None:
        """Staff see which of their messages crossed; the employee's always do, so only delays are shown."""
        source = row.source or ""
        if row.trouble == STUCK:
            await self._line.say(session, Reaction(source, border.STUCK, on=False))
        if row.mirror and not row.mirror["inward"]:
            await self._line.say(session, Reaction(source, border.SENT))

    async def _follow(self, session: AsyncSession, row: OutboxRow, ticket: TicketRow) -> None:
        for file in (row.mirror or {}).get("files", ()):
            session.add(copy_of(file, row, ticket))
        await session.flush()
        if row.mirror and row.mirror["files"]:
            self._line.nudge(session, _lane(row, ticket))


def copy_of(file: Mapping[str, Any], row: OutboxRow, ticket: TicketRow) -> OutboxRow:
    """The row of a file's copy, which goes where its message went.

    What staff share in a thread that others can read, too, goes to the employee's direct messages.
    """
    mirror = row.mirror or {}
    elsewhere = not mirror["inward"] and not row.channel.startswith("D")
    place = {"direct": ticket.requester} if elsewhere else {}
    thread = row.body.get("thread_ts")
    return OutboxRow(
        id=uuid4().hex,
        verb="file",
        channel=_lane(row, ticket),
        kind="relay",
        ticket=row.ticket,
        body={**place, **({"thread_ts": thread} if thread and not elsewhere else {}), "after": row.ts},
        thread_of=None if elsewhere else row.thread_of,
        source=row.source,
        mirror={**mirror, "files": [dict(file)]},
    )


def _shown_before(found: Mapping[str, Any], row: OutboxRow) -> OutboxRow:
    return OutboxRow(
        id=uuid4().hex,
        verb="file",
        channel=row.channel,
        kind="relay",
        ticket=row.ticket,
        body={},
        thread_of=row.thread_of,
        source=found["source"],
        mirror={**(row.mirror or {}), "files": [dict(found)]},
    )


def _lane(row: OutboxRow, ticket: TicketRow) -> str:
    elsewhere = not (row.mirror or {}).get("inward") and not row.channel.startswith("D")
    return f"{FILES}{ticket.requester if elsewhere else row.channel}"
