"""SIGTERM in the middle of work: it ends soon, and nothing is lost or said twice."""

import asyncio
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.playground.delivery import Patience
from bot.playground.server import Config
from tests.chaos.judge import Judgement
from tests.chaos.persistent import Persistent
from tests.chaos.served import serve_beside_playground

IMPATIENT = Config(patience=Patience(2.0, (0.2,) + (0.5,) * 200))


@pytest.mark.timeout(200)
async def test_it_ends_within_twenty_seconds_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    served = await serve_beside_playground(tmp_path, IMPATIENT)
    journal = served.playground.space.journal
    try:
        await served.start()
        async with ClientSession() as session:
            ada = Persistent(session, served.playground, "ada")
            asked = [await ada.says(f"I forgot my Okta password ({n})") for n in range(6)]
            await journal.find(lambda row: row["what"] == "ack" and row["data"]["ok"])
            seconds = await served.stop()
            await served.start()
            await asyncio.gather(*(ada.sees_next("reply", thread=ts) for ts in asked))
        await served.stop()
        assert seconds < 20
        assert Judgement(journal.rows()).faults() == []
    finally:
        await served.close()
