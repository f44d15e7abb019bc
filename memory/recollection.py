"""Recall over all that somebody ever told us: an index a person, made when it is first needed, and kept."""

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from memory.embedding import Embedder
from memory.recall import Index
from memory.records import Records
from memory.said import Said
from memory.tables import Message

MOST_KEPT = 8_000
"""Messages in the indexes that are kept, all people together: 10 to 20 KB each."""
SPARE = 5
"""How many more are looked for, because some may be gone or not wanted."""

Whose = tuple[str, str]
"""Team and person."""


@dataclass
class Kept:
    """An index of a person's messages up to the row `upto`; `count` rows of theirs went into it."""

    index: Index
    upto: int = 0
    count: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Recollection:
    """The indexes of the people who were asked about last. What is found is read from the store anew.

    So nothing is told that was deleted, however old an index is; and an edited message as it reads now.
    """

    def __init__(self, records: Records, embedder: Embedder, most: int = MOST_KEPT) -> None:
        self._records = records
        self._embedder: Embedder = getattr(embedder, "behind", embedder)
        self._most = most
        self._kept: OrderedDict[Whose, Kept] = OrderedDict()

    async def search(
        self,
        session: AsyncSession,
        whose: Whose,
        question: str,
        k: int,
        conversation: str | None = None,
        without: Collection[str] = (),
    ) -> list[Said]:
        """The k best messages of somebody's, best first; of one conversation where it is given."""
        kept = self._taken(whose)
        async with kept.lock:
            await self._bring_up(session, whose, kept)
            wanted = len(kept.index.messages) if conversation else k + SPARE + len(without)
            ranked = await asyncio.to_thread(kept.index.search, question, wanted)
        self._make_room()
        ids = [
            said.id
            for said, _ in ranked
            if said.id not in without and conversation in (None, said.conversation)
        ]
        return await self._as_they_are(session, whose, ids[: k + SPARE], k)

    def let_go(self, team: str, person: str) -> None:
        """Keep no index of this person."""
        self._kept.pop((team, person), None)

    def _taken(self, whose: Whose) -> Kept:
        kept = self._kept.setdefault(whose, Kept(Index((), self._embedder)))
        self._kept.move_to_end(whose)
        return kept

    async def _bring_up(self, session: AsyncSession, whose: Whose, kept: Kept) -> None:
        """Adds what was said since; begins anew where something before it went or came late."""
        known = _all_of(whose) & (Message.n <= kept.upto)
        if kept.count != await session.scalar(select(func.count()).select_from(Message).where(known)):
            kept.index, kept.upto, kept.count = Index((), self._embedder), 0, 0
        since = select(Message).where(_all_of(whose), Message.n > kept.upto).order_by(Message.n)
        rows = (await session.scalars(since)).all()
        if rows:
            await asyncio.to_thread(self._add, kept.index, rows)
            kept.upto, kept.count = rows[-1].n, kept.count + len(rows)

    def _add(self, index: Index, rows: Sequence[Message]) -> None:
        index.add(self._records.said(row) for row in rows if not row.dropped)

    def _make_room(self) -> None:
        while len(self._kept) > 1 and sum(kept.count for kept in self._kept.values()) > self._most:
            self._kept.popitem(last=False)

    async def _as_they_are(
        self, session: AsyncSession, whose: Whose, ids: Sequence[str], k: int
    ) -> list[Said]:
        there = _all_of(whose) & ~Message.dropped
        rows = await session.scalars(select(Message).where(there, Message.id.in_(ids)))
        said: dict[str, Any] = {row.id: self._records.said(row) for row in rows}
        return [said[each] for each in ids if each in said][:k]


def _all_of(whose: Whose) -> ColumnElement[bool]:
    """All rows of a person, also the empty ones of deleted messages: an index of the table has these."""
    team, person = whose
    return and_(Message.team == team, Message.person == person)
