"""The chain of the audit: each row, and each word on what came of it, is bound to the one before it by a key.

Who can write the database but has no BATON_SECRET_KEY can change, add, swap or cut nothing unnoticed. A link
is written in the transaction of its row; its place in the chain is given a moment later (see `linking`), so
that turns which end at the same time need not wait for each other.
"""

import base64
import hmac
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, Text, exists, func, insert, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.errors import StoreUnavailable
from bot.store.base import Base, SealedJson
from bot.store.sealed import Sealed, vault
from bot.store.tables.audit import AuditHead, AuditKey, AuditLink, AuditRow

PURPOSE = "audit"
PAGE = 500
LINKS = Base.metadata.tables[AuditLink.__tablename__]
COLUMNS = (
    "seq", "key", "team", "at", "actor", "on_behalf_of", "action", "ticket", "why", "details", "outcome",
)  # fmt: skip
"""All that a row says; a link is about all of it."""


class Place(NamedTuple):
    """Where a chain has got to: how many links, and what binds the last one. It can be kept anywhere."""

    links: int = 0
    mac: str = ""


START = Place()


@dataclass(frozen=True)
class Verdict:
    """What came of walking a chain: links that hold, rows not bound yet, and "" or the first fault."""

    links: int
    waiting: int = 0
    fault: str = ""
    place: Place = START


class Keyring:
    """Binds with the key in use, and checks with any that ever was."""

    def __init__(self, retired: Mapping[str, bytes] | None = None) -> None:
        ours = vault.keys(PURPOSE)
        self._current = next(iter(ours))
        self._keys = {**(retired or {}), **ours}

    def bind(self, *parts: object) -> str:
        """The name of the key, and HMAC-SHA-256 over the parts."""
        return f"{self._current}:{_hmac(self._keys[self._current], parts)}"

    def knows(self, bound: str) -> bool:
        """Whether the key that bound this is at hand."""
        return bound.partition(":")[0] in self._keys

    def holds(self, bound: str, *parts: object) -> bool:
        """Whether these are the parts that were bound."""
        name, _, mac = bound.partition(":")
        return name in self._keys and hmac.compare_digest(mac, _hmac(self._keys[name], parts))

    def aliases(self, team: str, user: str) -> list[str]:
        """What stands in place of a forgotten person's id; first what is put there now."""
        first = (self._keys[self._current], *self._keys.values())
        return list(dict.fromkeys(f"gone-{_hmac(key, ('alias', team, user))[:16]}" for key in first))


def _hmac(key: bytes, parts: tuple[object, ...]) -> str:
    said = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)
    mac = hmac.digest(key, said.encode("utf-8", "surrogatepass"), "sha256")
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def said(row: Any) -> tuple[object, ...]:
    """What a row says, in the order of COLUMNS. `row` is an AuditRow, or has its columns."""
    values = [getattr(row, name) for name in COLUMNS]
    values[COLUMNS.index("at")] = row.at.isoformat()
    return tuple(values)


def _opened(row: Any) -> tuple[object, ...]:
    """The same of a row as it lies in the store. Raises StoreUnavailable."""
    values = dict(zip(COLUMNS, said(row), strict=True))
    values["why"] = vault.open(row.why) if row.why else row.why
    values["details"] = json.loads(vault.open(row.details))
    return tuple(values.values())


async def add_link(session: AsyncSession, row: Any) -> None:
    """Bind what a row says now, in the transaction that wrote it."""
    await add_links(session, [row])


async def add_links(session: AsyncSession, rows: Sequence[Any]) -> None:
    """The same for several."""
    keys = Keyring()
    links = [{"team": row.team, "key": row.key, "own": keys.bind(*said(row))} for row in rows]
    await session.execute(insert(LINKS), links)


def next_place(keys: Keyring, place: Place, team: str, key: str, own: str) -> Place:
    """The place after a link that is put at the end."""
    n = place.links + 1
    return Place(n, keys.bind(place.mac, team, n, key, own))


async def keyring(session: AsyncSession) -> Keyring:
    """Our keys, with those that were retired since."""
    rows = await session.scalars(select(AuditKey))
    return Keyring({row.name: bytes.fromhex(row.key) for row in rows})


async def verify(session: AsyncSession, team: str, kept: Place | None = None) -> Verdict:
    """Walk a team's chain from its first link; `kept` is a place that was kept outside the database."""
    keys = await keyring(session)
    place = START
    async for link in _links(session, team):
        here = Place(place.links + 1, link.mac)
        if fault := _fault(keys, place, team, link) or _left(kept, here):
            return Verdict(place.links, fault=fault)
        place = here
    if fault := await _cut(session, keys, team, place, kept):
        return Verdict(place.links, fault=fault)
    waiting, fault = await _waiting(session, keys, team)
    return Verdict(place.links, waiting, fault or await _put_in(session, team), place)


