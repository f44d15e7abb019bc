"""The pace of a channel, alone and together: one bucket for all replicas, and no Redis can spoil it."""

import asyncio
import random
import time
from collections.abc import AsyncIterator

import pytest

from bot.slack.pace import LONGEST_SECONDS, Pace
from bot.slack.shared_pace import SharedPace
from bot.store import shared as shared_room
from bot.store.shared import ANSWER_SECONDS, Shared
from tests.servers import Redis

LIMITED = {"C1": 10.0, "C2": 40.0}


@pytest.fixture
async def shared(redis_url: str) -> AsyncIterator[Shared]:
    """An empty Redis."""
    shared = Shared(redis_url, "T1:U1")
    yield shared
    await shared.close()


@pytest.fixture(params=["alone", "together"])
def pace(request: pytest.FixtureRequest) -> Pace:
    """Both forms of it, small enough to be emptied."""
    if request.param == "alone":
        return Pace(burst=5)
    return SharedPace(request.getfixturevalue("shared"), burst=5)


async def test_a_burst_is_free_and_then_it_is_one_a_second(pace: Pace) -> None:
    waits = [await pace.take("C1") for _ in range(8)]
    assert waits[:5] == [0.0] * 5
    assert waits[5:] == pytest.approx([1.0, 2.0, 3.0], abs=0.2)
    assert await pace.take("C2") == 0.0


async def test_an_objection_empties_the_bucket_and_is_obeyed(pace: Pace) -> None:
    await pace.objected("C1", 30)
    assert await pace.take("C1") == pytest.approx(30, abs=0.2)
    assert await pace.take("C2") == 0.0
    await pace.objected("C3")
    assert await pace.take("C3") == pytest.approx(1.0, abs=0.2)


async def test_objections_to_many_channels_hold_the_whole_workspace(pace: Pace) -> None:
    for channel in ("C1", "C2"):
        await pace.objected(channel, 20)
    assert await pace.take("C9") == 0.0
    await pace.objected("C3", 20)
    assert await pace.take("C9") == pytest.approx(20, abs=0.2)


async def test_nobody_waits_for_ever(pace: Pace) -> None:
    for channel in ("C1", "C2", "C3"):
        await pace.objected(channel, 1e9)
    assert await pace.take("C1") <= LONGEST_SECONDS
    assert await pace.take("C9") <= LONGEST_SECONDS


async def test_replicas_share_one_bucket(shared: Shared) -> None:
    one, other = SharedPace(shared, burst=6), SharedPace(shared, burst=6)
    waits = await asyncio.gather(*(random.choice((one, other)).take("C1") for _ in range(10)))
    assert sorted(waits)[:6] == [0.0] * 6
    assert sorted(waits)[6:] == pytest.approx([1.0, 2.0, 3.0, 4.0], abs=0.2)

    await one.objected("C2", 30)
    assert await other.take("C2") == pytest.approx(30, abs=0.2)


async def test_another_app_in_the_same_redis_has_buckets_of_its_own(shared: Shared, redis_url: str) -> None:
    stranger = Shared(redis_url, "T1:U2")
    await SharedPace(stranger).objected("C1", 30)
    assert await SharedPace(shared).take("C1") == 0.0
    await stranger.close()


async def test_what_is_kept_expires(shared: Shared) -> None:
    pace = SharedPace(shared)
    for channel in ("C1", "C2", "C3"):
        await pace.objected(channel, 5)
    kept = [key async for key in shared.redis.scan_iter("baton:*")]
    assert len(kept) == 5
    for key in kept:
        assert 0 < await shared.redis.ttl(key) <= 230


