"""What counts as solved, as done without a person, and as minutes given back."""

from datetime import timedelta

import pytest

from bot.coworkers.roster import Roster
from bot.coworkers.tally import Tally, tallies
from bot.learning.quality import Verdict, Why, doubt, judge
from bot.store.base import now
from bot.store.session import Sessions
from tests.coworkers.work import said, solved, ticket

YES, HELPFUL, UNHELPFUL = "confirmed by the employee", "found it yes", "found it no"


async def tally(store: Sessions, roster: Roster) -> Tally:
    """Jordan's tally."""
    async with store() as session:
        return (await tallies(session, "T1", roster.badges)).get("jordan", Tally())


async def test_open_solved_and_dropped_requests_are_told_apart(store: Sessions, roster: Roster) -> None:
    async with store.begin() as session:
        for state in ("open", "asked", "queued", "claimed"):
            await ticket(session, state=state)
        await ticket(session, state="closed")
        await solved(session, by="USAM")
    assert await tally(store, roster) == Tally(open=4, solved=1)


async def test_what_a_person_solved_gives_nothing_back(store: Sessions, roster: Roster) -> None:
    async with store.begin() as session:
        await solved(session, by="USAM", rating=5)
    assert await tally(store, roster) == Tally(solved=1)


@pytest.mark.parametrize(
    ("rating", "words", "confirmed", "assumed"),
    [
        (None, [], 0, 12),
        (5, [], 12, 0),
        (3, [], 12, 0),
        (2, [], 0, 0),
        (None, [YES], 12, 0),
        (None, [HELPFUL], 12, 0),
        (None, [UNHELPFUL], 0, 0),
        (None, [HELPFUL, UNHELPFUL], 0, 0),
        (None, [UNHELPFUL, HELPFUL], 12, 0),
        (1, [HELPFUL], 0, 0),
        (None, ["opened"], 0, 12),
    ],
)
async def test_minutes_are_confirmed_assumed_or_none(
    store: Sessions, roster: Roster, rating: int | None, words: list[str], confirmed: int, assumed: int
) -> None:
    async with store.begin() as session:
        row = await solved(session, rating=rating)
        for word in words:
            await said(session, row, word)
    assert await tally(store, roster) == Tally(
        solved=1,
        alone=1,
        confirmed=confirmed // 12,
        assumed=assumed // 12,
        confirmed_minutes=confirmed,
        assumed_minutes=assumed,
    )


@pytest.mark.parametrize(
    ("why", "verdict", "confirmed", "assumed"),
    [
        (Why.SAMPLED, "", 0, 1),
        (Why.SAMPLED, "passed", 1, 0),
        (Why.SAMPLED, "failed", 0, 0),
        (Why.REOPENED, "", 0, 0),
        (Why.ASKED_AGAIN, "", 0, 0),
        (Why.ASKED_AGAIN, "passed", 1, 0),
    ],
)
async def test_silence_is_assumed_doubt_is_neither_and_a_check_decides(
    store: Sessions, roster: Roster, why: Why, verdict: str, confirmed: int, assumed: int
) -> None:
    async with store.begin() as session:
        row = await solved(session)
        await doubt(session, row, why)
        if verdict:
            await judge(session, row.number, Verdict(verdict), "USAM")
    found = await tally(store, roster)
    assert (found.confirmed, found.assumed, found.doubted) == (confirmed, assumed, 1 - confirmed - assumed)


async def test_each_skill_gives_back_what_its_badge_says(store: Sessions, roster: Roster) -> None:
    async with store.begin() as session:
        await solved(session, skill="password_reset")
        await solved(session, skill="slow_laptop")
        await solved(session, skill="no_longer_there")
        await solved(session, skill=None)
    expected = sum(roster.badges[skill].minutes_saved for skill in ("password_reset", "slow_laptop"))
    assert await tally(store, roster) == Tally(solved=4, alone=4, assumed=4, assumed_minutes=expected)


async def test_a_reopened_request_is_open_again(store: Sessions, roster: Roster) -> None:
    async with store.begin() as session:
        row = await solved(session)
        row.state = "open"
    assert await tally(store, roster) == Tally(open=1)


async def test_other_workspaces_and_coworkers_are_not_counted(store: Sessions, roster: Roster) -> None:
    async with store.begin() as session:
        await solved(session, team="T2")
        await solved(session, coworker="bob")
    assert await tally(store, roster) == Tally()


async def test_since_a_moment_only_what_is_open_or_was_solved_later_counts(
    store: Sessions, roster: Roster
) -> None:
    moment = now()
    async with store.begin() as session:
        await ticket(session, opened_at=moment - timedelta(days=9))
        await ticket(session, state="solved", solved_by="ai", solved_at=moment - timedelta(hours=1))
        await ticket(session, desk="hr")
        await solved(session)
    async with store() as session:
        found = await tallies(session, "T1", roster.badges, desk="it", since=moment)
    assert found["jordan"] == Tally(open=1, solved=1, alone=1, assumed=1, assumed_minutes=12)
