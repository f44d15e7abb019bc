"""The facts in the store: kept, replaced, looked up; each with the message it comes from."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from memory.facts import CORRECTS_BACK, Fact, Mention, Source, learn
from memory.records import Records
from memory.said import Said
from memory.tables import FactRow

HERE, ELSEWHERE, ABOUT, LATEST = 60, 30, 200, 500


class Known:
    """What is known of each person, in the caller's session and transaction; nothing here commits."""

    def __init__(self, records: Records) -> None:
        self._records = records

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

    async def find(self, session: AsyncSession, team: str, person: str, number: int) -> Fact | None:
        """The current fact of this number, if it is this person's."""
        found = await self._found(session, _of(team, person, None), FactRow.n == number, limit=1)
        return found[0][1] if found else None

    async def correct(
        self, session: AsyncSession, team: str, person: str, number: int, value: str
    ) -> Fact | None:
        """A value of somebody's gives way to another one, wherever it was given; the fact as it was."""
        old = await self.find(session, team, person, number)
        if old is None:
            return None
        row = self._records.fact_row(team, person, replace(old, value=value, source=Source.CONFIRMED))
        session.add(row)
        await session.flush()
        for each, fact in await self._found(session, _of(team, person, None), limit=LATEST):
            if each.n != row.n and (fact.key, fact.value) == (old.key, old.value):
                each.superseded_by = row.n
        await session.flush()
        return old

    async def drop(self, session: AsyncSession, team: str, person: str, value: str) -> None:
        """No fact of somebody's, and none that was replaced, holds this value any more."""
        rows = (await session.scalars(select(FactRow).where(_of(team, person, None)))).all()
        for row in rows:
            if value.casefold() in self._records.fact(row).value.casefold():
                await session.delete(row)
        await session.flush()

    async def keep(self, session: AsyncSession, said: Said, mentions: Sequence[Mention]) -> None:
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

    async def unlearn(self, session: AsyncSession, team: str, source_id: str) -> None:
        mine = and_(FactRow.team == team, FactRow.source_id == source_id)
        taught = select(FactRow.n).where(mine).scalar_subquery()
        await session.execute(
            update(FactRow).where(FactRow.superseded_by.in_(taught)).values(superseded_by=None)
        )
        await session.execute(delete(FactRow).where(mine))

    async def wanted(
        self, session: AsyncSession, team: str, person: str, conversation: str, elsewhere: bool
    ) -> list[Fact]:
        """Facts the most wanted first: pinned, of this conversation, then of the others; the latest first."""
        here = await self._found(session, _of(team, person, conversation), limit=HERE)
        other = _of(team, person, None) & (FactRow.conversation != conversation)
        there = await self._found(session, other, limit=ELSEWHERE) if elsewhere else []
        ordered = [fact for _, fact in (*reversed(here), *reversed(there))]
        return sorted(ordered, key=lambda fact: not fact.pinned)

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


def _of(team: str, person: str, conversation: str | None) -> ColumnElement[bool]:
    mine = and_(FactRow.team == team, FactRow.person == person)
    return mine if conversation is None else mine & (FactRow.conversation == conversation)
