"""`kill -9` at ten different points of the main story: it ends the same, nothing twice."""

import asyncio
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.playground.delivery import Patience
from bot.playground.server import Config
from tests.chaos.judge import Judgement
from tests.chaos.persistent import Persistent
from tests.chaos.reaper import Reaper
from tests.chaos.served import serve_beside_playground
from tests.chaos.story import ada_and_ben

INSISTENT = Config(patience=Patience(2.0, (0.2,) + (0.5,) * 200))
NOISES = ("grinding", "rattling", "whistling", "humming", "clicking", "buzzing", "hissing", "beeping")


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("http", "kills", "seed"), [(False, 10, 1), (True, 3, 2)])
async def test_the_story_ends_the_same(tmp_path: Path, http: bool, kills: int, seed: int) -> None:
    served = await serve_beside_playground(tmp_path, INSISTENT, http=http)
    journal = served.playground.space.journal
    try:
        await served.start()
        reaper = Reaper(served, journal, seed)
        async with ClientSession() as session:
            people = {name: Persistent(session, served.playground, name) for name in ("ada", "ben", "sam")}
            death = asyncio.create_task(reaper.reap(kills))
            for noise in NOISES:
                await ada_and_ben(people["ada"], people["ben"], people["sam"], noise)
                if death.done():
                    break
            await death
        assert await served.stop() < 20
        assert Judgement(journal.rows()).faults() == [], f"seed {seed}, killed at {reaper.moments}"
    finally:
        await served.close()
