"""Which troubles of a database pass: a full disk, a lock, a lost connection."""

from sqlalchemy.exc import DBAPIError

PASSING_SQLITE = ("FULL", "BUSY", "LOCKED", "IOERR", "READONLY", "CANTOPEN", "PROTOCOL")
"""SQLite's result codes, without the prefix; an extended code begins with its primary one."""

PASSING_POSTGRESQL = ("08", "25P03", "40", "53", "57P", "58")
"""Classes of SQLSTATE: connection, idle in transaction, serialization, resources, shutdown, system."""


def passes(error: Exception) -> bool:
    """Whether doing the same thing later may work."""
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorname", None) or ""
    state = getattr(error.orig, "sqlstate", None) or ""
    return (
        error.connection_invalidated
        or code.removeprefix("SQLITE_").startswith(PASSING_SQLITE)
        or state.startswith(PASSING_POSTGRESQL)
    )
