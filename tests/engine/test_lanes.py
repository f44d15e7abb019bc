"""Lanes: one at a time in each, also between replicas; nothing is forgotten when a lane changes hands."""

import asyncio
from collections import defaultdict

from bot.engine.lanes import Lanes
from tests.fakes_leases import FakeLeases

SOON = 5.0


class FakeFeed:
    """Work in memory that replicas share; `worked` says who did what."""

    def __init__(self) -> None:
        self.left: dict[str, list[str]] = defaultdict(list)
        self.worked: list[tuple[str, int]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.began = asyncio.Event()

    async def waiting(self) -> list[str]:
        """Lanes with something left."""
        return [lane for lane, items in self.left.items() if items]

    async def next(self, lane: str) -> str | None:
        """The first."""
        await asyncio.sleep(0)
        return self.left[lane][0] if self.left[lane] else None

    async def see_through(self, item: str, deaths: int) -> None:
        """Take it off, when the gate is open."""
        self.began.set()
        await self.gate.wait()
        self.worked.append((item, deaths))
        for items in self.left.values():
            if item in items:
                items.remove(item)

    async def is_empty(self) -> None:
        """Wait until nothing is left."""
        async with asyncio.timeout(SOON):
            while await self.waiting():
                await asyncio.sleep(0.005)


def lanes(feed: FakeFeed, leases: FakeLeases, at_once: int = 8) -> Lanes[str]:
    """Lanes of one replica."""
    return Lanes("turn", leases, feed, at_once)


async def test_a_lane_is_let_go_when_it_is_empty() -> None:
    feed, leases = FakeFeed(), FakeLeases()
    feed.left["a"] = ["a1", "a2"]
    ours = lanes(feed, leases)
    ours.wake("a")
    await feed.is_empty()
    await ours.drain(SOON)

    assert (feed.worked, leases.held) == ([("a1", 0), ("a2", 0)], {})


async def test_a_lane_another_replica_holds_is_left_alone() -> None:
    feed, leases = FakeFeed(), FakeLeases(held={"turn:a": "two"}, alone=False)
    feed.left["a"] = ["a1"]
    ours = lanes(feed, leases)
    ours.wake("a")
    await ours.drain(SOON)

    assert feed.worked == []


async def test_what_came_to_a_replica_that_was_turned_away_is_seen_by_the_one_that_held_the_lane() -> None:
    feed, held = FakeFeed(), dict[str, str]()
    one = lanes(feed, FakeLeases("one", held, alone=False))
    two = lanes(feed, FakeLeases("two", held, alone=False))
    feed.left["a"] = ["a1"]
    feed.gate.clear()
    one.wake("a")
    await asyncio.wait_for(feed.began.wait(), SOON)
    feed.left["a"].append("a2")
    two.wake("a")
    await asyncio.sleep(0)
    feed.gate.set()
    await feed.is_empty()

    assert [item for item, _ in feed.worked] == ["a1", "a2"]
    await asyncio.gather(one.drain(SOON), two.drain(SOON))


async def test_a_lane_tells_how_many_died_in_it_until_something_there_came_to_its_end() -> None:
    feed, leases = FakeFeed(), FakeLeases(deaths={"turn:a": 3})
    feed.left["a"] = ["a1", "a2"]
    ours = lanes(feed, leases)
    ours.wake("a")
    await feed.is_empty()
    await ours.drain(SOON)

    assert (feed.worked, leases.deaths) == ([("a1", 3), ("a2", 0)], {})


async def test_nothing_is_begun_while_others_may_think_us_dead() -> None:
    feed, leases = FakeFeed(), FakeLeases(is_sound=False)
    feed.left["a"] = ["a1"]
    ours = lanes(feed, leases)
    ours.wake("a")
    await ours.drain(SOON)

    assert (feed.worked, feed.left["a"]) == ([], ["a1"])


async def test_what_was_dropped_can_be_taken_up_by_another() -> None:
    feed, held = FakeFeed(), dict[str, str]()
    one, two = lanes(feed, FakeLeases("one", held)), lanes(feed, FakeLeases("two", held))
    feed.left["a"] = ["a1"]
    feed.gate.clear()
    one.wake("a")
    await asyncio.wait_for(feed.began.wait(), SOON)
    one.drop()
    await one.drain(SOON)
    feed.gate.set()
    two.wake("a")
    await feed.is_empty()
    await two.drain(SOON)

    assert [item for item, _ in feed.worked] == ["a1"]


async def test_what_nobody_was_woken_for_is_found_by_looking_round() -> None:
    feed = FakeFeed()
    feed.left["a"] = ["a1"]
    ours = lanes(feed, FakeLeases())
    ours.start()
    await feed.is_empty()
    await ours.drain(SOON)

    assert [item for item, _ in feed.worked] == ["a1"]


async def test_no_more_lanes_run_at_once_than_there_is_room_for() -> None:
    feed, leases = FakeFeed(), FakeLeases()
    for name in "abc":
        feed.left[name] = [f"{name}1"]
    feed.gate.clear()
    ours = lanes(feed, leases, at_once=2)
    for name in "abc":
        ours.wake(name)
    await asyncio.wait_for(feed.began.wait(), SOON)
    await asyncio.sleep(0)
    held = set(leases.held)
    feed.gate.set()
    await feed.is_empty()
    await ours.drain(SOON)

    assert len(held) == 2


async def test_draining_to_the_end_leaves_nothing() -> None:
    feed = FakeFeed()
    feed.left["a"] = ["a1", "a2", "a3"]
    ours = lanes(feed, FakeLeases())
    ours.wake("a")
    await ours.drain(SOON, to_the_end=True)

    assert feed.left["a"] == []