async def _links(session: AsyncSession, team: str) -> AsyncIterator[Row[Any]]:
    """Each link in its order, with what it is about, and whether it is the last word on that."""
    last = 0
    while page := (await session.execute(_page(team).where(AuditLink.n > last).order_by(AuditLink.n))).all():
        for each in page:
            yield each
        last = page[-1].n


def _page(team: str) -> Select[*tuple[Any, ...]]:
    """Links, and the rows as they lie in the store: what somebody put there may not open."""
    later = aliased(AuditLink)
    is_latest = ~exists().where(later.key == AuditLink.key, later.id > AuditLink.id)
    link = [AuditLink.id, AuditLink.n, AuditLink.key.label("about"), AuditLink.own, AuditLink.mac]
    row = [
        type_coerce(column, Text).label(column.name)
        if isinstance(column.type, Sealed | SealedJson)
        else column
        for column in (AuditRow.__table__.c[name] for name in COLUMNS)
    ]
    joined = select(*link, *row, is_latest.label("is_latest"))
    joined = joined.outerjoin_from(AuditLink, AuditRow, AuditRow.key == AuditLink.key)
    return joined.where(AuditLink.team == team).limit(PAGE)


def _fault(keys: Keyring, place: Place, team: str, link: Row[Any]) -> str:
    if link.n != place.links + 1:
        return f"Link {place.links + 1} was taken out."
    if not keys.knows(link.mac):
        name = link.mac.partition(":")[0]
        return (
            f"Link {link.n} was bound with a key that is not at hand: {name}. Was BATON_SECRET_KEY changed?"
        )
    if not keys.holds(link.mac, place.mac, team, link.n, link.about, link.own):
        return f"Link {link.n}, of {link.about!r}, was changed."
    return _changed(keys, link)


def _changed(keys: Keyring, link: Row[Any]) -> str:
    """What is wrong with the row that a link is about; earlier words on it are bound by the chain alone."""
    if not link.is_latest:
        return ""
    if link.seq is None:
        return f"The row {link.about!r} was deleted."
    try:
        holds = keys.holds(link.own, *_opened(link))
    except (StoreUnavailable, ValueError):
        return f"Row {link.seq} was changed: its words cannot be opened."
    if not holds:
        return f"Row {link.seq} was changed; it now says {link.action!r} by {link.actor!r}, {link.outcome}."
    return ""


def _left(kept: Place | None, here: Place) -> str:
    if kept is None or kept.links != here.links or kept.mac == here.mac:
        return ""
    return f"Link {here.links} is not the one whose mark was kept outside the database."


async def _cut(session: AsyncSession, keys: Keyring, team: str, place: Place, kept: Place | None) -> str:
    """Whether something is missing at the end."""
    head = await session.get(AuditHead, team)
    if head is None:
        rows = await session.scalar(select(func.count()).where(AuditRow.team == team))
        if not rows and kept is None:
            return ""
        return f"Nothing says where the chain ends: its anchor is missing ({rows} rows stand here)."
    if not keys.holds(head.seal, team, head.count, head.mac):
        return "The anchor, which says where the chain ends, was changed."
    ends = max(head.count, kept.links if kept else 0)
    if place.links < ends:
        return f"Link {place.links + 1} and all after it were cut off; there were {ends}."
    return "" if place == (head.count, head.mac) else f"Link {head.count + 1} was put in behind the anchor."


async def _waiting(session: AsyncSession, keys: Keyring, team: str) -> tuple[int, str]:
    """How many links wait for their place, and what is wrong with the rows they are about."""
    count, last = 0, 0
    unbound = _page(team).where(AuditLink.n.is_(None)).order_by(AuditLink.id)
    while page := (await session.execute(unbound.where(AuditLink.id > last))).all():
        for link in page:
            if fault := _changed(keys, link):
                return count, fault
        count, last = count + len(page), page[-1].id
    return count, ""


async def _put_in(session: AsyncSession, team: str) -> str:
    known = exists().where(AuditLink.key == AuditRow.key)
    strange = select(AuditRow.seq, AuditRow.action, AuditRow.actor).where(AuditRow.team == team, ~known)
    row = (await session.execute(strange.order_by(AuditRow.seq).limit(1))).first()
    return f"Row {row.seq} was put in: {row.action!r} by {row.actor!r}." if row else ""
