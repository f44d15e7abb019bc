"""Leases between replicas, on SQLite and on PostgreSQL: one holder, taken over only from the dead."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.store import leases as room
from bot.store.leases import LOOKS, Leases
from tests.servers import postgres

Join = Callable[[str], Awaitable[Leases]]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store for leases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/leases.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def join(url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Join]:
    """Make replicas whose hearts beat only when the test says so."""
    monkeypatch.setattr(room, "BEAT_SECONDS", 3600.0)
    joined: list[Leases] = []

    async def join(name: str) -> Leases:
        replica = Leases(url, name)
        await replica.open()
        joined.append(replica)
        return replica

    yield join
    for replica in joined:
        await replica.close()


async def beats(*replicas: Leases, times: int = 1) -> None:
    """Let them beat in turn."""
    for _ in range(times):
        for replica in replicas:
            await replica.beat()


async def test_a_lane_that_is_held_is_not_given_to_another(join: Join) -> None:
    one, two = await join("one"), await join("two")

    assert (await one.take("turn:D1"), await two.take("turn:D1")) == (0, None)


async def test_a_lane_that_was_let_go_is_free(join: Join) -> None:
    one, two = await join("one"), await join("two")
    await one.take("turn:D1")
    await one.let_go("turn:D1")

    assert await two.take("turn:D1") == 0


async def test_a_crash_of_postgresql_frees_nothing_that_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BEAT_SECONDS", 3600.0)
    async with postgres() as server:
        one, two = Leases(server.url, "one"), Leases(server.url, "two")
        await asyncio.gather(one.open(), two.open())
        await one.take("turn:D1")
        await asyncio.to_thread(server.stop_hard)
        await asyncio.to_thread(server.start)
        await beats(one, two)

        assert (await two.take("turn:D1"), await one.take("turn:D1")) == (None, 0)
        await asyncio.gather(one.close(), two.close())


async def test_what_could_not_be_let_go_is_taken_again_by_who_held_it(join: Join) -> None:
    one, two = await join("one"), await join("two")
    await one.take("turn:D1")  # and then the disk was full

    assert (await one.take("turn:D1"), await two.take("turn:D1")) == (0, None)


async def test_nobody_lets_go_what_another_holds(join: Join) -> None:
    one, two = await join("one"), await join("two")
    await one.take("turn:D1")
    await two.let_go("turn:D1")

    assert await two.take("turn:D1") is None


async def test_who_beats_keeps_its_lanes_however_long_it_works(join: Join) -> None:
    one, two = await join("one"), await join("two")
    await one.take("turn:D1")
    await beats(one, two, times=3 * LOOKS)

    assert await two.take("turn:D1") is None


async def test_what_a_silent_replica_held_is_free_after_so_many_looks_and_others_are_told(join: Join) -> None:
    one, two = await join("one"), await join("two")
    told: list[str] = []
    two.freed = lambda: told.append("freed")
    await one.take("turn:D1")
    await beats(two, times=LOOKS)
    before = await two.take("turn:D1")
    await beats(two)

    assert (before, await two.take("turn:D1"), told) == (None, 1, ["freed"])


async def test_a_restart_under_the_same_name_frees_what_the_life_before_held(join: Join) -> None:
    before = await join("one")
    await before.take("turn:D1")
    after = await join("one")

    assert await after.take("turn:D1") == 1


async def test_who_leaves_in_order_leaves_nothing_to_wait_for(join: Join) -> None:
    one, two = await join("one"), await join("two")
    await one.take("turn:D1")
    await one.close()

    assert await two.take("turn:D1") == 0


async def test_deaths_are_counted_until_work_comes_to_an_end(join: Join) -> None:
    for _ in range(3):
        life = await join("one")
        deaths = await life.take("turn:D1")
    await life.settle("turn:D1")

    assert (deaths, await (await join("one")).take("turn:D1")) == (2, 1)


async def test_who_was_taken_for_dead_holds_nothing_and_joins_again(join: Join) -> None:
    one, two = await join("one"), await join("two")
    lost: list[str] = []
    one.lost = lambda: lost.append("lost")
    await one.take("turn:D1")
    await beats(two, times=LOOKS + 1)
    while_dead = await one.take("turn:D2")
    await one.beat()

    assert (while_dead, lost, await one.take("turn:D2")) == (None, ["lost"], 0)


async def test_two_processes_of_one_name_do_not_go_on_side_by_side(join: Join) -> None:
    older = await join("one")
    newer = await join("one")
    await older.beat()
    await newer.beat()

    assert (older.superseded.is_set(), newer.superseded.is_set()) == (True, False)
    assert await older.take("turn:D1") is None


async def test_nobody_counts_as_alone_while_another_is_there(join: Join) -> None:
    one, two = await join("one"), await join("two")
    await beats(one, two)
    company = one.alone
    await two.close()
    await one.beat()

    assert (company, one.alone) == (False, True)


DEEDS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["take", "let go", "beat", "live on"])), max_size=30
)


class Watched:
    """Replicas and one lane, with a note of who looked how often since another one last beat."""

    def __init__(self, folder: str) -> None:
        self.replicas = {name: Leases(f"sqlite:///{folder}/leases.db", name) for name in "abc"}
        self.holder = ""
        self.looks: Counter[tuple[str, str]] = Counter()
        for name, replica in self.replicas.items():
            replica.lost = partial(self.lost, name)

    def lost(self, name: str) -> None:
        """One finds that it was taken for dead, and holds nothing any more."""
        self.holder = "" if self.holder == name else self.holder

    async def take(self, name: str) -> None:
        """Whoever gets the lane gets it from nobody, or from one who was silent."""
        if await self.replicas[name].take("lane") is None:
            return
        silent = any(self.looks[other, self.holder] > LOOKS for other in "abc")
        assert self.holder in {"", name} or silent, f"{name} took it from {self.holder}"
        self.holder = name

    async def let_go(self, name: str) -> None:
        """Only the holder's word counts."""
        await self.replicas[name].let_go("lane")
        self.holder = "" if self.holder == name else self.holder

    async def beat(self, name: str, times: int = 1) -> None:
        """One lives on and looks; the others do nothing meanwhile."""
        for _ in range(times):
            await self.replicas[name].beat()
        for other in set("abc") - {name}:
            self.looks[name, other] += times
            self.looks[other, name] = 0

    async def do(self, name: str, deed: str) -> None:
        """One of DEEDS."""
        if deed == "take":
            await self.take(name)
        elif deed == "let go":
            await self.let_go(name)
        else:
            await self.beat(name, LOOKS + 1 if deed == "live on" else 1)


@given(DEEDS)
@example([("a", "take"), ("b", "live on"), ("a", "beat"), ("b", "take")])
@settings(max_examples=40)
def test_a_lane_passes_on_only_when_its_holder_let_go_or_fell_silent(deeds: list[tuple[str, str]]) -> None:
    async def play() -> None:
        with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            patch.setattr(room, "BEAT_SECONDS", 3600.0)
            watched = Watched(folder)
            for replica in watched.replicas.values():
                await replica.open()
            for name, deed in deeds:
                await watched.do(name, deed)
            for replica in watched.replicas.values():
                await replica.close()

    asyncio.run(play())
