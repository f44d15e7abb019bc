"""Writing a row once, however often the step that writes it is run."""

from typing import Any

from sqlalchemy import ColumnElement, Row
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.base import Base


async def insert_once(session: AsyncSession, table: type[Base], **values: Any) -> bool:
    """Insert, unless a row with the same key stands there already; that one is left as it is.

    Whether it was inserted.

    A savepoint around an ordinary insert would not do: Python's sqlite3 commits when an outermost one ends.
    """
    # Nobody wants the object, and making one costs as much as the insert.
    plain = Base.metadata.tables[table.__tablename__]
    return await _inserted(session, table, values, *plain.primary_key) is not None


async def insert_and_read(session: AsyncSession, table: type[Base], **values: Any) -> Row[Any] | None:
    """The same; the row that was inserted with all its columns, or None."""
    return await _inserted(session, table, values, *Base.metadata.tables[table.__tablename__].columns)


async def _inserted(
    session: AsyncSession, table: type[Base], values: dict[str, Any], *columns: ColumnElement[Any]
) -> Row[Any] | None:
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(Base.metadata.tables[table.__tablename__]).values(**values).on_conflict_do_nothing()
    return (await session.execute(statement.returning(*columns))).first()
