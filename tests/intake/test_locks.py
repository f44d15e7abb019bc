"""Locks on what skills work on, on both stores: one of two does it, and nobody waits for who is not at it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.connections.ports import Holder
from bot.desk.messages import Place
from bot.desk.states import Move, State
from bot.desk.tickets import move, open_ticket
from bot.engine.passing import collides
from bot.intake.runs.locks import LIFE, TicketLocks, release
from bot.store.base import now
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import ResourceLock, TicketEvent, TicketRow, metadata
from tests.fakes import ADA, BEN, TEAM
from tests.tables import create_tables

OKTA = "ada: account Okta"


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Sessions]:
    vault.unlock([b"k" * 32])
    database = connect(database_url)
    await create_tables(database, [metadata])
    yield sessions(database)
    await database.dispose()


async def opened(store: Sessions, requester: str = ADA.id, skill: str = "password_reset") -> TicketRow:
    """A ticket that a coworker works on."""
    async with store.begin() as session:
        return await open_ticket(
            session,
            team=TEAM,
            place=Place("D1", "1.0"),
            requester=requester,
            coworker="jordan",
            desk="it",
            request="I forgot my Okta password",
            skill=skill,
        )


async def moved(store: Sessions, ticket: TicketRow, *moves: Move) -> None:
    """Make moves on a ticket."""
    async with store.begin() as session:
        row = await session.get_one(TicketRow, ticket.number)
        for each in moves:
            await move(session, row, each, "somebody")


async def state_of(store: Sessions, ticket: TicketRow) -> str:
    async with store() as session:
        return (await session.get_one(TicketRow, ticket.number)).state


async def test_one_of_many_gets_it_and_the_others_learn_who(store: Sessions) -> None:
    tickets = [await opened(store) for _ in range(8)]

    holders = await asyncio.gather(*(TicketLocks(store, ticket).take(OKTA) for ticket in tickets))

    [winner] = [ticket for ticket, holder in zip(tickets, holders, strict=True) if holder is None]
    others = [holder for holder in holders if holder is not None]
    assert others == [Holder(winner.number, "jordan", same=True)] * 7


async def test_a_ticket_may_take_what_it_has(store: Sessions) -> None:
    ticket = await opened(store)
    for _ in range(3):
        assert await TicketLocks(store, ticket).take(OKTA) is None


async def test_another_thing_is_another_lock(store: Sessions) -> None:
    one, other = await opened(store), await opened(store)
    assert await TicketLocks(store, one).take(OKTA) is None
    assert await TicketLocks(store, other).take("ada: account Windows") is None
    assert await TicketLocks(store, other).take("ben: account Okta") is None


@pytest.mark.parametrize(("requester", "skill"), [(BEN.id, "password_reset"), (ADA.id, "app_access")])
async def test_who_wants_something_else_is_told_so(store: Sessions, requester: str, skill: str) -> None:
    one, other = await opened(store), await opened(store, requester, skill)
    await TicketLocks(store, one).take(OKTA)
    assert await TicketLocks(store, other).take(OKTA) == Holder(one.number, "jordan", same=False)


async def test_what_a_run_held_is_free_when_it_has_ended(store: Sessions) -> None:
    one, other = await opened(store), await opened(store)
    await TicketLocks(store, one).take(OKTA)
    async with store.begin() as session:
        await release(session, one.number)
    assert await TicketLocks(store, other).take(OKTA) is None


@pytest.mark.parametrize("end", [Move.FINISH, Move.HAND_OVER, Move.CLOSE])
async def test_a_ticket_that_no_coworker_works_on_holds_nothing(store: Sessions, end: Move) -> None:
    one, other = await opened(store), await opened(store)
    await TicketLocks(store, one).take(OKTA)
    await moved(store, one, end)
    assert await TicketLocks(store, other).take(OKTA) is None


async def test_a_stuck_run_does_not_hold_for_ever(store: Sessions) -> None:
    one, other = await opened(store), await opened(store)
    await TicketLocks(store, one).take(OKTA)
    long_ago = now() - LIFE - timedelta(seconds=1)
    async with store.begin() as session:
        await session.execute(update(ResourceLock).values(taken_at=long_ago))
    assert await TicketLocks(store, other).take(OKTA) is None
    assert await TicketLocks(store, one).take(OKTA) == Holder(other.number, "jordan", same=True)


async def test_who_asks_again_elsewhere_takes_over_from_an_open_question(store: Sessions) -> None:
    one, other = await opened(store), await opened(store)
    await TicketLocks(store, one).take(OKTA)
    await moved(store, one, Move.ASK)

    assert await TicketLocks(store, other).take(OKTA) is None

    assert await state_of(store, one) == State.CLOSED
    async with store() as session:
        events = select(TicketEvent).where(
            TicketEvent.ticket == one.number, TicketEvent.what == Move.SUPERSEDE
        )
        event = (await session.scalars(events)).one()
    assert event.detail == f"goes on as {other.id}"


async def test_an_open_question_of_somebody_else_stays_open_and_holds_nobody_up(store: Sessions) -> None:
    one, other = await opened(store), await opened(store, BEN.id)
    await TicketLocks(store, one).take(OKTA)
    await moved(store, one, Move.ASK)
    assert await TicketLocks(store, other).take(OKTA) is None
    assert await state_of(store, one) == State.ASKED


async def test_of_an_answer_and_a_request_elsewhere_at_once_one_wins(store: Sessions) -> None:
    for _ in range(10):
        one, other = await opened(store), await opened(store)
        await TicketLocks(store, one).take(OKTA)
        await moved(store, one, Move.ASK)

        holder, _ = await asyncio.gather(
            TicketLocks(store, other).take(OKTA), _patiently(store, one, Move.ANSWER)
        )

        answered = await state_of(store, one) == State.OPEN
        assert holder == (Holder(one.number, "jordan", same=True) if answered else None)
        await moved(store, one, Move.CLOSE)
        await moved(store, other, Move.CLOSE)


async def _patiently(store: Sessions, ticket: TicketRow, step: Move) -> None:
    """As a turn does it: again, where it met another transaction."""
    while True:
        try:
            return await moved(store, ticket, step)
        except Exception as error:
            if not collides(error):
                raise
