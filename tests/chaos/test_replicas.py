"""Two replicas, kills, rolling restarts, a Slack that fails and repeats itself; on both stores."""

from pathlib import Path

import pytest

from tests.chaos.fleet import fleet
from tests.chaos.plan import Plan
from tests.chaos.trial import Trial

PLAN = Plan(messages=300, kills=10, seed=20)


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("store", "http"), [("sqlite", False), ("postgres", True)])
async def test_nothing_is_lost_or_said_twice(
    tmp_path: Path, store: str, http: bool, request: pytest.FixtureRequest
) -> None:
    url = "" if store == "sqlite" else str(request.getfixturevalue("postgres_url"))
    async with fleet(tmp_path, http=http, people=PLAN.people, database_url=url) as ours:
        await ours.start()
        result = await Trial(ours, PLAN).run()
    assert result.faults == [], f"make chaos STORE={store} SEED={PLAN.seed}"
    assert result.kills == PLAN.kills
