"""The mover: in order and one at a time within a conversation, side by side across them."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import mover as mover_room
from bot.engine.mover import Mover
from bot.engine.steps import TurnFailed
from tests.fakes_leases import FakeLeases

SOON = 5.0


class FakeInbox:
    """Implements `Waiting` in memory: conversation -> inbound ids that are not done."""

    def __init__(self) -> None:
        self.waiting: dict[str, list[str]] = defaultdict(list)
        self.parked: list[str] = []
        self.empty = asyncio.Event()

    async def conversations(self) -> list[str]:
        """Those with something left."""
        return [name for name, ids in self.waiting.items() if ids]

    async def next(self, conversation: str) -> str | None:
        """The oldest."""
        ids = self.waiting[conversation]
        return ids[0] if ids else None

    async def done(self, inbound: str) -> None:
        """Take it off."""
        for ids in self.waiting.values():
            if inbound in ids:
                ids.remove(inbound)
        if not any(self.waiting.values()):
            self.empty.set()

    async def park(self, inbound: str) -> None:
        """Take it off, and remember."""
        self.parked.append(inbound)
        await self.done(inbound)


async def tells_nobody(inbound: str) -> None:
    """For turns that do not fail."""
    raise AssertionError(inbound)


async def moved(
    inbox: FakeInbox,
    run: Callable[[str], Awaitable[None]],
    give_up: Callable[[str], Awaitable[None]] = tells_nobody,
    leases: FakeLeases | None = None,
) -> None:
    """Move everything, then stop."""
    lanes = Mover(inbox, run, give_up, leases or FakeLeases()).lanes
    for conversation in list(inbox.waiting):
        lanes.wake(conversation)
    await asyncio.wait_for(inbox.empty.wait(), SOON)
    await lanes.drain(SOON)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), min_size=1, max_size=20))
def test_each_conversation_is_worked_on_in_order_and_one_at_a_time(arrivals: list[tuple[str, int]]) -> None:
    begun: dict[str, list[str]] = defaultdict(list)
    at_work: set[str] = set()

    async def run(inbound: str) -> None:
        conversation = inbound[0]
        assert conversation not in at_work
        at_work.add(conversation)
        begun[conversation].append(inbound)
        for _ in range(int(inbound.rpartition(":")[2])):
            await asyncio.sleep(0)
        at_work.discard(conversation)

    async def play() -> FakeInbox:
        inbox = FakeInbox()
        for n, (conversation, length) in enumerate(arrivals):
            inbox.waiting[conversation].append(f"{conversation}:{n:03}:{length}")
        await moved(inbox, run)
        return inbox

    asyncio.run(play())
    wanted = {name: [f"{c}:{n:03}:{k}" for n, (c, k) in enumerate(arrivals) if c == name] for name in begun}
    assert begun == wanted
    assert sum(map(len, begun.values())) == len(arrivals)


async def test_conversations_do_not_wait_for_each_other() -> None:
    inbox = FakeInbox()
    inbox.waiting |= {"slow": ["slow:1"], "quick": ["quick:1"]}
    quick_is_done = asyncio.Event()

    async def run(inbound: str) -> None:
        if inbound == "slow:1":
            await quick_is_done.wait()
        else:
            quick_is_done.set()

    await moved(inbox, run)

    assert quick_is_done.is_set()


async def test_what_arrives_while_a_turn_runs_is_not_forgotten() -> None:
    inbox, ran = FakeInbox(), list[str]()
    inbox.waiting["a"] = ["a:1"]

    async def run(inbound: str) -> None:
        ran.append(inbound)
        if inbound == "a:1":
            inbox.waiting["a"].append("a:2")
            lanes.wake("a")

    lanes = Mover(inbox, run, tells_nobody, FakeLeases()).lanes
    lanes.wake("a")
    await asyncio.wait_for(inbox.empty.wait(), SOON)
    await lanes.drain(SOON)

    assert ran == ["a:1", "a:2"]


async def test_a_turn_that_failed_goes_to_a_person_and_lets_the_next_one_pass() -> None:
    inbox, told, ran = FakeInbox(), list[str](), list[str]()
    inbox.waiting["a"] = ["a:1", "a:2"]

    async def run(inbound: str) -> None:
        ran.append(inbound)
        if inbound == "a:1":
            raise TurnFailed("a:1")

    async def give_up(inbound: str) -> None:
        told.append(inbound)

    await moved(inbox, run, give_up)

    assert (ran, told, inbox.parked) == (["a:1", "a:2"], ["a:1"], ["a:1"])


async def test_a_turn_that_was_interrupted_runs_again_and_nobody_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mover_room, "PATIENCE", (0.0,))
    inbox, ran = FakeInbox(), list[str]()
    inbox.waiting["a"] = ["a:1", "a:2"]

    async def run(inbound: str) -> None:
        ran.append(inbound)
        if len(ran) < 5:
            raise InterruptedError

    await moved(inbox, run)

    assert ran == ["a:1"] * 5 + ["a:2"]


async def test_draining_lets_the_running_turn_end_and_begins_no_other() -> None:
    inbox, ran = FakeInbox(), list[str]()
    inbox.waiting["a"] = ["a:1", "a:2"]
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def run(inbound: str) -> None:
        begun.set()
        await may_end.wait()
        ran.append(inbound)

    lanes = Mover(inbox, run, tells_nobody, FakeLeases()).lanes
    lanes.wake("a")
    await asyncio.wait_for(begun.wait(), SOON)
    draining = asyncio.create_task(lanes.drain(SOON))
    may_end.set()
    await draining

    assert (ran, inbox.waiting["a"]) == (["a:1"], ["a:2"])


async def test_a_turn_that_was_running_at_too_many_deaths_goes_to_a_person_unrun() -> None:
    inbox, told, ran = FakeInbox(), list[str](), list[str]()
    inbox.waiting["a"] = ["a:1", "a:2"]

    async def run(inbound: str) -> None:
        ran.append(inbound)

    async def give_up(inbound: str) -> None:
        told.append(inbound)

    await moved(inbox, run, give_up, FakeLeases(deaths={"turn:a": mover_room.MOST_DEATHS}))

    assert (ran, told, inbox.parked) == (["a:2"], ["a:1"], ["a:1"])


async def test_a_turn_that_hangs_is_cut_short_and_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mover_room, "PATIENCE", (0.0,))
    monkeypatch.setattr(mover_room, "LONGEST_TURN", 0.01)
    inbox, ran = FakeInbox(), list[str]()
    inbox.waiting["a"] = ["a:1"]

    async def run(inbound: str) -> None:
        ran.append(inbound)
        if len(ran) == 1:
            await asyncio.Event().wait()

    await moved(inbox, run)

    assert ran == ["a:1", "a:1"]
