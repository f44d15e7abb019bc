"""Several replicas that start in the same moment on an empty store: all come up, and it is made once."""

import asyncio
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import func, select

from bot.app import Running, run
from bot.connections.sample import PEOPLE
from bot.connections.tables import PersonRow
from bot.intake.learning import Learned
from bot.playground.server import Config, start
from bot.settings import Settings
from tests.stories.stage import MANIFEST

KEY = SecretStr("c3RhcnRpbmctdG9nZXRoZXItMzItYnl0ZXMta2V5IS4=")


async def test_replicas_that_start_at_once_all_come_up(
    database_url: str, learned: Learned, tmp_path: Path
) -> None:
    slack = await start(Config(port=0, manifest=MANIFEST))
    done = asyncio.Event()
    up: asyncio.Queue[Running] = asyncio.Queue()

    async def live(name: str) -> None:
        settings = Settings(
            slack_bot_token=SecretStr("xoxb-playground"),
            slack_app_token=SecretStr("xapp-playground"),
            slack_api_url=f"{slack.url}/api/",
            database_url=database_url,
            baton_secret_key=KEY,
            baton_instance=name,
            port=0,
        )
        async with run(settings, learned) as running:
            up.put_nowait(running)
            await done.wait()

    lives = asyncio.gather(*map(live, ("one", "two", "three")))
    try:
        async with asyncio.timeout(60):
            replicas = [await up.get() for _ in range(3)]
        assert [await replica.ready() for replica in replicas] == [True] * 3
        async with replicas[0].rooms.sessions() as session:
            assert await session.scalar(select(func.count()).select_from(PersonRow)) == len(PEOPLE)
    finally:
        done.set()
        await lives
        await slack.stop()
