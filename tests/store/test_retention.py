"""Retention: what is older than the company wants goes, what is newer or still under way stays."""

from datetime import timedelta

from sqlalchemy import select, update

import memory
from bot.settings import RetentionSettings
from bot.store.base import now
from bot.store.housekeeping import Housekeeping
from bot.store.tables import OutboxRow, TicketEvent, TicketRow
from memory.tables import Message
from tests.store.test_housekeeping import DAYS, House, house

__all__ = ["house"]

LONG_AGO = now() - timedelta(days=40)
PLACE = {"team": "T1", "channel": "D1", "thread": "1.0"}
COLUMNS = {**PLACE, "requester": "U1", "coworker": "jordan", "desk": "it", "request": "my laptop is slow"}


async def tidies(house: House, **days: int) -> None:
    """Housekeeping with these days of retention."""
    kept = RetentionSettings(**days)
    await Housekeeping(house.store, house.inbox, house.one, DAYS, retention=kept).tidy()


async def test_what_was_posted_long_ago_loses_its_words_once_it_is_said(house: House) -> None:
    rows = {"old": ("sent", LONG_AGO), "waits": ("pending", LONG_AGO), "fresh": ("sent", now())}
    async with house.store.begin() as session:
        for name, (state, at) in rows.items():
            text = {"text": "my laptop is slow"}
            session.add(
                OutboxRow(id=name, verb="post", channel="D1", body=text, state=state, created_at=at, ts="1.0")
            )

    await tidies(house)

    async with house.store() as session:
        left = {row.id: row.body for row in await session.scalars(select(OutboxRow))}
    assert {name for name, body in left.items() if body} == {"waits", "fresh"}


async def test_tickets_that_are_over_stay_without_their_words(house: House) -> None:
    async with house.store.begin() as session:
        for state in ("solved", "queued"):
            ticket = TicketRow(state=state, skill=None, opened_at=LONG_AGO, **COLUMNS)
            session.add(ticket)
            await session.flush()
            session.add(TicketEvent(ticket=ticket.number, actor="U1", what="corrected", detail="very slow"))
        await session.flush()
        await session.execute(update(TicketRow).values(updated_at=LONG_AGO))
    await tidies(house)
    assert await words(house) == ["my laptop is slow", "my laptop is slow", "very slow", "very slow"]

    await tidies(house, tickets_days=30)

    assert await words(house) == ["", "", "my laptop is slow", "very slow"]


async def words(house: House) -> list[str]:
    """What stands in tickets and their history."""
    async with house.store() as session:
        columns = (TicketRow.request, TicketEvent.detail)
        return sorted([text for column in columns for text in await session.scalars(select(column))])


async def test_conversations_go_once_nobody_goes_on_with_them(house: House) -> None:
    async with house.store.begin() as session:
        connection = await session.connection()
        await connection.run_sync(memory.metadata.create_all)
        for n, (talk, at) in enumerate({"D1:1": LONG_AGO, "D1:2": LONG_AGO, "D1:2+": now()}.items()):
            said = {"id": str(n), "team": "T1", "person": "U1", "speaker": "", "role": "employee", "text": ""}
            session.add(Message(conversation=talk.rstrip("+"), at=at, **said))

    await tidies(house, memory_days=30)

    async with house.store() as session:
        assert list(await session.scalars(select(Message.conversation))) == ["D1:2", "D1:2"]
