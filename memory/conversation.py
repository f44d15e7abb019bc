"""The memory of conversations: hears, amends, drops, remembers, forgets. Every turn costs the same."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from memory.cipher import Cipher, Plain
from memory.context import CEILING, Context, compose
from memory.embedding import Embedder, LexicalEmbedder
from memory.facts import Fact, extract
from memory.known import Known
from memory.recollection import Recollection
from memory.records import Records
from memory.said import Role, Said
from memory.summary import Summary, summarise
from memory.tables import FactRow, Message, SummaryRow

# Messages are folded into the summary when more than FOLD_AT stand outside it; KEEP stay out.
FOLD_AT, KEEP = 48, 24
SUMMARY_CHARS = 2400
RECALLED = 12
ERASED = "[value removed]"


class Memory:
    """What was said and what is known, in the caller's session and transaction; nothing here commits."""

    def __init__(self, cipher: Cipher | None = None, embedder: Embedder | None = None) -> None:
        self._records = Records(cipher or Plain())
        self._known = Known(self._records)
        self._recollection = Recollection(self._records, embedder or LexicalEmbedder())

    async def hear(self, session: AsyncSession, said: Said) -> None:
        """Adds a message, its facts and its share of the summary. Hearing an id again changes nothing."""
        if await self._row(session, said.id) is not None:
            return
        row = self._records.message(said)
        session.add(row)
        await session.flush()
        await self._learn(session, said, row.n)
        await self._fold(session, said)

    async def amend(self, session: AsyncSession, id: str, text: str) -> None:  # noqa: A002
        """An edited message: its old facts go, those of the new text come. An unknown id changes nothing."""
        row = await self._row(session, id)
        if row is None or row.dropped:
            return
        said = replace(self._records.said(row), text=text)
        row.text = self._records.seal(text)
        self._recollection.let_go(row.team, row.person)
        await self._known.unlearn(session, said.team, id)
        await self._learn(session, said, row.n)
        await self._resummarise(session, row, [said])

    async def drop(self, session: AsyncSession, id: str) -> None:  # noqa: A002
        """A deleted message: its text and facts go, and what it had corrected holds again."""
        row = await self._row(session, id)
        if row is None or row.dropped:
            return
        row.dropped, row.text = True, self._records.seal("")
        self._recollection.let_go(row.team, row.person)
        await self._known.unlearn(session, row.team, id)
        await self._resummarise(session, row, [])

    async def note(self, session: AsyncSession, team: str, person: str, facts: Sequence[Fact]) -> None:
        """Keeps typed inputs as given; a new value replaces what was known under its key there."""
        await self._known.note(session, team, person, facts)

    async def transcript(self, session: AsyncSession, team: str, conversation: str) -> list[Said]:
        """Every message of a conversation that has not been deleted, in the order heard."""
        return await self._since(session, team, conversation, 0)

    async def facts(
        self,
        session: AsyncSession,
        team: str,
        person: str,
        conversation: str | None = None,
        current: bool = True,
    ) -> list[Fact]:
        """The latest facts, oldest of them first; with `current=False` the replaced ones too.

        At most 500, so that asking costs the same after years.
        """
        return await self._known.facts(session, team, person, conversation, current)

    async def latest(self, session: AsyncSession, team: str, person: str, key: str) -> str | None:
        """What somebody last gave under this key, wherever it was; None when that was never asked."""
        return await self._known.latest(session, team, person, key)

    async def about(self, session: AsyncSession, team: str, person: str) -> list[Fact]:
        """What we remember about somebody, for that person to read: pinned first, then the latest."""
        return await self._known.about(session, team, person)

    async def summary(self, session: AsyncSession, team: str, conversation: str) -> Summary:
        """The rolling summary with everything said since."""
        stored, upto = await self._stored(session, team, conversation)
        return summarise(await self._since(session, team, conversation, upto), SUMMARY_CHARS, stored)

    async def context(
        self,
        session: AsyncSession,
        team: str,
        person: str,
        conversation: str,
        ceiling: int = CEILING,
        *,
        elsewhere: bool = True,
        asked: str = "",
    ) -> Context:
        """What a turn may know, within `ceiling` tokens however long the history.

        `elsewhere=False` leaves out what was said in the person's other conversations: right wherever others
        read along. `asked` is what the turn is about: what was said before on that is recalled.
        """
        stored, upto = await self._stored(session, team, conversation)
        recent = await self._since(session, team, conversation, upto)
        facts = await self._known.wanted(session, team, person, conversation, elsewhere)
        shown = [said.id for said in recent]
        where = None if elsewhere else conversation
        recalled = (
            await self.recall(session, team, person, asked, RECALLED, conversation=where, without=shown)
            if asked
            else []
        )
        return compose(facts, stored, recent, ceiling, recalled)

    async def recall(
        self,
        session: AsyncSession,
        team: str,
        person: str,
        question: str,
        k: int = 10,
        *,
        conversation: str | None = None,
        without: Collection[str] = (),
    ) -> list[Said]:
        """The k messages in somebody's conversations that best answer a question, best first.

        Only those of one conversation where it is given; none whose id is in `without`.
        """
        whose = (team, person)
        return await self._recollection.search(session, whose, question, k, conversation, without)

    async def correct(
        self, session: AsyncSession, team: str, person: str, number: int, value: str
    ) -> Fact | None:
        """Somebody puts right what is known of them; the fact as it was, None where they have no such one."""
        return await self._known.correct(session, team, person, number, value)

    async def erase(self, session: AsyncSession, team: str, person: str, number: int) -> Fact | None:
        """One thing goes from all that was said and is known; the fact as it was, None if there is none."""
        fact = await self._known.find(session, team, person, number)
        if fact is None:
            return None
        rows = await session.scalars(
            select(Message).where(Message.team == team, Message.person == person, ~Message.dropped)
        )
        named = re.compile(rf"(?<!\w){re.escape(fact.value)}(?!\w)", re.IGNORECASE)
        for row in rows.all():
            text = self._records.open(row.text)
            if named.search(text):
                await self.amend(session, row.id, named.sub(ERASED, text))
        await self._known.drop(session, team, person, fact.value)
        return fact

    async def forget(
        self, session: AsyncSession, team: str, person: str, before: datetime | None = None
    ) -> int:
        """Deletes everything kept about a person; the number of messages and facts that went.

        With `before`, only what is from before that moment, with all that others said to it since.
        """
        self.let_go(team, person)
        kept = await self._since_then(session, team, person, before) if before else []
        gone = 0
        for table, old in ((Message, Message.at), (FactRow, FactRow.said_at)):
            mine = and_(table.team == team, table.person == person)
            over = or_(old < before, table.conversation.not_in(kept)) if before else true()
            done: Any = await session.execute(delete(table).where(mine, over))
            gone += done.rowcount
        await session.execute(delete(SummaryRow).where(SummaryRow.team == team, SummaryRow.person == person))
        return gone

    def let_go(self, team: str, person: str) -> None:
        """Keeps nothing of this person's in the memory of this process; the store still does."""
        self._recollection.let_go(team, person)

    async def _since_then(
        self, session: AsyncSession, team: str, person: str, moment: datetime
    ) -> Sequence[str]:
        """The conversations in which somebody has said something since then."""
        mine = and_(Message.team == team, Message.person == person, Message.role == Role.EMPLOYEE)
        query = select(Message.conversation).where(mine, Message.at >= moment).distinct()
        return (await session.scalars(query)).all()

    async def _learn(self, session: AsyncSession, said: Said, n: int) -> None:
        """Keeps what a message tells, and marks what it corrects."""
        question = await self._question(session, said, n)
        mentions = extract(said.text, said.role, question)
        if mentions:
            await self._known.keep(session, said, mentions)

    async def _question(self, session: AsyncSession, said: Said, n: int) -> str:
        """The coworker's message right before this one, if it was the coworker who spoke last."""
        if said.role not in (Role.EMPLOYEE, Role.HUMAN):
            return ""
        row = await session.scalar(
            _messages(said.team, said.conversation).where(Message.n < n).order_by(Message.n.desc()).limit(1)
        )
        return self._records.open(row.text) if row is not None and row.role == Role.COWORKER else ""

    async def _fold(self, session: AsyncSession, said: Said) -> None:
        """Moves the oldest messages outside the summary into it, once enough have gathered."""
        row = await session.get(SummaryRow, (said.team, said.conversation))
        outside = _after(said.team, said.conversation, row.upto if row else 0)
        some = outside.with_only_columns(Message.n).limit(FOLD_AT + 1)
        if len((await session.scalars(some)).all()) <= FOLD_AT:
            return
        old = list(await session.scalars(outside))[:-KEEP]
        messages = [self._records.said(message) for message in old]
        summary = summarise(messages, SUMMARY_CHARS, self._records.summary(row))
        if row is None:
            row = SummaryRow(team=said.team, conversation=said.conversation, person=said.person)
            session.add(row)
        row.upto, row.state = old[-1].n, self._records.sealed(summary)
        await session.flush()

    async def _resummarise(self, session: AsyncSession, row: Message, instead: Sequence[Said]) -> None:
        """Takes a changed message out of a summary it had entered, and puts its new text in."""
        kept = await session.get(SummaryRow, (row.team, row.conversation))
        if kept is not None and row.n <= kept.upto:
            without = self._records.summary(kept).without(row.id)
            kept.state = self._records.sealed(summarise(instead, SUMMARY_CHARS, without))
        await session.flush()

    async def _row(self, session: AsyncSession, id: str) -> Message | None:  # noqa: A002
        return await session.scalar(select(Message).where(Message.id == id))

    async def _since(self, session: AsyncSession, team: str, conversation: str, upto: int) -> list[Said]:
        rows = await session.scalars(_after(team, conversation, upto))
        return [self._records.said(row) for row in rows]

    async def _stored(self, session: AsyncSession, team: str, conversation: str) -> tuple[Summary, int]:
        row = await session.get(SummaryRow, (team, conversation))
        return self._records.summary(row), row.upto if row else 0


def _messages(team: str, conversation: str) -> Any:
    return select(Message).where(Message.team == team, Message.conversation == conversation, ~Message.dropped)


def _after(team: str, conversation: str, upto: int) -> Any:
    return _messages(team, conversation).where(Message.n > upto).order_by(Message.n)
