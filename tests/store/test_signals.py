"""Words between replicas: heard by the others, never by oneself, and made up for when they were lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from bot.store import signals as room
from bot.store.shared import Shared
from bot.store.signals import Signals
from tests.servers import Redis


@dataclass
class Replica:
    """One that listens, and what it heard."""

    signals: Signals
    heard: list[str] = field(default_factory=list)

    async def hears(self, *words: str) -> None:
        """Wait until exactly this was heard."""
        await _until(lambda: len(self.heard) >= len(words))
        assert self.heard == list(words)


@pytest.fixture
async def server() -> AsyncIterator[Redis]:
    """A Redis of this test's own."""
    server = Redis()
    await asyncio.to_thread(server.start)
    yield server
    await asyncio.to_thread(server.remove)


@pytest.fixture
async def replicas(server: Redis, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[Replica]]:
    """Two that listen already."""
    monkeypatch.setattr(room, "REST_SECONDS", 0.02)
    both = [_replica(server, name) for name in ("one", "two")]
    for replica in both:
        replica.signals.start()
        await replica.hears("")
        replica.heard.clear()
    yield both
    for replica in both:
        await replica.signals.stop()
        await replica.signals.shared.close()


async def test_the_others_hear_it_and_oneself_does_not(replicas: list[Replica]) -> None:
    one, two = replicas
    one.signals.tell("people", "U1")
    await two.hears("U1")
    two.signals.tell("people", "U2")
    await one.hears("U2")
    assert two.heard == ["U1"]


async def test_words_nobody_listens_for_and_nonsense_are_passed_over(replicas: list[Replica]) -> None:
    one, two = replicas
    redis, channel = one.signals.shared.redis, one.signals.shared.key("signals")
    one.signals.tell("weather", "rain")
    for nonsense in (b"\xff\xfe", b"{", b"[]", b'"people"', b"null", b'{"from": "x"}', b"[" * 20_000):
        await redis.publish(channel, nonsense)
    one.signals.tell("people", "U1")
    await two.hears("U1")


async def test_after_an_interruption_everything_may_have_changed(
    server: Redis, replicas: list[Replica]
) -> None:
    one, two = replicas
    await asyncio.to_thread(server.stop_hard)
    await asyncio.to_thread(server.start)
    await one.hears("")
    await two.hears("")

    two.heard.clear()
    one.signals.tell("people", "U1")
    await two.hears("U1")


async def test_a_redis_that_falls_silent_is_noticed(server: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "REST_SECONDS", 0.02)
    monkeypatch.setattr(room, "PING_SECONDS", 0.1)
    replica = _replica(server, "one")
    replica.signals.start()
    await replica.hears("")

    await replica.signals.shared.redis.client_pause(500)

    await _until(lambda: len(replica.heard) > 1)
    await replica.signals.stop()
    await replica.signals.shared.close()


async def test_telling_without_redis_waits_for_nobody(caplog: pytest.LogCaptureFixture) -> None:
    signals = Signals(Shared("redis://127.0.0.1:1/0", "T1:U1"), "one", {})
    signals.tell("people", "U1")
    await _until(lambda: bool(caplog.records))
    await signals.stop()
    await signals.shared.close()


def _replica(server: Redis, name: str) -> Replica:
    replica = Replica(Signals(Shared(server.url, "T1:U1"), name))
    replica.signals.hears["people"] = replica.heard.append
    return replica


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.005)
