"""When somebody listened: the mark passes nothing that was neither heard nor read."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.attendance import (
    FROZEN_SECONDS,
    KEEP_SECONDS,
    LANE,
    LONGEST_SECONDS,
    MARGIN_SECONDS,
    SLACK_SECONDS,
    Attendance,
)
from bot.slack.clock import SlackClock
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import metadata
from bot.store.tables.marks import read_mark
from tests.fakes_leases import FakeLeases
from tests.tables import create_tables

START = 1795305600.0
DAY = 86_400.0


@dataclass
class World:
    """The time, whether events can arrive, and what was read."""

    sessions: Sessions
    seconds: float = 0.0
    up: bool = True
    readable: bool = True
    read: list[tuple[float, float]] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    during: Callable[[], None] = lambda: None

    @property
    def now(self) -> float:
        """Slack's time."""
        return START + self.seconds

    def replica(self, name: str = "one") -> Attendance:
        """A process that has just started."""
        clock = SlackClock({"Date": formatdate(self.now, usegmt=True)}, lambda: self.seconds)
        return Attendance(
            self.sessions, FakeLeases(name, self.held), "T1", clock, self._ready, self._backfill
        )

    async def listens(self, replica: Attendance, seconds: float = 1) -> None:
        """So many seconds go by."""
        for _ in range(int(seconds)):
            self.seconds += 1
            await replica.notice()
        await replica.account()

    async def mark(self) -> float | None:
        """Until when the company counts as listened to."""
        async with self.sessions() as session:
            mark = await read_mark(session, "listened:T1")
        return mark.timestamp() if mark else None

    async def _ready(self) -> bool:
        return self.up

    async def _backfill(self, since: float, until: float, worth_while: Callable[[], bool]) -> None:
        self.during()
        if not self.readable:
            raise ConnectionError
        if worth_while():
            self.read.append((since, until))


@asynccontextmanager
async def made(folder: Path) -> AsyncIterator[World]:
    """A world with a store in `folder`."""
    engine = connect(f"sqlite+aiosqlite:///{folder}/baton.db")
    await create_tables(engine, [metadata])
    try:
        yield World(sessions(engine))
    finally:
        await engine.dispose()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A world of which nothing is known."""
    async with made(tmp_path) as world:
        yield world


async def test_a_new_store_reads_nothing_and_begins_to_count(world: World) -> None:
    await world.listens(world.replica())

    assert (world.read, await world.mark()) == ([], world.now)


async def test_the_mark_goes_on_while_somebody_listens(world: World) -> None:
    one = world.replica()
    await world.listens(one)
    await world.listens(one, KEEP_SECONDS)

    assert (world.read, await world.mark()) == ([], world.now)


async def test_after_a_restart_all_is_read_since_the_mark_with_a_margin(world: World) -> None:
    await world.listens(world.replica())
    stopped = world.now
    world.seconds += 3600

    await world.listens(world.replica())

    assert world.read == [(stopped - MARGIN_SECONDS, world.now + SLACK_SECONDS)]
    assert await world.mark() == world.now


async def test_nothing_older_than_three_days_is_read(world: World) -> None:
    await world.listens(world.replica())
    world.seconds += 30 * DAY

    await world.listens(world.replica())

    assert world.read[0][0] == world.now - LONGEST_SECONDS


async def test_a_lost_connection_is_read_from_when_it_was_last_there(world: World) -> None:
    one = world.replica()
    await world.listens(one)
    heard = world.now
    world.up = False
    await world.listens(one, 40)
    world.up = True

    await world.listens(one)

    assert world.read == [(heard - MARGIN_SECONDS, world.now + SLACK_SECONDS)]


async def test_a_connection_that_was_replaced_unnoticed_is_read_too(world: World) -> None:
    one = world.replica()
    await world.listens(one)

    one.interrupted()
    await world.listens(one)

    assert len(world.read) == 1


async def test_a_process_that_was_frozen_did_not_listen(world: World) -> None:
    one = world.replica()
    await world.listens(one)
    heard = world.now
    world.seconds += FROZEN_SECONDS

    await world.listens(one)

    assert world.read[0][0] == heard - MARGIN_SECONDS


async def test_what_cannot_be_read_now_is_read_later_and_the_mark_waits(world: World) -> None:
    await world.listens(world.replica())
    before = await world.mark()
    world.seconds += 3600
    world.readable = False
    two = world.replica()
    with pytest.raises(ConnectionError):
        await world.listens(two)
    assert (await world.mark(), world.held) == (before, {})

    world.readable = True
    await world.listens(two)

    assert (len(world.read), await world.mark()) == (1, world.now)


async def test_what_is_lost_while_reading_is_read_again(world: World) -> None:
    await world.listens(world.replica())
    before = await world.mark()
    world.seconds += 3600
    two = world.replica()
    world.during = two.interrupted

    await world.listens(two)
    assert (world.read, await world.mark()) == ([], before)

    world.during = lambda: None
    await world.listens(two)
    assert (len(world.read), await world.mark()) == (1, world.now)


async def test_one_replica_reads_and_the_other_goes_on_when_it_has(world: World) -> None:
    await world.listens(world.replica())
    before = await world.mark()
    world.seconds += 3600
    one, two = world.replica("one"), world.replica("two")
    world.held[LANE] = "one"
    await world.listens(two)
    assert (world.read, await world.mark()) == ([], before)

    await world.listens(one, 2 * SLACK_SECONDS)
    await world.listens(two)

    assert (len(world.read), await world.mark()) == (1, world.now)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["listen", "lose the connection", "freeze", "restart", "cannot read"]),
        st.integers(1, 40),
    ),
    max_size=12,
)


@given(DEEDS)
@settings(max_examples=30, deadline=None)
def test_the_mark_passes_only_what_was_heard_or_read(deeds: list[tuple[str, int]]) -> None:
    async def play() -> None:
        with TemporaryDirectory() as folder:
            async with made(Path(folder)) as world:
                await _play(world, deeds)

    asyncio.run(play())


async def _play(world: World, deeds: list[tuple[str, int]]) -> None:
    one, heard = world.replica(), set[float]()
    for deed, seconds in [("listen", 5), *deeds, ("listen", 11)]:
        world.up = deed != "lose the connection"
        world.readable = deed != "cannot read"
        if deed in {"freeze", "restart"}:
            world.seconds += FROZEN_SECONDS + seconds
            one = one if deed == "freeze" else world.replica()
            continue
        for _ in range(seconds):
            world.seconds += 1
            await one.notice()
            heard |= {world.now} if world.up else set()
            if world.seconds % 5 == 0:
                await asyncio.gather(one.account(), return_exceptions=True)
        mark = await world.mark() or START
        assert [each for each in _up_to(mark) if not _known(world, heard, each)] == []
    assert await world.mark() == world.now - world.seconds % 5


def _up_to(mark: float) -> list[float]:
    return [START + second for second in range(1, int(mark - START) + 1)]


def _known(world: World, heard: set[float], moment: float) -> bool:
    return moment in heard or any(since < moment <= until for since, until in world.read)
