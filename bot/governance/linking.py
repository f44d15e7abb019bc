"""Gives the links of the audit their places, and keeps a mark of where they end outside the database."""

import json
import logging
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from sqlalchemy import Select, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.governance.chain import PAGE, Keyring, Place, add_links, next_place
from bot.store.once import insert_once
from bot.store.session import Sessions
from bot.store.tables.audit import AuditHead, AuditLink, AuditRow

log = logging.getLogger(__name__)

LANE = "audit"
LOOK_SECONDS = 1.0


class Leases(Protocol):
    """Who among replicas does what; as bot.store.leases has it."""

    async def take(self, lane: str) -> int | None:
        """None when another replica holds it."""

    async def let_go(self, lane: str) -> None:
        """Whoever comes next may have it."""


class Linker:
    """Binds a team's rows to each other, one replica at a time. `mark` is the file outside the database."""

    def __init__(self, sessions: Sessions, leases: Leases, team: str, mark: Path) -> None:
        self._sessions = sessions
        self._leases = leases
        self._team = team
        self._mark = mark
        self._marks = True

    async def begin(self) -> None:
        """Where there is no chain yet it begins, with the rows that stand there already."""
        async with self._sessions() as session:
            head = await session.get(AuditHead, self._team)
        if head is None:
            await self._start()
        place = Place(head.count, head.mac) if head else Place()
        self._marks = await self._is_on_the_chain(read_marks(self._mark).get(self._team, Place()))
        log.info("The audit's chain has %d links; the last is %s.", *place)
        if not self._marks:
            log.error("The audit is not the one of which %s speaks; see `baton audit verify`.", self._mark)

    async def link(self) -> int:
        """Put what waits at the end of the chain, unless another replica is at it; how many that were."""
        if not await self._waits() or await self._leases.take(LANE) is None:
            return 0
        linked = 0
        try:
            while more := await self._link_some():
                linked += more
        finally:
            await self._leases.let_go(LANE)
        return linked

    async def _start(self) -> None:
        taken, more = 0, 1
        while more:
            async with self._sessions.begin() as session:
                taken += (more := await self._take_over(session))
        async with self._sessions.begin() as session:
            await insert_once(session, AuditHead, **_head(self._team, Place()))
        log.info("The audit's chain begins, with %d earlier rows.", taken)

    async def _is_on_the_chain(self, kept: Place) -> bool:
        """A mark that is not is left alone: somebody is to look at it."""
        async with self._sessions() as session:
            here = select(AuditLink.mac).where(AuditLink.team == self._team, AuditLink.n == kept.links)
            return not kept.links or await session.scalar(here) == kept.mac

    async def _waits(self) -> bool:
        async with self._sessions() as session:
            return bool(await session.scalar(select(_unbound(self._team).exists())))

    async def _link_some(self) -> int:
        async with self._sessions.begin() as session:
            head = await session.get(AuditHead, self._team, with_for_update=True)
            some = _unbound(self._team).order_by(AuditLink.id).limit(PAGE)
            links = (await session.scalars(some)).all() if head else []
            if head is None or not links:
                return 0
            keys, place = Keyring(), Place(head.count, head.mac)
            places = []
            for link in links:
                place = next_place(keys, place, link.team, link.key, link.own)
                places.append({"id": link.id, "n": place.links, "mac": place.mac})
            await session.execute(update(AuditLink), places)
            await session.execute(
                update(AuditHead).where(AuditHead.team == self._team).values(**_head(self._team, place))
            )
        if self._marks:
            write_mark(self._mark, self._team, place)
        return len(links)

    async def _take_over(self, session: AsyncSession) -> int:
        """Bind some rows from before there was a chain."""
        known = exists().where(AuditLink.key == AuditRow.key)
        rows = select(AuditRow).where(AuditRow.team == self._team, ~known).order_by(AuditRow.seq).limit(PAGE)
        found = (await session.scalars(rows)).all()
        if found:
            await add_links(session, found)
        return len(found)


def _unbound(team: str) -> Select[AuditLink]:
    return select(AuditLink).where(AuditLink.team == team, AuditLink.n.is_(None))


def _head(team: str, place: Place) -> dict[str, str | int]:
    return {"team": team, "count": place.links, "mac": place.mac, "seal": Keyring().bind(team, *place)}


def write_mark(file: Path, team: str, place: Place) -> None:
    """Write down where a chain ends; the database goes on without where that cannot be written."""
    marks = {**read_marks(file), team: place}
    fresh = file.with_suffix(f".{uuid4().hex}")
    with suppress(OSError):
        fresh.write_text(json.dumps(marks), encoding="utf-8")
        fresh.replace(file)


def read_marks(file: Path) -> dict[str, Place]:
    """Where each team's chain ended when that was last written down; nothing where there is no such file."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        marks = json.loads(file.read_text(encoding="utf-8"))
        return {str(team): Place(int(count), str(mac)) for team, (count, mac) in marks.items()}
    return {}
