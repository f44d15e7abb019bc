"""Locks on what skills work on: of two requests about one account, one does it and the other says so."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.connections.ports import Holder
from bot.desk import tickets
from bot.desk.states import Move, State
from bot.engine.passing import as_if_alone
from bot.store.base import now
from bot.store.once import insert_once
from bot.store.session import Sessions
from bot.store.tables import ResourceLock, TicketRow

LIFE = timedelta(minutes=10)
"""A run lasts seconds; one that has held something for so long is stuck, and holds it no more."""


class TicketLocks:
    """Implements `connections.Locks` for one ticket.

    A ticket works on what it holds while it is open. While it waits for its person's answer nobody works
    on it: who asks for the same elsewhere takes over, and the first question is closed.
    """

    def __init__(self, sessions: Sessions, ticket: TicketRow) -> None:
        self._sessions = sessions
        self._ticket = ticket

    async def take(self, resource: str) -> Holder | None:
        """Hold a resource until the run ends; None when it is ours, else who has it."""
        digest = hashlib.sha256(f"{self._ticket.team}: {resource}".encode()).hexdigest()
        if await self._is_ours(digest):
            return None
        return await as_if_alone(lambda: self._taken(digest))

    async def _taken(self, digest: str) -> Holder | None:
        async with self._sessions.begin() as session:
            return await self._take(session, digest)

    async def _is_ours(self, resource: str) -> bool:
        """Whether an earlier step took it, and long enough to go on: then nothing need be written."""
        async with self._sessions() as session:
            lock = await session.get(ResourceLock, resource)
        return lock is not None and lock.ticket == self._ticket.number and lock.taken_at > now() - LIFE / 2

    async def _take(self, session: AsyncSession, resource: str) -> Holder | None:
        if await insert_once(session, ResourceLock, resource=resource, ticket=self._ticket.number):
            return None
        lock = await session.get_one(ResourceLock, resource, with_for_update=True)
        holder = await session.get_one(TicketRow, lock.ticket)
        if holder.number != self._ticket.number and await self._is_at_work(session, lock, holder):
            return Holder(holder.number, holder.coworker, self._is_same(holder))
        lock.ticket, lock.taken_at = self._ticket.number, now()
        return None

    async def _is_at_work(self, session: AsyncSession, lock: ResourceLock, holder: TicketRow) -> bool:
        if holder.state == State.ASKED and self._is_same(holder):
            successor = f"goes on as {self._ticket.id}"
            await tickets.move(session, holder, Move.SUPERSEDE, self._ticket.coworker, successor)
        return holder.state == State.OPEN and lock.taken_at > now() - LIFE

    def _is_same(self, holder: TicketRow) -> bool:
        ours = self._ticket
        return (holder.requester, holder.skill) == (ours.requester, ours.skill)


async def release(session: AsyncSession, ticket: int) -> None:
    """Its run has ended: what it held is free."""
    await session.execute(delete(ResourceLock).where(ResourceLock.ticket == ticket))
