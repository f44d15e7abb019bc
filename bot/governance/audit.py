"""The record of what was done, for whom and why: the intent before the effect, refusals too."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NotRequired, TypedDict, Unpack

from pydantic import JsonValue
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.governance.chain import add_link
from bot.store.base import Base
from bot.store.once import insert_and_read
from bot.store.tables.audit import AuditRow

Detail = str | int | float | bool | None


class Outcome(StrEnum):
    """What came of an action; an intent without an end was interrupted."""

    INTENDED = "intended"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"


class Deed(TypedDict):
    """What an audit row says.

    `actor` is a coworker's name or a person's id, `on_behalf_of` the person it was for. `key` names the
    deed itself: the same key twice is one row, so a step that is run again leaves no second one.
    `details` are ids, names of things, counts and hashes; never secrets, never what people said.
    """

    team: str
    actor: str
    action: str
    key: str
    on_behalf_of: NotRequired[str]
    ticket: NotRequired[int | None]
    why: NotRequired[str]
    details: NotRequired[Mapping[str, Detail]]


def params_hash(arguments: Mapping[str, JsonValue]) -> str:
    """SHA-256 of arguments as canonical JSON: tells whether two calls were alike without keeping either."""
    canonical = json.dumps(arguments, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class Audit:
    """Writes and reads audit rows, each in the session of the transaction it belongs to."""

    async def intend(self, session: AsyncSession, **deed: Unpack[Deed]) -> None:
        """Say what is about to be done. Commit before doing it: no row, no effect."""
        await _append(session, deed, Outcome.INTENDED)

    async def settle(self, session: AsyncSession, key: str, outcome: Outcome) -> None:
        """Say what came of an intent. The first word stands."""
        plain = Base.metadata.tables[AuditRow.__tablename__]
        settled = await session.execute(
            update(plain)
            .where(plain.c.key == key, plain.c.outcome == Outcome.INTENDED)
            .values(outcome=outcome)
            .returning(*plain.c)
        )
        if row := settled.first():
            await add_link(session, row)

    async def record(
        self, session: AsyncSession, outcome: Outcome = Outcome.DONE, **deed: Unpack[Deed]
    ) -> None:
        """Say what was done in this very transaction."""
        await _append(session, deed, outcome)

    async def refuse(self, session: AsyncSession, **deed: Unpack[Deed]) -> None:
        """Say that somebody tried and was not let."""
        await _append(session, deed, Outcome.REFUSED)

    async def recent(
        self,
        session: AsyncSession,
        team: str,
        *,
        actor: str | None = None,
        action: str | None = None,
        ticket: int | None = None,
        outcome: Outcome | None = None,
        limit: int = 50,
        before: int | None = None,
    ) -> Sequence[AuditRow]:
        """A team's rows, newest first; `before` is the `seq` the last page ended with."""
        wanted = [AuditRow.team == team]
        wanted += [AuditRow.actor == actor] if actor is not None else []
        wanted += [AuditRow.action == action] if action is not None else []
        wanted += [AuditRow.ticket == ticket] if ticket is not None else []
        wanted += [AuditRow.outcome == outcome] if outcome is not None else []
        wanted += [AuditRow.seq < before] if before is not None else []
        rows = select(AuditRow).where(*wanted).order_by(AuditRow.seq.desc()).limit(limit)
        return (await session.scalars(rows)).all()


async def _append(session: AsyncSession, deed: Deed, outcome: Outcome) -> None:
    """The one place where a row is added."""
    if row := await insert_and_read(session, AuditRow, outcome=outcome, **deed):
        await add_link(session, row)
