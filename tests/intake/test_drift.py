"""Drift: a week that is unlike the four before it is told of with its numbers; too few say nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.coworkers.roster import Roster
from bot.intake.watch.drift import Stretch, drift, shifts
from bot.learning.quality import Why, doubt
from bot.store.base import now
from bot.store.session import Sessions
from tests.coworkers.conftest import people, roster, store
from tests.coworkers.work import ticket

__all__ = ["people", "roster", "store"]

USUAL = Stretch(100, {"password_reset": 0.6, "slow_laptop": 0.4}, 0.9, 0.05, 0.01)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        ({"confidence": 0.82, "doubted": 0.14, "corrected": 0.05}, []),
        ({"confidence": 0.79}, ["how sure triage was: 79% (before: 90%)"]),
        ({"confidence": 1.0}, []),
        ({"doubted": 0.16}, ["answers in doubt: 16% (before: 5%)"]),
        ({"corrected": 0.07}, ["routes corrected: 7% (before: 1%)"]),
        (
            {"mix": {"password_reset": 0.4, "slow_laptop": 0.2, "time_off": 0.4}},
            ["what people ask: `time_off` 40% (before: 0%)"],
        ),
    ],
)
def test_only_what_moved_beyond_its_bound_is_told(changed: dict[str, object], told: list[str]) -> None:
    assert list(shifts(USUAL, replace(USUAL, **changed))) == told  # type: ignore[arg-type]


async def asked(store: Sessions, count: int, weeks_ago: int, *, doubted: int = 0) -> None:
    """Requests of one week, the first few of them in doubt afterwards."""
    async with store.begin() as session:
        for number in range(count):
            row = await ticket(
                session,
                opened_at=now() - timedelta(weeks=weeks_ago, days=1),
                score=0.9,
                state="solved",
                solved_by="ai",
            )
            if number < doubted:
                await doubt(session, row, Why.REOPENED)


async def test_a_week_with_many_doubts_is_told_of(store: Sessions, roster: Roster) -> None:
    await asked(store, 40, 2, doubted=2)
    await asked(store, 40, 0, doubted=10)
    async with store() as session:
        sign = await drift(session, "T1", roster.coworkers["jordan"], now())
    assert sign.fails is True
    assert "answers in doubt: 25% (before: 5%)" in sign.alert


async def test_a_week_like_the_others_is_no_drift(store: Sessions, roster: Roster) -> None:
    await asked(store, 40, 2, doubted=2)
    await asked(store, 40, 0, doubted=2)
    async with store() as session:
        assert (await drift(session, "T1", roster.coworkers["jordan"], now())).fails is False


@pytest.mark.parametrize(("before", "lately"), [(0, 40), (40, 5), (0, 0)])
async def test_too_few_requests_say_nothing(
    store: Sessions, roster: Roster, before: int, lately: int
) -> None:
    await asked(store, before, 2)
    await asked(store, lately, 0, doubted=lately)
    async with store() as session:
        assert (await drift(session, "T1", roster.coworkers["jordan"], now())).fails is None
