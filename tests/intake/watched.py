"""A small house for what is looked after beside the turns: a store, an inbox, coworkers, a line, a clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast

from bot.coworkers.roster import BUILT_IN, Roster
from bot.desk.messages import Notice
from bot.governance.audit import Audit
from bot.intake.rooms import Rooms
from bot.intake.turn import Said, dump
from bot.settings import DEFAULT_DESKS
from bot.store.base import now
from bot.store.inbox import Arrival, Inbox
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import metadata
from skills.catalog import load
from tests.fakes import ADA, TEAM, FakeLine, FakePeople
from tests.tables import create_tables


class Watched:
    """Where time passes only when a test says so."""

    def __init__(self, store: Sessions, inbox: Inbox) -> None:
        badges = {name: skill.badge for name, skill in load().skills.items()}
        self.store = store
        self.inbox = inbox
        self.line = FakeLine()
        self.people = FakePeople()
        self.audit = Audit()
        self.later = timedelta()
        rooms = SimpleNamespace(
            team=TEAM,
            sessions=store,
            audit=self.audit,
            people=self.people,
            line=self.line,
            roster=Roster.load([BUILT_IN], badges, DEFAULT_DESKS),
        )
        self.rooms = cast(Rooms, rooms)

    def clock(self) -> datetime:
        """The present moment, here."""
        return now() + self.later

    def passes(self, **time: float) -> None:
        """Let so much time pass."""
        self.later += timedelta(**time)

    async def hears(self, n: int, user: str = ADA.id, thread: str = "", addressed: bool = True) -> str:
        """The nth message comes in; its key."""
        ts = f"{n}.0"
        turn = Said(
            key=f"said:{n}",
            team=TEAM,
            user=user,
            conversation=f"D-{user}",
            channel=f"D-{user}",
            ts=ts,
            thread=thread or ts,
            text="help",
            direct=True,
            addressed=addressed,
        )
        await self.inbox.take(Arrival(turn.key, turn.conversation, dump(turn)))
        return turn.key

    def told(self) -> list[tuple[str, str]]:
        """Every notice: where, and its text."""
        return [(notice.place.channel, notice.text) for notice in self.line.all(Notice)]


def beside(url: str, name: str) -> str:
    """A store of its own beside this one: another file, or the same PostgreSQL."""
    return url.replace("sqlite+aiosqlite", "sqlite").replace("baton.db", f"{name}.db")


@asynccontextmanager
async def open_house(url: str) -> AsyncIterator[Watched]:
    """A house on this store."""
    vault.unlock([b"k" * 32])
    engine = connect(url)
    await create_tables(engine, [metadata])
    inbox = Inbox(beside(url, "inbox"))
    await inbox.open()
    yield Watched(sessions(engine), inbox)
    await inbox.close()
    await engine.dispose()
