"""`kill -9` in the middle of whole stories with a person in them: an only replica, two at a balancer."""

from pathlib import Path

import pytest

from tests.chaos.fleet import fleet
from tests.chaos.plan import Plan
from tests.chaos.trial import Trial


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("http", "kills", "seed"), [(False, 8, 1), (True, 3, 2)])
async def test_stories_end_the_same(tmp_path: Path, http: bool, kills: int, seed: int) -> None:
    plan = Plan(messages=60, kills=kills, seed=seed, replicas=2 if http else 1, between_stories=8)
    async with fleet(tmp_path, plan.replicas, http=http, people=plan.people) as ours:
        await ours.start()
        result = await Trial(ours, plan).run()
    assert result.faults == [], f"seed {seed}"
    assert result.kills == kills
