"""The stores: one for the rooms, one for what comes in."""

from contextlib import AsyncExitStack
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

import memory
from bot import connections
from bot.settings import Settings
from bot.store.inbox import Inbox
from bot.store.leases import Leases
from bot.store.session import Sessions, connect, create_tables, sessions
from bot.store.tables import metadata


@dataclass(frozen=True)
class Store:
    """The database of the rooms, the inbox in a store of its own, and who among replicas does what."""

    database: AsyncEngine
    sessions: Sessions
    inbox: Inbox
    leases: Leases


async def open_store(settings: Settings, stack: AsyncExitStack) -> Store:
    """Open them all, with their tables."""
    database = connect(settings.database_url)
    stack.push_async_callback(database.dispose)
    await create_tables(database, [metadata, memory.metadata, connections.metadata])
    inbox = Inbox(beside(settings, "inbox"))
    await inbox.open()
    stack.push_async_callback(inbox.close)
    leases = Leases(beside(settings, "leases"), settings.baton_instance)
    await leases.open()
    stack.push_async_callback(leases.close)
    return Store(database, sessions(database), inbox, leases)


def beside(settings: Settings, name: str) -> str:
    """The address of a store of its own: a file beside the SQLite database, or the same PostgreSQL."""
    if settings.embedded:
        return f"sqlite:///{settings.folder / name}.db"
    return settings.database_url
