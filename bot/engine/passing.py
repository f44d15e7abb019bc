"""Which troubles pass: a full disk, a lock, a lost connection, two transactions that met, Slack away."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.errors import Unreachable

PASSING_SQLITE = ("FULL", "BUSY", "LOCKED", "IOERR", "READONLY", "CANTOPEN", "PROTOCOL")
"""SQLite's result codes, without the prefix; an extended code begins with its primary one."""

PASSING_POSTGRESQL = ("08", "25P03", "40", "53", "57P", "58")
"""Classes of SQLSTATE: connection, idle in transaction, serialization, resources, shutdown, system."""

COLLISION = ("40001", "40P01")
"""SQLSTATE: two transactions that cannot both be as if alone; a deadlock."""


COLLISIONS = 12
"""How often a transaction is run again that met another one."""

PAUSE_SECONDS = 0.05

T = TypeVar("T")


async def as_if_alone(transaction: Callable[[], Awaitable[T]]) -> T:
    """Run a transaction, again whenever it met another one; raises what it raises, at last the collision."""
    for _ in range(COLLISIONS - 1):
        try:
            return await transaction()
        except Exception as error:
            if not collides(error):
                raise
        await asyncio.sleep(random.uniform(0, PAUSE_SECONDS))
    return await transaction()


def passes(error: Exception) -> bool:
    """Whether doing the same thing later may work."""
    if isinstance(error, NoConnectionFree | Unreachable):
        return True
    if not isinstance(error, DBAPIError):
        return False
    code, state = _sqlite_code(error), _sqlstate(error)
    if not code and not state:
        # The connection broke, or there was none: nobody was left to give a code.
        return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
    return (
        error.connection_invalidated
        or code.removeprefix("SQLITE_").startswith(PASSING_SQLITE)
        or state.startswith(PASSING_POSTGRESQL)
    )


def collides(error: Exception) -> bool:
    """Whether the same transaction, run again at once, may well work."""
    return isinstance(error, DBAPIError) and _sqlstate(error) in COLLISION


def _sqlite_code(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlite_errorname", None) or ""


def _sqlstate(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
