"""`kill -9` of the only replica, in the middle of whole stories with a person in them."""

from pathlib import Path

import pytest

from tests.chaos.fleet import fleet
from tests.chaos.plan import Plan
from tests.chaos.trial import Trial


@pytest.mark.timeout(300)
async def test_stories_end_the_same(tmp_path: Path) -> None:
    plan = Plan(messages=24, kills=3, seed=1, replicas=1, between_stories=8)
    async with fleet(tmp_path, plan.replicas, people=plan.people) as ours:
        await ours.start()
        result = await Trial(ours, plan).run()
    assert result.faults == [], f"seed {plan.seed}"
    assert result.kills == plan.kills
