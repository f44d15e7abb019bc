"""Reactions cross: what people of one side put under a message stands under its copy, from Baton, once."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Place, Reaction
from bot.desk.ports import Line
from bot.desk.relay import border
from bot.desk.relay.writers import may_write
from bot.governance.people import People
from bot.store.base import now
from bot.store.tables import OutboxRow, ReactionRow, TicketRow

FRESH = timedelta(minutes=2)
"""A message so young may still be on its way across; later it has crossed or never will."""

FILES = "files:"
"""The lanes of files, so that a large one holds up no words."""


class Mirror:
    """Shows an emoji on the other side for as long as anybody whose words cross has it on this one.

    What we put anywhere ourselves is no turn (bot/slack/reading.py), so nothing comes back.
    """

    def __init__(self, line: Line, people: People) -> None:
        self._line = line
        self._people = people

    async def reacted(
        self, session: AsyncSession, user: str, at: Place, name: str, *, on: bool
    ) -> TicketRow | None:
        """Somebody reacted to the message whose `ts` is `at.thread`; the ticket, if it is part of a relay."""
        if name in border.MARKS:
            return None
        row = await _relay_of(session, at)
        if row is None:
            if _is_fresh(at.thread):
                await _keep(session, at, name, user, on=on, crosses=None)
            return None
        ticket = await session.get_one(TicketRow, row.ticket)
        shown = await self._shown(session, row, at, name)
        crosses = on and await self._may(session, ticket, row, at, user)
        await _keep(session, at, name, user, on=on, crosses=crosses)
        if shown != await self._shown(session, row, at, name):
            await self._show(session, row, at, name, on=on)
        return ticket

    async def arrived(self, session: AsyncSession, ticket: TicketRow, row: OutboxRow) -> None:
        """A relay is there: reactions that came sooner are shown now."""
        places = [_place(row.source or ""), Place(_channel(row), row.ts or "")]
        for kept in await _kept(session, places):
            at = Place(kept.channel, kept.ts)
            if kept.crosses is None:
                kept.crosses = await self._may(session, ticket, row, at, kept.user)
            if kept.crosses:
                await self._show(session, row, at, kept.name, on=True)

    async def _may(
        self, session: AsyncSession, ticket: TicketRow, row: OutboxRow, at: Place, user: str
    ) -> bool:
        """Whether somebody speaks for the side on which they react."""
        inward = bool((row.mirror or {}).get("inward"))
        under_the_copy = _source(at) != row.source
        if inward != under_the_copy:
            return user == ticket.requester
        return user == ticket.assignee or await may_write(session, self._people, ticket, user)

    async def _shown(self, session: AsyncSession, row: OutboxRow, at: Place, name: str) -> bool:
        """Whether the other side has this emoji from this one."""
        here = [at] if _source(at) == row.source else await _copies(session, row)
        held = [kept for kept in await _kept(session, here) if kept.name == name and kept.crosses]
        return bool(held)

    async def _show(self, session: AsyncSession, row: OutboxRow, at: Place, name: str, *, on: bool) -> None:
        if _source(at) != row.source:
            await self._line.say(session, Reaction(row.source or "", name, on))
        elif row.ts:
            await self._line.say(session, Reaction(f"{_channel(row)}:{row.ts}", name, on))


async def _relay_of(session: AsyncSession, at: Place) -> OutboxRow | None:
    """The relay of which this message is the original or a copy; of an original, that of its words."""
    ours = OutboxRow.channel.in_((at.channel, f"{FILES}{at.channel}")) & (OutboxRow.ts == at.thread)
    query = (
        select(OutboxRow)
        .where(or_(OutboxRow.source == _source(at), ours))
        .where(OutboxRow.kind == "relay", OutboxRow.verb.in_(("post", "file")))
        .where(OutboxRow.taken_back.is_(False))
    )
    return (await session.scalars(query.order_by(OutboxRow.seq).limit(1))).first()


async def _copies(session: AsyncSession, row: OutboxRow) -> list[Place]:
    query = select(OutboxRow).where(
        OutboxRow.source == row.source, OutboxRow.kind == "relay", OutboxRow.verb.in_(("post", "file"))
    )
    return [Place(_channel(copy), copy.ts) for copy in await session.scalars(query) if copy.ts]


async def _kept(session: AsyncSession, places: Sequence[Place]) -> Sequence[ReactionRow]:
    at = [(place.channel, place.thread) for place in places]
    query = select(ReactionRow).where(tuple_(ReactionRow.channel, ReactionRow.ts).in_(at))
    return (await session.scalars(query.order_by(ReactionRow.at))).all()


async def _keep(
    session: AsyncSession, at: Place, name: str, user: str, *, on: bool, crosses: bool | None
) -> None:
    kept = await session.get(ReactionRow, (at.channel, at.thread, name, user))
    if on and kept is None:
        session.add(ReactionRow(channel=at.channel, ts=at.thread, name=name, user=user, crosses=crosses))
    elif kept is not None and not on:
        await session.delete(kept)
    await session.flush()


def _source(at: Place) -> str:
    return f"{at.channel}:{at.thread}"


def _place(source: str) -> Place:
    channel, _, ts = source.partition(":")
    return Place(channel, ts)


def _channel(row: OutboxRow) -> str:
    return row.channel.removeprefix(FILES)


def _is_fresh(ts: str) -> bool:
    return abs(now().timestamp() - float(ts)) < FRESH.total_seconds()
