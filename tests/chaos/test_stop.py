"""SIGTERM in the middle of work: it ends soon, and nothing is lost or said twice."""

from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.chaos.fleet import fleet
from tests.chaos.judge import judge
from tests.chaos.persistent import Persistent


@pytest.mark.timeout(200)
async def test_it_ends_within_twenty_seconds_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    async with fleet(tmp_path, 1) as ours, ClientSession() as session:
        await ours.start()
        (replica,), witness = ours.replicas, ours.witness
        ada = Persistent(session, ours, "ada")
        asked = [await ada.says(f"I forgot my Okta password ({n})") for n in range(6)]
        await witness.journal.find(lambda row: row["what"] == "ack" and row["data"]["ok"])
        seconds = await ours.stop(replica)
        await replica.start()
        for thread in asked:
            await witness.hears(thread)
        await ours.stop(replica)
        witness.catch_up()
        assert seconds < 20
        assert judge(witness.record).faults == []