@pytest.mark.parametrize("garbage", ["not a number", "nan", "inf", "-inf", "1e308", "-1e308", "\xff\x00", ""])
@pytest.mark.parametrize("field", ["left", "at", "held"])
async def test_garbage_in_a_field_does_no_harm(shared: Shared, garbage: str, field: str) -> None:
    pace = SharedPace(shared)
    await pace.take("C1")
    await shared.redis.hset(shared.key("pace", "C1"), field, garbage)
    await shared.redis.hset(shared.key("held"), "held", garbage)
    assert 0.0 <= await pace.take("C1") <= LONGEST_SECONDS


@pytest.mark.parametrize("parts", [("pace", "C1"), ("held",), ("objected",)])
async def test_a_key_of_another_kind_does_no_harm(shared: Shared, parts: tuple[str, ...]) -> None:
    pace = SharedPace(shared)
    await shared.redis.rpush(shared.key(*parts), "what", "is", "this")
    await pace.objected("C1", 30)
    assert await pace.take("C1") == pytest.approx(30, abs=0.2)


async def test_an_emptied_redis_begins_anew(shared: Shared) -> None:
    pace = SharedPace(shared)
    await pace.objected("C1", 30)
    await shared.redis.flushdb()
    assert await pace.take("C1") == 0.0


async def test_without_redis_each_keeps_its_own_pace(caplog: pytest.LogCaptureFixture) -> None:
    shared = Shared("redis://127.0.0.1:1/0", "T1:U1")
    pace = SharedPace(shared, burst=3)
    begun = time.monotonic()
    waits = [await pace.take("C1") for _ in range(5)]
    assert time.monotonic() - begun < 2 * ANSWER_SECONDS
    assert waits[3:] == pytest.approx([1.0, 2.0], abs=0.2)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    await shared.close()


async def test_redis_may_go_and_come_back(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_room, "REST_SECONDS", 0.05)
    caplog.set_level("INFO")
    server = await asyncio.to_thread(_started)
    shared = Shared(server.url, "T1:U1")
    pace = SharedPace(shared, burst=2)
    await pace.take("C1")

    await asyncio.to_thread(server.stop_hard)
    for _ in range(5):
        assert await pace.take("C1") < 10
        await asyncio.sleep(0.02)
    await asyncio.to_thread(server.start)
    await asyncio.sleep(0.1)
    await pace.take("C2")

    said = [record.getMessage() for record in caplog.records if record.name == "bot.store.shared"]
    assert len(said) == 2
    assert "does not answer" in said[0]
    assert "answers again" in said[1]
    assert await shared.redis.exists(shared.key("pace", "C2"))
    await shared.close()
    await asyncio.to_thread(server.remove)


async def test_a_restart_between_two_calls_is_not_noticed(caplog: pytest.LogCaptureFixture) -> None:
    server = await asyncio.to_thread(_started)
    shared = Shared(server.url, "T1:U1")
    pace = SharedPace(shared)
    await asyncio.gather(*(pace.take("C1") for _ in range(5)))

    await asyncio.to_thread(server.stop_hard)
    await asyncio.to_thread(server.start)
    assert await pace.take("C1") == 0.0

    assert caplog.records == []
    await shared.close()
    await asyncio.to_thread(server.remove)


async def test_a_redis_that_stalls_delays_by_a_moment_and_answers_nothing_wrong_afterwards(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_room, "REST_SECONDS", 0.0)
    pace = SharedPace(shared)
    await asyncio.gather(*(pace.objected(channel, seconds) for channel, seconds in LIMITED.items()))
    await shared.redis.client_pause(600)

    begun = time.monotonic()
    await asyncio.gather(*(pace.take(channel) for channel in LIMITED))
    assert time.monotonic() - begun < 2 * ANSWER_SECONDS

    await _answers(shared)
    fresh = SharedPace(shared)
    for channel, seconds in LIMITED.items():
        assert await fresh.take(channel) == pytest.approx(seconds, abs=2)


async def _answers(shared: Shared) -> None:
    """Wait until Redis answers again."""
    async with asyncio.timeout(5):
        while await shared.answers():
            await asyncio.sleep(0)


def _started() -> Redis:
    server = Redis()
    server.start()
    return server
