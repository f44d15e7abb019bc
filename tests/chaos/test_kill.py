"""`kill -9` again and again in the middle of whole stories with a person in them, of the only replica."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.chaos.fleet import INSISTENT, fleet
from tests.chaos.plan import Plan
from tests.chaos.trial import Trial


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("http", "kills", "seed"), [(False, 8, 1), (True, 3, 2)])
async def test_stories_end_the_same(tmp_path: Path, http: bool, kills: int, seed: int) -> None:
    plan = Plan(messages=60, kills=kills, seed=seed, replicas=1, between_stories=8)
    config = replace(INSISTENT, people=plan.people)
    async with fleet(tmp_path, plan.replicas, http=http, config=config) as ours:
        await ours.start()
        result = await Trial(ours, plan).run()
    assert result.faults == [], f"seed {seed}"
    assert result.kills == kills
