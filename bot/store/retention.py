"""Retention: words that are older than the company wants are blanked or deleted, in small batches."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from sqlalchemy import Row, Text, delete, func, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.settings import RetentionSettings
from bot.store.base import now
from bot.store.erasure import DONE, blank
from bot.store.session import Sessions
from bot.store.tables import OutboxRow, PacketRow, TicketRow
from memory.tables import FactRow, Message, SummaryRow

BATCH = 200
OVER = ("solved", "closed")
TAUGHT = frozenset({"corrections", "drafts"})
"""Made of tickets, but with a life of their own: a lesson holds until it is withdrawn."""

NOTHING_SEALED = 110
"""A sealed `{}` is no longer than this, and nothing that was posted is as short."""


class Retention:
    """Does what the settings say."""

    def __init__(
        self, sessions: Sessions, settings: RetentionSettings, clock: Callable[[], datetime] = now
    ) -> None:
        self._sessions = sessions
        self._settings = settings
        self._clock = clock
        self._posted = 0

    async def tidy(self) -> int:
        """All of it; how many posts, tickets and conversations lost their words."""
        kept = self._settings
        looks = (
            (kept.messages_days, self._blank_posts),
            (kept.tickets_days, self._blank_tickets),
            (kept.memory_days, self._drop_conversations),
        )
        return sum([await look(self._clock() - timedelta(days=days)) for days, look in looks if days])

    async def _blank_posts(self, before: datetime) -> int:
        """The bodies of what was said to Slack. What was dealt with here is not looked at again."""
        done = 0
        length = func.length(type_coerce(OutboxRow.body, Text))
        async for page in self._older(OutboxRow.seq, OutboxRow.created_at, before, since=self._posted):
            async with self._sessions.begin() as session:
                said = OutboxRow.seq.in_([row.key for row in page]) & OutboxRow.state.in_(DONE)
                words = list(
                    await session.scalars(select(OutboxRow.seq).where(said, length > NOTHING_SEALED))
                )
                emptied = update(OutboxRow).where(OutboxRow.seq.in_(words)).values(body={})
                await session.execute(emptied)
            done, self._posted = done + len(words), page[-1].key
        return done

    async def _blank_tickets(self, before: datetime) -> int:
        """The words of tickets that are over; the empty tickets stay for the counts."""
        done = 0
        over = TicketRow.state.in_(OVER) & (TicketRow.updated_at < before) & (TicketRow.request != "")
        async for page in self._older(TicketRow.number, TicketRow.opened_at, before):
            async with self._sessions.begin() as session:
                here = TicketRow.number.in_([row.key for row in page])
                numbers = list(await session.scalars(select(TicketRow.number).where(here, over)))
                await session.execute(delete(PacketRow).where(PacketRow.ticket.in_(numbers)))
                await blank(session, numbers, without=TAUGHT)
            done += len(numbers)
        return done

    async def _drop_conversations(self, before: datetime) -> int:
        """What was said and learned in conversations that nobody has gone on with."""
        done = 0
        async for page in self._older(Message.n, Message.at, before, Message.team, Message.conversation):
            async with self._sessions.begin() as session:
                talks = {(row.team, row.conversation) for row in page}
                done += sum([await _drop(session, *talk, before) for talk in talks])
        return done

    async def _older(
        self,
        key: InstrumentedAttribute[int],
        at: InstrumentedAttribute[datetime],
        before: datetime,
        *columns: InstrumentedAttribute[Any],
        since: int = 0,
    ) -> AsyncIterator[Sequence[Row[*tuple[Any, ...]]]]:
        """The rows from before a moment, in their order; `key` grows with `at`."""
        while True:
            rows = select(key.label("key"), at.label("at"), *columns).where(key > since)
            async with self._sessions() as session:
                page = (await session.execute(rows.order_by(key).limit(BATCH))).all()
            old = list(takewhile(lambda row: row.at < before, page))
            if not old:
                return
            yield old
            since = old[-1].key


async def _drop(session: AsyncSession, team: str, conversation: str, before: datetime) -> bool:
    """Forget a conversation, unless something was said in it since; whether there was one."""
    here = (Message.team == team) & (Message.conversation == conversation)
    if await session.scalar(select(Message.n).where(here, Message.at >= before).limit(1)):
        return False
    if not await session.scalar(select(Message.n).where(here).limit(1)):
        return False
    for table in (Message, FactRow, SummaryRow):
        theirs = (table.team == team) & (table.conversation == conversation)
        await session.execute(delete(table).where(theirs))
    return True
