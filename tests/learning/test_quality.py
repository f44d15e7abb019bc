"""The queue of answers to be checked: what comes into it, in which order, and what people find."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.learning import quality
from bot.learning.quality import Checked, Verdict, Why
from bot.store.base import now
from bot.store.session import Sessions
from bot.store.tables import CheckRow
from tests.coworkers.work import solved, ticket

DESKS = ("it",)


async def why_of(store: Sessions) -> dict[int, str]:
    """What waits at the IT desk, in order: ticket and reason."""
    async with store() as session:
        return {row.ticket: row.why for row in await quality.waiting(session, "T1", DESKS)}


async def test_a_doubt_comes_before_what_is_only_sampled(store: Sessions) -> None:
    async with store.begin() as session:
        first, second = await solved(session), await solved(session)
        await quality.doubt(session, first, Why.SAMPLED)
        await quality.doubt(session, second, Why.DID_NOT_HELP)
    assert list((await why_of(store)).items()) == [(2, Why.DID_NOT_HELP), (1, Why.SAMPLED)]


async def test_what_people_solved_is_not_checked(store: Sessions) -> None:
    async with store.begin() as session:
        await quality.doubt(session, await solved(session, by="USAM"), Why.REOPENED)
    assert await why_of(store) == {}


async def test_a_doubt_after_a_sample_was_passed_asks_for_another_look(store: Sessions) -> None:
    async with store.begin() as session:
        row = await solved(session)
        await quality.doubt(session, row, Why.SAMPLED)
        assert await quality.judge(session, row.number, Verdict.PASSED, "USAM")
        await quality.doubt(session, row, Why.REOPENED)
    assert await why_of(store) == {1: Why.REOPENED}


async def test_a_second_doubt_does_not_undo_a_verdict_on_the_first(store: Sessions) -> None:
    async with store.begin() as session:
        row = await solved(session)
        await quality.doubt(session, row, Why.REOPENED)
        assert await quality.judge(session, row.number, Verdict.FAILED, "USAM")
        await quality.doubt(session, row, Why.DID_NOT_HELP)
    assert await why_of(store) == {}


async def test_the_first_verdict_stands(store: Sessions) -> None:
    async with store.begin() as session:
        row = await solved(session)
        await quality.doubt(session, row, Why.SAMPLED)
        assert await quality.judge(session, row.number, Verdict.PASSED, "USAM")
        assert not await quality.judge(session, row.number, Verdict.FAILED, "USARA")
        assert not await quality.judge(session, 99, Verdict.FAILED, "USARA")
    async with store() as session:
        assert await quality.checked(session, "T1") == {"jordan": Checked(passed=1)}


async def test_other_desks_see_nothing_of_it(store: Sessions) -> None:
    async with store.begin() as session:
        await quality.doubt(session, await solved(session, desk="hr"), Why.REOPENED)
    assert await why_of(store) == {}


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0, 0), (0.1, 15, 45), (1.0, 300, 300)])
async def test_the_share_that_is_set_is_sampled(store: Sessions, share: float, least: int, most: int) -> None:
    async with store.begin() as session:
        for _ in range(300):
            await quality.sample(session, await solved(session), share)
    async with store() as session:
        rows = (await session.scalars(select(CheckRow))).all()
    assert least <= len(rows) <= most


@pytest.mark.parametrize(
    ("again", "skill", "hours_ago", "doubted"),
    [
        ("I forgot my Okta password again", "password_reset", 2, True),
        ("Okta password forgotten", "password_reset", 2, True),
        ("I forgot my Okta password", "password_reset", 30, False),
        ("unlock my Windows account", "password_reset", 2, False),
        ("I forgot my Okta password", "mfa_recovery", 2, False),
    ],
)
async def test_what_is_soon_asked_again_was_not_solved(
    store: Sessions, again: str, skill: str, hours_ago: int, doubted: bool
) -> None:
    async with store.begin() as session:
        before = await solved(session)
        before.solved_at = now() - timedelta(hours=hours_ago)
        await quality.asked_again(session, await ticket(session, request=again), skill, 24)
    assert await why_of(store) == ({1: Why.ASKED_AGAIN} if doubted else {})


async def test_what_somebody_else_asks_casts_no_doubt(store: Sessions) -> None:
    async with store.begin() as session:
        await solved(session, requester="UBEN")
        await quality.asked_again(session, await ticket(session), "password_reset", 24)
    assert await why_of(store) == {}


def test_nobody_looked_is_no_rate() -> None:
    assert Checked(waiting=3).pass_rate is None
    assert Checked(passed=3, failed=1).pass_rate == 0.75
