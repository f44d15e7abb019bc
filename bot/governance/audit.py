"""The record of what was done, for whom and why: the intent before the effect, refusals too."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from types import SimpleNamespace
from typing import Any, NotRequired, TypedDict, TypeVar, Unpack

from pydantic import JsonValue
from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.governance.chain import PAGE, Keyring, add_link, add_links
from bot.store.base import Base
from bot.store.once import insert_and_read
from bot.store.tables.audit import AuditRow

T = TypeVar("T")
_TABLE = Base.metadata.tables[AuditRow.__tablename__]
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
        settled = await session.execute(
            update(_TABLE)
            .where(_TABLE.c.key == key, _TABLE.c.outcome == Outcome.INTENDED)
            .values(outcome=outcome)
            .returning(*_TABLE.c)
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

    def alias(self, team: str, user: str) -> str:
        """What stands in place of a forgotten person's id: always the same, and only the key leads back."""
        return Keyring().aliases(team, user)[0]

    async def disown(
        self, session: AsyncSession, team: str, user: str, before: datetime, tickets: Sequence[int]
    ) -> None:
        """Put an alias in place of a person's id, and blank the reasons, in rows from before a moment.

        Those of these tickets are of that time, whenever they were written. The chain holds.
        """
        theirs = or_(AuditRow.actor == user, AuditRow.on_behalf_of == user)
        then = or_(AuditRow.at < before, AuditRow.ticket.in_(tickets))
        alias = self.alias(team, user)
        rows = await session.execute(select(*_TABLE.c).where(AuditRow.team == team, theirs, then))
        changed = [_disowned(row, user, alias) for row in rows]
        for some in batched(changed):
            await session.execute(update(AuditRow), [vars(row) for row in some])
            await add_links(session, some)

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


def _disowned(row: Any, user: str, alias: str) -> SimpleNamespace:
    values = row._asdict()
    names = {name: alias for name in ("actor", "on_behalf_of") if values[name] == user}
    details = {name: alias if value == user else value for name, value in row.details.items()}
    return SimpleNamespace(**values | names | {"why": "", "details": details})


def batched(rows: Sequence[T], size: int = PAGE) -> Iterator[Sequence[T]]:
    """Some at a time."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


async def _append(session: AsyncSession, deed: Deed, outcome: Outcome) -> None:
    """The one place where a row is added."""
    if row := await insert_and_read(session, AuditRow, outcome=outcome, **deed):
        await add_link(session, row)
