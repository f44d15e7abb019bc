"""The stores: one for the rooms, one for what comes in."""

import asyncio
import logging
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.governance.linking import Linker
from bot.settings import Settings
from bot.store.inbox import Inbox
from bot.store.leases import Leases
from bot.store.migrations import INBOX, MAIN, Line, look, upgrade
from bot.store.session import Sessions, connect, connect_blocking, sessions

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Store:
    """The database of the rooms, the inbox in a store of its own, and who among replicas does what."""

    database: AsyncEngine
    sessions: Sessions
    inbox: Inbox
    leases: Leases


async def open_store(settings: Settings, stack: AsyncExitStack) -> Store:
    """Open them all, with their tables."""
    await asyncio.to_thread(bring_up_to_date, settings)
    with suppress(OSError):  # with PostgreSQL there is nothing here but what makes the next start quick
        settings.folder.mkdir(parents=True, exist_ok=True)
    database = connect(settings.database_url)
    stack.push_async_callback(database.dispose)
    inbox = Inbox(beside(settings, "inbox"))
    await inbox.open()
    stack.push_async_callback(inbox.close)
    leases = Leases(beside(settings, "leases"), settings.baton_instance)
    await leases.open()
    stack.push_async_callback(leases.close)
    return Store(database, sessions(database, inbox.rush), inbox, leases)


def bring_up_to_date(settings: Settings) -> list[tuple[Line, tuple[str, ...]]]:
    """Apply what the stores lack; what was applied to which.

    Raises ConfigurationError where one is newer than we are, or cannot be opened or written.
    """
    applied = []
    for line, url in lines(settings):
        engine = connect_blocking(url)
        try:
            if versions := upgrade(engine, line):
                applied.append((line, versions))
                log.info("The %s store was brought up to version %s.", line.folder, line.head)
        finally:
            engine.dispose()
    return applied


def standing(settings: Settings) -> list[tuple[Line, str, str | None]]:
    """Each store: its line, its address without the password, the version it has; None while it is empty.

    Changes nothing. Raises ConfigurationError as `bring_up_to_date` does.
    """
    found = []
    for line, url in lines(settings):
        engine = connect_blocking(url)
        # Looking into a SQLite file that is not there would make one.
        there = engine.dialect.name != "sqlite" or Path(str(engine.url.database)).exists()
        try:
            found.append((line, engine.url.render_as_string(), look(engine, line) if there else None))
        finally:
            engine.dispose()
    return found


def lines(settings: Settings) -> tuple[tuple[Line, str], ...]:
    """Each store's line of versions, and its address for work that blocks."""
    main = settings.database_url.replace("sqlite+aiosqlite", "sqlite", 1)
    return (MAIN, main), (INBOX, beside(settings, "inbox"))


def beside(settings: Settings, name: str) -> str:
    """The address of a store of its own: a file beside the SQLite database, or the same PostgreSQL."""
    if settings.embedded:
        return f"sqlite:///{settings.folder / name}.db"
    return settings.database_url


async def open_linker(settings: Settings, store: Store, team: str, stack: AsyncExitStack) -> Linker:
    """What binds the rows of the audit to each other; whatever is left at the end is bound then."""
    linker = Linker(store.sessions, store.leases, team, marks_of(settings))
    await linker.begin()
    stack.push_async_callback(linker.link)
    return linker


def marks_of(settings: Settings) -> Path:
    """The file that says, outside the database, where the audit ends."""
    return settings.folder / "audit.marks"
