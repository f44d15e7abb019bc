"""The tables as the models say they are, for tests that are not about migrations."""

from collections.abc import Sequence

from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import AsyncEngine


async def create_tables(engine: AsyncEngine, metadatas: Sequence[MetaData]) -> None:
    """Make what is missing."""
    async with engine.begin() as connection:
        for metadata in metadatas:
            await connection.run_sync(metadata.create_all)
