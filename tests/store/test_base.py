"""Column types: the same moment comes back, whatever the store and its time zone."""

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import literal, select, text

from bot.store.base import Moment
from bot.store.session import connect

MOMENT = datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2)))


async def test_a_moment_is_the_same_moment_again(database_url: str) -> None:
    engine = connect(database_url)
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SET TIME ZONE 'America/New_York'"))
        found = await connection.scalar(select(literal(MOMENT, Moment)))
    await engine.dispose()

    assert found == MOMENT
    assert found.tzinfo == UTC
