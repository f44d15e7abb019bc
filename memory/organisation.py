"""What is so in the whole company: facts that admins and managers state, every version kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from memory.cipher import Cipher, Plain
from memory.lexical import words
from memory.tables import CompanyRow


@dataclass(frozen=True, slots=True)
class CompanyFact:
    """A value as somebody stated it; an empty one takes the fact back. `version` counts from 1."""

    key: str
    value: str
    version: int
    by: str
    at: datetime


class Organisation:
    """The company's facts, in the caller's session and transaction; nothing here commits."""

    def __init__(self, cipher: Cipher | None = None) -> None:
        self._cipher = cipher or Plain()

    async def state(
        self, session: AsyncSession, team: str, key: str, value: str, *, by: str, at: datetime
    ) -> CompanyFact:
        """A new version of a fact. Saying what is known already makes none."""
        before = await self.versions(session, team, key)
        if before and before[0].value == value:
            return before[0]
        row = CompanyRow(team=team, key=_bare(key), value=self._cipher.seal(value), by=by, at=at)
        session.add(row)
        await session.flush()
        return self._fact(row, len(before) + 1)

    async def versions(self, session: AsyncSession, team: str, key: str) -> list[CompanyFact]:
        """Every version of one fact, the newest first."""
        query = select(CompanyRow).where(CompanyRow.team == team, CompanyRow.key == _bare(key))
        rows = (await session.scalars(query.order_by(CompanyRow.n))).all()
        return [self._fact(row, version) for version, row in enumerate(rows, 1)][::-1]

    async def current(self, session: AsyncSession, team: str) -> list[CompanyFact]:
        """What holds now, in the order of the keys."""
        query = select(CompanyRow).where(CompanyRow.team == team).order_by(CompanyRow.n)
        found: dict[str, CompanyFact] = {}
        for row in await session.scalars(query):
            version = found[row.key].version + 1 if row.key in found else 1
            found[row.key] = self._fact(row, version)
        return [fact for _, fact in sorted(found.items()) if fact.value]

    async def asked_for(self, session: AsyncSession, team: str, question: str) -> Sequence[CompanyFact]:
        """What holds now of that which a question names with all its words."""
        asked = set(words(question))
        named = ((set(words(fact.key)), fact) for fact in await self.current(session, team))
        return [fact for key, fact in named if key and key <= asked]

    def _fact(self, row: CompanyRow, version: int) -> CompanyFact:
        return CompanyFact(row.key, self._cipher.open(row.value), version, row.by, row.at)


def _bare(key: str) -> str:
    return " ".join(key.casefold().split())
