"""The memory of conversations: hears, amends, drops, remembers, forgets. Every turn costs the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from memory.cipher import Cipher, Plain
from memory.context import CEILING, Context, compose
from memory.facts import CORRECTS_BACK, Fact, Mention, Source, extract, learn
from memory.records import Records
from memory.said import Role, Said
from memory.summary import Summary, summarise
from memory.tables import FactRow, Message, SummaryRow

# Messages are folded into the summary when more than FOLD_AT stand outside it; KEEP stay out.
FOLD_AT, KEEP = 48, 24
SUMMARY_CHARS = 2400
HERE, ELSEWHERE, ABOUT, LATEST = 60, 30, 200, 500


class Memory:
    """What was said and what is known, in the caller's session and transaction; nothing here commits."""

    def __init__(self, cipher: Cipher | None = None) -> None:
        self._records = Records(cipher or Plain())

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
        await self._unlearn(session, said.team, id)
        await self._learn(session, said, row.n)
        await self._resummarise(session, row, [said])

    async def drop(self, session: AsyncSession, id: str) -> None:  # noqa: A002
        """A deleted message: its text and facts go, and what it had corrected holds again."""
        row = await self._row(session, id)
        if row is None or row.dropped:
            return
        row.dropped, row.text = True, self._records.seal("")
        await self._unlearn(session, row.team, id)
        await self._resummarise(session, row, [])

    async def note(self, session: AsyncSession, team: str, person: str, facts: Sequence[Fact]) -> None:
        """Keeps typed inputs as given; a new value replaces what was known under its key there."""
        for fact in facts:
            typed = fact if fact.source is Source.CONFIRMED else replace(fact, source=Source.FORM)
            where = _of(team, person, fact.conversation)
            before = await self._found(session, where, FactRow.key == fact.key, limit=HERE)
            if fact.value not in [known.value for _, known in before]:
                row = self._records.fact_row(team, person, typed)
                session.add(row)
                await session.flush()
                for old, _ in before:
                    old.superseded_by = row.n
        await session.flush()

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
        where = _of(team, person, conversation)
        if current:
            return [fact for _, fact in await self._found(session, where, limit=LATEST)]
        return await self._with_replaced(session, where)

    async def latest(self, session: AsyncSession, team: str, person: str, key: str) -> str | None:
        """What somebody last gave under this key, wherever it was; None when that was never asked."""
        found = await self._found(session, _of(team, person, None), FactRow.key == key, limit=1)
        return found[0][1].value if found else None

    async def about(self, session: AsyncSession, team: str, person: str) -> list[Fact]:
        """What we remember about somebody, for that person to read: pinned first, then the latest."""
        found = await self._found(session, _of(team, person, None), limit=ABOUT)
        facts = {(fact.key, fact.value): fact for _, fact in reversed(found)}
        return sorted(facts.values(), key=lambda fact: not fact.pinned)

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
    ) -> Context:
        """What a turn may know, within `ceiling` tokens however long the history.

        `elsewhere=False` leaves out what was said in the person's other conversations: right wherever others
        read along.
        """
        stored, upto = await self._stored(session, team, conversation)
        recent = await self._since(session, team, conversation, upto)
        facts = await self._wanted(session, team, person, conversation, elsewhere)
        return compose(facts, stored, recent, ceiling)

    async def forget(
        self, session: AsyncSession, team: str, person: str, before: datetime | None = None
    ) -> int:
        """Deletes everything kept about a person; the number of messages and facts that went.

        With `before`, only what is from before that moment, with all that others said to it since.
        """
        kept = await self._since_then(session, team, person, before) if before else []
        gone = 0
        for table, old in ((Message, Message.at), (FactRow, FactRow.said_at)):
            mine = and_(table.team == team, table.person == person)
            over = or_(old < before, table.conversation.not_in(kept)) if before else true()
            done: Any = await session.execute(delete(table).where(mine, over))
            gone += done.rowcount
        await session.execute(delete(SummaryRow).where(SummaryRow.team == team, SummaryRow.person == person))
        return gone

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
            await self._keep(session, said, mentions)

    async def _keep(self, session: AsyncSession, said: Said, mentions: Sequence[Mention]) -> None:
        known = await self._found(
            session, _of(said.team, said.person, said.conversation), limit=CORRECTS_BACK
        )
        learned = learn(said, mentions, [fact for _, fact in known])
        rows = {id(fact): self._records.fact_row(said.team, said.person, fact) for fact in learned.new}
        session.add_all(rows.values())
        await session.flush()
        by_fact = {id(fact): row for row, fact in known}
        for old, new in learned.superseded:
            by_fact[id(old)].superseded_by = rows[id(new)].n
        await session.flush()

    async def _unlearn(self, session: AsyncSession, team: str, source_id: str) -> None:
        mine = and_(FactRow.team == team, FactRow.source_id == source_id)
        taught = select(FactRow.n).where(mine).scalar_subquery()
        await session.execute(
            update(FactRow).where(FactRow.superseded_by.in_(taught)).values(superseded_by=None)
        )
        await session.execute(delete(FactRow).where(mine))

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

    async def _found(
        self, session: AsyncSession, *where: ColumnElement[bool], limit: int
    ) -> list[tuple[FactRow, Fact]]:
        """The latest current facts, oldest of them first."""
        rows = await session.scalars(
            select(FactRow)
            .where(FactRow.superseded_by.is_(None), *where)
            .order_by(FactRow.n.desc())
            .limit(limit)
        )
        return [(row, self._records.fact(row)) for row in reversed(rows.all())]

    async def _with_replaced(self, session: AsyncSession, where: ColumnElement[bool]) -> list[Fact]:
        newer = aliased(FactRow)
        rows = await session.execute(
            select(FactRow, newer.value)
            .outerjoin(newer, newer.n == FactRow.superseded_by)
            .where(where)
            .order_by(FactRow.n.desc())
            .limit(LATEST)
        )
        return [self._records.fact(row, value) for row, value in reversed(rows.all())]

    async def _wanted(
        self, session: AsyncSession, team: str, person: str, conversation: str, elsewhere: bool
    ) -> list[Fact]:
        """Facts the most wanted first: pinned, of this conversation, then of the others; the latest first."""
        here = await self._found(session, _of(team, person, conversation), limit=HERE)
        other = _of(team, person, None) & (FactRow.conversation != conversation)
        there = await self._found(session, other, limit=ELSEWHERE) if elsewhere else []
        ordered = [fact for _, fact in (*reversed(here), *reversed(there))]
        return sorted(ordered, key=lambda fact: not fact.pinned)


def _of(team: str, person: str, conversation: str | None) -> ColumnElement[bool]:
    mine = and_(FactRow.team == team, FactRow.person == person)
    return mine if conversation is None else mine & (FactRow.conversation == conversation)


def _messages(team: str, conversation: str) -> Any:
    return select(Message).where(Message.team == team, Message.conversation == conversation, ~Message.dropped)


def _after(team: str, conversation: str, upto: int) -> Any:
    return _messages(team, conversation).where(Message.n > upto).order_by(Message.n)
