"""Writing a row once, however often the step that writes it is run."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.base import Base


async def insert_once(session: AsyncSession, table: type[Base], **values: Any) -> bool:
    """Insert, unless a row with the same key stands there already; that one is left as it is.

    Whether it was inserted.

    A savepoint around an ordinary insert would not do: Python's sqlite3 commits when an outermost one ends.
    """
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # Nobody wants the object, and making one costs as much as the insert.
    plain = Base.metadata.tables[table.__tablename__]
    statement = insert(plain).values(**values).on_conflict_do_nothing()
    inserted = await session.execute(statement.returning(*plain.primary_key))
    return inserted.first() is not None
