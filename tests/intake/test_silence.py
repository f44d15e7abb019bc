"""Silence is told of once an episode, to the ops channel and the manager; and so is its end."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.governance.audit import Outcome
from bot.intake.watch.silence import Silence
from bot.store.base import now
from bot.store.tables import AuditRow, OutboxRow
from tests.fakes import ROOT, TEAM
from tests.intake.watched import Watched, open_house

DIRECT = f"D-{ROOT.id}"


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[Watched]:
    async with open_house(database_url) as house:
        yield house


def alarm(house: Watched, channel: str = "C-ops") -> Silence:
    """The alarm of one replica, after fifteen minutes."""

    async def ops() -> str:
        return channel

    return Silence(house.rooms, house.inbox, ops, 15, house.clock)


async def does(
    house: Watched, outcome: Outcome, action: str = "accounts", ticket: int = 1, rule: str = ""
) -> None:
    """Jordan does something now."""
    at = house.clock()
    async with house.store.begin() as session:
        details = {"rule": rule} if rule else {}
        session.add(
            AuditRow(
                key=f"{action}:{at.timestamp()}",
                team=TEAM,
                at=at,
                actor="jordan",
                action=action,
                ticket=ticket,
                details=details,
                outcome=outcome,
            )
        )


async def test_a_coworker_without_success_while_there_is_traffic(house: Watched) -> None:
    silence = alarm(house)
    for _ in range(3):
        await does(house, Outcome.FAILED)
        await does(house, Outcome.DONE, "hand_over", rule="skill:password_reset")
        await silence.look()
        house.passes(minutes=5)
    assert house.told() == []

    await does(house, Outcome.FAILED)
    for replica in (silence, alarm(house), silence):
        await replica.look()

    assert [channel for channel, _ in house.told()] == ["C-ops", DIRECT]
    assert "Jordan fails" in house.told()[0][1]
    assert "15 minutes: 4 failures" in house.told()[0][1]


async def test_its_end_is_told_too_and_the_next_episode_is_another(house: Watched) -> None:
    silence = alarm(house)
    for _ in range(2):
        await does(house, Outcome.FAILED)
        house.passes(minutes=16)
        await does(house, Outcome.FAILED)
        await silence.look()
        await does(house, Outcome.DONE)
        for _ in range(2):
            await silence.look()

    assert ["fails" in text for channel, text in house.told() if channel == DIRECT] == [True, False] * 2


async def test_a_success_between_failures_is_no_silence(house: Watched) -> None:
    for outcome in (Outcome.FAILED, Outcome.DONE, Outcome.FAILED):
        await does(house, outcome)
        house.passes(minutes=10)

    await alarm(house).look()

    assert house.told() == []


async def test_old_failures_without_traffic_since_are_no_news(house: Watched) -> None:
    await does(house, Outcome.FAILED)
    await does(house, Outcome.FAILED)
    house.passes(hours=9)

    await alarm(house).look()

    assert house.told() == []


async def test_handing_over_because_of_its_own_errors_is_no_success(house: Watched) -> None:
    for _ in range(2):
        await does(house, Outcome.DONE, "hand_over", rule="error")
        house.passes(minutes=16)

    await alarm(house).look()

    assert [channel for channel, _ in house.told()] == ["C-ops", DIRECT]


async def test_handing_over_is_what_some_skills_are_for(house: Watched) -> None:
    for _ in range(3):
        await does(house, Outcome.DONE, "hand_over", rule="skill:app_access")
        house.passes(minutes=16)

    await alarm(house).look()

    assert house.told() == []


async def test_messages_that_nobody_works_on(house: Watched) -> None:
    silence = alarm(house, channel="")
    await house.hears(1)
    await house.hears(2)
    for _ in range(3):
        house.passes(minutes=10)
        await silence.look()
    assert [channel for channel, _ in house.told()] == [DIRECT]
    assert "The oldest of 2 messages has waited 20 minutes" in house.told()[0][1]

    for key in ("said:1", "said:2"):
        await house.inbox.done(key)
    await silence.look()

    assert "worked on again" in house.told()[-1][1]


async def test_messages_that_do_not_reach_slack(house: Watched) -> None:
    async with house.store.begin() as session:
        session.add(
            OutboxRow(id="a", verb="post", channel="C1", body={}, created_at=now() - timedelta(minutes=16))
        )
    await alarm(house).look()

    assert "The oldest of 1 message has waited 16 minutes" in house.told()[0][1]


async def test_a_quiet_night_is_no_silence(house: Watched) -> None:
    silence = alarm(house)
    for _ in range(10):
        house.passes(hours=1)
        await silence.look()

    assert house.told() == []
